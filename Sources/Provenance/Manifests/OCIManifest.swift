// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Cryptography
internal import UntrustedInput

/// An image manifest of the Open Container Initiative, or Docker's of schema 2.
///
/// `{"schemaVersion":2,"mediaType","artifactType","config":D,"layers":[D]}` with descriptors D
/// `{"mediaType","digest":"sha256:<hex>","size","annotations":{…}}`. A layer's digest is of its
/// blob, as the registry keeps it. What file of a release that is, each tool says differently:
/// - Ollama (layers `application/vnd.ollama.image.…`): its store keeps every blob, the config's
///   too, as a file `sha256-<hex>`.
/// - CNCF ModelPack (`application/vnd.cncf.model.….v1.raw`, `.tar`, `.tar+gzip`, `.tar+zstd`): the
///   annotation `org.cncf.model.filepath` gives the path; the blob is the file if the type is raw.
/// - KitOps (`application/vnd.kitops.modelkit.….v1.tar`, `+gzip`, `+zstd`): archives without path;
///   its code knows `.raw` too.
/// - ORAS: the annotation `org.opencontainers.image.title` gives the name, and the blob is the file
///   whatever its type, for ORAS calls plain files `application/vnd.oci.image.layer.v1.tar` too; a
///   folder is an archive with the annotation `io.deis.oras.content.unpack`.
/// - Other layers are blobs without a name, or archives if their type ends so.
///
/// Where a layer has both annotations, the path wins, and the title must be that path's last
/// component behind whatever folder. The digest of an archive verifies nothing that was unpacked
/// from it: such a layer is a claim without digest and size. Layers that are distributed elsewhere
/// and empty ones, unless they are named as a file, and the config of anything but Ollama are no
/// files of a release. `urls` and `data` are not read. Source:
/// OCI image specification 1.1 (manifest, descriptor, media types), ModelPack model-spec v1, the
/// media types in KitOps' and ORAS' own code.
enum OCIManifest {
  static func recognises(_ outline: JSONOutline) -> Bool {
    if outline.isArray { return false }
    if isIndex(outline) { return true }
    return outline.has("layers") && (outline.has("schemaVersion") || outline.has("config"))
  }

  /// An image index, or Docker's manifest list.
  private static func isIndex(_ outline: JSONOutline) -> Bool {
    outline["mediaType"] == UntrustedText("application/vnd.oci.image.index.v1+json")
      || outline["mediaType"]
        == UntrustedText("application/vnd.docker.distribution.manifest.list.v2+json")
      || outline.has("manifests") && outline.has("schemaVersion")
  }

  /// Reads a manifest.
  static func parse(
    _ bytes: [UInt8], _ outline: JSONOutline
  ) throws(ManifestError) -> Manifest {
    if isIndex(outline) { throw .listsManifests }
    var (config, layers): (Descriptor?, [Descriptor]?)
    var version: UInt64?
    try ManifestJSON.readObject(bytes, "layers") { reader, key throws(ManifestError) in
      let offset = reader.offset
      if reader.equals(key, "schemaVersion") {
        version = try ManifestJSON.readInteger(&reader, "schemaVersion")
        if version != 2 { throw .fieldInvalid(field: "schemaVersion", offset: offset) }
      } else if reader.equals(key, "config") {
        guard try ManifestJSON.next(&reader) == .beginObject else {
          throw .fieldInvalid(field: "config", offset: offset)
        }
        config = try Descriptor(&reader, offset: offset)
      } else if reader.equals(key, "layers") {
        var read: [Descriptor] = []
        try ManifestJSON.readArray(&reader, "layers") { reader, token throws(ManifestError) in
          let offset = reader.offset
          guard token == .beginObject else { throw .fieldInvalid(field: "layers", offset: offset) }
          read.append(try Descriptor(&reader, offset: offset))
        }
        layers = read
      } else {
        try ManifestJSON.skip(&reader)
      }
    }
    guard version != nil else { throw .fieldInvalid(field: "schemaVersion", offset: 0) }
    guard let layers else { throw .fieldInvalid(field: "layers", offset: 0) }

    let isOllama = layers.contains(where: \.isOllama)
    var entries: [Claim] = []
    for (index, layer) in layers.enumerated() where layer.kind != .ignored {
      entries.append(layer.claim(isOllama: isOllama, line: index + 1))
    }
    if isOllama, let config {
      entries.append(config.claim(isOllama: true, line: layers.count + 1))
    }
    guard !entries.isEmpty else { throw .empty }
    return try Manifest(form: .oci, entries: entries)
  }
}

/// What is kept of a descriptor.
private struct Descriptor {
  /// What a blob is to the release.
  enum Kind {
    /// It is a file.
    case file
    /// It is an archive of files.
    case archive
    /// It is none of the release's files.
    case ignored
  }

  let kind: Kind
  let isOllama: Bool
  let path: UntrustedText?
  let blob: BlobDigest
  let byteCount: UInt64

  /// Reads a descriptor whose brace is read.
  init(_ reader: inout JSONReader, offset: UInt64) throws(ManifestError) {
    var (mediaType, blob, byteCount): (UntrustedText?, BlobDigest?, UInt64?)
    var annotations = Annotations()
    while case .key(let key) = try ManifestJSON.next(&reader) {
      let offset = reader.offset
      if reader.equals(key, "mediaType") {
        mediaType = try ManifestJSON.readText(&reader, "mediaType")
      } else if reader.equals(key, "digest") {
        let text = try ManifestJSON.readText(&reader, "digest")
        blob = BlobDigest(text)
        if blob == nil { throw .fieldInvalid(field: "digest", offset: offset) }
      } else if reader.equals(key, "size") {
        byteCount = try ManifestJSON.readInteger(&reader, "size")
      } else if reader.equals(key, "annotations") {
        try annotations.read(&reader)
      } else {
        try ManifestJSON.skip(&reader)
      }
    }
    guard let mediaType else { throw .fieldInvalid(field: "mediaType", offset: offset) }
    guard let blob else { throw .fieldInvalid(field: "digest", offset: offset) }
    guard let byteCount else { throw .fieldInvalid(field: "size", offset: offset) }
    let type = MediaType(mediaType)
    self.blob = blob
    self.byteCount = byteCount
    isOllama = type.starts(with: "application/vnd.ollama.image.")
    guard annotations.agree else {
      throw .fieldInvalid(field: Annotations.titleKey, offset: offset)
    }
    path = annotations.filePath ?? annotations.title
    // Who pulls by title writes such a file too, so it may contradict another layer.
    let isNoFile = type.isEmptyOrElsewhere && path == nil
    kind =
      if isNoFile {
        .ignored
      } else if annotations.isUnpacked {
        .archive
      } else if type.isArchive {
        // A title alone is ORAS', to which every blob is a file.
        annotations.title != nil && annotations.filePath == nil && !type.isOfModel
          ? .file : .archive
      } else {
        .file
      }
  }

  /// The claim that the blob makes in a manifest of Ollama or of another tool.
  func claim(isOllama: Bool, line: Int) -> Claim {
    if isOllama {
      // In the store every blob is a file under its digest.
      return Claim(
        subject: blob.digest.map { digest in
          Claim.subject(named: UntrustedText("\(digest.algorithm.rawValue)-\(digest.hex)"))
        } ?? .nameless,
        digests: blob.digests, unsupportedAlgorithms: blob.unsupportedAlgorithms,
        byteCount: byteCount, line: line)
    }
    let subject = path.map(Claim.subject(named:)) ?? .nameless
    if kind == .archive {
      return Claim(
        subject: subject, digests: [], unsupportedAlgorithms: ["a digest of a tar archive"],
        isArchive: true, line: line)
    }
    return Claim(
      subject: subject, digests: blob.digests, unsupportedAlgorithms: blob.unsupportedAlgorithms,
      byteCount: byteCount, line: line)
  }
}

/// The annotations of a layer that tell its file.
private struct Annotations {
  var filePath: UntrustedText?
  var title: UntrustedText?
  var isUnpacked = false

  static let titleKey = "org.opencontainers.image.title"

  /// Whether path and title are of one file, as far as both are there: packers leave the folder out
  /// of the title.
  var agree: Bool {
    guard let filePath, let title else { return true }
    return Self.basename(filePath).elementsEqual(Self.basename(title))
  }

  private static func basename(_ path: UntrustedText) -> ArraySlice<UInt8> {
    path.bytes.split(separator: UInt8(ascii: "/")).last ?? []
  }

  mutating func read(_ reader: inout JSONReader) throws(ManifestError) {
    try ManifestJSON.readObject(&reader, "annotations") { reader, key throws(ManifestError) in
      if reader.equals(key, "org.cncf.model.filepath") {
        filePath = try ManifestJSON.readText(&reader, "org.cncf.model.filepath")
      } else if reader.equals(key, "org.opencontainers.image.title") {
        title = try ManifestJSON.readText(&reader, Self.titleKey)
      } else if reader.equals(key, "io.deis.oras.content.unpack") {
        let value = try ManifestJSON.readText(&reader, "io.deis.oras.content.unpack")
        isUnpacked = value == UntrustedText("true")
      } else {
        try ManifestJSON.skip(&reader)
      }
    }
  }
}

/// A media type without its parameters, which Ollama writes behind some.
private struct MediaType {
  private let text: ArraySlice<UInt8>

  init(_ type: UntrustedText) {
    text = type.bytes.prefix { $0 != UInt8(ascii: ";") && $0 != 0x20 }
  }

  func starts(with prefix: String) -> Bool { text.starts(with: prefix.utf8) }

  private func ends(with suffix: String) -> Bool {
    text.suffix(suffix.utf8.count).elementsEqual(suffix.utf8)
  }

  /// Whether the blob is a tar archive, compressed or not; of a model, whatever is not raw.
  var isArchive: Bool {
    if isOfModel { return !ends(with: ".raw") }
    return [".tar", ".tar+gzip", ".tar+zstd", ".tar.gzip", ".tar.zstd"].contains(where: ends(with:))
  }

  /// Whether the type is one of those that mean an archive when they say so.
  var isOfModel: Bool {
    starts(with: "application/vnd.cncf.model.")
      || starts(with: "application/vnd.kitops.modelkit.")
  }

  /// Whether the blob is `{}`, in place of nothing, or a layer that no registry distributes.
  var isEmptyOrElsewhere: Bool {
    text.elementsEqual("application/vnd.oci.empty.v1+json".utf8)
      || starts(with: "application/vnd.oci.image.layer.nondistributable.")
      || starts(with: "application/vnd.docker.image.rootfs.foreign.")
  }
}

/// A digest as OCI writes it: `algorithm:encoded`.
private struct BlobDigest {
  private(set) var digest: Digest?
  private(set) var unsupportedAlgorithms: [String] = []

  var digests: [Digest] { digest.map { [$0] } ?? [] }

  /// Nil unless the text keeps the grammar, and, for the algorithms that are known, has lower-case
  /// hexadecimal digits of the right number ("Digests" of the descriptor specification, 1.1).
  init?(_ text: UntrustedText) {
    guard let colon = text.bytes.firstIndex(of: UInt8(ascii: ":")) else { return nil }
    let name = text.bytes[..<colon]
    let encoded = text.bytes[(colon + 1)...]
    guard Self.isAlgorithm(name), !encoded.isEmpty, encoded.allSatisfy(Self.isEncodedByte) else {
      return nil
    }
    let algorithmName = UntrustedText(bytes: Array(name))
    let algorithms: [DigestAlgorithm] = [.sha256, .sha384, .sha512]
    if let algorithm = algorithms.first(where: { algorithmName == UntrustedText($0.rawValue) }) {
      guard !encoded.contains(where: { (0x41...0x5A).contains($0) }),
        let digest = Digest(algorithm, hex: encoded)
      else { return nil }
      self.digest = digest
    } else if case .unsupported(let shown) = BillOfMaterials.algorithm(named: algorithmName) {
      unsupportedAlgorithms = [shown]
    } else {
      unsupportedAlgorithms = [BillOfMaterials.unknownAlgorithm]
    }
  }

  /// Runs of `a-z0-9`, joined by single `+`, `.`, `_` and `-`.
  private static func isAlgorithm(_ name: ArraySlice<UInt8>) -> Bool {
    let runs = name.split(omittingEmptySubsequences: false) { Array("+._-".utf8).contains($0) }
    return runs.allSatisfy { run in
      !run.isEmpty && run.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x7A).contains($0) }
    }
  }

  private static func isEncodedByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "="), UInt8(ascii: "_"),
      UInt8(ascii: "-"):
      true
    default: false
    }
  }
}
