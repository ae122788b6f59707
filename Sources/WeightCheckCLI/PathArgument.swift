// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import SystemPackage
internal import WeightCheck

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// A path of the command line, with exactly the bytes that the user gave.
///
/// Swift repairs arguments that are not UTF-8, and a repaired path names nothing; the raw arguments
/// are looked up again.
struct PathArgument: ExpressibleByArgument {
  let path: FilePath

  init?(argument: String) {
    guard !argument.isEmpty else { return nil }
    path = Self.raw[argument] ?? FilePath(argument)
  }

  var isStandardStream: Bool { path == "-" }

  static let defaultCompletionKind = CompletionKind.file()

  /// The arguments that Swift repaired, and those after `=` in them.
  private static let raw: [String: FilePath] = {
    var paths: [String: FilePath] = [:]
    for index in 0..<Int(CommandLine.argc) {
      guard let argument = unsafe CommandLine.unsafeArgv[index] else { continue }
      let bytes = unsafe UnsafeBufferPointer(start: argument, count: strlen(argument)).map {
        UInt8(bitPattern: $0)
      }
      let starts = [0] + (bytes.firstIndex(of: UInt8(ascii: "=")).map { [$0 + 1] } ?? [])
      for start in starts {
        let text = UntrustedText(bytes: Array(bytes[start...]))
        if text.validUTF8 == nil { paths[text.lossyString] = FilePath(text) }
      }
    }
    return paths
  }()
}
