// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import UntrustedInput

/// Reading a release from YAML, by the rules of the published schema.
extension MOFRelease {
  /// Reads a description of a release.
  ///
  /// Keys that the schema does not know are allowed there, so they are passed over here. Of a
  /// component that stands twice the last counts, as in the Tool.
  ///
  /// - Throws: the first rule that the document breaks.
  package init(yaml bytes: [UInt8]) throws(MOFReleaseError) {
    let root: YAMLNode?
    do throws(YAMLError) {
      root = try YAMLReader.read(bytes, .strict)
    } catch {
      throw .yaml(error)
    }
    guard let root, root.entries != nil else { throw .missing(key: "framework", line: 1) }
    let framework = try Self.mapping("framework", of: root)
    let title = try Self.text("name", of: framework)
    guard title == UntrustedText(Self.frameworkName) else {
      throw .unknownValue(title, key: "name", line: framework[key: "name"]?.line ?? 1)
    }
    _ = try Self.text("version", of: framework)
    _ = try Self.text("date", of: framework)
    let release = try Self.mapping("release", of: root)
    self.init(name: try Self.text("name", of: release))
    _ = try Self.text("producer", of: release)
    for key in Self.factKeys {
      guard let node = release[key: key], !node.isNull else { continue }
      facts[key] = try Self.text(key, of: release)
    }
    try checkValues(release)
    try readLicences(release)
    try readComponents(release)
  }

  /// The name that a description must give.
  static let frameworkName = "Model Openness Framework"

  /// The values that some facts may have.
  static let factValues: [String: [String]] = [
    "type": [
      "language", "vision", "image", "audio", "video", "3d", "code", "multimodal", "other", "",
    ],
    "architecture": [
      "transformer", "transformer decoder", "transformer encoder-decoder", "decoder", "encoder",
      "diffusion", "RNN", "CNN", "LSTM", "NeRF", "hybrid", "undisclosed", "other", "",
    ],
    "treatment": ["pre-trained", "instruct fine-tuned", "chat fine-tuned"],
  ]

  private func checkValues(_ release: YAMLNode) throws(MOFReleaseError) {
    for key in Self.factKeys {
      guard let value = facts[key], let allowed = Self.factValues[key] else { continue }
      guard allowed.contains(where: { UntrustedText($0) == value }) else {
        throw .unknownValue(value, key: key, line: release[key: key]?.line ?? 1)
      }
    }
  }

  private mutating func readLicences(_ release: YAMLNode) throws(MOFReleaseError) {
    guard let node = release[key: "license"] else {
      throw .missing(key: "license", line: release.line)
    }
    // The Tool itself writes an empty list where it has none.
    if node.isNull || node.items?.isEmpty == true { return }
    guard node.entries != nil else {
      throw .wrongKind(
        key: "license", expected: "a mapping", found: node.kind, line: node.line)
    }
    distribution = try Self.licence("distribution", of: node)
    for type in MOFComponent.ContentType.allCases {
      licences[type] = try Self.licence(type.rawValue, of: node)
    }
  }

  private static func licence(
    _ key: String, of node: YAMLNode
  ) throws(MOFReleaseError) -> Licence? {
    guard let value = node[key: key], !value.isNull else { return nil }
    let licence = try mapping(key, of: node)
    return Licence(
      name: try optionalText("name", of: licence) ?? UntrustedText(""),
      path: try optionalText("path", of: licence) ?? UntrustedText(""))
  }

  private mutating func readComponents(_ release: YAMLNode) throws(MOFReleaseError) {
    guard let node = release[key: "components"] else {
      throw .missing(key: "components", line: release.line)
    }
    guard let list = node.items else {
      throw .wrongKind(key: "components", expected: "a list", found: node.kind, line: node.line)
    }
    for entry in list {
      guard entry.entries != nil else {
        throw .wrongKind(
          key: "components", expected: "a mapping", found: entry.kind, line: entry.line)
      }
      let name = try Self.text("name", of: entry)
      guard let known = name.validUTF8.flatMap(MOFComponent.init(name:)) else {
        throw .unknownComponent(name, line: entry[key: "name"]?.line ?? entry.line)
      }
      items.removeAll { $0.component == known }
      items.append(
        Item(
          known, licence: try Self.optionalText("license", of: entry),
          licencePath: try Self.optionalText("license_path", of: entry),
          path: try Self.optionalText("component_path", of: entry)))
    }
  }

  private static func mapping(
    _ key: String, of node: YAMLNode
  ) throws(MOFReleaseError) -> YAMLNode {
    guard let value = node[key: key] else { throw .missing(key: key, line: node.line) }
    guard value.entries != nil else {
      throw .wrongKind(key: key, expected: "a mapping", found: value.kind, line: value.line)
    }
    return value
  }

  private static func text(
    _ key: String, of node: YAMLNode
  ) throws(MOFReleaseError) -> UntrustedText {
    guard let value = node[key: key] else { throw .missing(key: key, line: node.line) }
    guard let text = value.text else {
      throw .wrongKind(key: key, expected: "a single value", found: value.kind, line: value.line)
    }
    return text
  }

  private static func optionalText(
    _ key: String, of node: YAMLNode
  ) throws(MOFReleaseError) -> UntrustedText? {
    guard let value = node[key: key], !value.isNull else { return nil }
    return try text(key, of: node)
  }
}
