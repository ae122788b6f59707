// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

/// Words that can bind a reader: those that grant, forbid, limit or measure.
///
/// A line with one of them is no mere copyright line, and a change with one of them is never
/// trivial. Too many is safe: it costs a copyright line its exemption, no more.
enum BindingWords {
  private static let words = Set(
    """
    after anyone ask ban banned bans before but call can cannot companies confidential contact \
    customers every everyone expires extra fee fees first if internal may military must nc nd \
    never no nobody non none not only over paid pay people production proprietary sales secret \
    sell shall small term terms than trial under us use used user users using
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

  private static let forbiddingWords = Set(
    """
    ban banned bans cannot fee fees must nc nd never no nobody non none not only paid pay \
    shall solely unless
    """.split(separator: " ").map(String.init))

  private static let forbiddingStems = """
    commerc except exclu forbid illeg limit militar noncommerc prohib requir restrict royalt \
    surveil territor threshold weapon
    """.split(separator: " ").map(String.init)

  /// Whether the small-letter word forbids, limits or demands; a grant or a mention does not.
  static func forbids(_ word: String) -> Bool {
    forbiddingWords.contains(word) || forbiddingStems.contains { word.hasPrefix($0) }
      || word.utf8.contains { $0 >= 0x80 } && ForeignWords.binds(word)
  }
}
