// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import SystemPackage
internal import TestSupport
internal import Testing

/// `WEIGHTCHECK_KERNELS`, by which tests and reports of faults ask for one backend.
@Suite("The variable WEIGHTCHECK_KERNELS")
struct KernelsVariableTests {
  static let backends = ["openssl", "shani", "avx2", "avx512"]

  let release: SampleRelease

  init() throws {
    release = try SampleRelease()
  }

  private static func run(kernels: String?, _ arguments: [String]) throws -> Command {
    let process = Process()
    process.executableURL = Command.program
    process.arguments = arguments
    var environment = ProcessInfo.processInfo.environment
    environment["WEIGHTCHECK_KERNELS"] = kernels
    process.environment = environment
    let (output, error) = (Pipe(), Pipe())
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = error
    try process.run()
    return try Command.Running(process: process, output: output, error: error).finish()
  }

  @Test(
    "a name that there is none of is 64, and the sentence has all names",
    arguments: ["x", "OpenSSL", "avx", "avx2 ", "openssl,shani", "\u{1B}[31m"])
  func unknown(name: String) throws {
    let shown = name.replacingOccurrences(of: "\u{1B}", with: "\\u{1b}")
    for arguments in [
      ["stats", release.model], ["verify", release.path], ["digest", release.path],
      ["attest", release.path, "-o", "\(release.path)/../x"],
    ] {
      let run = try Self.run(kernels: name, arguments)
      #expect(run.status == 64 && run.output.isEmpty)
      #expect(
        run.error
          == "weightcheck: WEIGHTCHECK_KERNELS is '\(shown)'; there are openssl, shani, avx2, avx512\n"
      )
      let document = try Self.run(kernels: name, arguments + ["--json"]).json()
      #expect(document["schema"] as? String == "weightcheck/error/1")
      #expect(document["status"] as? Int == 64)
    }
  }

  @Test("no name, or an empty one, leaves the choice to the program")
  func empty() throws {
    let arguments = ["stats", release.model, "--json"]
    let expected = try Self.run(kernels: nil, arguments)
    #expect(expected.status == 0)
    #expect(try Self.run(kernels: "", arguments).output == expected.output)
  }

  @Test("each backend that the processor has gives the same output; others are 64, and said so")
  func available() throws {
    var random = SplitMix64(seed: 1)
    #if DEBUG
      // Without optimisation Swift's vectors take a millisecond for what takes a microsecond.
      let counts = [1, 100, 3_000]
    #else
      let counts = [1, 100, 5_000, 70_000]
    #endif
    var tensors: [SafetensorsBuilder.NamedTensor] = []
    for (type, byteCount) in [("F32", 4), ("BF16", 2), ("U8", 1), ("F64", 8), ("F8_E4M3", 1)] {
      for count in counts {
        tensors.append(
          .init("\(type).\(count)", type, [1, UInt64(count)], random.bytes(count * byteCount)))
      }
    }
    try release.folder.write(SafetensorsBuilder(tensors: tensors).bytes, to: "r.safetensors")
    let commands = [
      ["stats", release.path, "--json", "--histogram", "--per-channel"], ["stats", release.path],
      ["digest", release.path, "--per", "both", "--json"],
    ]
    let expected = try commands.map { try Self.run(kernels: nil, $0) }
    #expect(expected.allSatisfy { $0.status == 0 && $0.error.isEmpty })
    var availableCount = 0
    for backend in Self.backends {
      let first = try Self.run(kernels: backend, commands[1])
      if first.status == 64 {
        #expect(
          first.error.hasPrefix(
            "weightcheck: WEIGHTCHECK_KERNELS is '\(backend)', which this processor does not have; "
              + "it has openssl"))
        continue
      }
      availableCount += 1
      for (arguments, expected) in zip(commands, expected) {
        for threads in ["1", "3"] {
          let run = try Self.run(kernels: backend, arguments + ["--threads", threads])
          #expect(run.status == 0 && run.error.isEmpty)
          #expect(run.output == expected.output, "\(backend), \(threads) threads, \(arguments)")
        }
      }
      #expect(try Self.run(kernels: backend, ["verify", release.model, "--stats"]).status == 0)
    }
    // libcrypto is always there.
    #expect(availableCount >= 1)
  }
}
