// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Cryptography
internal import UntrustedInput

/// An in-toto statement: SLSA provenance, a verification summary, a release, or any other predicate
/// about files that its subjects name.
///
///     {"_type": "https://in-toto.io/Statement/v1", "predicateType": URI, "predicate": {…},
///      "subject": [{"name": text, "digest": {algorithm: hex}}]}
///
/// Every subject is a claim about the bytes of one file, unless the predicate says no:
/// ``PredicateResult``.
/// A name that is absent or `_` means nothing. Statements of v0.1 differ in nothing that is read.
/// Source: in-toto attestation framework, "Statement" v0.1 and v1.
enum InTotoStatement {
  private static let types: [UntrustedText] = [
    UntrustedText("https://in-toto.io/Statement/v0.1"),
    UntrustedText("https://in-toto.io/Statement/v1"),
  ]

  /// Whether the document is an in-toto statement.
  static func recognises(_ outline: JSONOutline) -> Bool {
    !outline.isArray && outline.string("_type", startsWith: "https://in-toto.io/Statement/")
  }

  /// Reads a statement.
  ///
  /// - Parameter isSigned: whether it was inside of an envelope, and must keep the rules of a
  ///   signed form.
  static func parse(_ bytes: [UInt8], isSigned: Bool = false) throws(ManifestError) -> Manifest {
    var type: UntrustedText?
    var predicateType: UntrustedText?
    var result = PredicateResult()
    var hasSubject = false
    var entries: [Claim] = []
    try ManifestJSON.readObject(bytes, "statement") { reader, key throws(ManifestError) in
      if reader.equals(key, "_type") {
        type = try ManifestJSON.readText(&reader, "_type")
      } else if reader.equals(key, "predicateType") {
        predicateType = try ManifestJSON.readText(&reader, "predicateType")
      } else if reader.equals(key, "predicate") {
        result = try PredicateResult(&reader)
      } else if reader.equals(key, "subject") {
        entries = try readSubjects(&reader)
        hasSubject = true
      } else {
        try ManifestJSON.skip(&reader)
      }
    }
    guard let type else { throw .fieldInvalid(field: "_type", offset: 0) }
    guard types.contains(type) else { throw .statementUnsupported(type) }
    guard let predicateType else { throw .fieldInvalid(field: "predicateType", offset: 0) }
    guard result.vouches(predicateType) else { throw .predicateVouchesNot(predicateType) }
    guard hasSubject else { throw .fieldInvalid(field: "subject", offset: 0) }
    guard !entries.isEmpty else { throw .empty }
    return isSigned
      ? try Manifest(form: .inToto, signedEntries: entries)
      : try Manifest(form: .inToto, entries: entries)
  }

  private static func readSubjects(
    _ reader: inout JSONReader
  ) throws(ManifestError) -> [Claim] {
    var entries: [Claim] = []
    var number = 0
    try InTotoSubject.readAll(&reader) { subject throws(ManifestError) in
      number += 1
      // A commit or a folder is nothing that a file could be.
      guard subject.isAboutFile else { return }
      entries.append(
        Claim(
          subject: Self.subject(named: subject.name), digests: subject.digests,
          unsupportedAlgorithms: subject.unsupportedAlgorithms, line: number))
    }
    return entries
  }

  private static func subject(named name: UntrustedText?) -> Claim.Subject {
    guard let name, !name.bytes.elementsEqual("_".utf8) else { return .nameless }
    return Claim.subject(named: name)
  }
}
