// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import SystemPackage
internal import TestSupport
internal import Testing

/// The command `bench`: what it writes and how it ends, never how fast anything is.
struct BenchCommandTests {
  @Test("the document has every key")
  func document() throws {
    let release = try SampleRelease()
    let run = try Command.run(
      "bench", release.path, "--seconds", "0.01", "--threads", "1", "--json")
    #expect(run.status == 0)
    let document = try run.json()
    #expect(document["schema"] as? String == "weightcheck/bench/1")
    #expect(document["status"] as? Int == 0)
    #expect(document["path"] as? String == release.path)
    #expect(document["debugBuild"] is Bool)
    #expect((document["problems"] as? [Any])?.isEmpty == true)
    let machine = try #require(document["machine"] as? [String: Any])
    #expect(
      Set(machine.keys) == [
        "processor", "processors", "threads", "memoryBytes", "backendsAvailable", "backendsUsed",
      ])
    let method = try #require(document["method"] as? [String: Any])
    #expect(
      Set(method.keys) == ["repetitions", "secondsPerRepetition", "reported", "ratioTo"])
    let measurements = try #require(document["measurements"] as? [[String: Any]])
    let figures: Set = ["threads", "bytes", "seconds", "gigabytesPerSecond", "ratio"]
    #expect(!measurements.isEmpty)
    for measurement in measurements {
      #expect(
        Set(measurement.keys) == figures.union(["what", "backend", "streams", "dtype"]))
    }
    #expect(
      Set(measurements.compactMap { $0["what"] as? String })
        == ["memoryRead", "sha256", "statistics", "sha256AndStatistics"])
    let passes = try #require(document["passes"] as? [[String: Any]])
    #expect(passes.count == 6)
    for pass in passes {
      #expect(
        Set(pass.keys).subtracting(["pageCacheShare"])
          == figures.union(["what", "pass", "pageCache"]))
    }
  }

  @Test("the text names the machine, the backends in one table, and the path's uses")
  func text() throws {
    let release = try SampleRelease()
    let run = try Command.run("bench", release.model, "--seconds", "0.01", "--threads", "1")
    #expect(run.status == 0)
    for part in [
      "backends: openssl", "GB/s", "memory read", "SHA-256, openssl, 1 stream",
      "SHA-256 and statistics, BF16", "digest --per file PATH, pass 1, page cache ",
      "stats PATH, pass 2, page cache ", "PATH: \(release.model)",
    ] { #expect(run.output.contains(part), "\(part)") }
    #if DEBUG
      #expect(run.error == "weightcheck: this is a debug build: its figures mean nothing\n")
    #else
      #expect(run.error.isEmpty)
    #endif
  }

  @Test("quiet says nothing")
  func quiet() throws {
    let run = try Command.run("bench", "--seconds", "0.01", "--threads", "1", "--quiet")
    #expect(run.status == 0)
    #expect(run.output.isEmpty && run.error.isEmpty)
  }

  @Test("a path that is not there is 4, a folder without weights 2, a broken file 3")
  func wrongPath() throws {
    let folder = try TemporaryFolder()
    let absent = try Command.run("bench", folder.path.appending("none").string, "--quiet")
    #expect(absent.status == 4)
    #expect(absent.error.hasSuffix("no such file or folder\n"))
    #expect(try Command.run("bench", folder.path.string).status == 2)
    let broken = try folder.write(SafetensorsBuilder.tiny.bytes + [0], to: "x.safetensors")
    let run = try Command.run(
      "bench", broken.string, "--seconds", "0.01", "--threads", "1", "--quiet")
    #expect(run.status == 3)
    #expect(run.error.contains("the last tensor ends at "))
  }

  @Test(
    "a command line that makes no sense is 64",
    arguments: [
      ["bench", "--threads", "0"], ["bench", "--seconds", "0"], ["bench", "--seconds", "nan"],
      ["bench", "x", "y"],
    ])
  func usage(arguments: [String]) throws {
    let run = try Command.start(arguments).finish()
    #expect(run.status == 64)
    #expect(run.output.isEmpty)
  }

  #if os(Linux)
    @Test("SIGINT ends it with 130 and without figures")
    func interrupted() throws {
      let running = try Command.start(["bench", "--seconds", "3000"])
      while running.process.isRunning && !Self.handlesInterrupts(running.process) {}
      kill(running.process.processIdentifier, SIGINT)
      let run = try running.finish()
      #expect(run.status == 130)
      #expect(run.output.isEmpty)
    }

    /// Whether the program has come so far that it catches SIGINT, as the system tells.
    private static func handlesInterrupts(_ process: Process) -> Bool {
      let path = "/proc/\(process.processIdentifier)/status"
      let lines = (try? String(contentsOfFile: path, encoding: .utf8))?.split(separator: "\n") ?? []
      let mask = lines.first { $0.hasPrefix("SigCgt:") }?.dropFirst("SigCgt:".count)
      let bits = mask.flatMap { UInt64($0.filter { !$0.isWhitespace }, radix: 16) } ?? 0
      return bits & 1 << UInt64(SIGINT - 1) != 0
    }
  #endif
}
