// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import SystemPackage
internal import WeightCheck

/// The subcommand `weightcheck attest PATH`.
struct AttestCommand: AnsweringCommand {
  static let configuration = CommandConfiguration(
    commandName: "attest",
    abstract: "Write manifests of a release, so that others can verify it.",
    discussion: """
      A weight manifest (weights.intoto.json) lists every file, and of every weight file every \
      tensor with its SHA-256. It stands unsigned: it shows damage, not who published it. \
      Nothing is written if something should not be shipped: unfinished downloads, private keys, \
      links that lead out, incomplete sets of shards.

      Exit status: 0 written, 2 something should not be shipped or is missing, 3 a weight file \
      is malformed, 4 input/output error, 64 usage.
      """,
    // Ours is the release's.
    version: "")

  /// The choices of `--format`.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case weights, sha256sums

    var format: AttestationRequest.Format {
      switch self {
      case .weights: .weights
      case .sha256sums: .sha256sums
      }
    }
  }

  @Argument(help: "A release folder or a weight file.")
  var path: PathArgument

  @Option(
    help: """
      What is written beside PATH: weights for weights.intoto.json, sha256sums for SHA256SUMS. \
      Repeatable.
      """)
  var format: [Format] = []

  @Option(help: ArgumentHelp("The release's name; PATH's own if not given.", valueName: "name"))
  var name: String?

  @Option(
    name: .customLong("version"),
    help: ArgumentHelp("The release's version.", valueName: "version"))
  var releaseVersion: String?

  @Option(
    help: ArgumentHelp("A path in the release to leave out. Repeatable.", valueName: "path"))
  var ignore: [PathArgument] = []

  @Option(
    help: ArgumentHelp(
      "A finding, by its id, that shall not stand in the way. Repeatable.", valueName: "id"))
  var allow: [String] = []

  @Flag(help: "Also compute the statistics of all tensors, as the stats command does.")
  var stats = false

  @Flag(help: "Replace a manifest that is there already.")
  var replace = false

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Where to write, - for standard output; one format only.", valueName: "file")
  )
  var output: PathArgument?

  @OptionGroup var global: GlobalOptions

  func validate() throws {
    if output != nil && format.count > 1 { throw ValidationError("-o takes one format only") }
    if output?.isStandardStream == true && global.json {
      throw ValidationError("-o - and --json exclude each other")
    }
    for path in ignore where !path.path.isAbsolute && ContainedPath(path.path.text) == nil {
      throw ValidationError("--ignore \(path.path.text) leads out of the release")
    }
  }

  func answer(
    to standardOutput: Output, _ cancellation: CancellationHandle
  ) async throws(CommandError) -> ExitStatus {
    var request = AttestationRequest(
      path: path.path, generator: (name: Tool.name, version: Tool.version))
    request.formats = format.isEmpty ? [.weights] : Set(format.map(\.format))
    request.name = name
    request.version = releaseVersion
    request.ignored = ignore.map(\.path)
    request.allowed = Set(allow.map(Finding.ID.init(rawValue:)))
    request.wantsStatistics = stats
    request.threadCount = global.threads
    request.kernels = try global.kernels
    global.announce(request.kernels)
    let targets = request.formats.map { (format: $0, path: target(of: $0)) }
    request.outputs = targets.compactMap(\.path)
    for target in request.outputs {
      if !replace && exists(target) {
        throw CommandError(
          status: .inputOutput, message: "is there already; --replace replaces it",
          path: target.text)
      }
      // A link that a release brings along could lead to anything; one that the user names is his.
      if output == nil && target.linkTarget != nil {
        throw CommandError(
          status: .inputOutput, message: "is a symbolic link, which is not written through",
          path: target.text)
      }
    }

    let attestation = try await global.watching { [request] (progress) throws(WeightCheckError) in
      try await attest(request, progress: progress, cancellation: cancellation)
    }

    var written: [(format: AttestationRequest.Format, path: FilePath)] = []
    for document in attestation.documents {
      guard let target = target(of: document.format) else {
        standardOutput.write(bytes: document.bytes)
        continue
      }
      try OutputFile.write(to: target, at: target.resolved ?? target, replacing: replace) {
        $0.write(bytes: document.bytes)
      }
      written.append((document.format, target))
    }
    if global.json {
      AttestationJSON.write(attestation, written, to: standardOutput)
    } else {
      for finding in attestation.refusals { Talk.error(Self.refusal(finding), path: finding.path) }
      if !global.quiet && output?.isStandardStream != true {
        AttestationText(style: Style(isColored: global.usesColor))
          .write(attestation, written, to: standardOutput)
      }
    }
    return ExitStatus(attestation.status)
  }

  /// Where a document goes; nil for standard output.
  private func target(of format: AttestationRequest.Format) -> FilePath? {
    if let output { return output.isStandardStream ? nil : output.path }
    // A folder's documents stand in it, a file's beside it.
    var isFolder = path.path.lastComponent == nil
    if !isFolder { isFolder = path.path.isFolder }
    let folder = isFolder ? path.path : path.path.removingLastComponent()
    return folder.isEmpty ? FilePath(format.fileName) : folder.appending(format.fileName)
  }

  private func exists(_ target: FilePath) -> Bool {
    target.resolved != nil || target.linkTarget != nil
  }

  private static func refusal(_ finding: Finding) -> String {
    "\(finding.message) [\(finding.id.rawValue)]"
  }
}
