// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

/// A place of a licence's text where everybody puts a name of their own.
///
/// "Neither the name of … nor the names of its contributors" and "in no event shall … be liable"
/// are such places. What stands there is a name only: of bounded length, without digits, without a
/// word that could bind, and without those that make a sentence. Licences/slots.py finds the places
/// and has the same words.
enum NameSlot {
  /// Words of the longest name.
  static let maximumWordCount = 12

  private static let sentenceWords = Set(
    """
    any anybody anyone are be been being but code data each every everybody everyone from has have \
    he however i is it licensee licensees me model models my neither nobody none nor our output \
    outputs parties party person persons product products program programs recipient recipients \
    she software source that their them these they this those to until was we were when where \
    which while who whom whose will with work works would you your yours
    """.split(separator: " ").map(String.init))

  /// Whether the small-letter word may stand in a name.
  static func allows(_ word: String) -> Bool {
    word.unicodeScalars.allSatisfy(LicenceLine.isNameLetter)
      && !sentenceWords.contains(word) && !BindingWords.contains(word)
  }
}
