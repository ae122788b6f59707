// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import SystemPackage
internal import WeightCheck

/// What `bench` prints for people: the machine, and one table of all that was measured.
struct BenchText {
  let style: Style

  func write(_ report: BenchReport, path: FilePath?, to output: Output) {
    write(report.machine, to: output)
    var table = Table(
      headings: ["GB/s", "ratio", "cores", "bytes", "seconds", "what"],
      alignment: [.right, .right, .right, .right, .right], width: output.terminalWidth)
    for measurement in report.measurements {
      add(measurement.speed, measurement.threadCount, measurement.title, to: &table)
    }
    for pass in report.passes {
      let what = "\(pass.use.rawValue) PATH, pass \(pass.number), page cache "
      add(pass.speed, pass.threadCount, what + name(pass.pageCache), to: &table)
    }
    table.write(to: output, style)
    let milliseconds = report.repetitionDuration / .milliseconds(1)
    let notes = [
      "GB/s: 10^9 bytes per second; ratio: to OpenSSL, one stream on one core",
      "in memory: the median of \(report.repetitionCount) repetitions of "
        + "\(Quantity.significant(milliseconds)) ms; each digest was checked against OpenSSL's",
      path.map { "PATH: \($0.text), from opening the files to the answer" },
    ]
    for note in notes.compactMap(\.self) { output.line(style.dim("  " + note)) }
    if BenchReport.isDebugBuild {
      output.line(style.bad("this is a debug build: its figures mean nothing"))
    }
  }

  private func write(_ machine: BenchReport.Machine, to output: Output) {
    let memory = machine.memoryByteCount.map { "\(Quantity.bytes(UInt64($0))) of memory" }
    // The name comes from the processor, or from whoever pretends to be one.
    let name = UntrustedText(machine.processorName ?? "a processor without a name").escaped
    output.line(
      [style.strong(name), Quantity.count(machine.processorCount, "core"), memory]
        .compactMap(\.self).joined(separator: ", "))
    output.line(
      "backends: \(list(machine.availableBackends)); in use: \(list(machine.usedBackends))")
  }

  private func list(_ backends: [KernelBackend]) -> String {
    backends.map(\.rawValue).joined(separator: ", ")
  }

  private func add(
    _ speed: BenchReport.Speed, _ threadCount: Int, _ what: String, to table: inout Table
  ) {
    table.add([
      Quantity.decimal(speed.gigabytesPerSecond, digits: 2),
      Quantity.decimal(speed.ratio, digits: 2), "\(threadCount)",
      Quantity.bytes(UInt64(speed.byteCount)), Quantity.decimal(speed.seconds, digits: 3), what,
    ])
  }

  private func name(_ state: BenchReport.PageCacheState) -> String {
    switch state {
    case .cold: "cold"
    case .warm: "warm"
    case .partial(let share): "\(Int(share * 100)) % warm"
    case .unknown: "unknown"
    }
  }
}
