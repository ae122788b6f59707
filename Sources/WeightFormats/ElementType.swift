// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

public import UntrustedInput

/// The type of a tensor's elements, under the name its file gives it.
public enum ElementType: Hashable, Sendable {
  /// One of the 22 types that safetensors 0.8 defines; eight of them are also ggml's.
  case scalar(ScalarType)
  /// One of ggml's types whose elements are stored in blocks.
  case block(BlockType)
  /// A type that this version does not know: offsets and digests stand, values are not decoded.
  case unknown(UntrustedText)

  /// Bits of one element; nil where elements have no bits of their own, or none that are known.
  public var bitCount: UInt64? {
    switch self {
    case .scalar(let type): type.bitCount
    case .block, .unknown: nil
    }
  }

  /// The name, as the file writes it.
  public var name: UntrustedText {
    switch self {
    case .scalar(let type): UntrustedText(type.rawValue)
    case .block(let type): UntrustedText(type.name)
    case .unknown(let name): name
    }
  }
}

/// The element types of safetensors 0.8.0, case-sensitive as its reader takes them.
public enum ScalarType: String, CaseIterable, Hashable, Sendable {
  /// One byte, 0 or 1.
  case bool = "BOOL"
  /// Four-bit float, 2 bits of exponent and 1 of mantissa.
  case f4 = "F4"
  /// Six-bit float, 2 bits of exponent and 3 of mantissa.
  case f6E2M3 = "F6_E2M3"
  /// Six-bit float, 3 bits of exponent and 2 of mantissa.
  case f6E3M2 = "F6_E3M2"
  /// Unsigned byte.
  case u8 = "U8"
  /// Signed byte.
  case i8 = "I8"
  /// Eight-bit float, 5 bits of exponent and 2 of mantissa.
  case f8E5M2 = "F8_E5M2"
  /// Eight-bit float, 4 bits of exponent and 3 of mantissa, finite (the FN form).
  case f8E4M3 = "F8_E4M3"
  /// Eight-bit power of two, used for scales.
  case f8E8M0 = "F8_E8M0"
  /// As `F8_E4M3` with one NaN and no negative zero.
  case f8E4M3FNUZ = "F8_E4M3FNUZ"
  /// As `F8_E5M2` with one NaN, no infinity and no negative zero.
  case f8E5M2FNUZ = "F8_E5M2FNUZ"
  /// Signed 16-bit integer.
  case i16 = "I16"
  /// Unsigned 16-bit integer.
  case u16 = "U16"
  /// IEEE 754 binary16.
  case f16 = "F16"
  /// The upper half of an IEEE 754 binary32.
  case bf16 = "BF16"
  /// Signed 32-bit integer.
  case i32 = "I32"
  /// Unsigned 32-bit integer.
  case u32 = "U32"
  /// IEEE 754 binary32.
  case f32 = "F32"
  /// Complex number of two binary32.
  case c64 = "C64"
  /// IEEE 754 binary64.
  case f64 = "F64"
  /// Signed 64-bit integer.
  case i64 = "I64"
  /// Unsigned 64-bit integer.
  case u64 = "U64"

  /// Bits of one element.
  public var bitCount: UInt64 {
    switch self {
    case .f4: 4
    case .f6E2M3, .f6E3M2: 6
    case .bool, .u8, .i8, .f8E5M2, .f8E4M3, .f8E8M0, .f8E4M3FNUZ, .f8E5M2FNUZ: 8
    case .i16, .u16, .f16, .bf16: 16
    case .i32, .u32, .f32: 32
    case .c64, .f64, .i64, .u64: 64
    }
  }
}
