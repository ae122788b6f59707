// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import SystemPackage
internal import TestSupport

/// Text that a terminal or a browser would act on, in every place that `openness` quotes.
enum HostileText {
  /// Escape, bell, carriage return, a control of C1, bidirectional overrides and isolates, a zero
  /// width space, a line separator, a tag.
  static let characters: [Character] = [
    "\u{1B}", "\u{7}", "\u{9B}", "\u{85}", "\u{202E}", "\u{2066}", "\u{200B}", "\u{2028}",
    "\u{E0041}",
  ]

  private static let raw = "<script>x</script>" + characters.map(String.init).joined()

  /// The same as a YAML and JSON string.
  static let quoted =
    "\"<script>x</script>"
    + String(characters.dropLast()).unicodeScalars.map { scalar in
      let digits = String(scalar.value, radix: 16)
      return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }.joined() + "\""

  /// A card with it in all values that are read, and raw where Markdown lets it stand.
  static var card: [UInt8] {
    var lines = ["---"]
    for key in [
      "license_name", "license_link", "base_model", "base_model_relation", "new_version",
      "library_name", "pipeline_tag", "language", "metrics", "gated", "extra_gated_prompt",
      "\"extra_gated_\\e[1m\"", "\"other \\e[1m\"",
    ] { lines.append("\(key): \(quoted)") }
    lines += [
      "license: other", "datasets: [\(quoted), {\(quoted): 1}]",
      "tags: [\(quoted), \"arxiv:\\e[1m\"]",
      "model-index:", "- name: \(quoted)", "  results:", "  - task: {type: \(quoted)}",
      "    dataset: {name: \(quoted), type: \(quoted)}",
      "    metrics: [{type: \(quoted), value: \(quoted), name: \(quoted)}]", "---",
      "# \(raw) 7B", "It is open source, \(raw), Class I of the Model Openness Framework \(raw).",
      "## Training data \(raw)", "[code for training](https://example.org/\(raw)) \(raw)",
      "## Evaluation \(raw)", "See \(raw)",
    ]
    return Array((lines.joined(separator: "\n") + "\n").utf8)
  }

  /// Writes files of all kinds whose names and contents have it.
  static func writeNames(into folder: TemporaryFolder) throws {
    let name = raw.replacing("/", with: "_")
    let configuration =
      "{\"model_type\": \(quoted), \"architectures\": [\(quoted)], \"torch_dtype\": \(quoted), "
      + "\"quantization_config\": {\"quant_method\": \(quoted)}, \"auto_map\": {\(quoted): 1}}"
    let metadata = ["general.name", "modelspec.title", "modelspec.license", "general.version"]
    let builder = SafetensorsBuilder(
      [.init(raw, "U8", [1], 0, 1)], metadata: metadata.map { ($0, raw) })
    for (path, content) in [
      ("LICENSE-\(name)", "It may not be used for \(raw).\nSPDX-License-Identifier: \(raw)\n"),
      ("NOTICE", "It may not be used for \(raw).\n"),
      ("USE_POLICY \(name).md", "It may not be used for \(raw).\n"),
      ("\(name)/config.json", configuration), ("config.json", configuration),
      ("train \(name).py", "# SPDX-License-Identifier: \(raw)\n"),
      ("pyproject.toml", "[project]\nlicense = \(quoted)\n"), ("\(name).bin", "x"),
      ("model.safetensors.index.json", "{\"weight_map\": {\(quoted): \(quoted)}}"),
      ("DATA_CARD.md", "# \(raw)\n\n## Composition \(raw)\n\n\(raw)\n"),
      ("\(name)-00001-of-00002.gguf", "x"),
    ] { try folder.write(Array(content.utf8), to: FilePath(path)) }
    try folder.write(builder.bytes, to: FilePath("\(name).safetensors"))
    try folder.link(FilePath("\(name).md"), to: "../\(raw)")
  }
}
