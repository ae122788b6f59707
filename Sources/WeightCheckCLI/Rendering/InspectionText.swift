// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import WeightCheck

/// What `inspect` prints for people.
struct InspectionText {
  let style: Style
  let pattern: NamePattern?
  let showsMetadata: Bool

  /// Tensors that are listed of one file when the user asked for none in particular.
  private static let listedCount = 40
  /// Characters of a metadata value that are shown unless all is asked for.
  private static let valueCount = 100

  func write(_ inspection: Inspection, to output: Output) {
    for file in inspection.files {
      guard let weights = file.weights else { continue }
      let totals = TensorTotals(of: [weights])
      output.line(
        style.strong("\(file.path)") + ": \(weights.format.rawValue), "
          + "\(Quantity.bytes(weights.byteCount)), \(Self.summary(totals))")
      writeMetadata(weights, to: output)
      for finding in weights.findings {
        output.line(style.doubtful("\(finding.severity.rawValue): ") + finding.message)
      }
      writeTensors(weights, to: output)
    }
    if inspection.files.count > 1 {
      let totals = TensorTotals(of: inspection.files.compactMap(\.weights))
      output.line("in all: \(Self.summary(totals)), \(Quantity.bytes(totals.byteCount)) of tensors")
    }
    for finding in inspection.findings {
      let path = finding.path.map { "\($0): " } ?? ""
      output.line(style.doubtful("\(finding.severity.rawValue): ") + path + finding.message)
    }
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

  private func writeMetadata(_ weights: WeightFile, to output: Output) {
    guard !weights.metadata.isEmpty else { return }
    output.line("metadata, as the publisher wrote it:")
    for entry in weights.metadata {
      let value = entry.value.escaped
      let isCut = !showsMetadata && value.count > Self.valueCount
      output.line("  \(entry.key) = \(isCut ? value.prefix(Self.valueCount) + "…" : value[...])")
    }
  }

  private func writeTensors(_ weights: WeightFile, to output: Output) {
    let limit = pattern == nil ? Self.listedCount : Int.max
    var rows = [["dtype", "shape", "offset", "bytes", "name"]]
    var matching = 0
    for tensor in weights.tensors where pattern?.matches(tensor.name) != false {
      matching += 1
      if matching > limit { break }
      rows.append([
        tensor.elementType.name.escaped,
        "[" + tensor.shape.map(String.init).joined(separator: ", ") + "]",
        Quantity.grouped(tensor.byteRange.lowerBound),
        Quantity.grouped(tensor.byteRange.upperBound - tensor.byteRange.lowerBound),
        tensor.name.escaped,
      ])
    }
    let widths = (0..<4).map { column in rows.map { $0[column].count }.max() ?? 0 }
    for (number, row) in rows.enumerated() where rows.count > 1 {
      let line =
        "  " + row[0].padded(to: widths[0]) + "  " + row[1].padded(to: widths[1]) + "  "
        + row[2].aligned(to: widths[2]) + "  " + row[3].aligned(to: widths[3]) + "  " + row[4]
      output.line(number == 0 ? style.dim(line) : line)
    }
    if pattern != nil && matching == 0 { output.line("  no tensor has such a name") }
    if matching > limit {
      output.line(
        style.dim("  … and \(weights.tensors.count - limit) more; --tensors '*' lists all"))
    }
  }
}
