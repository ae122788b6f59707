// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Kernels

/// What the bytes of an element mean, as far as statistics need to know.
package enum StatisticsKind: Hashable, Sendable, CaseIterable {
  /// IEEE 754 binary64.
  case float64
  /// IEEE 754 binary32.
  case float32
  /// IEEE 754 binary16.
  case float16
  /// The upper half of a binary32.
  case bfloat16
  /// Integers.
  case int8, uint8, int16, uint16, int32, uint32, int64, uint64
  /// A byte that is 0 or 1.
  case boolean
  /// Two binary32, the real and the imaginary part.
  case complex64
  /// 4 bits of exponent, 3 of fraction; no infinity, one NaN of each sign.
  case float8E4M3
  /// 5 bits of exponent, 2 of fraction, as IEEE 754 would have it.
  case float8E5M2
  /// A power of two, from 2^-127 on; no sign, no zero, one NaN.
  case float8E8M0
  /// 4 bits of exponent, 3 of fraction; no infinity, no -0, and that is the only NaN.
  case float8E4M3FNUZ
  /// 5 bits of exponent, 2 of fraction; no infinity, no -0, and that is the only NaN.
  case float8E5M2FNUZ

  /// Bytes of a value: of an element, or of one part of a complex one.
  package var valueByteCount: Int {
    switch self {
    case .float64, .int64, .uint64: 8
    case .float32, .int32, .uint32, .complex64: 4
    case .float16, .bfloat16, .int16, .uint16: 2
    default: 1
    }
  }

  /// Values of an element.
  package var valuesPerElement: Int { self == .complex64 ? 2 : 1 }

  /// Whether the values are looked at one by one; the others are found in the counts of bytes.
  var hasKernels: Bool { layout != nil }

  var layout: StatisticsLayout? {
    switch self {
    case .float64: .init(floatBitCount: 64, fractionBitCount: 52)
    case .float32, .complex64: .init(floatBitCount: 32, fractionBitCount: 23)
    case .float16: .init(floatBitCount: 16, fractionBitCount: 10)
    case .bfloat16: .init(floatBitCount: 16, fractionBitCount: 7)
    case .int8, .int16, .int32, .int64:
      .init(integerBitCount: valueByteCount * 8, isSigned: true)
    case .uint8, .uint16, .uint32, .uint64:
      .init(integerBitCount: valueByteCount * 8, isSigned: false)
    default: nil
    }
  }

  var isInteger: Bool {
    switch self {
    case .int8, .uint8, .int16, .uint16, .int32, .uint32, .int64, .uint64: true
    default: false
    }
  }

  /// Whether kernels sum the values exactly, as distances from the key 0.
  var sumsExactly: Bool { isInteger && valueByteCount <= 2 }

  // MARK: Values of keys

  /// The value that has a key; see `StatisticsLayout`.
  func value(ofKey key: Int64) -> ElementValue {
    guard let layout else { return .real(0) }
    if layout.flip != 0 {
      return .unsigned(UInt64(bitPattern: key &+ Int64(bitPattern: layout.flip)))
    }
    if isInteger { return .signed(key) }
    let value = Self.real(bits: layout.element(ofKey: key), self)
    return .real(value == 0 ? 0 : value)
  }

  /// The value of a float; 16-bit ones are widened by hand, since not every platform has the type.
  private static func real(bits: UInt64, _ kind: StatisticsKind) -> Double {
    switch kind {
    case .float64: Double(bitPattern: bits)
    case .bfloat16: Double(Float(bitPattern: UInt32(truncatingIfNeeded: bits << 16)))
    case .float16: small(UInt32(truncatingIfNeeded: bits), bitCount: 16, fractionBitCount: 10)
    default: Double(Float(bitPattern: UInt32(truncatingIfNeeded: bits)))
    }
  }

  /// The finite value of a float of a sign, an exponent with the usual bias and a fraction.
  private static func small(
    _ bits: UInt32, bitCount: Int, fractionBitCount: Int, biasOffset: Int = 0
  ) -> Double {
    let exponentBitCount = bitCount - 1 - fractionBitCount
    let fraction = Int(bits) & (1 << fractionBitCount - 1)
    let exponent = Int(bits) >> fractionBitCount & (1 << exponentBitCount - 1)
    let bias = 1 << (exponentBitCount - 1) - 1 + biasOffset
    let magnitude =
      exponent == 0
      ? Double(fraction) * power(1 - bias - fractionBitCount)
      : Double(fraction + 1 << fractionBitCount) * power(exponent - bias - fractionBitCount)
    return Int(bits) >> (bitCount - 1) & 1 == 1 ? -magnitude : magnitude
  }

  /// 2 to an exponent that a normal 64-bit float has.
  private static func power(_ exponent: Int) -> Double {
    Double(bitPattern: UInt64(exponent + 1023) << 52)
  }

  // MARK: Values of bytes

  /// What a byte means, for kinds without kernels; nil if it is not a truth value.
  func value(ofByte byte: UInt8) -> Double? {
    let magnitude = byte & 0x7F
    switch self {
    case .boolean:
      return byte <= 1 ? Double(byte) : nil
    case .float8E8M0:
      return byte == 0xFF ? .nan : Self.power(Int(byte) - 127)
    case .float8E4M3:
      if magnitude == 0x7F { return .nan }
      return Self.small(UInt32(byte), bitCount: 8, fractionBitCount: 3)
    case .float8E5M2:
      if magnitude > 0x7C { return .nan }
      if magnitude == 0x7C { return byte == magnitude ? .infinity : -.infinity }
      return Self.small(UInt32(byte), bitCount: 8, fractionBitCount: 2)
    case .float8E4M3FNUZ:
      if byte == 0x80 { return .nan }
      return Self.small(UInt32(byte), bitCount: 8, fractionBitCount: 3, biasOffset: 1)
    case .float8E5M2FNUZ:
      if byte == 0x80 { return .nan }
      return Self.small(UInt32(byte), bitCount: 8, fractionBitCount: 2, biasOffset: 1)
    default:
      return nil
    }
  }

  /// Whether a byte is a subnormal number, for kinds without kernels.
  func isSubnormal(byte: UInt8) -> Bool {
    switch self {
    case .float8E4M3, .float8E4M3FNUZ: byte & 0x78 == 0 && byte & 0x07 != 0
    case .float8E5M2, .float8E5M2FNUZ: byte & 0x7C == 0 && byte & 0x03 != 0
    default: false
    }
  }
}

extension StatisticsLayout {
  /// The bits of the element that has a key, above its own width the key's.
  func element(ofKey key: Int64) -> UInt64 {
    UInt64(bitPattern: key) ^ (key < 0 ? fold : 0) ^ flip
  }

  /// Whether all keys from `minimum` to `maximum` are of finite values.
  func isFinite(_ minimum: Int64, _ maximum: Int64) -> Bool {
    maximum <= Int64(bitPattern: finiteLimit) && minimum >= ~Int64(bitPattern: finiteLimit)
  }

  /// The key of the value 0.
  var zeroKey: Int64 { flip == 0 ? 0 : ~Int64(bitPattern: flip &- 1) }
}
