// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import TestSupport
internal import Testing
internal import UntrustedInput
internal import WeightFormats

/// What a file is read as, by its content first and its name second.
@Suite("reading weight files")
struct WeightFileReadingTests {
  private static let good = SafetensorsBuilder.tiny.bytes

  @Test(
    "content decides over the name",
    arguments: ["a.safetensors", "a.gguf", "a.bin", ""] as [UntrustedText])
  func contentDecides(name: UntrustedText) throws {
    #expect(try WeightFile.parse(Self.good, name: name).file.format == .safetensors)
    #expect(
      WeightFile.error(Array("GGUF".utf8), name: name)
        == .gguf(.endsInHeader(offset: 4, needed: 4, remaining: 0)))
    #expect(WeightFile.error([0x80, 2], name: name) == .notWeights(.pickle))
    #expect(WeightFile.error([], name: name) == .notWeights(.empty))
  }

  @Test(
    "bytes that say nothing are a broken safetensors file under a name that says so",
    arguments: [
      ("a.safetensors", true), ("a.SafeTensors", true), ("a.gguf", false), ("A.GGUF", false),
      ("a.bin", false), ("a.Gguf", false), ("a.gguf.safetensors", true),
    ] as [(UntrustedText, Bool)])
  func nameDecides(name: UntrustedText, isSafetensors: Bool) {
    let expected: WeightFormatError =
      isSafetensors
      ? .safetensors(.headerTooSmall(fileByteCount: 3)) : .notWeights(.unknown)
    #expect(WeightFile.error([1, 2, 3], name: name) == expected)
  }

  @Test(
    "every reason has its sentence and its place",
    arguments: [
      (
        .notWeights(.gitLFSPointer(sha256: nil)),
        "a git-LFS pointer: the weights are not downloaded: run git lfs pull", nil
      ),
      (.notWeights(.empty), "not a safetensors or GGUF file: it is an empty file", nil),
      (.notWeights(.html), "not a safetensors or GGUF file: it is a web page (HTML)", nil),
      (.gguf(.versionZero), "GGUF version 0 does not exist", 4),
      (
        .safetensors(.dataTruncated(expected: 10, actual: 9)),
        "the file is truncated: 9 bytes of 10",
        9
      ),
    ] as [(WeightFormatError, String, UInt64?)])
  func sentences(error: WeightFormatError, sentence: String, offset: UInt64?) {
    #expect(error.description == sentence)
    #expect(error.offset == offset)
  }

  @Test("the identifiers of findings stay as they are")
  func findingIDs() {
    let ids: [(Finding.ID, String)] = [
      (.safetensorsLeadingWhitespace, "safetensors.header.leadingWhitespace"),
      (.safetensorsUnknownField, "safetensors.tensor.unknownField"),
      (.safetensorsNullMetadata, "safetensors.metadata.null"),
      (.safetensorsUnknownDtype, "safetensors.dtype.unknown"),
      (.safetensorsNoTensors, "safetensors.tensors.none"),
      (.fileMalformed, "file.malformed"),
    ]
    for (id, name) in ids { #expect(id.rawValue == name) }
  }
}
