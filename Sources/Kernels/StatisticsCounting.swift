// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

// Counting of bytes and of exponents, element by element.
//
// A count is a load, an addition and a store, and the next one to the same bin waits for the store.
// Neighbours are often equal, so each of four goes to a table of its own.

/// Bins of a table; a caller provides `countingTableCount` tables, one behind the other.
@inlinable @inline(__always)
package var countingBinCount: Int { 256 }

/// Tables that one kind of bins is counted in.
@inlinable @inline(__always)
package var countingTableCount: Int { 4 }

/// Adds `count` bytes to the tables.
package func countBytes(
  _ base: UnsafeRawPointer, _ count: Int, _ tables: UnsafeMutablePointer<UInt64>
) {
  let second = unsafe tables + countingBinCount
  let third = unsafe second + countingBinCount
  let fourth = unsafe third + countingBinCount
  var index = 0
  while index &+ 8 <= count {
    let bytes = unsafe base.loadUnaligned(fromByteOffset: index, as: UInt64.self)
    unsafe tables[Int(bytes & 0xFF)] &+= 1
    unsafe second[Int(bytes &>> 8 & 0xFF)] &+= 1
    unsafe third[Int(bytes &>> 16 & 0xFF)] &+= 1
    unsafe fourth[Int(bytes &>> 24 & 0xFF)] &+= 1
    unsafe tables[Int(bytes &>> 32 & 0xFF)] &+= 1
    unsafe second[Int(bytes &>> 40 & 0xFF)] &+= 1
    unsafe third[Int(bytes &>> 48 & 0xFF)] &+= 1
    unsafe fourth[Int(bytes &>> 56)] &+= 1
    index &+= 8
  }
  while index < count {
    unsafe tables[Int(base.load(fromByteOffset: index, as: UInt8.self))] &+= 1
    index &+= 1
  }
}

/// Adds the exponents of `count` floats of up to 32 bits.
///
/// The bin is the exponent byte of the value as a 32-bit float: 0 for zeros and for what is
/// subnormal there, 255 for infinities and NaN.
///
/// - Parameters:
///   - byteCount: of an element, 2 or 4.
///   - fractionBitCount: of an element: 7 or 10 for 2 bytes, 23 for 4.
package func countFloatExponents(
  _ base: UnsafeRawPointer, _ count: Int, byteCount: Int, fractionBitCount: Int,
  _ tables: UnsafeMutablePointer<UInt64>
) {
  var index = 0
  if fractionBitCount == 10 {
    while index < count {
      let bits = unsafe base.loadUnaligned(fromByteOffset: index &* 2, as: UInt16.self)
      let bin = Int(float16Bin(UInt32(bits & 0x7FFF)))
      unsafe tables[(index & 3) &* countingBinCount &+ bin] &+= 1
      index &+= 1
    }
    return
  }
  // The upper 16 bits of both other kinds are a sign, 8 bits of exponent and 7 of fraction.
  let first = byteCount &- 2
  while index < count {
    let bits = unsafe base.loadUnaligned(
      fromByteOffset: first &+ index &* byteCount, as: UInt16.self)
    let bin = Int((bits &>> 7) & 0xFF)
    unsafe tables[(index & 3) &* countingBinCount &+ bin] &+= 1
    index &+= 1
  }
}

/// The exponent byte of a binary16 magnitude as a 32-bit float.
@inline(__always)
private func float16Bin(_ magnitude: UInt32) -> UInt32 {
  if magnitude >= 0x7C00 { return 255 }
  if magnitude >= 0x0400 { return magnitude &>> 10 &+ 112 }
  // Subnormal: the fraction times 2^-24.
  return magnitude == 0 ? 0 : 127 &- 24 &+ floorLogarithm(UInt64(magnitude))
}

@inline(__always)
private func floorLogarithm(_ value: UInt64) -> UInt32 {
  63 &- UInt32(truncatingIfNeeded: value.leadingZeroBitCount)
}

/// Adds the exponents of `count` 64-bit floats, moved to the range of the exponent byte of 32-bit
/// floats.
///
/// Bin 0 has what is less than 2^-126, bin 254 everything finite from 2^127 on.
package func countFloat64Exponents(
  _ base: UnsafeRawPointer, _ count: Int, _ tables: UnsafeMutablePointer<UInt64>
) {
  var index = 0
  while index < count {
    let bits = unsafe base.loadUnaligned(fromByteOffset: index &* 8, as: UInt64.self)
    let exponent = Int((bits &>> 52) & 0x7FF)
    let bin = exponent == 0x7FF ? 255 : min(max(exponent &- (1023 &- 127), 0), 254)
    unsafe tables[(index & 3) &* countingBinCount &+ bin] &+= 1
    index &+= 1
  }
}

/// Adds the exponents of `count` integers: 127 and the place of the highest bit of the magnitude,
/// which is what an exact conversion to a float has; bin 0 for zeros.
///
/// - Parameter byteCount: of an element, 2, 4 or 8.
package func countIntegerExponents(
  _ base: UnsafeRawPointer, _ count: Int, byteCount: Int, isSigned: Bool,
  _ tables: UnsafeMutablePointer<UInt64>
) {
  var index = 0
  while index < count {
    let offset = index &* byteCount
    let bits: Int64
    switch byteCount {
    case 2: bits = Int64(unsafe base.loadUnaligned(fromByteOffset: offset, as: Int16.self))
    case 4: bits = Int64(unsafe base.loadUnaligned(fromByteOffset: offset, as: Int32.self))
    default: bits = unsafe base.loadUnaligned(fromByteOffset: offset, as: Int64.self)
    }
    let mask = byteCount == 8 ? UInt64.max : 1 << UInt64(byteCount &* 8) &- 1
    let magnitude = isSigned ? bits.magnitude : UInt64(bitPattern: bits) & mask
    let bin = magnitude == 0 ? 0 : Int(127 &+ floorLogarithm(magnitude))
    unsafe tables[(index & 3) &* countingBinCount &+ bin] &+= 1
    index &+= 1
  }
}
