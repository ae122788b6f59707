// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import SystemPackage
internal import TestSupport
internal import Testing

/// What an attacker can put into files, manifests and names.
struct HostileInputTests {
  let release: SampleRelease

  init() throws {
    release = try SampleRelease()
  }

  @Test(
    "absurd header lengths are refused in one line",
    arguments: [
      1 << 63, UInt64.max, 100_000_001, 99_999_999,
    ] as [UInt64])
  func headerLength(length: UInt64) throws {
    var builder = SafetensorsBuilder.tiny
    builder.statedHeaderByteCount = length
    let path = try release.folder.write(builder.bytes, to: "x.safetensors").string
    let run = try Command.run("inspect", path)
    #expect(run.status == 3)
    #expect(run.error.split(separator: "\n").count == 1)
    #expect(run.error.contains("a header of \(length) bytes is announced"))
  }

  @Test(
    "names that lead out are not opened and do not count",
    arguments: [
      "../x", "/etc/passwd", "a/../../x", "..",
    ])
  func escapingNames(name: String) throws {
    let sums = String(repeating: "0", count: 64) + "  \(name)\n"
    try release.folder.write(Array(sums.utf8), to: "SHA256SUMS")
    let alone = try Command.run("verify", release.path)
    #expect(alone.status == 2)
    #expect(alone.output.contains("[manifest.path.escapes]"))
    let both = SampleRelease.checksums + Array(sums.utf8)
    try release.folder.write(both, to: "SHA256SUMS")
    #expect(try Command.run("verify", release.path).status == 0)
  }

  @Test("a link that leads out is not opened", arguments: ["claimed", "unclaimed"])
  func escapingLink(kind: String) throws {
    let outside = try TemporaryFolder()
    let target = try outside.write(SampleRelease.weights, to: "model.safetensors").string
    try release.folder.remove("model.safetensors")
    try release.folder.link("model.safetensors", to: target)
    if kind == "unclaimed" { try release.folder.remove("SHA256SUMS") }
    let run = try Command.run("verify", release.path)
    #expect(run.status == 2)
    #expect(run.output.contains("leads out of the release folder"))
  }

  @Test("a link inside the release is followed")
  func innerLink() throws {
    try release.folder.remove("config.json")
    try release.folder.write(SampleRelease.config, to: "inner/real.json")
    try release.folder.link("config.json", to: "inner/real.json")
    let run = try Command.run("verify", release.path)
    #expect(run.status == 0)
    #expect(run.lastLine.hasSuffix("; 1 file not covered"))
  }

  @Test("a second copy of the weights that nobody claims is not verified by the first one's claim")
  func unclaimedCopy() throws {
    try release.folder.write(SampleRelease.weights, to: "copy/other.safetensors")
    #expect(try Command.run("verify", release.path).status == 2)
  }

  @Test("a link that the user names is followed")
  func namedLink() throws {
    let other = try TemporaryFolder()
    let link = try other.link("link.safetensors", to: release.model).string
    let digest = SampleRelease.sha256(SampleRelease.weights)
    #expect(try Command.run("verify", link, "--sha256", digest).status == 0)
  }

  @Test("nothing that a file says reaches the terminal raw")
  func escapes() throws {
    let name = "\u{1B}[31mred\u{7}\u{202E}\n"
    let builder = SafetensorsBuilder([.init(name, "U8", [1], 0, 1)], metadata: [(name, name)])
    let path = try release.folder.write(builder.bytes, to: "x\u{1B}[2J.safetensors").string
    let sums = String(repeating: "0", count: 64) + "  \(name.dropLast())\n"
    try release.folder.write(Array(sums.utf8), to: "SHA256SUMS")
    for arguments in [
      ["inspect", path], ["inspect", path, "--json"], ["verify", release.path],
      ["verify", release.path, "--json"], ["digest", path], ["digest", path, "--per", "both"],
    ] {
      let run = try Command.start(arguments).finish()
      let shown = run.output + run.error
      #expect(!shown.contains("\u{1B}") && !shown.contains("\u{202E}") && !shown.contains("\u{7}"))
    }
  }

  @Test("names that are not UTF-8 are verified, and shown with their bytes in base64")
  func notUTF8() throws {
    let digest = SampleRelease.sha256([7])
    let name = [0x62, 0xFF, 0x2E, 0x62] as [UInt8]
    let sums = SampleRelease.checksums + Array("\(digest)  ".utf8) + name + [0x0A]
    try release.folder.write(sums, to: "SHA256SUMS")
    // The shell writes the name, since file names of Swift and Foundation are text.
    let shell = Process()
    shell.executableURL = URL(fileURLWithPath: "/bin/sh")
    shell.arguments = ["-c", "cd '\(release.path)' && printf '\\007' > \"$(printf 'b\\377.b')\""]
    try shell.run()
    shell.waitUntilExit()
    let run = try Command.run("verify", release.path, "--json")
    #expect(run.status == 0)
    let files = try run.json()["files"] as? [[String: Any]] ?? []
    let odd = files.first { $0["pathBase64"] as? String == Data(name).base64EncodedString() }
    #expect(odd?["verdict"] as? String == "verified")
    #expect(odd?["path"] as? String == "b\u{FFFD}.b")
  }

  @Test("a file that shrinks while it is read is 4 and no crash")
  func shrinking() throws {
    let path = try release.folder.resize("big.bin", to: 6 << 30).string
    let running = try Command.start([
      "verify", path, "--sha256", String(repeating: "0", count: 64), "--no-progress",
    ])
    #expect(running.waitUntilMapped("big.bin"))
    try release.folder.resize("big.bin", to: 4096)
    let run = try running.finish()
    #expect(run.status == 4)
    #expect(run.lastLine.contains("the file changed while it was being read"))
  }

  @Test(
    "SIGINT ends with 130 and leaves no partial output",
    arguments: [
      (SIGINT, 130), (SIGTERM, 143),
    ] as [(Int32, Int32)])
  func interrupted(signal: Int32, status: Int32) throws {
    let folder = try TemporaryFolder()
    let path = try folder.resize("big.bin", to: 6 << 30).string
    let output = "\(folder.path.string)/out.txt"
    let running = try Command.start(["digest", path, "-o", output])
    #expect(running.waitUntilMapped("big.bin"))
    kill(running.process.processIdentifier, signal)
    let run = try running.finish()
    #expect(run.status == status)
    let left = try FileManager.default.contentsOfDirectory(atPath: folder.path.string)
    #expect(left == ["big.bin"])
  }

  @Test("a reader that goes away is no failure")
  func closedPipe() throws {
    let entries = (0..<5000).map {
      SafetensorsBuilder.Entry("tensor.\($0)", "U8", [1], UInt64($0), UInt64($0) + 1)
    }
    let path = try release.folder.write(SafetensorsBuilder(entries).bytes, to: "many.safetensors")
    let shell = Process()
    shell.executableURL = URL(fileURLWithPath: "/bin/bash")
    shell.arguments = [
      "-c",
      "'\(Command.program.path)' inspect '\(path)' --json | head -c 10; "
        + "exit ${PIPESTATUS[0]}",
    ]
    shell.standardOutput = Pipe()
    try shell.run()
    shell.waitUntilExit()
    #expect(shell.terminationStatus == 0)
  }

  @Test("a full disk behind standard output is not 0")
  func fullOutput() throws {
    let shell = Process()
    shell.executableURL = URL(fileURLWithPath: "/bin/sh")
    shell.arguments = ["-c", "'\(Command.program.path)' verify '\(release.path)' > /dev/full"]
    shell.standardError = Pipe()
    try shell.run()
    shell.waitUntilExit()
    #expect(shell.terminationStatus == 4)
  }

  @Test("two paths that Swift would repair to one are refused")
  func ambiguousPaths() throws {
    let script = """
      cd '\(release.path)'; bad="$(printf 'm\\376.safetensors')"
      good="$(printf 'm\\377.safetensors')"
      printf tampered > "$bad"; cp model.safetensors "$good"
      '\(Command.program.path)' verify "$bad" "$good" --sha256 \(String(repeating: "0", count: 64))
      first=$?
      '\(Command.program.path)' verify "$bad" "$good" >/dev/null 2>&1; second=$?
      '\(Command.program.path)' verify "$good" --sha256 \(SampleRelease.sha256(SampleRelease.weights))
      exit $((first * 100 + second * 1 + $?))
      """
    let shell = Process()
    shell.executableURL = URL(fileURLWithPath: "/bin/bash")
    shell.arguments = ["-c", script]
    shell.standardOutput = Pipe()
    shell.standardError = Pipe()
    try shell.run()
    shell.waitUntilExit()
    // 64 and 64 for the pair, 0 for the good one alone; statuses wrap at 256.
    #expect(shell.terminationStatus == (64 * 100 + 64) % 256)
  }

  @Test("a link as output is written through; a device or FIFO is never replaced")
  func outputTargets() throws {
    let outside = try TemporaryFolder()
    try outside.write([1], to: "real")
    let link = try outside.link("link", to: "real").string
    #expect(try Command.run("digest", release.model, "-o", link).status == 0)
    let attributes = try FileManager.default.attributesOfItem(atPath: link)
    #expect(attributes[.type] as? FileAttributeType == .typeSymbolicLink)
    #expect(try String(contentsOfFile: link, encoding: .utf8).hasSuffix("model.safetensors\n"))
    #expect(try Command.run("digest", release.model, "-o", release.model).status == 64)
    let fifo = try outside.makeFIFO("fifo").string
    let run = try Command.run("digest", release.model, "-o", fifo)
    #expect(run.status == 4)
    #expect(run.error.contains("no regular file"))
    let long = outside.path.appending(String(repeating: "n", count: 250)).string
    #expect(try Command.run("digest", release.model, "-o", long).status == 0)
  }

  @Test("a list that is written into its own folder does not list itself")
  func ownOutput() throws {
    let sums = "\(release.path)/SHA256SUMS"
    for _ in 0..<2 {
      let run = try Command.run("digest", release.path, "--format", "sha256sum", "-o", sums)
      #expect(run.status == 0)
      #expect(try Command.run("verify", release.path).status == 0)
    }
  }

  @Test(
    "closed standard streams give no status 0 for an answer that nobody got",
    arguments: [
      ("<&-", 0), (">&-", 4), ("2>&-", 0), ("<&- >&- 2>&-", 4),
    ] as [(String, Int32)])
  func closedStreams(redirection: String, status: Int32) throws {
    let shell = Process()
    shell.executableURL = URL(fileURLWithPath: "/bin/bash")
    shell.arguments = [
      "-c", "'\(Command.program.path)' verify '\(release.path)' \(redirection)",
    ]
    shell.standardOutput = Pipe()
    shell.standardError = Pipe()
    try shell.run()
    shell.waitUntilExit()
    #expect(shell.terminationStatus == status)
  }

  @Test("sizes that add up beyond 64 bits are no trap")
  func hugeSizes() throws {
    for name in ["a.bin", "b.bin"] { try release.folder.resize(FilePath(name), to: 7 << 40) }
    let running = try Command.start(["digest", release.path])
    #expect(running.waitUntilMapped(".bin"))
    kill(running.process.processIdentifier, SIGINT)
    #expect(try running.finish().status == 130)
  }

  @Test("a usage error shows arguments escaped")
  func usageEscapes() throws {
    let run = try Command.run("verify", "x", "--\u{1B}[31mx")
    #expect(run.status == 64)
    #expect(!run.error.contains("\u{1B}"))
  }

  @Test("a folder that links to itself is walked once")
  func loop() throws {
    try release.folder.link("loop", to: ".")
    try release.folder.link("self", to: "self")
    let run = try Command.run("verify", release.path)
    #expect(run.status == 0)
    #expect(run.output.contains("[release.folderLink]"))
  }
}
