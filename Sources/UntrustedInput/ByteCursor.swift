// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

/// Why a read from a byte sequence failed: it would have gone past the end.
package struct ByteCursorError: Error, Hashable, Sendable {
  /// Where the read started, in bytes from the start of the file.
  package let offset: UInt64
  /// Bytes that were wanted.
  package let needed: Int
  /// Bytes that remained.
  package let remaining: Int
}

/// Reads numbers and runs of bytes in order, checking what remains before every load.
package struct ByteCursor: ~Escapable {
  private let bytes: RawSpan
  /// The next byte to be read, counted from the start of the span.
  package private(set) var position = 0

  /// Starts at the first byte of `bytes`.
  @_lifetime(copy bytes)
  package init(_ bytes: RawSpan) {
    self.bytes = bytes
  }

  /// Bytes not read yet.
  package var remaining: Int { bytes.byteCount - position }

  /// The next byte without consuming it; nil at the end.
  package var peek: UInt8? {
    remaining > 0 ? bytes[position] : nil
  }

  /// One little-endian unsigned 64-bit number at any address.
  @_lifetime(self: copy self)
  package mutating func readUInt64() throws(ByteCursorError) -> UInt64 {
    try require(8)
    var value: UInt64 = 0
    for index in 0..<8 { value |= UInt64(bytes[position + index]) << UInt64(8 * index) }
    position += 8
    return value
  }

  /// The next `count` bytes, copied.
  @_lifetime(self: copy self)
  package mutating func read(_ count: Int) throws(ByteCursorError) -> [UInt8] {
    try require(count)
    defer { position += count }
    return bytes.extracting(position..<(position + count)).copied()
  }

  private func require(_ count: Int) throws(ByteCursorError) {
    guard count >= 0, count <= remaining else {
      throw ByteCursorError(offset: UInt64(position), needed: count, remaining: remaining)
    }
  }
}

extension RawSpan {
  /// The byte at `index`.
  package subscript(index: Int) -> UInt8 {
    precondition(index >= 0 && index < byteCount)
    return unsafe unsafeLoad(fromUncheckedByteOffset: index, as: UInt8.self)
  }

  /// The bytes in private memory.
  package func copied() -> [UInt8] {
    unsafe [UInt8](unsafeUninitializedCapacity: byteCount) { buffer, count in
      unsafe withUnsafeBytes { unsafe UnsafeMutableRawBufferPointer(buffer).copyMemory(from: $0) }
      count = byteCount
    }
  }
}
