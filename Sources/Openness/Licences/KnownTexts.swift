// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Cryptography

/// Finds known licence texts that stand whole in a file, by their digests.
struct KnownTexts {
  /// A known text in a file.
  struct Match {
    /// The licence.
    let identifier: String
    /// The words that are its text.
    let words: Range<Int>
  }

  /// Bytes that are digested for one file: enough for hundreds of texts one after the other, while
  /// a file made to look like the beginning of a text at every word costs no more than that.
  private static let maximumDigestedByteCount = 32 << 20

  /// Texts by the hash of their first words: the longest first, and of equal ones that without
  /// slots.
  private static let byOpening: [UInt32: [KnownText]] = {
    let texts = LicenceFingerprint.all.flatMap(\.texts) + KnownText.listed
    return Dictionary(grouping: texts, by: \.openingHash).mapValues { texts in
      texts.sorted {
        ($0.maximumWordCount, $1.runs.count) > ($1.maximumWordCount, $0.runs.count)
      }
    }
  }()

  private let text: LicenceText
  private var budget = Self.maximumDigestedByteCount

  private init(_ text: LicenceText) {
    self.text = text
  }

  /// The texts in the file, in order and apart; at each place the longest that fits.
  static func find(in text: LicenceText, _ hashes: [UInt64]) -> [Match] {
    var finder = KnownTexts(text)
    var matches: [Match] = []
    var index = 0
    while let opening = WordHash.opening(hashes, at: index) {
      guard let match = finder.longest(at: index, byOpening[opening] ?? []) else {
        index += 1
        continue
      }
      matches.append(match)
      index = match.words.upperBound
    }
    return matches
  }

  /// The longest of the texts that stands at the place; of equal ones that without slots.
  private mutating func longest(at index: Int, _ candidates: [KnownText]) -> Match? {
    var found: (text: KnownText, end: Int)?
    for candidate in candidates {
      if let found, candidate.maximumWordCount < found.end - index { break }
      guard let end = end(of: candidate, at: index) else { continue }
      if let found, (end, found.text.runs.count) <= (found.end, candidate.runs.count) { continue }
      found = (candidate, end)
    }
    return found.map { Match(identifier: $0.text.identifier, words: index..<$0.end) }
  }

  /// Where the text ends that begins at the place; nil where it is not there.
  private mutating func end(of candidate: KnownText, at index: Int) -> Int? {
    guard index + candidate.minimumWordCount <= text.words.count,
      var end = end(of: candidate.runs[0], at: index)
    else { return nil }
    for run in candidate.runs.dropFirst() {
      guard let next = endAfterName(run, at: end) else { return nil }
      end = next
    }
    return end
  }

  /// Where the run ends that follows a name at the place; nil where a name or the run is missing.
  private mutating func endAfterName(_ run: KnownText.Run, at index: Int) -> Int? {
    for start in index + 1..<index + 1 + NameSlot.maximumWordCount {
      guard start < text.words.count,
        NameSlot.allows(String(decoding: text.word(start - 1), as: UTF8.self))
      else { return nil }
      if let end = end(of: run, at: start) { return end }
    }
    return nil
  }

  private mutating func end(of run: KnownText.Run, at index: Int) -> Int? {
    let words = index..<index + run.wordCount
    guard words.upperBound <= text.words.count else { return nil }
    budget -= text.folded(words).count
    guard budget >= 0, text.digest(of: words) == run.digest else { return nil }
    return words.upperBound
  }
}
