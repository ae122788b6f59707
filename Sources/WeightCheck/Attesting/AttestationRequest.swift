// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

public import Digests
public import Provenance
public import SystemPackage
public import UntrustedInput
public import WeightFormats

/// What `attest` is asked to do.
public struct AttestationRequest: Sendable {
  /// The documents that can be made, in the order in which they are: TRUST section 6.
  public enum Format: String, CaseIterable, Hashable, Sendable {
    /// A checksum file as `sha256sum -c` reads it.
    case sha256sums
    /// weightcheck's own weight manifest.
    case weights
    /// OpenSSF Model Signing v1.0, which covers the documents before it too.
    case oms

    /// The name the document has beside the weights.
    public func fileName(isSigned: Bool) -> String {
      switch self {
      case .sha256sums: "SHA256SUMS"
      case .weights: isSigned ? "weights.intoto.sigstore.json" : "weights.intoto.json"
      case .oms: isSigned ? "model.sig" : "model.intoto.json"
      }
    }
  }

  /// A release folder, or one weight file.
  public var path: FilePath
  /// The documents to make.
  public var formats: Set<Format>
  /// With what they are signed; nil to leave them unsigned.
  public var signing: SigningRequest?
  /// The release's name; nil for the folder's or file's own.
  public var name: String?
  /// The release's version, if it has one.
  public var version: String?
  /// Paths that are left out, relative to the release or absolute inside it; files or whole
  /// folders.
  public var ignored: [FilePath]
  /// Where the documents will go; what stands there now is not attested.
  public var outputs: [FilePath]
  /// Findings that do not stand in the way.
  public var allowed: Set<Finding.ID>
  /// The tool that the documents name as their maker.
  public var generator: (name: String, version: String)
  /// Whether the statistics of all tensors are computed too.
  public var wantsStatistics: Bool
  /// Threads that hash; nil for as many as the process may use.
  public var threadCount: Int?
  /// What SHA-256 is computed with.
  public var kernels: KernelSelection

  /// Asks for a weight manifest of `path`.
  public init(path: FilePath, generator: (name: String, version: String)) {
    self.path = path
    formats = [.weights]
    signing = nil
    name = nil
    version = nil
    ignored = []
    outputs = []
    allowed = []
    self.generator = generator
    wantsStatistics = false
    threadCount = nil
    kernels = .best
  }
}

/// What `attest` made, or why it did not.
public struct Attestation: Sendable {
  /// The documents, in the order in which they are to be written; none if there are refusals.
  public let documents: [Document]
  /// The release's name, as the documents state it.
  public let releaseName: String
  /// Files that are attested.
  public let fileCount: Int
  /// Weight files among them.
  public let weightFileCount: Int
  /// Their tensors.
  public let tensorCount: Int
  /// Bytes of all attested files.
  public let byteCount: UInt64
  /// What was left out, relative to the release.
  public let excluded: [UntrustedText]
  /// Findings that stand in the way.
  public let refusals: [Finding]
  /// Everything else that is odd, and what was allowed.
  public let findings: [Finding]
  /// Who signed the documents; nil where they are unsigned.
  public let signer: Signer?
  /// The statistics of the weight files' tensors, where they were asked for.
  public let statistics: [(path: UntrustedText, tensors: MeasuredTensors)]
  /// The exit status: 0, or 3, 4 or 2 if something stands in the way.
  public let status: Reason.Status

  /// One document.
  public struct Document: Sendable {
    /// What it is.
    public let format: AttestationRequest.Format
    /// Whether it is signed.
    public let isSigned: Bool
    /// Its bytes.
    public let bytes: [UInt8]

    /// The name it has beside the weights.
    public var fileName: String { format.fileName(isSigned: isSigned) }
  }
}
