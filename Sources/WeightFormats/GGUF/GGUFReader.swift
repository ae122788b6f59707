// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import UntrustedInput

/// Reads a GGUF header through a private copy that grows as far as the header goes.
///
/// A GGUF file does not say how long its header is, and the map it lies in may change between two
/// looks. So each byte is copied once, before it is read for the first time, and only the copy is
/// read.
struct GGUFReader: ~Escapable {
  private let source: RawSpan
  /// The bytes copied so far, from the start of the file.
  private(set) var copy: [UInt8] = []
  /// The next byte, from the start of the file.
  private(set) var position = 0
  var byteOrder = WeightFile.ByteOrder.littleEndian

  private static let firstCopyByteCount = 64 << 10

  @_lifetime(copy source)
  init(_ source: RawSpan) {
    self.source = source
  }

  /// Bytes of the file that are not read yet.
  var remaining: UInt64 { UInt64(source.byteCount - position) }

  /// Makes sure that the next `count` bytes are there and copied.
  @_lifetime(self: copy self)
  private mutating func require(_ count: UInt64) throws(GGUFError) {
    guard count <= remaining else {
      throw .endsInHeader(offset: UInt64(position), needed: count, remaining: remaining)
    }
    let end = position + Int(count)
    guard UInt64(end) <= Limits.ggufHeaderByteCount else {
      throw .headerTooLarge(limit: Limits.ggufHeaderByteCount)
    }
    if end > copy.count {
      let wanted = max(end, copy.count * 2, Self.firstCopyByteCount)
      let newEnd = min(wanted, source.byteCount, Int(Limits.ggufHeaderByteCount))
      copy.reserveCapacity(newEnd)
      unsafe source.extracting(copy.count..<newEnd).withUnsafeBytes {
        unsafe copy.append(contentsOf: $0)
      }
    }
  }

  @_lifetime(self: copy self)
  private mutating func integer(_ count: Int) throws(GGUFError) -> UInt64 {
    try require(UInt64(count))
    defer { position += count }
    var value: UInt64 = 0
    switch byteOrder {
    case .littleEndian:
      for index in 0..<count { value |= UInt64(copy[position + index]) << UInt64(8 * index) }
    case .bigEndian:
      for index in 0..<count { value = value << 8 | UInt64(copy[position + index]) }
    }
    return value
  }

  @_lifetime(self: copy self)
  mutating func readUInt32() throws(GGUFError) -> UInt32 {
    UInt32(truncatingIfNeeded: try integer(4))
  }

  @_lifetime(self: copy self)
  mutating func readUInt64() throws(GGUFError) -> UInt64 {
    try integer(8)
  }

  /// Reads a length and so many bytes, and gives where the bytes lie.
  ///
  /// ggml's reader takes no string above 1 GiB.
  @_lifetime(self: copy self)
  mutating func readString() throws(GGUFError) -> Range<Int> {
    let offset = UInt64(position)
    let count = try integer(8)
    guard count <= Limits.ggufStringByteCount else {
      throw .stringTooLong(byteCount: count, offset: offset)
    }
    return try skip(count)
  }

  /// Reads over `count` bytes, and gives where they lie.
  @_lifetime(self: copy self)
  mutating func skip(_ count: UInt64) throws(GGUFError) -> Range<Int> {
    try require(count)
    let start = position
    position += Int(count)
    return start..<position
  }

  /// Copies up to `end`, or to the end of the file if that comes first, and no further.
  @_lifetime(self: copy self)
  mutating func finish(at end: UInt64) throws(GGUFError) {
    let end = min(end, UInt64(source.byteCount))
    if end > UInt64(position) { _ = try skip(end - UInt64(position)) }
    // The copy is kept with the file's metadata, so it must not hold more than it has.
    copy = Array(copy[..<Int(end)])
  }
}
