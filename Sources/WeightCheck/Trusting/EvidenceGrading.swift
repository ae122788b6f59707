// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Cryptography
internal import Provenance
internal import UntrustedInput

/// Finds out which evidence a signer vouches for whom the user named: TRUST sections 2.4 and 4.
struct EvidenceGrading {
  private let check: SignatureCheck
  private let isTrustGiven: Bool

  /// Documents that may vouch for each other in a row.
  static let chainLength = 3

  init(_ anchors: TrustAnchors, now: Int64) {
    check = SignatureCheck(anchors, now: now)
    isTrustGiven = !anchors.isEmpty
  }

  /// The evidence with what its signatures are worth.
  ///
  /// A document with several signed statements becomes one for each of them where the user named
  /// signers, since each may be by someone else.
  func grade(_ evidence: [Evidence]) -> [Evidence] {
    var graded: [Evidence] = []
    for document in evidence {
      guard let manifest = document.manifest, manifest.isAnyLineSigned else {
        graded.append(document)
        continue
      }
      if isTrustGiven && manifest.statements.count > 1 {
        for (statement, outcome) in zip(manifest.statements, check.outcomes(of: manifest)) {
          var part = document
          part.state = .used(statement)
          part.shownPath = UntrustedText(
            bytes: document.shownPath.bytes + Array(":\(outcome.line)".utf8))
          part.grade(outcome)
          graded.append(part)
        }
        continue
      }
      var document = document
      if let outcome = check.outcomes(of: manifest).first { document.grade(outcome) }
      graded.append(document)
    }
    for place in graded.indices where graded[place].manifest?.isLoneDigest == true {
      graded[place].isAboutDocument = graded.contains { graded[place].vouches(for: $0) }
    }
    passOn(&graded)
    for place in graded.indices { graded[place].dropContent() }
    return graded
  }

  /// TRUST 2.4: a document whose own bytes a signer vouches for is worth what the signature is.
  private func passOn(_ evidence: inout [Evidence]) {
    for _ in 0..<Self.chainLength {
      let vouching = evidence.indices.filter { evidence[$0].assurance == .signed }
      var isChanged = false
      for place in evidence.indices
      where evidence[place].assurance != .signed && evidence[place].manifest?.isSigned == false {
        let voucher = vouching.first { evidence[$0].vouches(for: evidence[place]) }
        guard let voucher else { continue }
        evidence[place].voucher = evidence[voucher].shownPath
        evidence[place].assurance = .signed
        isChanged = true
      }
      if !isChanged { return }
    }
  }
}

extension Manifest {
  /// Whether it is a signature of one file that it does not name.
  fileprivate var isLoneDigest: Bool {
    isSigned && claims.count == 1 && claims[0].subject == .nameless
  }

  /// Whether it is signed, or one of its statements is.
  fileprivate var isAnyLineSigned: Bool { isSigned || statements.contains(where: \.isSigned) }
}

extension Evidence {
  fileprivate mutating func grade(_ outcome: SignatureOutcome) {
    signature = outcome
    if outcome.state == .valid { assurance = .signed }
  }

  /// Nobody vouches for it any more.
  fileprivate mutating func dropContent() {
    guard case .used(var manifest) = state else { return }
    manifest.content = []
    state = .used(manifest)
  }

  /// Whether this document claims the very bytes of another one, under its name where it gives one.
  fileprivate func vouches(for other: Evidence) -> Bool {
    guard let manifest, let content = other.manifest?.content, !content.isEmpty else {
      return false
    }
    let span = content.span
    return manifest.claims.contains { claim in
      guard claim.hasStrongDigest, claim.segments == nil, claim.ranges == nil,
        isNamed(other, by: claim.subject),
        claim.byteCount == nil || claim.byteCount == UInt64(content.count)
      else { return false }
      return claim.digests.allSatisfy { unsafe Digest(of: span.bytes, $0.algorithm) == $0 }
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
