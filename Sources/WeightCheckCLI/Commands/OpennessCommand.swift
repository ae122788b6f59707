// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import SystemPackage
internal import WeightCheck

/// The subcommand `weightcheck openness PATH`.
struct OpennessCommand: AnsweringCommand {
  static let configuration = CommandConfiguration(
    commandName: "openness",
    abstract: "Say from the evidence in a release how open it is.",
    discussion: """
      PATH is a release folder, a weight file, or a YAML description of a release by the Model \
      Openness Framework, which is evaluated as the framework's Tool does. Nothing is fetched; \
      what is not in the folder is not held against it. No weights are hashed, unless --verify or \
      a bill of materials needs it.

      Exit status: 0 nothing contradicts itself, 1 two pieces of the folder contradict each \
      other, 2 the required class is not met, 3 a document or weight file is malformed, 4 \
      input/output error, 64 usage. With several, the first of 1, 3, 4, 2 wins.
      """)

  /// The framework's classes, as people write them.
  enum OpennessClass: String, CaseIterable, ExpressibleByArgument {
    case one = "I"
    case two = "II"
    case three = "III"

    /// The Tool's number of it.
    var number: Int {
      switch self {
      case .one: 1
      case .two: 2
      case .three: 3
      }
    }
  }

  @Argument(help: "A release folder, a weight file, or a MOF description (.yml, .yaml).")
  var path: PathArgument

  @Option(
    help: ArgumentHelp(
      "The class of the Model Openness Framework that must be met: I, II or III.",
      valueName: "class"))
  var requireClass: OpennessClass?

  @Flag(
    help: """
      Count for --require-class also what is elsewhere, where a declaration states its licence.
      """)
  var withLinks = false

  @Option(
    help: ArgumentHelp("Write a MOF description of the release (YAML).", valueName: "file"))
  var mof: PathArgument?

  @Option(
    help: ArgumentHelp("Write a CycloneDX 1.6 bill of materials (JSON).", valueName: "file"))
  var cyclonedx: PathArgument?

  @Option(help: ArgumentHelp("Write an SPDX 3.0.1 document (JSON-LD).", valueName: "file"))
  var spdx: PathArgument?

  @Option(
    help: ArgumentHelp(
      "Write a form for what files cannot show, to be filled in by the publisher (YAML).",
      valueName: "file"))
  var declaration: PathArgument?

  @Option(
    help: ArgumentHelp(
      "The time that documents are dated with, as 2026-11-20T08:30:00Z. (default: 1970)",
      valueName: "time"))
  var created: String?

  @Flag(help: "Also verify the release by the evidence beside it, as verify does.")
  var verify = false

  @Option(
    help: ArgumentHelp(
      "A manifest that vouches for the release; with it --verify. Repeatable.", valueName: "file"))
  var manifest: [PathArgument] = []

  @Option(
    help: ArgumentHelp(
      "A public key whose signatures you trust; with it --verify. Repeatable.", valueName: "file"))
  var key: [PathArgument] = []

  @OptionGroup var global: GlobalOptions

  func validate() throws {
    if let created, VerifyCommand.seconds(created) == nil {
      throw ValidationError("--created must be a time with its zone, as 2026-11-20T08:30:00Z")
    }
  }

  func answer(
    to output: Output, _ cancellation: CancellationHandle
  ) async throws(CommandError) -> ExitStatus {
    if let description = try description() { return try answer(description, to: output) }
    try checkTargets()
    var request = OpennessRequest(path: path.path)
    request.requiredClass = requireClass?.number
    request.countsLinks = withLinks
    request.excluded = targets.map(\.path)
    request.wantsDigests = cyclonedx != nil || spdx != nil
    request.isVerified = verify || !manifest.isEmpty || !key.isEmpty
    request.evidence = manifest.map { .manifest($0.path) }
    request.trust.keys = key.map(\.path)
    request.threadCount = global.threads
    request.kernels = try global.kernels
    let wanted = request
    let assessment = try await global.watching { (progress) throws(WeightCheckError) in
      try await assess(wanted, progress: progress, cancellation: cancellation)
    }
    // One file that cannot be read leaves no answer.
    if !assessment.isFolder, assessment.report.weights.formats.isEmpty,
      let problem = assessment.findings.first
    {
      throw CommandError(
        status: ExitStatus(assessment.status), message: problem.message, path: problem.path,
        findings: [problem])
    }
    try writeDocuments(assessment)
    if global.json {
      OpennessJSON.write(assessment, to: output)
    } else if !global.quiet {
      OpennessText(style: Style(isColored: global.usesColor), isVerbose: global.verbose)
        .write(assessment, to: output)
    }
    for finding in assessment.findings where finding.severity == .error {
      Talk.error(finding.message, path: finding.path)
    }
    for reason in assessment.reasons where reason.code == .fileUnreadable {
      Talk.error("cannot be read, so that what it says is not known", path: reason.path)
    }
    for problem in assessment.report.problems {
      let line = problem.line.map { "line \($0): " } ?? ""
      Talk.error(line + problem.message, path: problem.path)
    }
    return ExitStatus(assessment.status)
  }

  // MARK: A description of a release

  /// What PATH describes, where it is a YAML file and no release.
  private func description() throws(CommandError) -> MOFDescription? {
    guard MOFDescription.isDescription(path.path) else { return nil }
    if !targets.isEmpty || verify || !manifest.isEmpty || !key.isEmpty {
      throw .usage("documents and --verify need a release, and PATH is a description of one")
    }
    do throws(WeightCheckError) {
      return try MOFDescription(path.path)
    } catch {
      throw CommandError(error)
    }
  }

  private func answer(
    _ description: MOFDescription, to output: Output
  ) throws(CommandError) -> ExitStatus {
    let reasons = description.reasons(requiring: requireClass?.number)
    let status = ExitStatus(Reason.Status.combining(reasons))
    if global.json {
      OpennessJSON.write(description, status: status.rawValue, reasons, to: output)
    } else if !global.quiet {
      OpennessText(style: Style(isColored: global.usesColor), isVerbose: global.verbose)
        .write(description, to: output)
    }
    return status
  }

  // MARK: Documents

  /// Where documents go.
  private var targets: [PathArgument] { [mof, cyclonedx, spdx, declaration].compactMap { $0 } }

  /// Refuses to replace what a release consists of: only a document of the same kind may be.
  private func checkTargets() throws(CommandError) {
    if targets.contains(where: \.isStandardStream) {
      throw .usage("a document goes to a file, not to standard output")
    }
    let targets = targets.map(\.path)
    let places = targets.map { $0.resolved ?? $0 }
    guard Set(places).count == places.count else {
      throw .usage("two documents would have the same name")
    }
    for (target, place) in zip(targets, places) where !OpennessAssessment.mayReplace(place) {
      throw CommandError(
        status: .inputOutput,
        message: "is there and is no such document, so it is not replaced", path: target.text)
    }
  }

  private func writeDocuments(_ assessment: OpennessAssessment) throws(CommandError) {
    let seconds = created.flatMap(VerifyCommand.seconds) ?? 0
    let documents: [(target: PathArgument?, bytes: () -> [UInt8])] = [
      (mof, { Array(assessment.mofYAML.utf8) }),
      (declaration, { Array(assessment.report.declarationForm.utf8) }),
      (cyclonedx, { assessment.cycloneDX(created: seconds, toolVersion: Tool.version) }),
      (spdx, { assessment.spdx(created: seconds, toolVersion: Tool.version) }),
    ]
    try OutputFiles.write(
      documents.compactMap { target, bytes in
        target.map { OutputFiles.Content(target: $0.path) { $0.write(bytes: bytes()) } }
      })
  }
}
