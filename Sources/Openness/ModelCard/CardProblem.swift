// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

/// What a model card's front matter holds that was not as expected.
package struct CardProblem: Hashable, Sendable {
  /// The line in the file, counted from 1.
  package let line: Int
  /// One sentence, lower case, without full stop.
  package let sentence: String

  /// Makes a problem.
  package init(line: Int, _ sentence: String) {
    self.line = line
    self.sentence = sentence
  }
}
