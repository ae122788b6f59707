// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

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
  /// A certificate, by its subject, the names that its issuer vouches for, and the root that
  /// vouches for it: its SHA-256 in hexadecimal digits, nil where no chain led to one.
  case certificate(subject: String, names: [String], serial: String, root: String?)
}

extension Signer: CustomStringConvertible {
  /// How the signer is called in a sentence; everything from outside is escaped.
  public var description: String {
    switch self {
    case .key(let sha256, let kind): return "the \(kind) key \(sha256)"
    case .certificate(let subject, let names, _, let root):
      let name = names.isEmpty ? subject : names.joined(separator: ", ")
      return "'\(name)'" + (root.map { " under the root \($0)" } ?? "")
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
