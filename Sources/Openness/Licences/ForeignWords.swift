// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

/// Words in scripts other than Latin.
enum ForeignWords {
  private static let maximumNameCount = 24

  /// Whether a word of Latin letters with accents, Chinese, Japanese, Korean or Cyrillic letters
  /// can be a name, and has nothing that binds.
  ///
  /// Scripts for which no binding words are known have no names either, nor have words that mix
  /// Latin and Cyrillic letters, which look alike.
  static func isName(_ word: String) -> Bool {
    var hasLatin = false
    var hasCyrillic = false
    var hasOwnShape = false
    guard word.unicodeScalars.count <= maximumNameCount else { return false }
    for scalar in word.unicodeScalars {
      switch scalar.value {
      case 0x30...0x39, 0x61...0x7A, 0xC0...0x24F: hasLatin = true
      case 0x400...0x4FF:
        hasCyrillic = true
        hasOwnShape = hasOwnShape || PlainWord.bytes(of: Array(String(scalar).utf8)[...]).count > 1
      case _ where isEastAsian(scalar.value): hasOwnShape = true
      default: return false
      }
    }
    return !binds(word) && (!hasCyrillic || hasOwnShape && !hasLatin)
  }

  /// Whether it has a part that forbids, limits or asks for something.
  static func binds(_ word: String) -> Bool {
    if !parts.meanings(in: Array(word.utf8)[...]).isEmpty { return true }
    // Longer ones are no words of Russian.
    guard word.utf8.count <= 64 else { return false }
    let word = word.lowercased()
    return words.contains(word) || stems.contains { word.hasPrefix($0) }
  }

  /// Whether a letter belongs to a script of which a word has no blanks around it.
  static func isEastAsian(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x3005, 0x3041...0x30FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xAC00...0xD7A3: true
    default: false
    }
  }

  /// How many words it is: each letter of a script without blanks is one.
  static func wordCount(_ word: ArraySlice<UInt8>) -> Int {
    guard word.contains(where: { $0 >= 0xE3 }) else { return 1 }
    let scalars = String(decoding: word, as: UTF8.self).unicodeScalars
    return max(1, scalars.count { isEastAsian($0.value) })
  }

  /// In Chinese, Japanese and Korean.
  private static let parts = EastAsianPhrases<Bool>([
    (true, "不得 不可 不能 不许 不允许 不提供 不用于 禁 商业 商業 商用 非商 营利 營利 仅 僅 只 限 须 須 必须 应当 军 軍 武器 付费"),
    (true, "收费 费用 授权 许可 許可 条款 用于 使用 を は に で ない せん のみ こと まで ください 条件 必要 営利 有料"),
    (true, "금지 상업 상용 연구용 불가 허용 제한 유료 문의 사용"),
  ])
  /// In Russian, what the forms of words have in common.
  private static let stems = list(
    """
    военн вправе должн допуска запре исключ использ коммерч кроме лиценз нельзя некоммерч оплат \
    огранич платн платеж пользов примен разреш соглас только требу услови
    """)
  private static let words = Set(list("без для и кроме не нет ни"))

  private static func list(_ words: String) -> [String] {
    words.split(separator: " ").map(String.init)
  }
}
