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
    // A root's word is not enough for a key of a few minutes, whichever root that is.
    guard !leaf.hasIdentityProvider else {
      return SignatureOutcome(
        .unchecked, "keyless Sigstore signatures are not checked yet", signer: signer)
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
        .unchecked, "it is signed with a certificate, and you named no root", signer: signer)
    }
    let (clock, notes) = clock(of: question.signature)
    var root: Certificate?
    for time in clock.times {
      do throws(CertificateChainError) {
        root = try CertificateChain.verify(
          leaf, intermediates: intermediates, roots: anchors.roots, at: time)
      } catch {
        return SignatureOutcome(
          error.isOfTime ? .expired : .untrusted, error.description, signer: signer, clock: clock,
          notes: notes)
      }
    }
    let known = leaf.signer(root: root)
    guard anchors.identities.isEmpty || anchors.identities.contains(where: leaf.isNamed) else {
      return SignatureOutcome(
        .untrusted, "it is signed by \(known), which is no identity you named", signer: known,
        clock: clock, notes: notes + identityNotes(leaf))
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

  /// Why a certificate that holds the very text of an identity does not name it.
  private func identityNotes(_ leaf: Certificate) -> [String] {
    let isThere = anchors.identities.contains { identity in
      leaf.alternativeNames.contains { $0.text == identity.name }
    }
    return isThere
      ? [
        "the text that you named stands there as another kind of name: a mail address or URI counts"
      ]
      : []
  }

  /// The clock that certificates are held against.
  ///
  /// A time that the user gives is the user's own word and goes before all others, so that nobody
  /// changes anything by taking a timestamp away; then come timestamps by an authority whom the
  /// user named.
  private func clock(of signature: DetachedSignature) -> (SignatureClock, notes: [String]) {
    var times: [Int64] = []
    var notes: [String] = []
    if !anchors.timestampRoots.isEmpty {
      for token in signature.material.timestamps {
        do throws(TimestampError) {
          times.append(try timestamp(token, over: signature.bytes).time)
        } catch {
          notes.append(error.description)
        }
      }
    }
    if let given = anchors.time {
      notes += times.filter { $0 != given }.map {
        "a trusted timestamp names \(RFC3339.text($0)), and the time you gave goes before it"
      }
      return (.given(given), notes)
    }
    return (times.isEmpty ? .now(now) : .timestamps(times), notes)
  }
}

extension Certificate {
  /// Whether a user named whom the certificate is for.
  ///
  /// Names are compared whole, and only with those of their own kind: an authority that may vouch
  /// for mail addresses of one domain only (RFC 5280, section 4.2.1.10) could put any text into a
  /// name of another kind. Who must have vouched for it is the root, which the user named too.
  fileprivate func isNamed(_ identity: TrustAnchors.Identity) -> Bool {
    alternativeNames.contains { $0.text == identity.name && $0.isOfItsKind }
  }

  /// The certificate as a signer.
  package func signer(root: Certificate?) -> Signer {
    .certificate(
      CertificateSigner(
        subject: subject.brief, names: alternativeNames.prefix(8).map(\.shown),
        serial: serial, keySHA256: try? publicKey.get().sha256.hex,
        validUntil: validity.upperBound, root: root?.sha256.hex))
  }
}

extension Certificate.AlternativeName {
  /// Whether the text is what a name of this kind should be: of two kinds, no text is both.
  fileprivate var isOfItsKind: Bool {
    switch self {
    case .uri(let text): text.hasScheme
    case .email(let text): !text.hasScheme && text.bytes.contains(UInt8(ascii: "@"))
    case .dns, .sigstoreUser: false
    }
  }

  /// The name as it is shown; where its text does not tell which kind it is, that stands before it.
  fileprivate var shown: String {
    let kind =
      switch self {
      case .uri: "URI:"
      case .email: "email:"
      case .dns: "DNS:"
      case .sigstoreUser: "otherName:"
      }
    return (isOfItsKind ? "" : kind) + text.brief
  }
}

extension UntrustedText {
  /// Whether it begins as every URI does, with `ALPHA *( ALPHA / DIGIT / "+" / "-" / "." )` and a
  /// colon (RFC 3986, section 3.1).
  fileprivate var hasScheme: Bool {
    let scheme = bytes.prefix { $0 != UInt8(ascii: ":") }
    guard let first = scheme.first, scheme.count < bytes.count else { return false }
    func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }
    return isLetter(first)
      && scheme.allSatisfy { isLetter($0) || (0x30...0x39).contains($0) || "+-.".utf8.contains($0) }
  }
}
