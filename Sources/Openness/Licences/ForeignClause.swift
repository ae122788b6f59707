// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

/// Restricting clauses in Chinese, where a word of LicenceText is all between two marks.
enum ForeignClause {
  /// What a word of Chinese letters restricts.
  static func kinds(in word: ArraySlice<UInt8>) -> [RestrictionClause.Kind] {
    phrases.meanings(in: word)
  }

  private static let phrases = EastAsianPhrases<RestrictionClause.Kind>([
    (.nonCommercial, "得商用 可商用 能商用 止商用 得用于商 可用于商 能用于商 止用于商 任何商业 止商业 非商业 非商用"),
    (.nonCommercial, "非營利 非营利 商业用途除外 仅供学术 仅供研究 仅供学习 仅供非 仅限学术 仅限研究 仅限学习"),
    (.nonCommercial, "仅用于学术 仅用于研究 仅用于学习 只能用于研究 只能用于学术 僅供學術 僅供研究 僅限研究"),
    (.nonCommercial, "不得商業 商用利用不可 商用利用禁止 商用利用を禁 研究目的に限"),
    (.military, "军事 军用 武器 军队 軍事 軍用 軍隊"),
    (.noOtherModels, "训练其他模型 训练其它模型 改进其他模型 改进其它模型"),
    (.separateLicence, "另行授权 单独授权 商业授权 商业许可 书面授权 书面许可"),
    (.fieldOfUse, "仅供 仅限 仅用于 只能用于 不得用于 禁止用于 不可用于 僅供 僅限"),
    (.prohibition, "不得 禁止 不可 不能 不允许 不许 严禁 禁じ"),
  ])
}
