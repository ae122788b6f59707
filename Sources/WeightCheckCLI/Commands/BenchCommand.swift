// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import SystemPackage
internal import WeightCheck

/// The subcommand `weightcheck bench [PATH]`.
struct BenchCommand: AnsweringCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench",
    abstract: "Measure what this machine does: SHA-256, statistics, both, and reading.",
    discussion: """
      In memory: reading, SHA-256 by each backend, statistics, and both in one pass, on one core \
      and on all. With PATH also digest and stats over it, from opening the files to the answer, \
      each twice; what the page cache held before is asked of the system. All is compared with \
      OpenSSL, one stream on one core. Every digest on the way is checked.
      """)

  @Argument(help: "A weight file or a release folder.")
  var path: PathArgument?

  @Option(help: ArgumentHelp("Time for everything in memory together.", valueName: "s"))
  var seconds = 12.0

  @OptionGroup var global: GlobalOptions

  func validate() throws {
    if !(0.001...3600).contains(seconds) {
      throw ValidationError("--seconds must be from 0.001 to 3600")
    }
  }

  func answer(
    to output: Output, _ cancellation: CancellationHandle
  ) async throws(CommandError) -> ExitStatus {
    var benchmark = MachineBenchmark()
    benchmark.path = path?.path
    benchmark.duration = .seconds(seconds)
    benchmark.threadCount = global.threads
    benchmark.kernels = try global.kernels
    if BenchReport.isDebugBuild && !global.quiet {
      Talk.error("this is a debug build: its figures mean nothing")
    }
    let isWatched = Talk.isTerminal && !global.noProgress && !global.quiet
    let report: BenchReport
    do throws(WeightCheckError) {
      report = try await benchmark.run(cancellation: cancellation) { step in
        guard isWatched else { return }
        let line = "measuring \(step.done + 1) of \(step.count): \(step.name)"
        Talk.write("\r" + String(line.prefix(max(Talk.width - 1, 1))) + "\u{1B}[K")
      }
    } catch {
      if isWatched { Talk.write("\r\u{1B}[K") }
      throw CommandError(error)
    }
    if isWatched { Talk.write("\r\u{1B}[K") }
    if global.json {
      BenchJSON.write(report, path: path?.path, to: output)
    } else if !global.quiet {
      BenchText(style: Style(isColored: global.usesColor))
        .write(report, path: path?.path, to: output)
    }
    for problem in report.problems { Talk.error(problem.message, path: problem.path) }
    return ExitStatus(report.status)
  }
}
