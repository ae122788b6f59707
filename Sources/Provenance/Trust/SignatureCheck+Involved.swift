// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

package import Cryptography

/// Everything that has a part in what a signature is worth, for a user who denies some of it.
package struct InvolvedParties: Sendable {
  /// The key that the user named and that made the signature; nil for none.
  package var key: PublicKey?
  /// Certificates that came along, used or not, with timestamps too, and those that chains of trust
  /// led through.
  package var certificates: [Certificate] = []
}

extension SignatureCheck {
  /// Who has a part in what a signature is worth, which is `outcome`.
  package func involved(
    in signature: DetachedSignature, outcome: SignatureOutcome
  ) -> InvolvedParties {
    var parties = InvolvedParties()
    parties.certificates = signature.material.certificates.compactMap {
      try? Certificate(derBytes: $0)
    }
    for token in signature.material.timestamps {
      parties.certificates += Timestamp.certificates(in: token)
      parties.certificates += (try? timestamp(token, over: signature.bytes))?.chain ?? []
    }
    switch outcome.signer {
    case .key(let sha256, _)?:
      parties.key = anchors.keys.first { $0.sha256.hex == sha256 }
    case .certificate(let known)?:
      parties.certificates += anchors.roots.filter { $0.sha256.hex == known.root }
    case nil: break
    }
    return parties
  }

  /// Verifies a timestamp of a signature by those authorities whom the user named.
  func timestamp(
    _ token: [UInt8], over signature: [UInt8]
  ) throws(TimestampError) -> Timestamp {
    try Timestamp.verify(
      token, over: signature, intermediates: anchors.timestampIntermediates,
      roots: anchors.timestampRoots)
  }
}
