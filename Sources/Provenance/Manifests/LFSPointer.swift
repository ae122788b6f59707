// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

package import Cryptography
internal import UntrustedInput
internal import WeightFormats

/// The text that git holds in place of a file that git-LFS keeps: the file's SHA-256 and size.
///
///     version https://git-lfs.github.com/spec/v1
///     oid sha256:<64 lower-case digits>
///     size <bytes>
///
/// Lines of a key, one blank and a value, each ended by LF, fewer than 1024 bytes in all; `version`
/// is the first, the others follow in the order of their bytes. The tool's pre-release wrote
/// another address of the version. A key that is not known means nothing here; `ext-*` does: then
/// the object that LFS keeps is not the file. The pointer names no file. Source: Git LFS
/// Specification, "The Pointer".
package struct LFSPointer: Hashable, Sendable {
  /// The SHA-256 of the file.
  package let digest: Digest
  /// The file's size in bytes.
  package let byteCount: UInt64

  /// A pointer to a file that has this SHA-256.
  package init?(sha256: Digest, byteCount: UInt64) {
    guard sha256.algorithm == .sha256 else { return nil }
    digest = sha256
    self.byteCount = byteCount
  }

  /// The pointer's text as git-LFS writes it.
  package var text: [UInt8] { text(version: Self.versions[0]) }

  /// What git names the pointer by, written as it is now and as the pre-release wrote it.
  package var gitBlobs: [Digest] {
    Self.versions.map { version in
      let text = text(version: version)
      return unsafe Digest(of: text.span.bytes, .gitBlob)
    }
  }

  /// The bytes that its text can have: as git names it by `blob`, or in either way of writing.
  func byteCounts(of blob: Digest?) -> [UInt64] {
    zip(Self.versions, gitBlobs).filter { blob == nil || blob == $1 }.map { version, _ in
      UInt64(text(version: version).count)
    }
  }

  private func text(version: String) -> [UInt8] {
    Array("version \(version)\noid sha256:\(digest.hex)\nsize \(byteCount)\n".utf8)
  }
}

// MARK: - Reading

extension LFSPointer {
  private static let longestByteCount = 1023
  private static let versions = [
    "https://git-lfs.github.com/spec/v1", "https://hawser.github.com/spec/v1",
  ]

  /// Whether the document is a pointer, in good order or not.
  static func recognises(_ bytes: [UInt8]) -> Bool {
    if case .gitLFSPointer = unsafe FileFormat.recognise(bytes.span.bytes) { return true }
    return false
  }

  /// Reads a pointer as a manifest of one claim without a name.
  static func parse(_ bytes: [UInt8]) throws(ManifestError) -> Manifest {
    let pointer = try LFSPointer(bytes)
    return Manifest(
      form: .lfsPointer,
      distinctClaims: [
        Claim(
          subject: .nameless, digests: [pointer.digest], byteCount: pointer.byteCount, line: 2)
      ])
  }

  /// Reads a pointer.
  package init(_ bytes: [UInt8]) throws(ManifestError) {
    guard bytes.count <= Self.longestByteCount else {
      throw .pointerTooLong(byteCount: bytes.count, limit: Self.longestByteCount)
    }
    guard bytes.last == 0x0A else {
      throw .pointerLine(line: bytes.count { $0 == 0x0A } + 1)
    }
    var previous: ArraySlice<UInt8> = []
    var (digest, byteCount): (Digest?, UInt64?) = (nil, nil)
    let lines = bytes.dropLast().split(separator: 0x0A, omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      let number = index + 1
      let key = line.prefix { $0 != 0x20 }
      let value = line.dropFirst(key.count + 1)
      guard !key.isEmpty, key.allSatisfy(Self.isKeyByte), !value.isEmpty,
        !value.contains(0x0D), String(validating: value, as: UTF8.self) != nil
      else { throw .pointerLine(line: number) }
      guard index > 0 else {
        let isKnown = Self.versions.contains { value.elementsEqual($0.utf8) }
        guard key.elementsEqual("version".utf8), isKnown else { throw .pointerLine(line: number) }
        continue
      }
      guard previous.lexicographicallyPrecedes(key), !key.elementsEqual("version".utf8) else {
        throw .pointerOrder(line: number)
      }
      previous = key
      if key.starts(with: "ext-".utf8) {
        throw .notReadYet(what: "a git-LFS pointer of a file that extensions change")
      } else if key.elementsEqual("oid".utf8) {
        digest = Self.digest(value)
        if digest == nil { throw .pointerLine(line: number) }
      } else if key.elementsEqual("size".utf8) {
        byteCount = Self.size(value)
        if byteCount == nil { throw .pointerLine(line: number) }
      }
    }
    guard let digest else { throw .fieldInvalid(field: "oid", offset: UInt64(bytes.count)) }
    guard let byteCount else { throw .fieldInvalid(field: "size", offset: UInt64(bytes.count)) }
    self.digest = digest
    self.byteCount = byteCount
  }

  private static func isKeyByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
      UInt8(ascii: "."), UInt8(ascii: "-"):
      true
    default: false
    }
  }

  /// `sha256:` and 64 digits; the text is unique, so they are in lower case.
  private static func digest(_ value: ArraySlice<UInt8>) -> Digest? {
    guard value.starts(with: "sha256:".utf8) else { return nil }
    let hex = value.dropFirst("sha256:".utf8.count)
    guard Hexadecimal.isLowerCase(hex) else { return nil }
    return Digest(.sha256, hex: hex)
  }

  /// Decimal digits without a leading zero.
  private static func size(_ value: ArraySlice<UInt8>) -> UInt64? {
    guard value.allSatisfy({ (0x30...0x39).contains($0) }), value.first != 0x30 || value.count == 1
    else { return nil }
    return UInt64(String(decoding: value, as: UTF8.self))
  }
}
