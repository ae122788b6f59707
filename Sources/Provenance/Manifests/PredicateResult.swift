// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import UntrustedInput

/// What the predicate of an in-toto statement concludes, as far as it could say no.
///
/// The type of the predicate decides which field has to say `PASSED`: `verificationResult` of a
/// verification summary (SLSA, `verification_summary`; v0.1 wrote `verification_result`), `result`
/// of a test result (in-toto, `test-result`). Of those two types, each of the fields that stands
/// there beside the right one counts too where it says no; `verificationResult` means one thing
/// only, and says no under any type. Lists of what is wrong with the subjects vouch for nothing.
struct PredicateResult {
  /// What a field says; nil where it is not there.
  private var (verification, oldVerification, test): (Answer?, Answer?, Answer?)

  private enum Answer {
    case passed
    /// Anything else, also what is no text.
    case other
  }

  /// Says nothing.
  init() {}

  /// Reads a predicate, which is the next value of a statement.
  init(_ reader: inout JSONReader) throws(ManifestError) {
    let depth = reader.depth
    guard try ManifestJSON.next(&reader) == .beginObject else {
      // `null`, or of a type that nothing is known of.
      while reader.depth > depth { _ = try ManifestJSON.next(&reader) }
      return
    }
    while case .key(let key) = try ManifestJSON.next(&reader) {
      if reader.equals(key, "verificationResult") {
        verification = try Self.readAnswer(&reader)
      } else if reader.equals(key, "verification_result") {
        oldVerification = try Self.readAnswer(&reader)
      } else if reader.equals(key, "result") {
        test = try Self.readAnswer(&reader)
      } else {
        try ManifestJSON.skip(&reader)
      }
    }
  }

  private static func readAnswer(_ reader: inout JSONReader) throws(ManifestError) -> Answer {
    try ManifestJSON.readAnyText(&reader) == UntrustedText("PASSED") ? .passed : .other
  }

  /// Whether a predicate of `type` vouches for its subjects.
  func vouches(_ type: UntrustedText) -> Bool {
    let words = Self.words(of: type)
    if !words.isDisjoint(with: Self.complaints) { return false }
    if verification == .other || oldVerification == .other { return false }
    if words.isSuperset(of: ["verification", "summary"]) {
      return (verification ?? oldVerification) == .passed && test != .other
    }
    if words.isSuperset(of: ["test", "result"]) { return test == .passed }
    return true
  }

  /// Words by which lists of vulnerabilities, exploitability (VEX), findings and revocations are
  /// called: `https://in-toto.io/attestation/vulns/v0.1`,
  /// `https://cosign.sigstore.dev/attestation/vuln/v1`, `https://openvex.dev/ns/v0.2.0`.
  private static let complaints: Set<String> = [
    "vuln", "vulns", "vulnerability", "vulnerabilities", "vex", "openvex", "csaf", "sarif",
    "advisory",
    "advisories", "revocation", "revocations", "revoked",
  ]

  /// The words of a URI in lower case.
  private static func words(of type: UntrustedText) -> Set<String> {
    let words = type.bytes.split { byte in
      !((0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
        || (0x61...0x7A).contains(byte))
    }
    return Set(words.map { String(decoding: $0, as: UTF8.self).lowercased() })
  }
}
