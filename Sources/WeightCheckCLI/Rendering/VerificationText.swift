// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import WeightCheck

/// What `verify` prints for people: the files, what is odd, and one line at the end that can be
/// trusted.
struct VerificationText {
  private let verification: Verification
  private let style: Style
  private let exempted: Set<UntrustedText>

  /// Verified files that are listed one by one; of more, only weight files are.
  private static let listedCount = 12

  init(_ verification: Verification, style: Style) {
    self.verification = verification
    self.style = style
    exempted = Set(verification.exempted)
  }

  func write(to output: Output, isVerbose: Bool) {
    writeFiles(to: output, isVerbose: isVerbose)
    for finding in verification.findings where finding.id != .fileMalformed {
      let path = finding.path.map { "\($0): " } ?? ""
      output.line(
        style.mark(finding.severity) + path + finding.message
          + style.dim(" [\(finding.id.rawValue)]"))
    }
    writeManifests(to: output, isVerbose: isVerbose)
    let measured = verification.files.compactMap(\.statistics)
    if !measured.isEmpty {
      output.line("  " + StatisticsText.totals(of: measured.flatMap(\.tensors)))
    }
    output.line(lastLine)
  }

  // MARK: Files

  private func writeFiles(to output: Output, isVerbose: Bool) {
    let good = verification.files.filter { $0.verdict == .verified }
    let listsAll = isVerbose || good.count <= Self.listedCount
    let files = verification.files.filter { !$0.isEvidence || !$0.claims.isEmpty }
    let listed = files.filter { $0.verdict != .verified || $0.isWeights || listsAll }
    let width = min(listed.map { $0.path.escaped.count }.max() ?? 0, 60)
    for file in listed {
      var line = "  " + mark(of: file) + " " + file.path.escaped.padded(to: width)
      if let count = file.byteCount { line += "  " + Quantity.bytes(count) }
      if let count = file.tensorCount { line += ", " + Quantity.count(count, "tensor") }
      output.line(line)
      if file.verdict != .verified, file.verdict != .unclaimed || file.isWeights,
        let problem = file.problem
      {
        output.line("      " + problem)
      }
      writeClaims(of: file, to: output, isVerbose: isVerbose)
      if file.verdict == .mismatch, let segments = file.segments {
        SegmentText.write(
          segments, tensorCount: file.tensorCount, to: output, showsAll: isVerbose)
      }
    }
    let rest = files.count - listed.count
    if rest > 0 {
      output.line("  \(style.good("ok       ")) \(Quantity.count(rest, "other file"))")
    }
  }

  private func mark(of file: Verification.File) -> String {
    if file.claims.isEmpty, exempted.contains(file.path) { return style.doubtful("exempted ") }
    return switch file.verdict {
    case .verified?: style.good("ok       ")
    case .mismatch?: style.bad("MISMATCH ")
    case .equivalent?: style.doubtful("equal    ")
    case .missing?: style.bad("missing  ")
    case .malformed?: style.bad("MALFORMED")
    case .unsupported?: style.doubtful("unsure   ")
    case .unclaimed?: style.doubtful("unlisted ")
    case nil: style.bad("unread   ")
    }
  }

  private func writeClaims(of file: Verification.File, to output: Output, isVerbose: Bool) {
    for claim in file.claims {
      if claim.form == .inFile {
        // What differs is a finding.
        if isVerbose || file.verdict != .verified { writeInFile(claim, to: output) }
        continue
      }
      let source =
        "\(claim.manifest)"
        + (claim.isNameBound || claim.isBoundByPlace ? "" : ", under another name")
      switch claim.verdict {
      case .mismatch? where claim.covers == .tensorData:
        let what = claim.expected == nil ? "tensors that it lists" : "all tensors together"
        output.line("      not what \(source) claims of \(what)")
      case .mismatch? where ["segments", "ranges"].contains(claim.algorithm):
        output.line("      not what \(source) claims")
      case .mismatch?:
        if let size = claim.expectedByteCount, let actual = file.byteCount, size != actual {
          output.line("      expected \(Quantity.grouped(size)) bytes (\(source))")
          output.line("      found    \(Quantity.grouped(actual)) bytes")
        }
        if let expected = claim.expected, expected != claim.actual {
          // Where the pieces tell what differs, the whole digest was not computed.
          if let actual = claim.actual {
            output.line("      expected \(claim.algorithm) \(expected) (\(source))")
            output.line("      found    \(claim.algorithm) \(actual)")
          }
        }
      case .unsupported? where claim.covers == .tensorData && claim.algorithm == "sha256":
        let what = claim.expected == nil ? "the tensors it lists" : "all tensors together"
        output.line("      the bytes of \(what) match; nothing else is covered (\(source))")
      case .unsupported? where claim.covers == .tensorData:
        output.line("      \(claim.algorithm) of tensors is not checked (\(source))")
      case .unsupported?:
        output.line("      \(claim.algorithm) proves nothing here (\(source))")
      case .verified? where isVerbose && claim.algorithm == "segments":
        output.line("      every segment matches (\(source))")
      case .verified? where isVerbose && claim.algorithm == "ranges":
        output.line("      every range matches (\(source))")
      case nil where isVerbose && claim.expected != nil:
        output.line("      \(claim.algorithm) \(claim.expected ?? "") not compared (\(source))")
      case _ where isVerbose || !(claim.isNameBound || claim.isBoundByPlace):
        output.line("      \(claim.algorithm) \(claim.expected ?? "") (\(source))")
      default: break
      }
    }
  }

  /// What a file says of itself, where it does not differ.
  private func writeInFile(_ claim: Verification.ClaimResult, to output: Output) {
    guard let expected = claim.expected else {
      output.line(
        claim.isWeak
          ? "      its own \(claim.algorithm) is too short to be compared"
          : "      its own \(claim.algorithm) is no SHA-256, and is not compared")
      return
    }
    if claim.actual == expected {
      output.line(
        "      its own \(claim.algorithm) is that of its data, which verifies nothing")
    }
  }

  private func writeManifests(to output: Output, isVerbose: Bool) {
    for manifest in verification.manifests {
      if let refusal = manifest.refusal {
        output.line(style.dim("  not used: \(manifest.path): \(refusal)"))
      } else if !manifest.isNamed || isVerbose {
        let origin = manifest.isNamed ? "named" : "found"
        let claims = Quantity.count(manifest.claimCount, "claim")
        output.line(
          style.dim("  \(origin): \(manifest.path) (\(claims), \(signature(of: manifest)))"))
      } else if manifest.isSignature {
        output.line(style.dim("  named: \(manifest.path) (\(signature(of: manifest)))"))
      }
      for note in manifest.signature?.notes ?? [] { output.line(style.dim("      \(note)")) }
    }
  }

  // MARK: The last line

  /// TRUST 2.9: its first word follows what the verdict is worth, and it always counts what is not
  /// covered.
  private var lastLine: String {
    switch verification.verdict {
    case .verified: style.good(firstWord) + ": " + established + uncovered
    case .failed: style.bad("failed") + ": " + explanation(of: .mismatch) + uncovered
    case .malformed: style.bad("malformed") + ": " + explanation(of: .malformed) + uncovered
    case .unestablished:
      style.doubtful("unestablished") + ": " + explanation(of: verification.status) + uncovered
    }
  }

  private var firstWord: String {
    if !equivalent.isEmpty { return "equivalent" }
    return switch verification.assurance {
    case .signed: "verified"
    case .manifest: "matches"
    case .local, .none: "consistent"
    }
  }

  /// What is established: `1 file, 103 tensors, 90.9 MB, the RECORD you named (unsigned)`.
  private var established: String {
    let verified = verification.files.filter {
      $0.verdict == .verified || $0.verdict == .equivalent
    }
    let files = verified.filter { $0.assurance >= verification.assurance }
    let bytes = files.reduce(0) { $0 + ($1.byteCount ?? 0) }
    let tensors = files.reduce(0) { $0 + ($1.tensorCount ?? 0) }
    var parts = [Quantity.count(files.count, "file")]
    if files.contains(where: \.isWeights) { parts.append(Quantity.count(tensors, "tensor")) }
    parts.append(Quantity.bytes(bytes))
    if !equivalent.isEmpty {
      parts.append(
        "\(equivalent.count) of them with the claimed tensors only, their metadata not compared")
    }
    parts.append(source)
    let rest = verified.count - files.count
    if rest > 0 {
      parts.append("and \(Quantity.count(rest, "file")) with evidence found beside them only")
    }
    return parts.joined(separator: ", ")
  }

  private var equivalent: [Verification.File] {
    verification.files.filter { $0.verdict == .equivalent }
  }

  private var source: String {
    if let signed = verification.signed { return Self.source(signed, verification) }
    guard verification.assurance == .manifest else {
      return "with evidence found beside it; this shows no damage, not who published it"
    }
    let named = verification.manifests.filter {
      $0.isNamed && $0.refusal == nil && $0.assurance == .manifest
    }
    guard named.count == 1, let manifest = named.first else {
      // Each line of a document of several statements is one of them.
      let signedCount = named.count(where: \.isSignature)
      let signatures =
        signedCount == 0
        ? "unsigned"
        : signedCount < named.count
          ? unchecked.replacing("signed", with: "signed in part", maxReplacements: 1) : unchecked
      return "the \(named.count) manifests you named (\(signatures))"
    }
    return switch manifest.form {
    case .digest?: "the SHA-256 you gave"
    default:
      manifest.path == UntrustedText("-")
        ? "the manifest you gave on standard input (\(signature(of: manifest)))"
        : "the \(Self.basename(manifest.path)) you named (\(signature(of: manifest)))"
    }
  }

  /// TRUST 2.5 and 2.8: who signed, what of it belongs together, and which release it is.
  private static func source(
    _ signed: Verification.SignedCoverage, _ verification: Verification
  ) -> String {
    var parts = ["signed by " + signed.signers.map { "\($0)" }.joined(separator: " and ")]
    switch signed.scope {
    case .files: parts.append("each file by itself: nothing signed says that they belong together")
    case .release:
      let named = signed.release.flatMap { release in
        release.name.map { name in
          quoted(name) + (release.version.map { " version \(quoted($0))" } ?? "")
        }
      }
      // It is made of the digests of whole files, which segments stand for.
      let isComputed = verification.files.allSatisfy { !$0.isWeights || $0.sha256 != nil }
      let root = signed.release?.rootDigest.map {
        "root digest sha256:\($0.hex)" + (isComputed ? "" : " (whole files not hashed)")
      }
      let identity = [named, root].compactMap { $0 }
      parts.append(
        identity.isEmpty
          ? "the signature does not say which release this is"
          : "as " + identity.joined(separator: " with "))
    }
    if let names = otherNames(verification) { parts.append(names) }
    if signed.isPart { parts.append("other files of this release not checked") }
    let given = verification.manifests.compactMap { $0.signature?.clock }.first { $0.isGiven }
    if let time = given?.times.first { parts.append("at the time you gave, \(RFC3339.text(time))") }
    if !verification.isDenialChecked { parts.append("revocation not checked") }
    return parts.joined(separator: "; ")
  }

  /// What is said of files whose signed names are others than those that they have.
  private static func otherNames(_ verification: Verification) -> String? {
    let renamed = verification.files.compactMap { file -> UntrustedText? in
      let claims = file.claims.filter { $0.verdict == .verified && $0.assurance == .signed }
      let isNamed = claims.contains { claim in
        // A store may have a folder of its own around what a document lists.
        claim.isNameBound || claim.isBoundByPlace
          || claim.claimedName.map {
            file.path.bytes.suffix($0.bytes.count + 1).elementsEqual([UInt8(ascii: "/")] + $0.bytes)
          }
            == true
      }
      return isNamed ? nil : claims.lazy.compactMap(\.claimedName).first
    }
    guard let first = renamed.first else { return nil }
    return renamed.count == 1
      ? "signed under the name \(quoted(first))"
      : "\(renamed.count) files signed under other names, first \(quoted(first))"
  }

  /// A text of a signer's in quotes, which it cannot end itself.
  private static func quoted(_ text: UntrustedText) -> String {
    "'\(text.escaped.replacing("'", with: "\\'"))'"
  }

  /// What stands for a manifest's signature in brackets behind its path: TRUST section 4.
  private func signature(of manifest: Verification.ManifestUse) -> String {
    if let voucher = manifest.voucher { return "its bytes are signed, by \(voucher)" }
    guard let signature = manifest.signature else {
      return manifest.isSignature ? unchecked : "unsigned"
    }
    return switch signature.state {
    case .valid: "signed by \(signature.signer.map { "\($0)" } ?? "a signer you named")"
    case .invalid: "INVALID signature: \(signature.reason)"
    case .unchecked: "\(unchecked): \(signature.reason)"
    case .expired, .untrusted, .wrongKey: "not signed by anyone you named: \(signature.reason)"
    case .absent: "unsigned"
    }
  }

  /// What is said of a signature that nobody checked.
  private var unchecked: String {
    verification.namesSigner ? "signed, but not checked" : "signed, but you named no signer"
  }

  private static func basename(_ path: UntrustedText) -> String {
    let name = path.bytes.split(separator: UInt8(ascii: "/")).last ?? []
    return UntrustedText(bytes: Array(name)).escaped
  }

  /// What is not covered, where there is any.
  private var uncovered: String {
    var parts: [String] = []
    if !verification.unclaimed.isEmpty {
      parts.append("\(Quantity.count(verification.unclaimed.count, "file")) not covered")
    }
    let unclaimed = Set(verification.unclaimed)
    let unclaimedCode = verification.unlistedCode.count(where: unclaimed.contains)
    if unclaimedCode > 0 { parts.append("\(unclaimedCode) of them with code") }
    let weak = verification.files.count(where: \.isWeak)
    if weak > 0 { parts.append("\(Quantity.count(weak, "file")) by SHA-1 only") }
    let weakCode = verification.unlistedCode.count - unclaimedCode
    if weakCode > 0 { parts.append("\(weakCode) with code that no strong digest covers") }
    let missing = verification.files.count { $0.verdict == .missing }
    if verification.verdict == .verified, missing > 0 {
      parts.append("\(Quantity.count(missing, "listed file")) missing")
    }
    if !verification.exempted.isEmpty { parts.append("\(verification.exempted.count) exempted") }
    return parts.isEmpty ? "" : "; " + parts.joined(separator: ", ")
  }

  /// The first reason of the deciding status, and how many more there are.
  private func explanation(of status: Reason.Status) -> String {
    let reasons = verification.reasons.filter { $0.code.status == status }
    guard let first = reasons.first else { return "see above" }
    let more = verification.reasons.count - 1
    return ReasonText.sentence(first, verification)
      + (more > 0 ? ", and \(Quantity.count(more, "more reason"))" : "")
  }
}

extension SignatureClock {
  /// Whether the user gave the time.
  var isGiven: Bool {
    if case .given = self { return true }
    return false
  }

  /// The name in JSON.
  var name: String {
    switch self {
    case .now: "now"
    case .given: "given"
    case .timestamps: "timestamp"
    }
  }
}
