// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

public import Provenance
public import SystemPackage
public import UntrustedInput
public import WeightFormats

/// With what documents are signed.
public struct SigningRequest: Sendable {
  /// A file with a private key, or a URI that an installed provider opens.
  ///
  /// It is never shown, since a URI can hold a PIN.
  public var key: String
  /// Files with the signer's certificate first and those that lead to its root behind it; none to
  /// sign with the key alone.
  public var certificates: [FilePath] = []
  /// Asked once, if the key needs a passphrase; the bytes are overwritten after use.
  public var passphrase: @Sendable () -> [UInt8]?

  /// Signs with a key that needs no passphrase, or the one that `passphrase` gives.
  public init(key: String, passphrase: @escaping @Sendable () -> [UInt8]? = { nil }) {
    self.key = key
    self.passphrase = passphrase
  }
}

/// What is done with a statement that was made elsewhere: TRUST section 6, "two steps".
public struct StatementRequest: Sendable {
  /// What comes out.
  public enum Step: Sendable {
    /// The statement, signed.
    case sign(SigningRequest)
    /// The bytes that a key service has to sign.
    case encode
    /// The statement with a signature that was made elsewhere, by the key in a file with a public
    /// one, or by the first certificate of some files.
    case assemble(signature: FilePath, key: FilePath?, certificates: [FilePath])
  }

  /// The file with the statement, exactly as it is to be signed.
  public var statement: FilePath
  /// What is to be done.
  public var step: Step
  /// Where the answer will go; what is replaced there must be a manifest.
  public var output: FilePath?
  /// Findings that do not stand in the way.
  public var allowed: Set<Finding.ID> = []

  /// Asks for one step.
  public init(statement: FilePath, step: Step) {
    self.statement = statement
    self.step = step
  }
}

/// What came of a statement that was made elsewhere.
public struct StatementAnswer: Sendable {
  /// What the statement is, as `attest` writes it.
  public let format: AttestationRequest.Format
  /// Which release it is about.
  public let release: ReleaseIdentity?
  /// Files it lists.
  public let fileCount: Int
  /// Bytes of them; nil where it does not tell.
  public let byteCount: UInt64?
  /// What it leaves out, as it writes it.
  public let excluded: [UntrustedText]
  /// The bundle, or the bytes to be signed.
  public let bytes: [UInt8]
  /// Who signed; nil where nothing is signed yet.
  public let signer: Signer?
  /// What is odd.
  public let findings: [Finding]
}
