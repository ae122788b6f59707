// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

package import UntrustedInput

/// Why a timestamp proves no time.
package enum TimestampError: Error, Hashable, Sendable {
  /// No root of a timestamp authority was given.
  case noRoots
  /// A certificate that was given as a root was signed by another one.
  case rootNotSelfSigned(subject: UntrustedText)
  /// It has more bytes, or more certificates, than one may have.
  case tooLarge
  /// It is no TimeStampResp and no token, or has a fault in it.
  case malformed
  /// The authority answered that it made none.
  case notGranted
  /// It is about a digest that is not computed, or too weak a one.
  case digestUnsupported
  /// It is about other bytes.
  case otherBytes
  /// The certificate of who made it is neither in it nor among those that were given.
  case signerAbsent
  /// Its signature does not hold, or nobody who is trusted vouches for who made it.
  case untrusted(reason: String)
}

extension TimestampError: CustomStringConvertible {
  /// One sentence: lower case, no full stop.
  package var description: String {
    switch self {
    case .noRoots: "no root of a timestamp authority was given"
    case .rootNotSelfSigned(let subject):
      "'\(subject.brief)' is no root: another one signed it"
    case .tooLarge: "the timestamp is larger than any should be"
    case .malformed: "the timestamp cannot be read"
    case .notGranted: "the timestamp says that it was refused"
    case .digestUnsupported: "the timestamp is by a digest that proves nothing"
    case .otherBytes: "the timestamp is about other bytes"
    case .signerAbsent:
      "the timestamp does not hold its authority's certificate: give it in --tsa-root"
    case .untrusted(let reason): "the timestamp is not one of an authority you named: \(reason)"
    }
  }
}
