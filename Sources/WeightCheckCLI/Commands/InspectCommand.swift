// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import SystemPackage
internal import WeightCheck

/// The subcommand `weightcheck inspect PATH`.
struct InspectCommand: AnsweringCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "Show the header of a weight file: tensors, metadata, totals, findings.",
    discussion: "No tensor data is read. Of a folder all weight files are shown.")

  @Argument(help: "A weight file or a release folder.")
  var path: PathArgument

  @Option(
    help: ArgumentHelp(
      "Show only tensors whose whole name fits: * is any text, ? any one byte.", valueName: "glob"))
  var tensors: String?

  @Flag(help: "Show metadata values in full, long arrays too.")
  var metadata = false

  @OptionGroup var global: GlobalOptions

  func answer(
    to output: Output, _ cancellation: CancellationHandle
  ) async throws(CommandError) -> ExitStatus {
    let inspection: Inspection
    do throws(WeightCheckError) {
      inspection = try await inspect(path.path, cancellation: cancellation)
    } catch {
      throw CommandError(error)
    }
    let status = ExitStatus(inspection.status)
    // One file that cannot be read leaves no answer; of a folder the others still stand.
    if inspection.files.count == 1, let file = inspection.files.first, file.weights == nil {
      throw CommandError(file, status: status)
    }
    let pattern = tensors.map { NamePattern($0) }
    if global.json {
      InspectionJSON.write(
        inspection, pattern: pattern, showsMetadata: metadata, to: output)
    } else if !global.quiet {
      InspectionText(
        style: Style(isColored: global.usesColor), pattern: pattern, showsMetadata: metadata
      ).write(inspection, to: output)
    }
    for file in inspection.files {
      if let problem = file.problem { Talk.error(problem.message, path: file.path) }
    }
    return status
  }
}

extension CommandError {
  /// A weight file that could not be read.
  fileprivate init(_ file: Inspection.File, status: ExitStatus) {
    self.status = status
    path = file.path
    message = file.problem?.message ?? "cannot be read"
    findings = file.problem.map { [$0] } ?? []
  }
}
