// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import WeightCheck

/// What `inspect` prints for people.
struct InspectionText {
  let style: Style
  let pattern: NamePattern?
  let showsMetadata: Bool

  /// Tensors, or groups of alike tensors, that are listed of one file when the user asked for none
  /// in particular.
  private static let listedCount = 40
  /// Files of a set or folder whose tensors are listed; of more, only the totals are.
  private static let listedFileCount = 8

  func write(_ inspection: Inspection, to output: Output) {
    let listsTensors = pattern != nil || inspection.files.count <= Self.listedFileCount
    for file in inspection.files {
      guard let weights = file.weights else { continue }
      let totals = TensorTotals(of: [weights])
      output.line(
        style.strong("\(file.path)") + ": \(Self.format(weights)), "
          + "\(Quantity.bytes(weights.byteCount)), \(Self.summary(totals))")
      MetadataText(showsAll: showsMetadata).write(weights, to: output)
      for template in file.chatTemplates {
        output.line(
          "  \(template.key): \(Quantity.count(template.byteCount, "byte")), "
            + "SHA-256 \(template.sha256.hex)")
      }
      for finding in file.findings {
        output.line(
          style.mark(finding.severity) + finding.message
            + style.dim(" [\(finding.id.rawValue)]"))
      }
      if listsTensors { writeTensors(weights, to: output) }
    }
    for set in inspection.sets {
      let index = set.index.map { ", index \($0)" } ?? ""
      output.line("set \(set.name): \(Quantity.count(set.files.count, "file"))\(index)")
    }
    if inspection.files.count > 1 {
      let totals = TensorTotals(of: inspection.files.compactMap(\.weights))
      output.line("in all: \(Self.summary(totals)), \(Quantity.bytes(totals.byteCount)) of tensors")
    }
    for finding in inspection.findings {
      let path = finding.path.map { "\($0): " } ?? ""
      output.line(
        style.mark(finding.severity) + path + finding.message
          + style.dim(" [\(finding.id.rawValue)]"))
    }
  }

  /// `safetensors`, `gguf v3`, `gguf v3 big-endian`.
  private static func format(_ weights: WeightFile) -> String {
    weights.format.rawValue + (weights.formatVersion.map { " v\($0)" } ?? "")
      + (weights.byteOrder == .bigEndian ? " big-endian" : "")
  }

  /// The totals: `103 tensors, 22.7 M parameters (F32 22.7 M, I64 512)`.
  private static func summary(_ totals: TensorTotals) -> String {
    let types = totals.types.map { entry in
      "\(entry.name) \(entry.parameterCount.map(Quantity.elements) ?? "?")"
    }
    let parameters = totals.parameterCount.map(Quantity.elements) ?? "more than 2^64"
    return Quantity.count(totals.tensorCount, "tensor") + ", \(parameters) parameters"
      + (types.isEmpty ? "" : " (\(types.joined(separator: ", ")))")
  }

  // MARK: Tensors

  /// Every tensor where there are few or some are asked for; else one line for those that differ by
  /// a number in their names only.
  private func writeTensors(_ weights: WeightFile, to output: Output) {
    if pattern == nil && weights.tensors.count > Self.listedCount {
      return writeGroups(TensorGroups(weights.tensors), to: output)
    }
    var table = Table(
      headings: ["dtype", "shape", "offset", "bytes", "name"],
      alignment: [.left, .left, .right, .right], width: output.terminalWidth)
    for tensor in weights.tensors where pattern?.matches(tensor.name) != false {
      table.add([
        tensor.elementType.name.escaped, Self.shape(tensor.shape),
        Quantity.grouped(tensor.byteRange.lowerBound),
        Quantity.grouped(tensor.byteRange.upperBound - tensor.byteRange.lowerBound),
        tensor.name.escaped,
      ])
    }
    if pattern != nil && table.isEmpty { output.line("  no tensor has such a name") }
    table.write(to: output, style)
  }

  private func writeGroups(_ groups: TensorGroups, to output: Output) {
    var table = Table(
      headings: ["tensors", "dtype", "shape", "bytes", "names"],
      alignment: [.right, .left, .left, .right], width: output.terminalWidth)
    for group in groups.groups.prefix(Self.listedCount) {
      table.add([
        Quantity.grouped(UInt64(group.count)), group.elementType.name.escaped,
        Self.shape(group.shape), Quantity.grouped(group.byteCount), group.name,
      ])
    }
    table.write(to: output, style)
    let rest = groups.groups.dropFirst(Self.listedCount)
      .reduce(groups.ungroupedCount) { $0 + $1.count }
    let more = rest > 0 ? "… and \(Quantity.count(rest, "tensor")) more; " : ""
    output.line(style.dim("  \(more)--tensors '*' lists each tensor with its offset"))
  }

  private static func shape(_ shape: [UInt64]) -> String {
    "[" + shape.map(String.init).joined(separator: ", ") + "]"
  }
}
