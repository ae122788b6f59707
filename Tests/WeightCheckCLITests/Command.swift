// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import SystemPackage

/// A finished run of the built program.
struct Command {
  let status: Int32
  let output: String
  let error: String

  /// The program that was built beside these tests.
  static let program: URL = {
    let tests = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
    return tests.deletingLastPathComponent().appendingPathComponent("weightcheck")
  }()

  /// Runs the program to its end with nothing on standard input but `input`.
  static func run(
    _ arguments: String..., input: [UInt8] = [], in folder: FilePath? = nil
  ) throws -> Command {
    try start(arguments, input: input, in: folder).finish()
  }

  /// A run that has not ended.
  struct Running {
    let process: Process
    let output: Pipe
    let error: Pipe

    func finish() throws -> Command {
      let output = output.fileHandleForReading.readDataToEndOfFile()
      let error = error.fileHandleForReading.readDataToEndOfFile()
      process.waitUntilExit()
      // A death by signal is no status; a shell's 130 must not be mistaken for one of ours.
      let isSignal = process.terminationReason == .uncaughtSignal
      return Command(
        status: process.terminationStatus + (isSignal ? 1000 : 0),
        output: String(decoding: output, as: UTF8.self),
        error: String(decoding: error, as: UTF8.self))
    }

    /// Waits until the program has mapped a file whose path ends with `name`; false if it ended
    /// before.
    func waitUntilMapped(_ name: String) -> Bool {
      while process.isRunning {
        let maps = try? String(
          contentsOfFile: "/proc/\(process.processIdentifier)/maps", encoding: .utf8)
        if maps?.contains(name) == true { return true }
      }
      return false
    }
  }

  static func start(
    _ arguments: [String], input: [UInt8] = [], in folder: FilePath? = nil
  ) throws -> Running {
    let process = Process()
    process.executableURL = program
    process.arguments = arguments
    if let folder { process.currentDirectoryURL = URL(fileURLWithPath: folder.string) }
    let (inputPipe, output, error) = (Pipe(), Pipe(), Pipe())
    process.standardInput = inputPipe
    process.standardOutput = output
    process.standardError = error
    try process.run()
    inputPipe.fileHandleForWriting.write(Data(input))
    try inputPipe.fileHandleForWriting.close()
    return Running(process: process, output: output, error: error)
  }

  /// The last line of standard output.
  var lastLine: String {
    output.split(separator: "\n").last.map(String.init) ?? ""
  }

  /// Standard output as one JSON object.
  func json() throws -> [String: Any] {
    let object = try JSONSerialization.jsonObject(with: Data(output.utf8))
    return object as? [String: Any] ?? [:]
  }
}
