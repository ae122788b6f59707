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
      tensor with its SHA-256. Unsigned it shows damage, not who published it. With --key it is \
      signed (weights.intoto.sigstore.json), and so is model.sig, which OpenSSF Model Signing's \
      clients verify. Where the key is not where the weights are: --unsigned -o S here, and \
      --statement S --key K there, or --pae and --assemble for a key service. \
      Nothing is written if something should not be shipped: unfinished downloads, private keys, \
      links that lead out, incomplete sets of shards.

      Exit status: 0 written, 2 something should not be shipped or is missing, 3 a weight file \
      is malformed, 4 input/output error, 64 usage.
      """,
    // Ours is the release's.
    version: "")

  /// The choices of `--format`.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case weights, oms, sha256sums

    var format: AttestationRequest.Format {
      switch self {
      case .weights: .weights
      case .oms: .oms
      case .sha256sums: .sha256sums
      }
    }
  }

  @Argument(help: "A release folder or a weight file.")
  var path: PathArgument?

  @Option(
    help: """
      What is written beside PATH: weights for weights.intoto.json, sha256sums for SHA256SUMS, \
      oms for model.sig. Repeatable; weights if not given, and oms too with --key.
      """)
  var format: [Format] = []

  @Option(
    help: ArgumentHelp(
      "A key to sign with, PEM, PKCS#12 or a pkcs11: URI; with --assemble the public one.",
      valueName: "key"))
  var key: String?

  @Option(
    help: ArgumentHelp(
      "The signer's certificate, then those that lead to its root. Repeatable.",
      valueName: "file"))
  var certificate: [PathArgument] = []

  @Option(
    name: .customLong("key-passphrase-fd"),
    help: ArgumentHelp("A descriptor to read the key's passphrase from.", valueName: "number"),
    transform: DescriptorArgument.init)
  var passphraseDescriptor: DescriptorArgument?

  @Option(
    name: .customLong("key-passphrase-env"),
    help: ArgumentHelp("A variable that holds the key's passphrase.", valueName: "name"))
  var passphraseVariable: String?

  @Flag(help: "Write the statement that is to be signed elsewhere, to -o.")
  var unsigned = false

  @Option(
    help: ArgumentHelp("A statement to sign, byte for byte, in place of PATH.", valueName: "file"))
  var statement: PathArgument?

  @Flag(help: "Write the bytes of --statement that a key service has to sign, to -o.")
  var pae = false

  @Option(
    help: ArgumentHelp(
      "A signature of --statement in DER, made elsewhere, to put into a bundle.",
      valueName: "file"))
  var assemble: PathArgument?

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
    if (path == nil) == (statement == nil) {
      throw ValidationError("either PATH or --statement is needed")
    }
    if let passphraseDescriptor, passphraseDescriptor.number == nil {
      throw ValidationError("--key-passphrase-fd needs a descriptor's number")
    }
    if passphraseDescriptor != nil && passphraseVariable != nil {
      throw ValidationError("--key-passphrase-fd and --key-passphrase-env exclude each other")
    }
    if statement == nil { try validateRelease() } else { try validateStatement() }
  }

  private func validateRelease() throws {
    if pae || assemble != nil { throw ValidationError("--pae and --assemble need --statement") }
    if key == nil && !certificate.isEmpty { throw ValidationError("--certificate needs --key") }
    if unsigned {
      if key != nil { throw ValidationError("--unsigned and --key exclude each other") }
      if output == nil || format.count > 1 {
        throw ValidationError("--unsigned needs -o, and takes one format only")
      }
    } else if key == nil && format.contains(.oms) {
      throw ValidationError("--format oms needs --key, or --unsigned")
    }
    if output != nil && key != nil && format.isEmpty {
      throw ValidationError("-o takes one format only: name it with --format")
    }
  }

  private func validateStatement() throws {
    if unsigned || !format.isEmpty || !ignore.isEmpty || stats || name != nil
      || releaseVersion != nil
    {
      throw ValidationError("--statement is signed as it is; only a key, --allow and -o go with it")
    }
    if pae && assemble != nil { throw ValidationError("--pae and --assemble exclude each other") }
    if pae && (key != nil || !certificate.isEmpty) {
      throw ValidationError("--pae needs no key")
    }
    if pae && output == nil { throw ValidationError("--pae needs -o") }
    if assemble != nil && key?.hasPrefix("pkcs11:") == true {
      throw ValidationError("a pkcs11: URI opens a private key; --assemble needs the public one")
    }
    if assemble != nil && key == nil && certificate.isEmpty {
      throw ValidationError("--assemble needs the public --key or the --certificate")
    }
    if !pae && assemble == nil && key == nil { throw ValidationError("--statement needs --key") }
  }

  /// With what the options sign; nil for nothing.
  private var signing: SigningRequest? {
    guard let key else { return nil }
    let passphrase: Passphrase =
      (passphraseDescriptor?.number).map { .descriptor($0) }
      ?? passphraseVariable.map { .variable($0) }
      ?? .terminal
    var signing = SigningRequest(key: key) { passphrase.read() }
    signing.certificates = certificate.map(\.path)
    return signing
  }

  private var allowed: Set<Finding.ID> { Set(allow.map(Finding.ID.init(rawValue:))) }

  /// The formats that are written.
  private var formats: Set<AttestationRequest.Format> {
    if !format.isEmpty { return Set(format.map(\.format)) }
    return key == nil ? [.weights] : [.weights, .oms]
  }

  func answer(
    to standardOutput: Output, _ cancellation: CancellationHandle
  ) async throws(CommandError) -> ExitStatus {
    if let statement { return try answer(about: statement.path, to: standardOutput) }
    guard let path else { throw .usage("either PATH or --statement is needed") }
    return try await attestRelease(path.path, to: standardOutput, cancellation)
  }

  /// Refuses what is there already, and what is not written through.
  private func checkTargets(_ targets: [FilePath]) throws(CommandError) {
    for target in targets {
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
  }

  private func attestRelease(
    _ path: FilePath, to standardOutput: Output, _ cancellation: CancellationHandle
  ) async throws(CommandError) -> ExitStatus {
    var request = AttestationRequest(
      path: path, generator: (name: Tool.name, version: Tool.version))
    request.formats = formats
    request.signing = signing
    request.name = name
    request.version = releaseVersion
    request.ignored = ignore.map(\.path)
    request.allowed = allowed
    request.wantsStatistics = stats
    request.threadCount = global.threads
    request.kernels = try global.kernels
    global.announce(request.kernels)
    request.outputs = request.formats.compactMap { target(of: $0, beside: path) }
    try checkTargets(request.outputs)

    let attestation = try await global.watching { [request] (progress) throws(WeightCheckError) in
      try await attest(request, progress: progress, cancellation: cancellation)
    }

    var written: [(format: AttestationRequest.Format, path: FilePath)] = []
    var contents: [OutputFiles.Content] = []
    for document in attestation.documents {
      guard let target = target(of: document.format, beside: path) else {
        standardOutput.write(bytes: document.bytes)
        continue
      }
      contents.append(content(document.bytes, of: target))
      written.append((document.format, target))
    }
    try OutputFiles.write(contents, replacing: replace)
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

  private func content(_ bytes: [UInt8], of target: FilePath) -> OutputFiles.Content {
    OutputFiles.Content(target: target) { $0.write(bytes: bytes) }
  }

  /// Signs, encodes or assembles a statement that was made elsewhere.
  private func answer(
    about statement: FilePath, to standardOutput: Output
  ) throws(CommandError) -> ExitStatus {
    let step: StatementRequest.Step
    if pae {
      step = .encode
    } else if let assemble {
      step = .assemble(
        signature: assemble.path, key: key.map { FilePath($0) },
        certificates: certificate.map(\.path))
    } else {
      guard let signing else { throw .usage("--statement needs --key") }
      step = .sign(signing)
    }
    let answer: StatementAnswer
    do throws(WeightCheckError) {
      var request = StatementRequest(statement: statement, step: step)
      request.output = output?.isStandardStream == true ? nil : output?.path
      request.allowed = allowed
      answer = try sign(request)
    } catch {
      throw CommandError(error)
    }
    let folder = statement.removingLastComponent()
    let name = answer.format.fileName(isSigned: true)
    let beside = folder.isEmpty ? FilePath(name) : folder.appending(name)
    if output?.isStandardStream == true {
      standardOutput.write(bytes: answer.bytes)
      return .success
    }
    let target = output?.path ?? beside
    try checkTargets([target])
    try OutputFiles.write([content(answer.bytes, of: target)], replacing: replace)
    if global.json {
      AttestationJSON.write(answer, target, to: standardOutput)
    } else if !global.quiet {
      AttestationText(style: Style(isColored: global.usesColor))
        .write(answer, target, to: standardOutput)
    }
    return .success
  }

  /// Where a document goes; nil for standard output.
  private func target(of format: AttestationRequest.Format, beside path: FilePath) -> FilePath? {
    if let output { return output.isStandardStream ? nil : output.path }
    let name = format.fileName(isSigned: key != nil)
    // A folder's documents stand in it, a file's beside it.
    var isFolder = path.lastComponent == nil
    if !isFolder { isFolder = path.isFolder }
    let folder = isFolder ? path : path.removingLastComponent()
    return folder.isEmpty ? FilePath(name) : folder.appending(name)
  }

  private func exists(_ target: FilePath) -> Bool {
    target.resolved != nil || target.linkTarget != nil
  }

  private static func refusal(_ finding: Finding) -> String {
    "\(finding.message) [\(finding.id.rawValue)]"
  }
}
