// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

package import Cryptography
internal import UntrustedInput

extension SignatureCheck {
  /// What a signature is worth that comes with a certificate.
  func outcomeByCertificate(_ question: Question) -> SignatureOutcome {
    let signature = question.signature
    var certificates: [Certificate] = []
    for bytes in signature.material.certificates {
      do throws(CertificateError) {
        certificates.append(try Certificate(derBytes: bytes))
      } catch {
        return SignatureOutcome(.invalid, "it comes with a certificate that \(error)")
      }
    }
    let leaf = certificates.removeFirst()
    let signer = leaf.signer(root: nil)
    // First of all the bytes: a certificate that did not sign them says nothing of them.
    let key: PublicKey
    switch leaf.publicKey {
    case .success(let usable): key = usable
    case .failure(let error):
      return SignatureOutcome(
        .unchecked, "the key of the certificate \(signer) \(error)", signer: signer)
    }
    if signature.rules != .general && !key.isEllipticCurve {
      return SignatureOutcome(
        .invalid, "it is signed by \(key.displayName), which OpenSSF Model Signing does not allow",
        signer: signer)
    }
    switch verify(question, by: key) {
    case .good: break
    case .bad:
      return SignatureOutcome(
        .invalid, "its signature is not one of \(signer) over these bytes", signer: signer)
    case .impossible(let reason): return SignatureOutcome(.unchecked, reason, signer: signer)
    }
    if anchors.keys.contains(key) {
      return SignatureOutcome(
        .valid, "it is signed with a key you named", signer: key.signer,
        notes: Self.logNotes(question))
    }
    return outcome(of: question, by: leaf, intermediates: certificates)
  }

  /// What is left to ask: whether a root vouches for the certificate, and for whom.
  private func outcome(
    of question: Question, by leaf: Certificate, intermediates: [Certificate]
  ) -> SignatureOutcome {
    let signer = leaf.signer(root: nil)
    guard !anchors.roots.isEmpty else {
      return SignatureOutcome(
        .unchecked,
        leaf.isKeyless
          ? Self.keylessReason : "it is signed with a certificate, and you named no root",
        signer: signer)
    }
    let (clock, notes) = clock(of: question.signature, leaf)
    var root: Certificate?
    for time in clock.times {
      do throws(CertificateChainError) {
        root = try CertificateChain.verify(
          leaf, intermediates: intermediates, roots: anchors.roots, at: time)
      } catch {
        if leaf.isKeyless {
          return SignatureOutcome(
            .unchecked, Self.keylessReason, signer: signer, clock: clock, notes: notes)
        }
        return SignatureOutcome(
          error.isOfTime ? .expired : .untrusted, error.description, signer: signer, clock: clock,
          notes: notes)
      }
    }
    let known = leaf.signer(root: root)
    guard anchors.identities.isEmpty || anchors.identities.contains(where: leaf.isNamed) else {
      return SignatureOutcome(
        .untrusted, "it is signed by \(known), which is no identity you named", signer: known,
        clock: clock, notes: notes)
    }
    var remarks = notes + Self.logNotes(question)
    if anchors.identities.isEmpty {
      remarks.append("any code-signing leaf under this root is accepted")
    }
    remarks.append(
      "its certificate, valid until \(RFC3339.text(leaf.validity.upperBound)), was held against "
        + "\(clock)")
    return SignatureOutcome(
      .valid, "it is signed by \(known)", signer: known, clock: clock, notes: remarks)
  }

  private static let keylessReason = "keyless Sigstore signatures are not checked yet"

  /// The clock that certificates are held against.
  ///
  /// Timestamps by an authority whom the user named go before every other time. A time that the
  /// user gives stands in for the current one, but not for the time that a keyless certificate of a
  /// few minutes has to have proven.
  private func clock(
    of signature: DetachedSignature, _ leaf: Certificate
  ) -> (SignatureClock, notes: [String]) {
    var times: [Int64] = []
    var notes: [String] = []
    if !anchors.timestampRoots.isEmpty {
      for token in signature.material.timestamps {
        do throws(TimestampError) {
          times.append(
            try timestamp(token, over: signature.bytes).time)
        } catch {
          notes.append(error.description)
        }
      }
    }
    if !times.isEmpty { return (.timestamps(times), notes) }
    if let time = anchors.time, !leaf.isKeyless { return (.given(time), notes) }
    return (.now(now), notes)
  }
}

extension Certificate {
  /// Whether it is one of Sigstore's, for a key of a few minutes.
  fileprivate var isKeyless: Bool { hasIdentityProvider }

  /// Whether a user named whom the certificate is for.
  ///
  /// Names are compared whole. The issuer is that of an identity provider, where the certificate
  /// tells one; a certificate of another authority tells none, and its root vouches for the name.
  fileprivate func isNamed(_ identity: TrustAnchors.Identity) -> Bool {
    guard alternativeNames.contains(where: { $0.text == identity.name }) else { return false }
    return !hasIdentityProvider || identityProvider == identity.issuer
  }

  /// The certificate as a signer.
  package func signer(root: Certificate?) -> Signer {
    .certificate(
      CertificateSigner(
        subject: subject.brief, names: alternativeNames.prefix(8).map(\.text.brief),
        serial: serial, keySHA256: try? publicKey.get().sha256.hex,
        validUntil: validity.upperBound, root: root?.sha256.hex))
  }
}
