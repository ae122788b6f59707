// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Cryptography
internal import UntrustedInput

extension SignatureCheck {
  /// What a signature is worth that comes with no certificate.
  func outcomeByKey(_ question: Question) -> SignatureOutcome {
    guard !anchors.keys.isEmpty else {
      return SignatureOutcome(.unchecked, "it is signed with a key, and you named none")
    }
    switch question.signature.rules {
    case .general: return outcomeOfGeneral(question)
    case .modelSigning, .modelSigning02: return outcomeOfModelSigning(question)
    }
  }

  /// Model Signing: the hint is the SHA-256 of the key's PEM in hexadecimal digits, and a key that
  /// it does not name is not asked.
  private func outcomeOfModelSigning(_ question: Question) -> SignatureOutcome {
    var keys = anchors.keys.filter(\.isEllipticCurve)
    guard !keys.isEmpty else {
      return SignatureOutcome(
        .wrongKey, "no key you named is one that OpenSSF Model Signing allows")
    }
    var notes = Self.logNotes(question)
    if let hint = question.signature.material.hint {
      keys = keys.filter { $0.pemSHA256.elementsEqual(hint.bytes) }
      guard !keys.isEmpty else {
        return SignatureOutcome(
          .wrongKey, "it is signed with another key than you named, '\(hint.brief)'")
      }
    } else {
      notes.append("it does not say which key signed it")
    }
    for key in keys {
      if case .good = verify(question, by: key) {
        return SignatureOutcome(
          .valid, "it is signed with a key you named", signer: key.signer, notes: notes)
      }
    }
    return SignatureOutcome(.invalid, Self.invalidReason(keys), notes: notes)
  }

  /// Everything else: the signature decides, and a hint only tells a signature by someone else from
  /// a broken one.
  private func outcomeOfGeneral(_ question: Question) -> SignatureOutcome {
    var obstacle: String?
    for key in anchors.keys {
      switch verify(question, by: key) {
      case .good:
        return SignatureOutcome(
          .valid, "it is signed with a key you named", signer: key.signer,
          notes: Self.logNotes(question))
      case .bad: break
      case .impossible(let reason): obstacle = obstacle ?? reason
      }
    }
    let hint = question.signature.material.hint ?? question.signature.keyID
    if let hint, !anchors.keys.contains(where: { $0.isNamed(by: hint) }) {
      return SignatureOutcome(
        .wrongKey, "it is signed with another key than you named, '\(hint.brief)'")
    }
    if let obstacle { return SignatureOutcome(.unchecked, obstacle) }
    return SignatureOutcome(.invalid, Self.invalidReason(anchors.keys))
  }

  /// What is said of a log that nobody asked: trust in the signer is the user's own, so that the
  /// log adds nothing to it.
  static func logNotes(_ question: Question) -> [String] {
    question.signature.material.logEntryCount == 0
      ? [] : ["its entry in a transparency log was not checked"]
  }

  private static func invalidReason(_ keys: [PublicKey]) -> String {
    keys.count == 1
      ? "its signature is not one of \(keys[0].signer) over these bytes"
      : "its signature is not one of the \(keys.count) keys you named over these bytes"
  }
}

extension PublicKey {
  /// The hexadecimal digits of the SHA-256 of the key in PEM, by which Model Signing names a key.
  package var modelSigningHint: String {
    let text = pem
    let span = text.span
    return unsafe Digest(of: span.bytes, .sha256).hex
  }

  fileprivate var pemSHA256: String.UTF8View { modelSigningHint.utf8 }

  /// Whether `hint` is one of the names that signers are known to give a key: the SHA-256 of its
  /// DER in base64 (cosign) or in hexadecimal digits, or the one of its PEM in those.
  fileprivate func isNamed(by hint: UntrustedText) -> Bool {
    let digest = sha256
    return [Base64.encode(digest.bytes), digest.hex, modelSigningHint].contains { name in
      hint.bytes.elementsEqual(name.utf8)
    }
  }
}
