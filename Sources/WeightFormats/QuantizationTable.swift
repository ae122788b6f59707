// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

/// A type whose elements are stored in blocks of fixed size, as ggml quantises them.
///
/// A row, the outermost run of a tensor's contiguous dimension, is a whole number of blocks.
public struct BlockType: Hashable, Sendable {
  /// The number that stands for it in a GGUF file.
  public let ggmlNumber: UInt32
  /// ggml's name for it.
  public let name: String
  /// Elements of one block.
  public let elementCount: UInt64
  /// Bytes of one block.
  public let byteCount: UInt64

  private init(_ number: UInt32, _ name: String, _ elementCount: UInt64, _ byteCount: UInt64) {
    ggmlNumber = number
    self.name = name
    self.elementCount = elementCount
    self.byteCount = byteCount
  }

  /// Every block type that a GGUF file may use.
  ///
  /// Source: `type_traits` in `src/ggml.c` and the block structures in `src/ggml-common.h` of
  /// ggml-org/ggml, August 2026 (`GGML_TYPE_COUNT` is 43).
  public static let all: [BlockType] = [
    BlockType(2, "Q4_0", 32, 18), BlockType(3, "Q4_1", 32, 20), BlockType(6, "Q5_0", 32, 22),
    BlockType(7, "Q5_1", 32, 24), BlockType(8, "Q8_0", 32, 34), BlockType(9, "Q8_1", 32, 36),
    BlockType(10, "Q2_K", 256, 84), BlockType(11, "Q3_K", 256, 110),
    BlockType(12, "Q4_K", 256, 144), BlockType(13, "Q5_K", 256, 176),
    BlockType(14, "Q6_K", 256, 210), BlockType(15, "Q8_K", 256, 292),
    BlockType(16, "IQ2_XXS", 256, 66), BlockType(17, "IQ2_XS", 256, 74),
    BlockType(18, "IQ3_XXS", 256, 98), BlockType(19, "IQ1_S", 256, 50),
    BlockType(20, "IQ4_NL", 32, 18), BlockType(21, "IQ3_S", 256, 110),
    BlockType(22, "IQ2_S", 256, 82), BlockType(23, "IQ4_XS", 256, 136),
    BlockType(29, "IQ1_M", 256, 56), BlockType(34, "TQ1_0", 256, 54),
    BlockType(35, "TQ2_0", 256, 66), BlockType(39, "MXFP4", 32, 17),
    BlockType(40, "NVFP4", 64, 36), BlockType(41, "Q1_0", 128, 18), BlockType(42, "Q2_0", 64, 18),
  ]
}

/// The numbers that stand for element types in a GGUF file (`enum ggml_type`).
enum GGMLType {
  /// What a number means.
  enum Meaning {
    case type(ElementType)
    /// A type that was taken out of ggml; no reader takes it any more.
    case removed(String)
    /// A number that ggml does not use: newer than this table, or private to a fork.
    case unknown
  }

  /// One more than the highest number in the table.
  static let count: UInt32 = 43

  static func meaning(of number: UInt32) -> Meaning {
    number < count ? meanings[Int(number)] : .unknown
  }

  private static let meanings: [Meaning] = {
    var meanings = [Meaning](repeating: .unknown, count: Int(count))
    for (number, type) in scalars { meanings[number] = .type(.scalar(type)) }
    for type in BlockType.all { meanings[Int(type.ggmlNumber)] = .type(.block(type)) }
    for (number, name) in removed { meanings[number] = .removed(name) }
    return meanings
  }()

  private static let scalars: [(Int, ScalarType)] = [
    (0, .f32), (1, .f16), (24, .i8), (25, .i16), (26, .i32), (27, .i64), (28, .f64), (30, .bf16),
  ]

  private static let removed: [(Int, String)] = [
    (4, "Q4_2"), (5, "Q4_3"), (31, "Q4_0_4_4"), (32, "Q4_0_4_8"), (33, "Q4_0_8_8"),
    (36, "IQ4_NL_4_4"), (37, "IQ4_NL_4_8"), (38, "IQ4_NL_8_8"),
  ]
}
