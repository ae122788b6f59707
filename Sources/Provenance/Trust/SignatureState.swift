// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Cryptography

/// What became of a signature: TRUST section 4.
public enum SignatureState: String, CaseIterable, Hashable, Sendable {
  /// It is by a signer that the user named.
  case valid
  /// The key that it should be by does not verify the bytes.
  case invalid
  /// It says that another key made it than those that the user named.
  case wrongKey
  /// All is sound but the time of a certificate.
  case expired
  /// It is sound, and by nobody whom the user named.
  case untrusted
  /// The user named nobody for its method, or the method is not checked.
  case unchecked
  /// There is no signature.
  case absent
}

/// Who signed, as far as it is known.
public enum Signer: Hashable, Sendable {
  /// A key, by the SHA-256 of its SubjectPublicKeyInfo in hexadecimal digits.
  case key(sha256: String, kind: String)
  /// The subject of a certificate.
  case certificate(CertificateSigner)
}

/// Who signed with a certificate; all text is escaped.
public struct CertificateSigner: Hashable, Sendable {
  /// Who the certificate is for, such as `C = US, CN = Example`; it may be empty.
  public let subject: String
  /// The names that its issuer vouches for, at most eight of them.
  public let names: [String]
  /// Its serial number in lower-case hexadecimal digits.
  public let serial: String
  /// The SHA-256 of its key's SubjectPublicKeyInfo in hexadecimal digits; nil where that cannot be
  /// used.
  public let keySHA256: String?
  /// When its time ends, in seconds since 1970.
  public let validUntil: Int64
  /// The SHA-256 of the root that vouches for it in hexadecimal digits; nil where no chain led to
  /// one that the user named.
  public let root: String?
}

extension Signer: CustomStringConvertible {
  /// How the signer is called in a sentence; everything from outside is escaped.
  public var description: String {
    switch self {
    case .key(let sha256, let kind): return "the \(kind) key \(sha256)"
    case .certificate(let signer):
      // A name with a quote must not end its own quotation.
      let names = (signer.names.isEmpty ? [signer.subject] : signer.names)
        .map { "'\($0.replacing("'", with: "\\'"))'" }
      return names.joined(separator: ", ") + (signer.root.map { " under the root \($0)" } ?? "")
    }
  }
}

/// The clock that the times of certificates were held against.
public enum SignatureClock: Hashable, Sendable {
  /// The machine's, in seconds since 1970.
  case now(Int64)
  /// The time that the user gave.
  case given(Int64)
  /// Times that an authority whom the user named has confirmed; certificates must hold at each.
  case timestamps([Int64])

  /// The moments, in seconds since 1970; at least one.
  public var times: [Int64] {
    switch self {
    case .now(let time), .given(let time): [time]
    case .timestamps(let times): times
    }
  }
}

extension SignatureClock: CustomStringConvertible {
  /// What a sentence calls it: `the current time`, `the time you gave`, `a trusted timestamp`, each
  /// with its moment.
  public var description: String {
    let moments = times.map { RFC3339.text($0) }.joined(separator: ", ")
    switch self {
    case .now: return "the current time, \(moments)"
    case .given: return "the time you gave, \(moments)"
    case .timestamps(let times):
      return times.count == 1
        ? "a trusted timestamp, \(moments)" : "\(times.count) trusted timestamps, \(moments)"
    }
  }
}

/// What was found of a signature.
public struct SignatureOutcome: Hashable, Sendable {
  /// What it is worth.
  public let state: SignatureState
  /// Who signed; nil where nothing tells.
  public let signer: Signer?
  /// One plain sentence, lower case and without full stop: why it is worth that.
  public let reason: String
  /// Nil where no certificate was held against a time.
  public let clock: SignatureClock?
  /// What an attentive reader should know besides, one sentence each.
  public let notes: [String]
  /// The line of the document, counted from 1.
  public internal(set) var line: Int

  init(
    _ state: SignatureState, _ reason: String, signer: Signer? = nil,
    clock: SignatureClock? = nil, notes: [String] = [], line: Int = 1
  ) {
    self.state = state
    self.signer = signer
    self.reason = reason
    self.clock = clock
    self.notes = notes
    self.line = line
  }
}
