// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import UntrustedInput
internal import WeightFormats

/// OW14: how a release says that its weights are stored, against the types of its tensors.
struct StatedStorage {
  /// Findings about single weight files: what the file's name and its metadata say.
  static func findings(of contents: FolderContents) -> [OpennessFinding] {
    contents.sets.flatMap { places -> [OpennessFinding] in
      let files = places.map { contents.weights[$0] }
      let headers = files.compactMap(\.header)
      guard headers.count == files.count, !headers.contains(where: PackedTensors.isPacked) else {
        return []
      }
      // A shard may hold nothing but norms; the set is what a name speaks of.
      let totals = TensorTotals(of: headers)
      return files.prefix(1).compactMap { finding($0, totals) }
    }
  }

  private static func finding(
    _ file: FolderContents.Weights, _ totals: TensorTotals
  ) -> OpennessFinding? {
    let path = file.path.text
    if let value = file.header?.metadata["general.file_type"]?.unsignedInteger,
      let label = StorageLabel(ggufFileType: value & ~1024), !label.fits(totals)
    {
      return finding(
        label, totals, in: path,
        EvidenceItem(
          path, .key(UntrustedText("general.file_type")), token: UntrustedText("\(value)")))
    }
    if let label = StorageLabel(fileName: file.path.basename), !label.fits(totals) {
      return finding(label, totals, in: path, EvidenceItem(file: path))
    }
    return nil
  }

  /// What a `config.json` says of the weights in the same folder; one of their sets is enough.
  static func finding(
    _ configuration: ConfigurationDocument, at path: ContainedPath, of contents: FolderContents
  ) -> OpennessFinding? {
    let beside = contents.sets.map { places in places.map { contents.weights[$0] } }
      .filter { $0.first?.path.folder == path.folder }
    let sets = beside.map { $0.compactMap(\.header) }
    guard let first = beside.first?.first, !sets.contains(where: \.isEmpty),
      sets.joined().allSatisfy({ $0.format == .safetensors }),
      !sets.joined().contains(where: PackedTensors.isPacked)
    else { return nil }
    let totals = sets.map { TensorTotals(of: $0) }
    if let method = configuration.quantizationMethod {
      return totals.allSatisfy(isFloat) ? quantization(method, path, first, totals[0]) : nil
    }
    // A model of several parts may state several types; one of them is enough.
    let labels = configuration.elementTypes.map { StorageLabel(torchType: $0.name) }
    guard let stated = configuration.elementTypes.first, case let label?? = labels.first,
      labels.allSatisfy({ label in
        label.map { label in !totals.contains(where: label.fits) } ?? false
      })
    else { return nil }
    return finding(
      label, totals[0], in: first.path.text,
      EvidenceItem(path.text, .key(UntrustedText(stated.key)), token: stated.name))
  }

  private static func quantization(
    _ method: UntrustedText, _ path: ContainedPath, _ first: FolderContents.Weights,
    _ totals: TensorTotals
  ) -> OpennessFinding {
    let name = method.bytes.isEmpty ? "" : ", '\(method.brief)',"
    return OpennessFinding(
      .storage, .contradiction,
      "the configuration names a quantisation\(name) and the tensors are "
        + description(of: totals),
      [
        EvidenceItem(
          path.text, .key(UntrustedText("quantization_config.quant_method")), token: method),
        EvidenceItem(first.path.text, token: UntrustedText(description(of: totals))),
      ], remedy: "remove quantization_config, or ship the quantised weights")
  }

  /// Whether there is nothing but floating point of 16 bits or more: every quantiser leaves
  /// integers or smaller floats.
  private static func isFloat(_ totals: TensorTotals) -> Bool {
    let floats = Set(["F16", "BF16", "F32", "F64"].map { UntrustedText($0) })
    return totals.tensorCount > 0 && totals.types.allSatisfy { floats.contains($0.name) }
  }

  private static func finding(
    _ label: StorageLabel, _ totals: TensorTotals, in path: UntrustedText, _ stated: EvidenceItem
  ) -> OpennessFinding {
    let actual = description(of: totals)
    return OpennessFinding(
      .storage, .contradiction,
      "'\(UntrustedText(label.text).escaped)' is stated, and the tensors are \(actual)",
      [stated, EvidenceItem(path, token: UntrustedText(actual))],
      remedy: "state the type that the tensors have")
  }

  /// The types by their share of the bytes: `F32 100 %`.
  static func description(of totals: TensorTotals) -> String {
    let all = totals.byteCount
    guard all > 0 else { return "empty" }
    return totals.types.prefix(3).map { entry in
      let share = Double(entry.byteCount) / Double(all) * 100
      return "\(entry.name.brief) \(share < 0.5 ? "<1" : "\(Int(share.rounded()))") %"
    }.joined(separator: ", ")
  }
}
