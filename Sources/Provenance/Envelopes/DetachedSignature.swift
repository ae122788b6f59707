// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

package import Cryptography
package import UntrustedInput

/// One signature as it stands in a document, with what comes along to verify it.
///
/// It is read, and nothing of it is verified: that is ``SignatureCheck``'s work.
package struct DetachedSignature: Hashable, Sendable {
  /// What is signed.
  package enum Content: Hashable, Sendable {
    /// The exact bytes of a payload, with their type, as DSSE encodes them.
    case payload([UInt8], type: UntrustedText)
    /// A file itself. The digest is the one that the document gives, by which the file was signed;
    /// nil where it is by no algorithm that is computed.
    case message(Digest?)
  }

  /// Whose rules a signature must keep.
  package enum Rules: Hashable, Sendable {
    /// DSSE or a Sigstore bundle, with nothing on top.
    case general
    /// OpenSSF Model Signing: ECDSA by the curve's digest only; a hint is binding.
    case modelSigning
    /// Model Signing as version 0.2.0 wrote it, which signed another encoding of the payload.
    case modelSigning02
  }

  package let content: Content
  /// The signature.
  package let bytes: [UInt8]
  /// What the envelope calls the key, which is advice at most; nil where it is left out or empty.
  package let keyID: UntrustedText?
  package var material: VerificationMaterial
  package var rules: Rules
  /// The line of the document, counted from 1; it is always 1 in a document of one statement.
  package var line: Int

  package init(
    content: Content, bytes: [UInt8], keyID: UntrustedText? = nil,
    material: VerificationMaterial = VerificationMaterial(), rules: Rules = .general, line: Int = 1
  ) {
    self.content = content
    self.bytes = bytes
    self.keyID = keyID
    self.material = material
    self.rules = rules
    self.line = line
  }
}

/// What a Sigstore bundle brings along to verify its signature.
package struct VerificationMaterial: Hashable, Sendable {
  /// What the bundle calls the key; nil where it is left out or empty.
  package var hint: UntrustedText?
  /// Certificates in DER, the signer's first; none where a key alone signed.
  package var certificates: [[UInt8]]
  /// RFC 3161 timestamps of the signature, no two the same.
  package var timestamps: [[UInt8]]
  /// Entries of a transparency log, which are counted and not read.
  package var logEntryCount: Int

  package init(
    hint: UntrustedText? = nil, certificates: [[UInt8]] = [], timestamps: [[UInt8]] = [],
    logEntryCount: Int = 0
  ) {
    self.hint = hint
    self.certificates = certificates
    self.timestamps = timestamps
    self.logEntryCount = logEntryCount
  }
}
