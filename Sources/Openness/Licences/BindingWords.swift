// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

/// Words that can bind a reader: those that grant, forbid, limit or measure.
///
/// A line with one of them is no mere copyright line, and a change with one of them is never
/// trivial. Too many is safe: it costs a copyright line its exemption, no more.
enum BindingWords {
  private static let words = Set(
    """
    can cannot fee fees if may must no non not only paid pay sell shall term terms use used user \
    users using
    """.split(separator: " ").map(String.init))

  private static let stems = """
    agree allow attrib commerc compet condit consent deriv disclos distribut evaluat except \
    exclu forbid grant illeg licen limit militar modif noncommerc permi prohib purpos redistribut \
    requir restrict royalt solely subject subscri surveil territor threshold train unless usage \
    weapon without
    """.split(separator: " ").map(String.init)

  /// Whether the small-letter word is one of them or begins like one.
  static func contains(_ word: String) -> Bool {
    words.contains(word) || stems.contains { word.hasPrefix($0) }
  }
}
