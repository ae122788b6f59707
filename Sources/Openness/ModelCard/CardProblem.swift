// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

/// What a model card's front matter holds that was not as expected.
public struct CardProblem: Hashable, Sendable {
  /// The line in the file, counted from 1.
  public let line: Int
  /// One sentence, lower case, without full stop.
  public let sentence: String

  /// Makes a problem.
  public init(line: Int, _ sentence: String) {
    self.line = line
    self.sentence = sentence
  }
}
