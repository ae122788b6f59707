// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

package import Cryptography

/// A licence file as its words, so that texts can be compared however they are laid out.
///
/// Words are runs of letters, digits and whatever is not known to be a mark; ASCII capitals are
/// made small. ASCII punctuation, typographic quotes, dashes and bullets, blanks, a few HTML tags
/// without attributes, and common entities part words and leave no trace. Everything else stays, so
/// that nothing can hide: an invisible character, a letter of another script or a byte that is not
/// UTF-8 makes its word another one, and what stands in comments counts like all other text. Only
/// two kinds of line are set aside, and both are told: who holds the copyright, in a narrow form,
/// and SPDX tags. Titles and appendices are not dropped; known texts have digests with and without
/// them.
///
/// Licences/licence_words.py finds the same words. Time is linear in the bytes.
package struct LicenceText: Sendable {
  /// A word of the file.
  package struct Word: Sendable {
    /// Where it begins in ``foldedBytes``.
    package let start: UInt32
    /// Where it ends there.
    package let end: UInt32
    /// Where it begins in the file.
    package let offset: UInt32
    /// Where it ends in the file.
    package let endOffset: UInt32
    /// The line that it is on, from 1.
    package let line: UInt32
    /// What parts it from the word before it.
    package let gap: WordGap
  }

  /// Bytes of a file that are looked at: longer than any known licence by far.
  package static let maximumByteCount = 1 << 20

  /// The words that count, in order.
  package let words: [Word]
  /// The words, small, with one blank between them; what the digest is of.
  package let foldedBytes: [UInt8]
  /// The copyright lines that are no part of the words.
  package let copyrightLines: [LicencePassage]
  /// The SPDX tags that are no part of the words.
  package let tags: [LicencePassage]
  /// Whether the whole file was looked at.
  package let isComplete: Bool

  private let bytes: [UInt8]

  /// Finds the words of a file.
  package init(_ bytes: [UInt8]) {
    let isComplete = bytes.count <= Self.maximumByteCount
    var reader = LicenceTextReader(
      isComplete ? bytes : Array(bytes.prefix(Self.maximumByteCount)))
    reader.readAll()
    self.bytes = reader.bytes
    self.words = reader.words
    self.foldedBytes = reader.folded
    self.isComplete = isComplete
    self.copyrightLines = reader.copyrightLines
    self.tags = reader.tags
  }

  /// The SHA-256 of the words, joined by single blanks.
  package var digest: Digest { digest(of: 0..<words.count) }

  /// The SHA-256 of some of the words, joined by single blanks.
  package func digest(of range: Range<Int>) -> Digest {
    let folded = foldedRange(of: range)
    // Unsafe by name only: the span does not outlive the call.
    return unsafe Digest(of: foldedBytes.span.bytes.extracting(folded), .sha256)
  }

  /// The words of the range as one text.
  package func folded(_ range: Range<Int>) -> ArraySlice<UInt8> {
    foldedBytes[foldedRange(of: range)]
  }

  /// A word as text.
  package func word(_ index: Int) -> ArraySlice<UInt8> {
    foldedBytes[Int(words[index].start)..<Int(words[index].end)]
  }

  /// Where some of the words stand in the file.
  package func passage(_ range: Range<Int>) -> LicencePassage {
    guard let first = range.first, let last = range.last else {
      return LicencePassage(bytes, 0..<0, lines: 1...1)
    }
    return LicencePassage(
      bytes, Int(words[first].offset)..<Int(words[last].endOffset),
      lines: Int(words[first].line)...Int(words[last].line))
  }

  /// How many words a reader counts: a letter of a script without blanks is one.
  package func wordCount(_ range: Range<Int>) -> Int {
    range.reduce(0) { $0 + ForeignWords.wordCount(word($1)) }
  }

  /// Where the web address ends that begins at a word; nil where none does.
  func addressEnd(at index: Int) -> Int? {
    let first = word(index)
    guard words[index].gap != .joined,
      ["http", "https", "www"].contains(where: { first.elementsEqual($0.utf8) })
    else { return nil }
    let end = words[(index + 1)...].firstIndex { $0.gap != .joined } ?? words.count
    return end > index + 1 ? end : nil
  }

  /// Whether two plus signs follow the word, which tell the names of two licences apart.
  func hasDoublePlus(after index: Int) -> Bool {
    bytes[Int(words[index].endOffset)...].starts(with: "++".utf8)
  }

  private func foldedRange(of range: Range<Int>) -> Range<Int> {
    guard let first = range.first, let last = range.last else { return 0..<0 }
    return Int(words[first].start)..<Int(words[last].end)
  }
}
