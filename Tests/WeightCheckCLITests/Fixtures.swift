// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import SystemPackage
internal import TestSupport

/// A release folder as publishers ship it: weights, a config, and checksums of both.
struct SampleRelease {
  let folder: TemporaryFolder
  static let weights = SafetensorsBuilder.tiny.bytes
  static let config = Array("{}\n".utf8)

  init(checksums: Bool = true) throws {
    folder = try TemporaryFolder()
    try folder.write(Self.weights, to: "model.safetensors")
    try folder.write(Self.config, to: "config.json")
    if checksums { try folder.write(Self.checksums, to: "SHA256SUMS") }
  }

  var path: String { folder.path.string }
  var model: String { folder.path.appending("model.safetensors").string }

  static var checksums: [UInt8] {
    Array("\(sha256(weights))  model.safetensors\n\(sha256(config))  config.json\n".utf8)
  }

  /// The digest as the system's own tool computes it.
  static func sha256(_ bytes: [UInt8]) -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/sha256sum")
    let (input, output) = (Pipe(), Pipe())
    process.standardInput = input
    process.standardOutput = output
    do {
      try process.run()
    } catch {
      preconditionFailure("sha256sum cannot be run: \(error)")
    }
    input.fileHandleForWriting.write(Data(bytes))
    try? input.fileHandleForWriting.close()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: data.prefix(64), as: UTF8.self)
  }
}
