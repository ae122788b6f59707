// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

package import Cryptography
package import UntrustedInput

/// Writes a signed payload as a Sigstore bundle 0.3 around a DSSE envelope.
package enum SignedDocument {
  /// How a bundle says who signed it.
  package enum Source: Sendable {
    /// By a name of the key: ``PublicKey/modelSigningHint`` or ``PublicKey/bundleHint``.
    case key(hint: String)
    /// By certificates, the signer's first; a root among them is of no use to a verifier.
    case certificates([Certificate])
  }

  /// The type of payload of every statement that is written here.
  package static let payloadType = UntrustedText("application/vnd.in-toto+json")

  /// The bytes that a key has to sign for a statement: its pre-authentication encoding.
  package static func signedBytes(of payload: [UInt8]) -> [UInt8] {
    PreAuthenticationEncoding.encode(payload, type: payloadType)
  }

  /// The bundle; the same for the same content.
  ///
  /// Certificates stand as a chain, so that an intermediate comes along: OpenSSF Model Signing
  /// wants it so in this version too, and what is written here is read by no client of Sigstore
  /// that asks for a log. `keyid` is written, and empty, as the readers of model-signing expect.
  package static func write(
    payload: [UInt8], signature: [UInt8], source: Source
  ) -> [UInt8] {
    JSONWriter.bytes { bundle in
      bundle.member("mediaType", "application/vnd.dev.sigstore.bundle.v0.3+json")
      bundle.key("verificationMaterial")
      bundle.object { material in
        switch source {
        case .key(let hint):
          material.key("publicKey")
          material.object(inline: true) { $0.member("hint", hint) }
        case .certificates(let certificates):
          material.key("x509CertificateChain")
          material.object { chain in
            chain.key("certificates")
            chain.array { array in
              for certificate in certificates {
                array.object(inline: true) {
                  $0.member("rawBytes", Base64.encode(certificate.derBytes))
                }
              }
            }
          }
        }
        material.key("tlogEntries")
        material.array(inline: true) { _ in }
      }
      bundle.key("dsseEnvelope")
      bundle.object { envelope in
        envelope.member("payload", Base64.encode(payload))
        envelope.member("payloadType", payloadType.lossyString)
        envelope.key("signatures")
        envelope.array { signatures in
          signatures.object(inline: true) {
            $0.member("sig", Base64.encode(signature))
            $0.member("keyid", "")
          }
        }
      }
    }
  }
}

extension PublicKey {
  /// The SHA-256 of the key in DER in base64, by which cosign names a key in its bundles.
  package var bundleHint: String { Base64.encode(sha256.bytes) }
}
