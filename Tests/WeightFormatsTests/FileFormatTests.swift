// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import TestSupport
internal import Testing
internal import UntrustedInput
internal import WeightFormats

@Suite("recognising formats")
struct FileFormatTests {
  /// A zip archive's first local file header, for a member of this name.
  private static func zip(_ name: String, statedCount: Int? = nil) -> [UInt8] {
    let count = statedCount ?? name.utf8.count
    return [0x50, 0x4B, 3, 4, 0, 0, 8, 8] + Array(repeating: 0, count: 18)
      + [UInt8(count & 0xFF), UInt8(count >> 8), 0, 0] + Array(name.utf8) + [0x80, 2, 0x7D]
  }

  private static func lfs(_ lines: String...) -> [UInt8] {
    Array(lines.map { $0 + "\n" }.joined().utf8)
  }

  private static let digits = String(repeating: "0123456789abcdef", count: 4)
  private static let digest = [UInt8](
    repeatElement([0x01, 0x23, 0x45, 0x67, 0x89, 0xAB, 0xCD, 0xEF], count: 4).joined())

  @Test(
    "a file is named by its first bytes",
    arguments: [
      ([], .empty), (SafetensorsBuilder.tiny.bytes, .safetensors),
      (SafetensorsBuilder(header: "{}").bytes, .safetensors),
      (SafetensorsBuilder(header: " \t\r\n{}").bytes, .safetensors),
      // The length only has to be plausible; whether it is true is for the parser to say.
      ([0, 0, 0, 0, 0, 0, 0, 0, 0x7B], .safetensors),
      ([0x00, 0xE1, 0xF5, 0x05, 0, 0, 0, 0, 0x7B], .safetensors),  // 100,000,000
      (Array("GGUF".utf8), .gguf), (Array("GGUF".utf8) + [3, 0, 0, 0], .gguf),
      (Array("GGUF".utf8) + [0, 0, 0, 3], .gguf),
      (zip("archive/data.pkl"), .pyTorchArchive), (zip("model/data.pkl"), .pyTorchArchive),
      (zip("data.pkl"), .zip), (zip("archive/data.pkl.txt"), .zip),
      (zip("[Content_Types].xml"), .zip),
      (zip("a/data.pkl", statedCount: 3), .zip), (zip("a", statedCount: 65535), .zip),
      ([0x50, 0x4B, 3, 4], .zip), ([0x50, 0x4B, 3], .unknown), ([0x50, 0x4B, 5, 6], .unknown),
      ([0x80, 2], .pickle), ([0x80, 3, 0x7D], .pickle), ([0x80, 4, 0x95], .pickle),
      ([0x80, 5], .pickle),
      ([0x80, 1], .unknown), ([0x80, 6], .unknown), ([0x80], .unknown),
      ([0x89, 0x48, 0x44, 0x46, 0x0D, 0x0A, 0x1A, 0x0A], .hdf5),
      ([0x89, 0x48, 0x44, 0x46, 0x0D, 0x0A, 0x1A], .unknown),
      (Array("lmgg".utf8), .legacyGGML), (Array("fmgg".utf8), .legacyGGML),
      (Array("tjgg".utf8) + [3, 0, 0, 0], .legacyGGML), (Array("algg".utf8), .legacyGGML),
      (Array("<!DOCTYPE html><html>".utf8), .html), (Array("<!doctype HTML>".utf8), .html),
      (Array("\u{FEFF}\r\n \t<HTML lang=en>".utf8), .html), (Array("<html>".utf8), .html),
      (Array("<htm".utf8), .unknown), (Array("<?xml version='1.0'?>".utf8), .unknown),
      (Array("gguf".utf8), .unknown), (Array("{}".utf8), .unknown), ([0], .unknown),
      (Array("{\"a\":1}         {".utf8), .unknown),
    ] as [([UInt8], FileFormat)])
  func recognise(bytes: [UInt8], format: FileFormat) {
    #expect(FileFormat.recognise(bytes) == format)
  }

  @Test(
    "a git-LFS pointer gives the digest that it names, if it is whole",
    arguments: [
      (
        lfs("version https://git-lfs.github.com/spec/v1", "oid sha256:\(digits)", "size 12345"),
        digest
      ),
      (
        lfs(
          "version https://git-lfs.github.com/spec/v1", "ext-0-x sha256:00", "oid sha256:\(digits)"),
        digest
      ),
      (lfs("version https://hawser.github.com/spec/v1", "oid sha256:\(digits)"), digest),
      (lfs("version https://git-lfs.github.com/spec/v1"), nil),
      (lfs("version https://git-lfs.github.com/spec/v1", "oid sha512:\(digits)"), nil),
      (lfs("version https://git-lfs.github.com/spec/v1", "oid sha256:\(digits)0"), nil),
      (lfs("version https://git-lfs.github.com/spec/v1", "oid sha256:\(digits)00"), nil),
      (lfs("version https://git-lfs.github.com/spec/v1", "oid sha256:"), nil),
      (lfs("version https://git-lfs.github.com/spec/v1", "oid sha256:\(digits.dropLast())g"), nil),
      (Array("version https://git-lfs.github.com/spec/v1\noid sha256:0123".utf8), nil),
    ] as [([UInt8], [UInt8]?)])
  func pointer(bytes: [UInt8], digest: [UInt8]?) {
    #expect(FileFormat.recognise(bytes) == .gitLFSPointer(sha256: digest))
  }

  @Test(
    "a safetensors file whose length field looks like another magic is still one",
    arguments: [
      // 80 02 … 80 05: the header has 640, 896, 1152 or 1408 bytes.
      640, 0x380, 0x480, 0x580,
      // PK\x03\x04: the header has 67,324,752 bytes.
      0x0403_4B50,
    ] as [UInt64])
  func lengthLikeMagic(length: UInt64) throws {
    var file = SafetensorsBuilder(header: "{}")
    file.statedHeaderByteCount = length
    #expect(FileFormat.recognise(file.bytes) == .safetensors)
  }

  @Test("a whole safetensors file with a header of 640 bytes is read, not taken for a pickle")
  func headerOf640Bytes() throws {
    let file = SafetensorsBuilder([.init("t", "U8", [3], 0, 3)], alignment: 640)
    #expect(file.bytes.starts(with: [0x80, 0x02]))
    #expect(try WeightFile.parse(file.bytes, name: "a.bin").file.tensors.count == 1)
  }

  @Test("a GGUF file is one whatever its number of tensors", arguments: UInt8.min...UInt8.max)
  func tensorCountOfGGUF(count: UInt8) {
    // The count stands at byte 8, where a safetensors header would begin; 123 is '{'.
    let head = Array("GGUF".utf8) + [3, 0, 0, 0, count]
    #expect(FileFormat.recognise(head + [0, 0, 0, 0, 0, 0, 0]) == .gguf)
    #expect(FileFormat.recognise(head + [0x7B, 0, 0, 0, 0, 0, 0]) == .gguf)
  }

  @Test(
    "a brace behind a length beyond the limit is no sign of safetensors",
    arguments: [
      ([0x01, 0xE1, 0xF5, 0x05, 0, 0, 0, 0, 0x7B], .unknown),  // 100,000,001
      ([0, 0, 0, 0, 0, 0, 0, 0x80, 0x7B], .unknown),
      (Array(repeating: 0xFF, count: 8) + [0x7B], .unknown),
      (Array("<html>\n\n{".utf8), .html), (Array("lmgg\u{1}\0\0\0{".utf8), .legacyGGML),
      (Array("\t\n\r     {\"a\":1}".utf8), .unknown),
    ] as [([UInt8], FileFormat)])
  func implausibleLength(bytes: [UInt8], format: FileFormat) {
    #expect(FileFormat.recognise(bytes) == format)
  }

  @Test("every prefix of every kind of file is recognised without a trap", arguments: 0..<UInt64(4))
  func prefixes(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let kinds = [
      SafetensorsBuilder.tiny.bytes, Self.zip("archive/data.pkl"), Array("<!doctype html>".utf8),
      Self.lfs("version https://git-lfs.github.com/spec/v1", "oid sha256:\(Self.digits)"),
      Array(repeating: UInt8(0x20), count: 9000),
    ]
    for bytes in kinds {
      let whole = FileFormat.recognise(bytes)
      for count in bytes.indices { _ = FileFormat.recognise(Array(bytes[..<count])) }
      // Bytes past the prefix that is looked at do not matter.
      let padded = bytes + Array(repeating: 0, count: max(0, 4096 - bytes.count))
      #expect(FileFormat.recognise(padded) == FileFormat.recognise(padded + random.bytes(9000)))
      #expect(whole == FileFormat.recognise(bytes))
    }
  }

  @Test(
    "a weight file is told by the end of its name in any case",
    arguments: [
      ("model.safetensors", true), ("model.gguf", true), ("MODEL.GGUF", true),
      ("a/b.SafeTensors", true), (".gguf", true), ("model.safetensors.index.json", false),
      ("safetensors", false), ("modelgguf", false), ("model.bin", false), ("", false),
      ("model.gguf ", false), ("model.ggu\u{FF46}", false),
    ] as [(UntrustedText, Bool)])
  func weightName(name: UntrustedText, isWeight: Bool) {
    #expect(FileFormat.isWeightName(name) == isWeight)
  }

  @Test(
    "every format has its noun phrase, and two of them carry code",
    arguments: [
      (.safetensors, "a safetensors file", false), (.gguf, "a GGUF file", false),
      (.gitLFSPointer(sha256: nil), "a git-LFS pointer", false), (.empty, "an empty file", false),
      (.html, "a web page (HTML)", false),
      (.pyTorchArchive, "a PyTorch checkpoint (a zip archive with a pickle in it)", true),
      (.zip, "a zip archive", false), (.pickle, "a Python pickle", true),
      (.hdf5, "an HDF5 file", false),
      (.legacyGGML, "a legacy ggml file, older than GGUF", false),
      (.unknown, "of no format that weightcheck knows", false),
    ] as [(FileFormat, String, Bool)])
  func nounPhrases(format: FileFormat, phrase: String, carriesCode: Bool) {
    #expect(format.description == phrase)
    #expect(format.carriesCode == carriesCode)
  }
}
