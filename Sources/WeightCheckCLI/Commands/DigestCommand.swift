// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import SystemPackage
internal import WeightCheck

/// The subcommand `weightcheck digest PATH`.
struct DigestCommand: AnsweringCommand {
  static let configuration = CommandConfiguration(
    commandName: "digest",
    abstract: "Compute the SHA-256 of files, of their tensors, or both.",
    discussion: """
      Of a folder all regular files are hashed, hidden ones too, but for what git keeps at the \
      top; with --per tensor its weight files. --format gguf-hash writes what llama.cpp's \
      gguf-hash --sha256 does: a line for each tensor, and one for the bytes of all tensors of \
      the file. Of its other hashes none could show more, so none is written.
      """)

  /// What digests are computed of.
  enum Scope: String, CaseIterable, ExpressibleByArgument {
    case file, tensor, both

    var scope: DigestReport.Scope {
      switch self {
      case .file: .file
      case .tensor: .tensor
      case .both: .both
      }
    }
  }

  /// How digests are printed.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case table, sha256sum
    case ggufHash = "gguf-hash"
  }

  @Argument(help: "A file or a release folder.")
  var path: PathArgument

  @Option(help: "What is hashed: file, tensor or both. (default: file)")
  var per: Scope?

  @Option(
    help: """
      How it is printed: table, sha256sum as sha256sum -c reads it, or gguf-hash as llama.cpp's \
      gguf-hash does with the tensors of GGUF files.
      """)
  var format = Format.table

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Write to a file, which appears whole or not at all.", valueName: "file"))
  var output: PathArgument?

  @OptionGroup var global: GlobalOptions

  func validate() throws {
    if format == .sha256sum && scope != .file {
      throw ValidationError("--format sha256sum needs --per file")
    }
    if format == .ggufHash && (per ?? .tensor) != .tensor {
      throw ValidationError("--format gguf-hash needs --per tensor")
    }
    if format != .table && global.json {
      throw ValidationError("--format \(format.rawValue) and --json exclude each other")
    }
  }

  private var scope: DigestReport.Scope {
    format == .ggufHash ? .ggufHash : (per ?? .file).scope
  }

  func answer(
    to standardOutput: Output, _ cancellation: CancellationHandle
  ) async throws(CommandError) -> ExitStatus {
    let kernels = try global.kernels
    global.announce(kernels)
    let report = try await global.watching { (progress) throws(WeightCheckError) in
      try await digest(
        path.path, per: scope, excluding: output?.path, threadCount: global.threads,
        kernels: kernels, progress: progress, cancellation: cancellation)
    }

    let status = ExitStatus(report.status)
    if let target = output, !target.isStandardStream {
      guard target.path.resolved ?? target.path != path.path.resolved else {
        throw .usage("-o would replace the file that is hashed")
      }
      try OutputFiles.write([.init(target: target.path) { write(report, to: $0) }])
    } else if global.json || !global.quiet {
      write(report, to: standardOutput)
    }
    for file in report.files {
      if let problem = file.problem { Talk.error(problem, path: file.path) }
    }
    return status
  }

  private func write(_ report: DigestReport, to output: Output) {
    if global.json {
      DigestJSON.write(report, to: output)
    } else {
      switch format {
      case .table: DigestText.write(report, to: output)
      case .ggufHash: DigestText.writeGGUFHash(report, to: output)
      case .sha256sum: DigestText.writeChecksums(report, to: output)
      }
    }
  }
}
