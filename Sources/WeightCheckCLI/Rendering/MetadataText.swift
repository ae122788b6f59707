// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import WeightCheck

/// The metadata of a weight file for people.
struct MetadataText {
  /// Whether values are shown in full.
  let showsAll: Bool

  /// Characters of a value that are shown unless all is asked for.
  private static let valueCount = 100
  /// Elements of an array that are shown unless all is asked for.
  private static let elementCount: UInt64 = 8

  func write(_ weights: WeightFile, to output: Output) {
    guard !weights.metadata.isEmpty else { return }
    output.line("metadata, as the publisher wrote it:")
    for entry in weights.metadata {
      let value = text(of: entry.value)
      let isCut = !showsAll && value.count > Self.valueCount
      let key = showsAll ? entry.key.escaped : entry.key.brief
      output.line("  \(key) = \(isCut ? value.prefix(Self.valueCount) + "…" : value[...])")
    }
  }

  private func text(of value: MetadataValue) -> String {
    switch value {
    case .unsigned(let number): "\(number)"
    case .signed(let number): "\(number)"
    case .float32(let number): "\(number)"
    case .float64(let number): "\(number)"
    case .bool(let flag): "\(flag)"
    case .string(let text): shown(text)
    case .array(let array): self.text(of: array)
    }
  }

  /// The start of a long text is escaped, not all of it.
  private func shown(_ text: UntrustedText) -> String {
    guard !showsAll, text.bytes.count > 4 * Self.valueCount else { return text.escaped }
    return UntrustedText(bytes: Array(text.bytes.prefix(4 * Self.valueCount))).escaped + "…"
  }

  /// `[32,000 string] <unk>, <s>, …`; arrays in arrays are counted only.
  private func text(of array: MetadataArray) -> String {
    let start = "[\(Quantity.grouped(array.count)) \(array.elementType.name)]"
    if array.elementType == .array { return start }
    let limit = showsAll ? array.count : Self.elementCount
    let elements = array.values(limit: limit).map(text(of:)).joined(separator: ", ")
    return start + (elements.isEmpty ? "" : " \(elements)") + (array.count > limit ? ", …" : "")
  }
}
