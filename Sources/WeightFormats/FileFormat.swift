// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

package import UntrustedInput

/// What a file is by its first bytes, whatever it is called.
public enum FileFormat: Hashable, Sendable {
  /// huggingface/safetensors.
  case safetensors
  /// ggml's GGUF, either byte order.
  case gguf
  /// The text that git-LFS leaves in place of a file it did not download, and the SHA-256 it names.
  case gitLFSPointer(sha256: [UInt8]?)
  /// No bytes at all.
  case empty
  /// A web page, such as a login form saved under the weights' name.
  case html
  /// A zip archive that holds a PyTorch checkpoint.
  case pyTorchArchive
  /// Any other zip archive.
  case zip
  /// A Python pickle, as old PyTorch checkpoints are.
  case pickle
  /// HDF5, as Keras writes.
  case hdf5
  /// One of GGUF's predecessors, by its magic.
  case legacyGGML
  /// Nothing that is known here.
  case unknown
}

extension FileFormat {
  /// Bytes from the start of a file that `recognise` wants to see.
  package static let prefixByteCount = 4096

  /// Names the format of a file of which `prefix` holds the first bytes.
  ///
  /// A safetensors file has no magic. It is told by a plausible header length and the `{` that
  /// follows, and it is asked first: 80 02 00 00 00 00 00 00 is the start of a pickle, and also of
  /// a safetensors file whose header has 640 bytes.
  package static func recognise(_ prefix: RawSpan) -> FileFormat {
    if prefix.byteCount == 0 { return .empty }
    if looksLikeSafetensors(prefix) { return .safetensors }
    let head = prefix.extracting(first: min(prefix.byteCount, prefixByteCount)).copied()
    if head.starts(with: "GGUF".utf8) { return .gguf }
    if head.starts(with: "version https://git-lfs.github.com/spec/".utf8)
      || head.starts(with: "version https://hawser.github.com/spec/".utf8)
    {
      return .gitLFSPointer(sha256: pointerDigest(head))
    }
    if head.starts(with: [0x50, 0x4B, 0x03, 0x04]) {
      return isPyTorchArchive(head) ? .pyTorchArchive : .zip
    }
    if head.count >= 2, head[0] == 0x80, (2...5).contains(head[1]) { return .pickle }
    if head.starts(with: [0x89, 0x48, 0x44, 0x46, 0x0D, 0x0A, 0x1A, 0x0A]) { return .hdf5 }
    if ["lmgg", "fmgg", "tjgg", "algg"].contains(where: { head.starts(with: $0.utf8) }) {
      return .legacyGGML
    }
    if looksLikeHTML(head) { return .html }
    return .unknown
  }

  /// Whether a file under this name says that it is one of our weight files.
  package static func isWeightName(_ name: UntrustedText) -> Bool {
    let lower = name.bytes.map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }
    return lower.reversed().starts(with: ".safetensors".utf8.reversed())
      || lower.reversed().starts(with: ".gguf".utf8.reversed())
  }

  /// The length field is at most the format's limit and JSON white space and `{` follow.
  private static func looksLikeSafetensors(_ prefix: RawSpan) -> Bool {
    var cursor = ByteCursor(prefix)
    guard let length = try? cursor.readUInt64(), length <= Limits.safetensorsHeaderByteCount else {
      return false
    }
    while let byte = cursor.peek, cursor.position < prefixByteCount {
      switch byte {
      case 0x20, 0x09, 0x0A, 0x0D: _ = try? cursor.read(1)
      default: return byte == UInt8(ascii: "{")
      }
    }
    // More white space than is looked at here: the parser decides.
    return cursor.position >= prefixByteCount
  }

  /// The `oid sha256:` line of a pointer file.
  private static func pointerDigest(_ head: [UInt8]) -> [UInt8]? {
    let key = Array("oid sha256:".utf8)
    for line in head.split(separator: 0x0A) where line.starts(with: key) {
      let digest = Hexadecimal.decode(line.dropFirst(key.count))
      return digest?.count == 32 ? digest : nil
    }
    return nil
  }

  /// The name of a PyTorch archive's first member is `<root>/data.pkl`.
  ///
  /// A zip local file header holds the name's length at byte 26 and the name at byte 30.
  private static func isPyTorchArchive(_ head: [UInt8]) -> Bool {
    guard head.count > 30 else { return false }
    let count = Int(head[26]) | Int(head[27]) << 8
    let name = head[30...].prefix(count)
    return name.reversed().starts(with: "/data.pkl".utf8.reversed())
  }

  private static func looksLikeHTML(_ head: [UInt8]) -> Bool {
    let start = head.drop { [0x20, 0x09, 0x0A, 0x0D, 0xEF, 0xBB, 0xBF].contains($0) }
      .prefix(16).map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }
    return start.starts(with: "<!doctype html".utf8) || start.starts(with: "<html".utf8)
  }
}

extension FileFormat: CustomStringConvertible {
  /// A noun phrase: "a GGUF file".
  public var description: String {
    switch self {
    case .safetensors: "a safetensors file"
    case .gguf: "a GGUF file"
    case .gitLFSPointer: "a git-LFS pointer"
    case .empty: "an empty file"
    case .html: "a web page (HTML)"
    case .pyTorchArchive: "a PyTorch checkpoint (a zip archive with a pickle in it)"
    case .zip: "a zip archive"
    case .pickle: "a Python pickle"
    case .hdf5: "an HDF5 file"
    case .legacyGGML: "a legacy ggml file, older than GGUF"
    case .unknown: "of no format that weightcheck knows"
    }
  }

  /// Whether loading it runs code that it carries.
  package var carriesCode: Bool {
    switch self {
    case .pickle, .pyTorchArchive: true
    default: false
    }
  }
}
