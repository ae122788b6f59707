// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Testing
internal import UntrustedInput

@Suite("the byte cursor")
struct ByteCursorTests {
  private static let bytes = [UInt8](1...20)

  @Test("numbers are read as little-endian at any address", arguments: 0...9)
  func unaligned(start: Int) throws {
    let span = Self.bytes.span
    var cursor = unsafe ByteCursor(span.bytes)
    _ = try cursor.read(start)
    let value = try cursor.readUInt64()
    let expected = (0..<8).reduce(UInt64(0)) { $0 | UInt64(start + $1 + 1) << (8 * $1) }
    #expect(value == expected)
    let (position, remaining) = (cursor.position, cursor.remaining)
    #expect(position == start + 8)
    #expect(remaining == 12 - start)
  }

  @Test(
    "the extreme numbers are read exactly",
    arguments: [
      ([0, 0, 0, 0, 0, 0, 0, 0], 0), ([1, 0, 0, 0, 0, 0, 0, 0], 1),
      ([0, 0, 0, 0, 0, 0, 0, 0x80], 1 << 63),
      ([0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF], .max),
    ] as [([UInt8], UInt64)])
  func extremes(bytes: [UInt8], expected: UInt64) throws {
    var cursor = unsafe ByteCursor(bytes.span.bytes)
    let value = try cursor.readUInt64()
    #expect(value == expected)
    let next = cursor.peek
    #expect(next == nil)
  }

  @Test(
    "a number needs all of its eight bytes, and a failed read consumes nothing", arguments: 0..<8)
  func shortNumber(count: Int) {
    let bytes = Array(Self.bytes[..<count])
    var cursor = unsafe ByteCursor(bytes.span.bytes)
    var refusal: ByteCursorError?
    do throws(ByteCursorError) {
      _ = try cursor.readUInt64()
    } catch {
      refusal = error
    }
    #expect(refusal?.offset == 0)
    #expect(refusal?.needed == 8)
    #expect(refusal?.remaining == count)
    let position = cursor.position
    #expect(position == 0)
  }

  @Test(
    "runs of bytes are read up to the end and not beyond", arguments: [21, 1000, .max, -1, .min])
  func runs(count: Int) throws {
    var cursor = unsafe ByteCursor(Self.bytes.span.bytes)
    let first = try cursor.read(5)
    #expect(first == [1, 2, 3, 4, 5])
    let none = try cursor.read(0)
    #expect(none == [])
    var refusal: ByteCursorError?
    do throws(ByteCursorError) {
      _ = try cursor.read(count)
    } catch {
      refusal = error
    }
    #expect(refusal?.offset == 5)
    #expect(refusal?.needed == count)
    #expect(refusal?.remaining == 15)
    let rest = try cursor.read(15)
    #expect(rest == Array(6...20))
    let (position, next) = (cursor.position, cursor.peek)
    #expect(position == 20)
    #expect(next == nil)
  }

  @Test("peeking consumes nothing")
  func peek() throws {
    var cursor = unsafe ByteCursor(Self.bytes.span.bytes)
    _ = try cursor.read(3)
    let peeked = [cursor.peek, cursor.peek]
    #expect(peeked == [4, 4])
    let position = cursor.position
    #expect(position == 3)
  }

  @Test("a span is copied byte for byte", arguments: [0, 1, 7, 20])
  func copied(count: Int) {
    let bytes = Array(Self.bytes[..<count])
    let copy = unsafe bytes.span.bytes.copied()
    #expect(copy == bytes)
  }
}
