// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import SystemPackage
internal import WeightCheck

/// The subcommand `weightcheck stats PATH`.
struct StatsCommand: AnsweringCommand {
  static let configuration = CommandConfiguration(
    commandName: "stats",
    abstract: "Compute statistics and the SHA-256 of every tensor, in one pass.",
    discussion: """
      Least, greatest, mean, standard deviation (of the population) and norm are of the finite \
      values; NaN, infinities, zeros and subnormal numbers are counted. The same input gives the \
      same output, whatever the number of threads and the processor. Integers that hold several \
      quantised values are marked packed, and the figures are of their bytes; values of ggml's \
      block types, F4 and F6 are not decoded. The digests are in --json.
      """)

  @Argument(help: "A weight file or a release folder.")
  var path: PathArgument

  @Option(
    help: ArgumentHelp(
      "Only tensors whose whole name fits: * is any text, ? any one byte.", valueName: "glob"))
  var tensors: String?

  @Flag(help: "Also count values by the exponent they have as a 32-bit float, in 256 bins.")
  var histogram = false

  @Flag(
    help: """
      Also find the greatest magnitude of each channel (step of the outermost dimension) of \
      tensors with two dimensions or more, of at most 4,194,304 channels in all.
      """)
  var perChannel = false

  @OptionGroup var global: GlobalOptions

  func answer(
    to output: Output, _ cancellation: CancellationHandle
  ) async throws(CommandError) -> ExitStatus {
    var options = StatisticsOptions()
    options.pattern = tensors.map { NamePattern($0) }
    options.wantsHistogram = histogram
    options.wantsChannels = perChannel
    options.threadCount = global.threads
    options.kernels = try global.kernels
    global.announce(options.kernels)
    let report = try await global.watching { [options] (progress) throws(WeightCheckError) in
      try await statistics(
        of: path.path, options, progress: progress, cancellation: cancellation)
    }
    if global.json {
      StatisticsJSON.write(report, to: output)
    } else if !global.quiet {
      StatisticsText(style: Style(isColored: global.usesColor)).write(report, to: output)
    }
    for file in report.files {
      if let problem = file.problem { Talk.error(problem, path: file.path) }
    }
    return ExitStatus(report.status)
  }
}
