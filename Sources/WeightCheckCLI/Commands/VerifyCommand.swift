// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import SystemPackage
internal import WeightCheck

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// The subcommand `weightcheck verify PATH...`.
struct VerifyCommand: AnsweringCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Hold files or folders against what was published about them.",
    discussion: """
      Without --manifest or --sha256, evidence is looked for beside PATH: weight manifests, \
      signatures, checksum files, what the Hugging Face Hub, git-LFS or Ollama left there, and \
      the RECORD of the Python wheel that PATH came in. Such evidence shows that nothing is \
      damaged, not who published it; that needs a signer whom you name with --key or --root.

      Exit status: 0 verified, 1 something does not match, 2 cannot be established, 3 a weight \
      file or named manifest is malformed, 4 input/output error, 64 usage. With several, the \
      first of 1, 3, 4, 2 wins.
      """)

  /// The levels of `--require`.
  enum Requirement: String, CaseIterable, ExpressibleByArgument {
    case signed, manifest, local

    var assurance: Assurance {
      switch self {
      case .signed: .signed
      case .manifest: .manifest
      case .local: .local
      }
    }
  }

  /// The choices of `--unlisted` and `--missing`.
  enum Response: String, CaseIterable, ExpressibleByArgument {
    case fail, report

    var response: Strictness.Response { self == .fail ? .fail : .report }
  }

  @Argument(help: "Files, release folders or shard indexes.")
  var paths: [PathArgument]

  @Option(
    help: ArgumentHelp(
      "A manifest to hold PATH against, or - for stdin. Repeatable. Ends the search for others.",
      valueName: "file"))
  var manifest: [PathArgument] = []

  @Option(help: ArgumentHelp("The SHA-256 that PATH, one file, must have.", valueName: "hex"))
  var sha256: [String] = []

  @Option(
    help: ArgumentHelp(
      "A public key, PEM or DER, whose signatures you trust. Repeatable.", valueName: "file"))
  var key: [PathArgument] = []

  @Option(
    help: ArgumentHelp(
      "A self-signed certificate, PEM or DER, whose signers you trust. Repeatable.",
      valueName: "file"))
  var root: [PathArgument] = []

  @Option(
    help: ArgumentHelp(
      """
      A self-signed certificate of a timestamp authority; certificates under it that timestamps \
      lack may stand there too. Repeatable.
      """, valueName: "file"))
  var tsaRoot: [PathArgument] = []

  @Option(
    help: ArgumentHelp(
      "Whom a certificate must name, whole: a mail address or URI. Repeatable, with --issuer.",
      valueName: "name"))
  var identity: [String] = []

  @Option(
    help: ArgumentHelp("Who must have vouched for that --identity. Repeatable.", valueName: "url"))
  var issuer: [String] = []

  @Option(
    help: ArgumentHelp(
      "The time that certificates are held against, as 2026-11-20T08:30:00Z.", valueName: "time"))
  var atTime: String?

  @Option(
    help: ArgumentHelp("The release's name that must be signed.", valueName: "name"))
  var expectName: String?

  @Option(
    help: ArgumentHelp("The release's version that must be signed.", valueName: "version"))
  var expectVersion: String?

  @Option(
    help: ArgumentHelp(
      "The release's root digest that must be signed, as sha256:HEX.", valueName: "digest"))
  var expectDigest: String?

  @Option(
    help: ArgumentHelp(
      "A list of digests, keys and serial numbers that must not pass. Repeatable.",
      valueName: "file"))
  var deny: [PathArgument] = []

  @Option(help: "The least assurance: signed, manifest or local.")
  var require: Requirement?

  @Option(help: "What files that no evidence lists do: fail or report.")
  var unlisted = Response.report

  @Option(help: "What listed files that are not there do: fail or report.")
  var missing = Response.fail

  @Option(
    help: ArgumentHelp(
      "A path in the release to leave out. Repeatable. Weight files are not excused.",
      valueName: "path"))
  var ignore: [PathArgument] = []

  /// What `--accept` takes.
  enum Acceptance: String, CaseIterable, ExpressibleByArgument {
    case equivalent
  }

  @Option(
    help: """
      Take weights whose tensors are all equal to those claimed, as after re-sharding, for \
      verified: equivalent. Their metadata is not compared then.
      """)
  var accept: Acceptance?

  @Flag(help: "Compute the SHA-256 of every weight file, even if no evidence needs it.")
  var wholeFile = false

  @Flag(help: "Also compute the statistics of all tensors, as the stats command does.")
  var stats = false

  @Flag(help: "Stop at the first mismatch.")
  var failFast = false

  @OptionGroup var global: GlobalOptions

  func validate() throws {
    if sha256.contains(where: { Digest(.sha256, hex: Array($0.utf8)) == nil }) {
      throw ValidationError("--sha256 needs 64 hexadecimal digits")
    }
    if sha256.count > 1 { throw ValidationError("--sha256 can be given once") }
    if !sha256.isEmpty && paths.count != 1 {
      throw ValidationError("--sha256 needs exactly one file as PATH")
    }
    if (key + root + tsaRoot).contains(where: \.namesDevice) {
      throw ValidationError(
        "a pkcs11: URI opens a private key; verify needs files with public ones")
    }
    if identity.count != issuer.count {
      throw ValidationError("each --identity needs its --issuer, and each --issuer its --identity")
    }
    if !identity.isEmpty && root.isEmpty {
      throw ValidationError("--identity needs a --root whose certificates may name it")
    }
    if let atTime, Self.seconds(atTime) == nil {
      throw ValidationError("--at-time needs a date, a time and a zone: 2026-11-20T08:30:00Z")
    }
    if let expectDigest, Self.digest(expectDigest) == nil {
      throw ValidationError("--expect-digest needs sha256: and 64 hexadecimal digits")
    }
    if manifest.count(where: \.isStandardStream) > 1 {
      throw ValidationError("standard input can be one manifest only")
    }
    for path in ignore where !path.path.isAbsolute && ContainedPath(path.path.text) == nil {
      throw ValidationError("--ignore \(path.path.text) leads out of the release")
    }
  }

  /// Seconds since 1970 of a time by RFC 3339, whose zone must be given.
  static func seconds(_ text: String) -> Int64? {
    guard let date = try? Date(text, strategy: .iso8601) else { return nil }
    let seconds = Int64(date.timeIntervalSince1970)
    // 30 February would be taken for 2 March: what was read must be what stands there.
    let zone = Array(text.utf8.dropFirst(19))
    var offset: Int64 = 0
    if zone != Array("Z".utf8) {
      guard zone.count == 6, let hours = Int64(String(decoding: zone[1..<3], as: UTF8.self)),
        let minutes = Int64(String(decoding: zone[4..<6], as: UTF8.self)), hours < 24, minutes < 60
      else { return nil }
      offset = (hours * 60 + minutes) * (zone[0] == UInt8(ascii: "-") ? -60 : 60)
    }
    return RFC3339.text(seconds + offset).utf8.prefix(19).elementsEqual(text.utf8.prefix(19))
      ? seconds : nil
  }

  private static func digest(_ text: String) -> Digest? {
    guard text.hasPrefix("sha256:") else { return nil }
    return Digest(.sha256, hex: Array(text.dropFirst(7).utf8))
  }

  /// Whom the options trust.
  private var trust: TrustRequest {
    var trust = TrustRequest()
    trust.keys = key.map(\.path)
    trust.roots = root.map(\.path)
    trust.timestampRoots = tsaRoot.map(\.path)
    trust.identities = zip(identity, issuer).map {
      TrustRequest.Identity(name: UntrustedText($0), issuer: UntrustedText($1))
    }
    trust.time = atTime.flatMap(Self.seconds)
    return trust
  }

  func answer(
    to output: Output, _ cancellation: CancellationHandle
  ) async throws(CommandError) -> ExitStatus {
    var request = VerificationRequest(paths: paths.map(\.path))
    for path in manifest {
      request.evidence.append(
        path.isStandardStream ? .manifestBytes(try StandardInput.read()) : .manifest(path.path))
    }
    if let digest = sha256.first.flatMap({ Digest(.sha256, hex: Array($0.utf8)) }) {
      request.evidence.append(.digest(digest))
    }
    request.trust = trust
    request.expected.name = expectName.map { UntrustedText($0) }
    request.expected.version = expectVersion.map { UntrustedText($0) }
    request.expected.rootDigest = expectDigest.flatMap(Self.digest)
    request.denied = deny.map(\.path)
    request.require = require?.assurance
    request.unlisted = unlisted.response
    request.missing = missing.response
    request.ignored = ignore.map(\.path)
    request.acceptsEquivalent = accept == .equivalent
    request.stopsAtMismatch = failFast
    request.hashesWholeFiles = wholeFile
    request.wantsStatistics = stats
    request.threadCount = global.threads
    request.kernels = try global.kernels
    global.announce(request.kernels)

    let start = ContinuousClock.now
    let verification = try await global.watching { [request] (progress) throws(WeightCheckError) in
      try await verify(request, progress: progress, cancellation: cancellation)
    }
    if global.json {
      VerificationJSON.write(verification, duration: ContinuousClock.now - start, to: output)
    } else if !global.quiet {
      VerificationText(verification, style: Style(isColored: global.usesColor))
        .write(to: output, isVerbose: global.verbose)
    }
    return ExitStatus(verification.status)
  }
}

/// Standard input as a document.
enum StandardInput {
  /// All of it, up to the limit for named manifests.
  static func read() throws(CommandError) -> [UInt8] {
    var bytes: [UInt8] = []
    let limit = 1 << 30
    do {
      while true {
        let piece = try unsafe [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, count in
          count = try unsafe FileDescriptor.standardInput.read(
            into: UnsafeMutableRawBufferPointer(buffer))
        }
        if piece.isEmpty { return bytes }
        bytes += piece
        if bytes.count > limit { break }
      }
    } catch {
      throw CommandError(status: .inputOutput, message: "cannot read standard input")
    }
    throw CommandError(
      status: .inputOutput, message: "standard input has more than \(limit) bytes")
  }
}
