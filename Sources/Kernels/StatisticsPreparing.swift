// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

// What is done to a copy of a block before the kernels look at it.

/// Replaces floats that are not finite by `element`.
///
/// - Parameter byteCount: of an element: 2, 4 or 8.
package func replaceExceptions(
  _ base: UnsafeMutableRawPointer, _ count: Int, byteCount: Int, finiteLimit: UInt64,
  by element: UInt64
) {
  switch byteCount {
  case 2:
    unsafe replaceExceptions16(
      base, count, finiteLimit: .init(truncatingIfNeeded: finiteLimit),
      .init(truncatingIfNeeded: element))
  case 4:
    unsafe replaceExceptions32(
      base, count, finiteLimit: .init(truncatingIfNeeded: finiteLimit),
      .init(truncatingIfNeeded: element))
  default:
    unsafe replaceExceptions64(base, count, finiteLimit: finiteLimit, element)
  }
}

/// Replaces 16-bit floats that are not finite.
private func replaceExceptions16(
  _ base: UnsafeMutableRawPointer, _ count: Int, finiteLimit: UInt16, _ element: UInt16
) {
  var index = 0
  while index < count {
    let place = unsafe base + index &* 2
    let bits = unsafe place.loadUnaligned(as: UInt16.self)
    let result = bits & (UInt16.max &>> 1) > finiteLimit ? element : bits
    unsafe place.storeBytes(of: result, as: UInt16.self)
    index &+= 1
  }
}

/// Replaces 32-bit floats that are not finite.
private func replaceExceptions32(
  _ base: UnsafeMutableRawPointer, _ count: Int, finiteLimit: UInt32, _ element: UInt32
) {
  var index = 0
  while index < count {
    let place = unsafe base + index &* 4
    let bits = unsafe place.loadUnaligned(as: UInt32.self)
    let result = bits & (UInt32.max &>> 1) > finiteLimit ? element : bits
    unsafe place.storeBytes(of: result, as: UInt32.self)
    index &+= 1
  }
}

/// Replaces 64-bit floats that are not finite.
private func replaceExceptions64(
  _ base: UnsafeMutableRawPointer, _ count: Int, finiteLimit: UInt64, _ element: UInt64
) {
  var index = 0
  while index < count {
    let place = unsafe base + index &* 8
    let bits = unsafe place.loadUnaligned(as: UInt64.self)
    let result = bits & (UInt64.max &>> 1) > finiteLimit ? element : bits
    unsafe place.storeBytes(of: result, as: UInt64.self)
    index &+= 1
  }
}

/// Copies elements with their bytes in the opposite order.
///
/// - Parameter byteCount: of an element: 2, 4 or 8.
package func copySwapped(
  _ source: UnsafeRawPointer, _ count: Int, byteCount: Int, to target: UnsafeMutableRawPointer
) {
  var offset = 0
  let end = count &* byteCount
  switch byteCount {
  case 2:
    while offset < end {
      let bits = unsafe source.loadUnaligned(fromByteOffset: offset, as: UInt16.self)
      unsafe target.storeBytes(of: bits.byteSwapped, toByteOffset: offset, as: UInt16.self)
      offset &+= 2
    }
  case 4:
    while offset < end {
      let bits = unsafe source.loadUnaligned(fromByteOffset: offset, as: UInt32.self)
      unsafe target.storeBytes(of: bits.byteSwapped, toByteOffset: offset, as: UInt32.self)
      offset &+= 4
    }
  default:
    while offset < end {
      let bits = unsafe source.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
      unsafe target.storeBytes(of: bits.byteSwapped, toByteOffset: offset, as: UInt64.self)
      offset &+= 8
    }
  }
}
