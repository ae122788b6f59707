// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import UntrustedInput

/// Reading metadata from front matter.
extension CardMetadata {
  /// Reads the keys of a front matter's root.
  package init(_ root: YAMLNode) {
    self.init()
    for entry in root.entries ?? [] { read(entry) }
    problems.sort { $0.line < $1.line }
  }

  private mutating func read(_ entry: YAMLNode.Entry) {
    switch entry.key.validUTF8 ?? "" {
    case "license": licences = list(entry)
    case "license_name": licenceName = single(entry)
    case "license_link": licenceLink = single(entry)
    case "base_model": baseModels = list(entry)
    case "base_model_relation": baseModelRelation = single(entry)
    case "new_version": newVersion = single(entry)
    case "datasets": datasets = list(entry)
    case "library_name": libraryName = single(entry)
    case "pipeline_tag": pipelineTag = single(entry)
    case "language": languages = list(entry)
    case "tags": tags = list(entry)
    case "metrics": metrics = list(entry)
    case "model-index": readModelIndex(entry)
    case "gated":
      isUngated =
        entry.value.bool == false
        || ["false", "no", "none", ""].contains(entry.value.text?.lossyString.lowercased())
      gated = isUngated ? nil : single(entry)
    case "extra_gated_eu_disallowed": isRefusedInEU = truth(entry)
    case let key where key.hasPrefix("extra_gated_"):
      guard !entry.value.isNull, entry.value.text?.bytes.isEmpty != true else { return }
      gating.append(GatingText(key: entry.key, text: entry.value.text, line: entry.line))
    default:
      otherKeys.append(CardValue(entry.key, line: entry.line))
    }
  }

  private mutating func readModelIndex(_ entry: YAMLNode.Entry) {
    guard !entry.value.isNull else { return }
    guard entry.value.items != nil else {
      complain(entry, expected: "a list")
      return
    }
    let index = ModelIndex(entry.value, line: entry.line)
    modelIndex = index
    problems += index.problems
  }

  /// A single value; nothing counts as no key.
  private mutating func single(_ entry: YAMLNode.Entry) -> CardValue? {
    if let text = entry.value.text { return CardValue(text, line: entry.value.line) }
    if !entry.value.isNull { complain(entry, expected: "a single value") }
    return nil
  }

  /// A truth value, kept as it was written; one that says no is no value.
  private mutating func truth(_ entry: YAMLNode.Entry) -> CardValue? {
    guard !entry.value.isNull else { return nil }
    guard let isTrue = entry.value.bool, let text = entry.value.text else {
      complain(entry, expected: "true or false")
      return nil
    }
    return isTrue ? CardValue(text, line: entry.value.line) : nil
  }

  /// A list of single values; one value is taken as a list of it.
  private mutating func list(_ entry: YAMLNode.Entry) -> [CardValue] {
    if let text = entry.value.text { return [CardValue(text, line: entry.value.line)] }
    guard let items = entry.value.items else {
      if !entry.value.isNull { complain(entry, expected: "a list") }
      return []
    }
    var values: [CardValue] = []
    for item in items {
      if let text = item.text {
        values.append(CardValue(text, line: item.line))
      } else {
        problems.append(
          CardProblem(
            line: item.line,
            "the list \"\(entry.key.brief)\" holds \(item.kind), where a single value is expected"))
      }
    }
    return values
  }

  private mutating func complain(_ entry: YAMLNode.Entry, expected: String) {
    problems.append(
      CardProblem(
        line: entry.line,
        "\"\(entry.key.brief)\" holds \(entry.value.kind), where \(expected) is expected"))
  }
}
