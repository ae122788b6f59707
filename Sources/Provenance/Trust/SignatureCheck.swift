// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

package import Cryptography
internal import UntrustedInput

/// Tells what signatures are worth to someone who trusts certain keys and roots: TRUST section 4.
///
/// What is verified are the bytes as they came. Every key that the user named is tried; a hint in
/// a document never makes a signature valid, and only tells a signature for someone else from a
/// broken one. A signature that comes with a certificate must hold under the certificate's key
/// before anything else is asked of it.
package struct SignatureCheck: Sendable {
  let anchors: TrustAnchors
  let now: Int64

  /// - Parameter now: the current time, in seconds since 1970.
  package init(_ anchors: TrustAnchors, now: Int64) {
    self.anchors = anchors
    self.now = now
  }

  /// What the signatures of a document are worth.
  ///
  /// Where an envelope has several signatures, the best of them counts: anyone can put a worthless
  /// one beside a good one. A document that has a statement a line is worth what the worst of them
  /// is, since its claims are those of all lines; ask by its statements to tell them apart.
  package func outcome(of manifest: Manifest) -> SignatureOutcome {
    let absent = SignatureOutcome(.absent, "it is not signed", line: manifest.line)
    if !manifest.statements.isEmpty {
      let outcomes = outcomes(of: manifest)
      let broken = outcomes.first { $0.state == .invalid }
      return broken ?? outcomes.max { Self.rank($0.state) < Self.rank($1.state) } ?? absent
    }
    // All of them are over the same bytes.
    let bytes = manifest.signatures.first.flatMap(Self.signedBytes)
    let outcomes = manifest.signatures.map { outcome(of: $0, digest: nil, bytes) }
    return outcomes.min { Self.rank($0.state) < Self.rank($1.state) } ?? absent
  }

  /// What each statement of a document is worth, in the document's order: one outcome for a
  /// document that has no lines.
  package func outcomes(of manifest: Manifest) -> [SignatureOutcome] {
    manifest.statements.isEmpty
      ? [outcome(of: manifest)] : manifest.statements.map { outcome(of: $0) }
  }

  private static func rank(_ state: SignatureState) -> Int {
    switch state {
    case .valid: 0
    case .invalid: 1
    case .expired: 2
    case .untrusted: 3
    case .wrongKey: 4
    case .unchecked: 5
    case .absent: 6
    }
  }

  /// What one signature is worth.
  ///
  /// - Parameter digest: the digest of the file that a signature of a file itself is about; by
  ///   default the one that the document gives, which then is what the signer vouches for, and has
  ///   to be that of the file too.
  package func outcome(
    of signature: DetachedSignature, digest: Digest? = nil
  ) -> SignatureOutcome {
    outcome(of: signature, digest: digest, Self.signedBytes(of: signature))
  }

  private func outcome(
    of signature: DetachedSignature, digest: Digest?, _ bytes: SignedBytes?
  ) -> SignatureOutcome {
    let question = Question(signature: signature, digest: digest, bytes: bytes)
    var outcome =
      signature.material.certificates.isEmpty
      ? outcomeByKey(question) : outcomeByCertificate(question)
    outcome.line = signature.line
    return outcome
  }

  private static func signedBytes(of signature: DetachedSignature) -> SignedBytes? {
    guard case .payload(let payload, let type) = signature.content else { return nil }
    return SignedBytes(payload, type: type)
  }

  // MARK: Bytes

  /// A signature, and what it should be over.
  struct Question {
    let signature: DetachedSignature
    /// The digest of a file that is signed itself, where it is known from elsewhere.
    let digest: Digest?
    /// Nil where a file is signed itself.
    let bytes: SignedBytes?
  }

  /// Whether a signature is a key's own.
  enum Verification {
    case good
    case bad
    /// A file was signed otherwise than by its digest, or the digest is not known.
    case impossible(String)
  }

  func verify(_ question: Question, by key: PublicKey) -> Verification {
    let signature = question.signature
    if let bytes = question.bytes {
      let encodings: [SignedBytes.Encoding] =
        signature.rules == .modelSigning02 ? [.current, .like02] : [.current]
      let isGood = encodings.contains { encoding in
        digestAlgorithms(of: key, signature.rules).contains { algorithm in
          guard let algorithm else {
            return key.verifies(signature.bytes, of: bytes.bytes(encoding))
          }
          return key.verifies(signature.bytes, of: bytes.digest(encoding, algorithm))
        }
      }
      return isGood ? .good : .bad
    }
    guard key.digestAlgorithm != nil else {
      return .impossible("Ed25519 signs a file itself and not its digest, which is not checked")
    }
    guard case .message(let declared) = signature.content,
      let digest = question.digest ?? declared
    else { return .impossible("the digest that it signs is not given") }
    return key.verifies(signature.bytes, of: digest) ? .good : .bad
  }

  /// The curve's own; SHA-256 too where signers are known to use it with any curve: cosign, and
  /// model-signing 0.2.0.
  private func digestAlgorithms(
    of key: PublicKey, _ rules: DetachedSignature.Rules
  ) -> [DigestAlgorithm?] {
    guard let own = key.digestAlgorithm else { return [nil] }
    return own == .sha256 || rules == .modelSigning ? [own] : [own, .sha256]
  }
}

extension PublicKey {
  /// The key as a signer.
  package var signer: Signer { .key(sha256: sha256.hex, kind: displayName) }
}
