// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import WeightCheck

/// What `stats` prints for people: a table of each file's tensors, and what is odd about them.
struct StatisticsText {
  let style: Style

  /// Findings that are listed one by one.
  private static let listedCount = 40

  func write(_ report: StatisticsReport, to output: Output) {
    for file in report.files {
      guard let weights = file.weights else { continue }
      let count = Quantity.count(file.tensors.count, "tensor")
      output.line(style.strong("\(file.path)") + ": \(count)")
      write(file.tensors, of: weights, to: output)
    }
    for finding in report.findings.prefix(Self.listedCount) {
      let path = finding.path.map { "\($0): " } ?? ""
      output.line(
        style.mark(finding.severity) + path + finding.message
          + style.dim(" [\(finding.id.rawValue)]"))
    }
    if report.findings.count > Self.listedCount {
      let rest = report.findings.count - Self.listedCount
      output.line(style.dim("… and \(Quantity.count(rest, "finding")) more; --json has all"))
    }
    writeTotals(report, to: output)
  }

  // MARK: Tensors

  private func write(_ tensors: [MeasuredTensor], of weights: WeightFile, to output: Output) {
    var table = Table(
      headings: ["dtype", "shape", "min", "max", "mean", "std", "zeros", "name"],
      alignment: [.left, .left, .right, .right, .right, .right, .right],
      width: output.terminalWidth)
    for measured in tensors {
      let tensor = weights.tensors[measured.index]
      let type = tensor.elementType.name.escaped + (measured.isPacked ? " packed" : "")
      let shape = "[" + tensor.shape.map(String.init).joined(separator: ", ") + "]"
      let statistics = measured.statistics
      table.add([
        type, shape, Self.number(statistics?.minimum), Self.number(statistics?.maximum),
        Self.number(statistics?.mean), Self.number(statistics?.standardDeviation),
        statistics.map { Self.share($0.zeros, of: $0.count) } ?? "-", tensor.name.escaped,
      ])
    }
    if tensors.isEmpty && !weights.tensors.isEmpty { output.line("  no tensor has such a name") }
    table.write(to: output, style)
    for measured in tensors {
      let name = weights.tensors[measured.index].name.escaped
      if let bins = measured.statistics?.exponentHistogram, let line = Self.exponents(bins) {
        output.line("  \(name): \(line)")
      }
      if let channels = measured.statistics?.absoluteMaximumPerChannel {
        let values = channels.compactMap(\.self)
        let range = [values.min(), values.max()].map(Self.number).joined(separator: " to ")
        output.line(
          "  \(name): \(Quantity.count(channels.count, "channel")), absmax from \(range)")
      }
    }
    if tensors.contains(where: \.isPacked) {
      output.line(
        style.dim(
          "  packed: several quantised values in each element; the figures are of its bytes"))
    }
    if tensors.contains(where: { $0.statistics == nil }) {
      output.line(style.dim("  -: values of this type are not decoded; the digest is in --json"))
    }
  }

  private func writeTotals(_ report: StatisticsReport, to output: Output) {
    output.line(Self.totals(of: report.files.flatMap(\.tensors)))
  }

  /// One line: how many values there are, and how many are no ordinary numbers.
  static func totals(of tensors: [MeasuredTensor]) -> String {
    let decoded = tensors.filter(\.isDecoded).compactMap(\.statistics)
    let sum = { (key: (TensorStatistics) -> Int) in decoded.reduce(0) { $0 + key($1) } }
    let nan = sum(\.nan)
    let infinite = sum { $0.positiveInfinity + $0.negativeInfinity }
    return "\(Quantity.elements(UInt64(sum(\.count)))) values in "
      + "\(Quantity.count(decoded.count, "decoded tensor")): "
      + "\(Quantity.grouped(UInt64(nan))) NaN, \(Quantity.grouped(UInt64(infinite))) infinite, "
      + "\(share(sum(\.zeros), of: sum(\.count))) zeros"
  }

  // MARK: Figures

  private static func number(_ value: ElementValue?) -> String {
    switch value {
    case .real(let value)?: number(value)
    case .signed(let value)?: "\(value)"
    case .unsigned(let value)?: "\(value)"
    case nil: "-"
    }
  }

  private static func number(_ value: Double?) -> String {
    value.map(Quantity.significant) ?? "-"
  }

  /// `0`, `12.3 %`; what is not none and not all never looks like it.
  private static func share(_ part: Int, of count: Int) -> String {
    if part == 0 { return "0" }
    if part == count { return "all" }
    let percent = 100 * Double(part) / Double(count)
    if percent < 0.1 { return "<0.1 %" }
    return Quantity.decimal(min(percent, 99.9), digits: 1) + " %"
  }

  /// The exponents that occur, with a bar for how often each does.
  private static func exponents(_ bins: [Int]) -> String? {
    let finite = bins[..<255]
    guard let first = finite.firstIndex(where: { $0 > 0 }),
      let last = finite.lastIndex(where: { $0 > 0 }), let most = finite.max()
    else { return nil }
    // Zeros and what is less than a normal 32-bit float stand apart.
    let start = first == 0 ? finite[1...].firstIndex { $0 > 0 } : first
    let small = bins[0] > 0 ? "\(Quantity.grouped(UInt64(bins[0]))) zero or tiny" : nil
    let bars = start.map { start in
      "2^\(start - 127) "
        + finite[start...last].map { bar($0, of: most) }.joined() + " 2^\(last - 127)"
    }
    return [small, bars].compactMap(\.self).joined(separator: ", ")
  }

  private static func bar(_ count: Int, of most: Int) -> String {
    let bars = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
    return count == 0 ? "·" : bars[min(7, count * 8 / (most + 1))]
  }
}
