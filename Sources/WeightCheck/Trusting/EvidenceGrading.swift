// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Cryptography
internal import Digests
internal import Provenance
internal import UntrustedInput

/// Finds out which evidence a signer vouches for whom the user named: TRUST sections 2.4 and 4.
struct EvidenceGrading {
  private let check: SignatureCheck
  private let denied: DenyList
  private let namesSigner: Bool

  /// Signatures, certificates and timestamps of one release that are looked at, which takes some
  /// seconds.
  static let checkedCount = 10_000
  /// Documents that may vouch for each other in a row.
  static let chainLength = 3

  init(_ anchors: TrustAnchors, denying denied: DenyList, now: Int64) {
    check = SignatureCheck(anchors, now: now)
    self.denied = denied
    namesSigner = !anchors.isEmpty
  }

  /// The evidence with what its signatures are worth.
  ///
  /// A document with a statement on each line becomes one for each of them, since each may be by
  /// someone else, and stands for itself.
  ///
  /// - Parameter cancellation: ends the work early, with what nobody will look at.
  func grade(_ evidence: [Evidence], _ cancellation: Cancellation) -> [Evidence] {
    var graded: [Evidence] = []
    var budget = Self.checkedCount
    for document in evidence {
      guard let manifest = document.manifest, manifest.isSigned || manifest.hasLines else {
        graded.append(document)
        continue
      }
      budget -= manifest.signatures.reduce(0) {
        $0 + 1 + $1.material.certificates.count + $1.material.timestamps.count
      }
      guard budget >= 0 else {
        var document = document
        document.state = .unsearched("has more signatures than are checked")
        graded.append(document)
        continue
      }
      if manifest.hasLines {
        for statement in manifest.statements {
          if cancellation.isCancelled { return [] }
          let outcome = check.outcome(of: statement)
          var part = document
          part.state = .used(statement)
          part.shownPath = UntrustedText(
            bytes: document.shownPath.bytes + Array(":\(outcome.line)".utf8))
          part.grade(outcome, namesSigner)
          part.denial = denial(of: statement, outcome)
          graded.append(part)
        }
        continue
      }
      if cancellation.isCancelled { return [] }
      var document = document
      let outcome = check.outcome(of: manifest)
      document.grade(outcome, namesSigner)
      document.denial = denial(of: manifest, outcome)
      graded.append(document)
    }
    var contents = graded.map(DocumentContent.init)
    // A document has ten thousand lines at most, of which none has a content of its own.
    let withContent = contents.indices.filter { !contents[$0].isEmpty }
    for place in graded.indices where graded[place].manifest?.isLoneDigest == true {
      graded[place].isAboutDocument = withContent.contains {
        graded[place].vouches(for: graded[$0], &contents[$0])
      }
    }
    passOn(&graded, &contents)
    for place in graded.indices { graded[place].dropContent() }
    return graded
  }

  /// TRUST section 7: looks at every signature, though the best of them alone decides what a
  /// document is worth.
  private func denial(of manifest: Manifest, _ outcome: SignatureOutcome) -> UntrustedText? {
    if denied.isEmpty { return nil }
    for signature in manifest.signatures {
      let isOnly = manifest.signatures.count == 1
      let parties = check.involved(
        in: signature, outcome: isOnly ? outcome : check.outcome(of: signature))
      let reason =
        parties.certificates.lazy.compactMap { denied.reason($0) }.first
        ?? parties.key.flatMap { denied.reason($0) }
      if let reason { return reason }
    }
    return nil
  }

  /// TRUST 2.4: a document whose own bytes a signer vouches for is worth what the signature is.
  private func passOn(_ evidence: inout [Evidence], _ contents: inout [DocumentContent]) {
    for _ in 0..<Self.chainLength {
      let vouching = evidence.indices.filter { evidence[$0].assurance == .signed }
      var isChanged = false
      for place in evidence.indices
      where !contents[place].isEmpty
        && evidence[place].assurance != .signed && evidence[place].manifest?.mayBeVouchedFor == true
      {
        let voucher = vouching.first {
          evidence[$0].vouches(for: evidence[place], &contents[place])
        }
        guard let voucher else { continue }
        evidence[place].voucher = evidence[voucher].shownPath
        evidence[place].assurance = .signed
        isChanged = true
      }
      if !isChanged { return }
    }
  }
}

/// The bytes of a document, each of whose digests is computed once however many claims ask for it.
private struct DocumentContent {
  private let bytes: [UInt8]
  private var digests: [DigestAlgorithm: Digest] = [:]

  init(_ document: Evidence) {
    bytes = document.manifest?.content ?? []
  }

  var isEmpty: Bool { bytes.isEmpty }
  var byteCount: UInt64 { UInt64(bytes.count) }

  private static func digest(of bytes: [UInt8], _ algorithm: DigestAlgorithm) -> Digest {
    let span = bytes.span
    return unsafe Digest(of: span.bytes, algorithm)
  }

  mutating func digest(_ algorithm: DigestAlgorithm) -> Digest {
    if let digest = digests[algorithm] { return digest }
    let digest = Self.digest(of: bytes, algorithm)
    digests[algorithm] = digest
    return digest
  }
}

extension Manifest {
  /// Whether another document may pass its signature on to this one, which must keep the rules of
  /// a signed form then (TRUST 1.3 and 1.4): no path twice, and none that leads out.
  fileprivate var mayBeVouchedFor: Bool {
    !isSigned && repeatedEntryCount == 0
      && !claims.contains { claim in
        if case .escaping = claim.subject { return true }
        return false
      }
  }

  /// Whether it is a signature of one file that it does not name.
  fileprivate var isLoneDigest: Bool {
    isSigned && claims.count == 1 && claims[0].subject == .nameless
  }

  /// Whether it has several statements, each of which stands for itself.
  fileprivate var hasLines: Bool { statements.count > 1 }
}

extension Evidence {
  fileprivate mutating func grade(_ outcome: SignatureOutcome, _ namesSigner: Bool) {
    signature = outcome
    self.namesSigner = namesSigner
    if outcome.state == .valid { assurance = .signed }
  }

  /// Nobody vouches for it any more.
  fileprivate mutating func dropContent() {
    guard case .used(var manifest) = state else { return }
    manifest.content = []
    state = .used(manifest)
  }

  /// Whether this document claims the very bytes of another one, under its name where it gives one.
  fileprivate func vouches(for other: Evidence, _ content: inout DocumentContent) -> Bool {
    guard let manifest, !content.isEmpty else { return false }
    return manifest.claims.contains { claim in
      claim.hasStrongDigest && claim.segments == nil && claim.ranges == nil
        && isNamed(other, by: claim.subject)
        && (claim.byteCount == nil || claim.byteCount == content.byteCount)
        && claim.digests.allSatisfy { content.digest($0.algorithm) == $0 }
    }
  }

  /// Whether a claim of this document is about another one, by its place in the release, or, where
  /// that lies elsewhere, by its name.
  private func isNamed(_ other: Evidence, by subject: Claim.Subject) -> Bool {
    switch subject {
    case .nameless: return true
    case .escaping: return false
    case .path(let path):
      if let place = other.releasePath { return releasePath(of: path) == place }
      return path.basename == other.shownPath.lastComponent
    }
  }
}

extension UntrustedText {
  /// What follows the last slash.
  fileprivate var lastComponent: UntrustedText {
    UntrustedText(bytes: Array(bytes.split(separator: UInt8(ascii: "/")).last ?? []))
  }
}
