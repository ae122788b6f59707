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
/// Swift repairs arguments that are not UTF-8, and a repaired path names nothing, or another file;
/// so the raw arguments are looked up again. Where two of them are repaired to the same text, it
/// cannot be told which is meant, and both are refused.
struct PathArgument: ExpressibleByArgument {
  let path: FilePath

  /// Whether it is the URI of a key in a device, which can hold a PIN and must not be shown.
  var namesDevice: Bool { path.text.bytes.starts(with: "pkcs11:".utf8) }

  init?(argument: String) {
    guard !argument.isEmpty else { return nil }
    guard let spellings = Self.spellings[Array(argument.utf8)] else {
      path = FilePath(argument)
      return
    }
    guard spellings.count == 1, let bytes = spellings.first,
      let path = FilePath(UntrustedText(bytes: bytes))
    else { return nil }
    self.path = path
  }

  var isStandardStream: Bool { path == "-" }

  static let defaultCompletionKind = CompletionKind.file()

  /// For the repaired text of each argument, and of what follows `=` in it, the bytes it may be.
  ///
  /// Keyed by bytes: `String` keys would merge what is canonically equal.
  private static let spellings: [[UInt8]: Set<[UInt8]>] = {
    var spellings: [[UInt8]: Set<[UInt8]>] = [:]
    for index in 1..<max(1, Int(CommandLine.argc)) {
      guard let argument = unsafe CommandLine.unsafeArgv[index] else { continue }
      let bytes = unsafe UnsafeBufferPointer(start: argument, count: strlen(argument)).map {
        UInt8(bitPattern: $0)
      }
      let starts = [0] + (bytes.firstIndex(of: UInt8(ascii: "=")).map { [$0 + 1] } ?? [])
      for start in starts {
        let text = UntrustedText(bytes: Array(bytes[start...]))
        spellings[Array(text.lossyString.utf8), default: []].insert(text.bytes)
      }
    }
    return spellings
  }()
}
