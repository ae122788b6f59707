// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import TestSupport
internal import Testing
internal import UntrustedInput
internal import WeightFormats

/// The table of block types, held against the figures of `GGUFBuilder.types`, which were copied
/// from another place.
@Suite("quantisation table")
struct QuantizationTableTests {
  @Test("every block type has the number, name, elements and bytes that ggml gives it")
  func blocks() {
    let published = GGUFBuilder.types.filter { $0.elementCount > 1 }
    #expect(BlockType.all.count == 27)
    #expect(BlockType.all.map(\.ggmlNumber) == published.map(\.number))
    #expect(BlockType.all.map(\.name) == published.map(\.name))
    #expect(BlockType.all.map(\.elementCount) == published.map(\.elementCount))
    #expect(BlockType.all.map(\.byteCount) == published.map(\.byteCount))
  }

  @Test("no number and no name stands twice, and no block type is named as a scalar type is")
  func unique() {
    #expect(Set(BlockType.all.map(\.ggmlNumber)).count == BlockType.all.count)
    #expect(Set(BlockType.all.map(\.name)).count == BlockType.all.count)
    #expect(BlockType.all.allSatisfy { ScalarType(rawValue: $0.name) == nil })
  }

  // Computed from the structures in ggml-common.h: a scale has 2 bytes, a block of 32 elements of
  // n bits 4n, and so on.
  @Test(
    "sizes follow from what a block is made of",
    arguments: [
      ("Q4_0", 2 + 32 / 2), ("Q4_1", 2 + 2 + 32 / 2), ("Q5_0", 2 + 4 + 32 / 2),
      ("Q5_1", 2 + 2 + 4 + 32 / 2), ("Q8_0", 2 + 32), ("Q8_1", 2 + 2 + 32),
      ("Q2_K", 256 / 16 + 256 / 4 + 2 + 2), ("Q3_K", 256 / 8 + 256 / 4 + 12 + 2),
      ("Q4_K", 2 + 2 + 12 + 256 / 2), ("Q5_K", 2 + 2 + 12 + 256 / 8 + 256 / 2),
      ("Q6_K", 256 / 2 + 256 / 4 + 256 / 16 + 2), ("Q8_K", 4 + 256 + 256 / 16 * 2),
      ("IQ2_XXS", 2 + 256 / 8 * 2), ("IQ2_XS", 2 + 256 / 8 * 2 + 256 / 32),
      ("IQ2_S", 2 + 256 / 4 + 256 / 32 + 256 / 32), ("IQ3_XXS", 2 + 3 * 256 / 8),
      ("IQ3_S", 2 + 13 * 256 / 32 + 256 / 64), ("IQ1_S", 2 + 256 / 8 + 256 / 32 * 2),
      ("IQ1_M", 256 / 8 + 256 / 16 + 256 / 32), ("IQ4_NL", 2 + 32 / 2),
      ("IQ4_XS", 2 + 2 + 256 / 64 + 256 / 2), ("TQ1_0", 2 + 256 / 64 + (256 - 4 * 256 / 64) / 5),
      ("TQ2_0", 2 + 256 / 4), ("MXFP4", 1 + 32 / 2), ("NVFP4", 64 / 16 + 64 / 2),
      ("Q1_0", 2 + 128 / 8), ("Q2_0", 2 + 64 / 4),
    ] as [(String, UInt64)])
  func composition(name: String, byteCount: UInt64) throws {
    let type = try #require(BlockType.all.first { $0.name == name })
    #expect(type.byteCount == byteCount)
  }

  @Test("types with elements of their own are those of safetensors", arguments: 0..<UInt32(43))
  func scalars(number: UInt32) throws {
    let scalars: [UInt32: ScalarType] = [
      0: .f32, 1: .f16, 24: .i8, 25: .i16, 26: .i32, 27: .i64, 28: .f64, 30: .bf16,
    ]
    let file = GGUFBuilder([], [.init("t", number, [256])])
    let element = try? WeightFile.parse(file.bytes).file.tensors[0].elementType
    if let scalar = scalars[number] {
      #expect(element == .scalar(scalar))
    } else if let block = BlockType.all.first(where: { $0.ggmlNumber == number }) {
      #expect(element == .block(block))
      #expect(element?.bitCount == nil)
      #expect(element?.name == UntrustedText(block.name))
    } else {
      #expect(GGUFBuilder.removedTypes.contains { $0.number == number })
      #expect(element == nil)
    }
  }
}
