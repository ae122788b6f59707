// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

/// The licences that a short notice names, if it says nothing else.
///
/// A name alone tells nothing: a notice may deny it, or give it to one part only. So all other
/// words must be such as a plain notice needs, and none may negate or bind.
struct LicenceMentions {
  /// Words of the longest notice, with the names in it.
  private static let maximumWordCount = 150

  /// What it names, in order; none where it says more.
  let statements: [LicenceIdentification.Statement]

  init(in text: LicenceText) {
    guard text.wordCount(0..<text.words.count) <= Self.maximumWordCount, text.isComplete else {
      statements = []
      return
    }
    let named = LicenceName.mentions(in: text)
    let isPlain = Self.isPlain(text, besides: named.map(\.words))
    statements =
      isPlain ? named.filter { !Self.isOfPart($0.words, in: text) }.map(\.statement) : []
  }

  /// Whether the sentence around a name is about the code or the data, and not the weights.
  private static func isOfPart(_ name: Range<Int>, in text: LicenceText) -> Bool {
    let starts = text.words[...name.lowerBound].lastIndex { $0.gap == .stop } ?? 0
    let end = text.words[name.upperBound...].firstIndex { $0.gap == .stop } ?? text.words.count
    let sentence = Set((starts..<end).map { String(decoding: text.word($0), as: UTF8.self) })
    return !sentence.isDisjoint(with: partWords) && sentence.isDisjoint(with: wholeWords)
  }

  private static let partWords: Set<String> = [
    "code", "data", "dataset", "documentation", "folder", "source", "text",
  ]
  private static let wholeWords: Set<String> = [
    "checkpoint", "checkpoints", "model", "models", "parameters", "project", "release", "repo",
    "repository", "software", "weights", "work",
  ]

  private static func isPlain(_ text: LicenceText, besides named: [Range<Int>]) -> Bool {
    var names = named[...]
    var index = 0
    while index < text.words.count {
      if let name = names.first, name.lowerBound <= index {
        index = max(index, name.upperBound)
        names.removeFirst()
        continue
      }
      let end = StandardNotice.end(in: text, at: index) ?? text.addressEnd(at: index)
      if let end {
        index = end
      } else if words.contains(String(decoding: text.word(index), as: UTF8.self)) {
        index += 1
      } else {
        return false
      }
    }
    return true
  }

  private static let words = Set(
    """
    a all and are as at available be by can checkpoint checkpoints code copy data dataset details \
    distributed documentation file files folder for found from full here in is it its licence \
    licences license licensed licenses made model models of on our parameters please project \
    provided published refer release released repo repository same see software source spdx terms \
    text the these this to under version weights with work
    """.split(separator: " ").map(String.init))
}
