// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Cryptography
internal import UntrustedInput

/// A document that has an envelope, a bundle or a statement on each line (`*.intoto.jsonl`, and
/// what `gh attestation download` writes).
///
/// Each line stands for itself, and may be signed by someone else; a statement that one line makes
/// twice is refused if it is signed, one that two lines make is only confirmed. Two lines that
/// contradict each other make the document malformed, and so does a line that cannot be read.
/// Source: in-toto attestation framework v1, "Bundle".
enum StatementLines {
  /// Whether the document has several lines, of which the first is a JSON object.
  ///
  /// No JSON document has a line that ends with `}` before one that begins with `{`.
  static func recognises(_ bytes: [UInt8]) -> Bool {
    let start = bytes.drop(while: isBlank)
    guard start.first == UInt8(ascii: "{"), let end = start.firstIndex(of: 0x0A),
      start[..<end].last(where: { !isBlank($0) }) == UInt8(ascii: "}")
    else { return false }
    return start[end...].first { !isBlank($0) } == UInt8(ascii: "{")
  }

  /// Reads all lines.
  static func parse(_ bytes: [UInt8]) throws(ManifestError) -> Manifest {
    var entries: [Claim] = []
    var exempted: [UntrustedText] = []
    var signatures: [DetachedSignature] = []
    var statements: [Manifest] = []
    var (form, isSigned, repeated): (ManifestForm?, Bool, Int) = (nil, true, 0)
    var (number, statementCount) = (0, 0)
    // What earlier lines say of no name; to say it again is about the same file.
    var namelessDigests: Set<[Digest]> = []
    var start = 0
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
      let line = bytes[start..<end]
      start = end + 1
      number += 1
      if line.allSatisfy(isBlank) { continue }
      statementCount += 1
      guard statementCount <= Limits.statementLineCount else {
        throw .tooManyLines(limit: Limits.statementLineCount)
      }
      var manifest: Manifest
      do throws(ManifestError) {
        manifest = try statement(Array(line))
      } catch {
        throw .statementLine(line: number, error)
      }
      var ownNamelessDigests: Set<[Digest]> = []
      for claim in manifest.claims {
        if claim.subject == .nameless, !claim.digests.isEmpty {
          if namelessDigests.contains(claim.digests) { continue }
          ownNamelessDigests.insert(claim.digests)
        }
        var entry = claim
        entry.line = number
        entries.append(entry)
      }
      namelessDigests.formUnion(ownNamelessDigests)
      exempted += manifest.exempted
      isSigned = isSigned && manifest.isSigned
      for index in manifest.signatures.indices { manifest.signatures[index].line = number }
      manifest.line = number
      for index in manifest.claims.indices { manifest.claims[index].line = number }
      signatures += manifest.signatures
      statements.append(manifest)
      repeated += manifest.repeatedEntryCount
      form = form == nil || form == manifest.form ? manifest.form : .inToto
    }
    var manifest = try Manifest(form: form ?? .inToto, entries: entries)
    manifest.isSigned = isSigned
    manifest.signatures = signatures
    manifest.statements = statements
    manifest.exempted = exempted
    manifest.repeatedEntryCount = repeated
    return manifest
  }

  private static func statement(_ line: [UInt8]) throws(ManifestError) -> Manifest {
    let outline = try JSONOutline(line)
    if let manifest = try Manifest.parseEnvelope(line, outline) { return manifest }
    if let manifest = try Manifest.parseStatement(line, outline, isSigned: false) {
      return manifest
    }
    throw .notReadYet(what: "a JSON document")
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
  }
}
