// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

/// What a thread has found in the page cache, so that it need not ask for each small range.
///
/// Only what was there is remembered: what was not may be there the next time. What was may have
/// gone since; then the map reads it again.
struct CachedPieces {
  /// Bytes of a piece, and those that the system is asked to have ready ahead of the reader.
  static let pieceByteCount = 2 << 20

  /// For each source, whether both ends of each piece were found; empty until asked.
  private var found: [[Bool]]

  init(sourceCount: Int) {
    found = Array(repeating: [], count: sourceCount)
  }

  /// Whether the piece with the byte at `position` is likely to be in memory.
  ///
  /// - Parameter number: of the source.
  mutating func contain(_ position: Int, of source: DigestSource, number: Int) -> Bool {
    let piece = position / Self.pieceByteCount
    if found[number].isEmpty {
      found[number] = Array(repeating: false, count: source.byteCount / Self.pieceByteCount + 1)
    }
    if found[number][piece] { return true }
    let start = piece * Self.pieceByteCount
    found[number][piece] =
      source.isCached(before: min(start + Self.pieceByteCount, source.byteCount))
      && source.isCached(before: start + 1)
    return found[number][piece] || source.isCached(before: position + 1)
  }
}
