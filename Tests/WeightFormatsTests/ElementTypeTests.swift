// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import TestSupport
internal import Testing
internal import UntrustedInput
internal import WeightFormats

@Suite("element types")
struct ElementTypeTests {
  /// The table of safetensors 0.8.0 (`safetensors/src/tensor.rs`, `Dtype`), in its order.
  static let published: [(ScalarType, UntrustedText, UInt64)] = [
    (.bool, "BOOL", 8), (.f4, "F4", 4), (.f6E2M3, "F6_E2M3", 6), (.f6E3M2, "F6_E3M2", 6),
    (.u8, "U8", 8), (.i8, "I8", 8), (.f8E5M2, "F8_E5M2", 8), (.f8E4M3, "F8_E4M3", 8),
    (.f8E8M0, "F8_E8M0", 8), (.f8E4M3FNUZ, "F8_E4M3FNUZ", 8), (.f8E5M2FNUZ, "F8_E5M2FNUZ", 8),
    (.i16, "I16", 16), (.u16, "U16", 16), (.f16, "F16", 16), (.bf16, "BF16", 16),
    (.i32, "I32", 32), (.u32, "U32", 32), (.f32, "F32", 32), (.c64, "C64", 64), (.f64, "F64", 64),
    (.i64, "I64", 64), (.u64, "U64", 64),
  ]

  @Test("the 22 types of safetensors 0.8 are known, and no others")
  func all() {
    #expect(ScalarType.allCases == Self.published.map(\.0))
    #expect(ScalarType.allCases.count == 22)
  }

  @Test(
    "a type has its name, its bits, and is read from a header under that name", arguments: published
  )
  func type(type: ScalarType, name: UntrustedText, bitCount: UInt64) throws {
    #expect(type.bitCount == bitCount)
    #expect(ElementType.scalar(type).bitCount == bitCount)
    #expect(ElementType.scalar(type).name == name)
    // Eight elements are as many bytes as one has bits.
    let file = SafetensorsBuilder([.init("t", name.lossyString, [2, 4], 0, bitCount)])
    let parsed = try WeightFile.parse(file.bytes).file
    #expect(parsed.tensors.map(\.elementType) == [.scalar(type)])
    #expect(parsed.findings == [])
  }

  @Test("a type's name may be written with escapes", arguments: published)
  func escapedName(type: ScalarType, name: UntrustedText, bitCount: UInt64) throws {
    let escaped = name.bytes.map { "\\u00" + Hexadecimal.encode([$0]) }.joined()
    let file = SafetensorsBuilder(
      header: #"{"t":{"dtype":"\#(escaped)","shape":[8],"data_offsets":[0,\#(bitCount)]}}"#,
      dataByteCount: Int(bitCount))
    #expect(try WeightFile.parse(file.bytes).file.tensors.map(\.elementType) == [.scalar(type)])
  }

  @Test(
    "names are case-sensitive and exact",
    arguments: [
      "f32", "Bf16", "F32 ", " F32", "", "F", "F8", "F8_E4M3FN", "FP4", "UE8", "E8M0", "F320", "F3",
      "BOOLEAN", "\u{FF26}32", "F32\0",
    ] as [UntrustedText])
  func unknown(name: UntrustedText) throws {
    let file = SafetensorsBuilder([.init("t", name.lossyString, [4], 0, 7)])
    let tensors = try WeightFile.parse(file.bytes).file.tensors
    #expect(tensors.map(\.elementType) == [.unknown(name)])
    #expect(tensors[0].elementType.name == name)
    #expect(tensors[0].elementType.bitCount == nil)
  }
}
