// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import SystemPackage
internal import WeightCheck

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// Where data goes: standard output or a file, buffered, with the first failure kept.
///
/// The rules of what is said, and where:
/// - Standard output is data, standard error is talk.
/// - Messages begin with `weightcheck: `, are lower case, have no full stop, and at most one
///   `hint:` line.
/// - Everything from outside is escaped before it is shown.
final class Output {
  private let descriptor: FileDescriptor
  private var buffer: [UInt8] = []
  private(set) var failure: Errno?

  private static let bufferByteCount = 1 << 16

  init(_ descriptor: FileDescriptor) {
    self.descriptor = descriptor
    buffer.reserveCapacity(Self.bufferByteCount + 4096)
  }

  func write(_ text: String) {
    buffer.append(contentsOf: text.utf8)
    if buffer.count >= Self.bufferByteCount { flush() }
  }

  func write(bytes: some Sequence<UInt8>) {
    buffer.append(contentsOf: bytes)
    if buffer.count >= Self.bufferByteCount { flush() }
  }

  func line(_ text: String = "") {
    write(text)
    write(bytes: [0x0A])
  }

  /// Writes what is buffered.
  ///
  /// After a failure nothing more is written.
  func flush() {
    defer { buffer.removeAll(keepingCapacity: true) }
    guard failure == nil else { return }
    do {
      _ = try descriptor.writeAll(buffer)
    } catch {
      failure = error as? Errno ?? .ioError
    }
  }

  /// Flushes and tells what `status` becomes: a closed pipe leaves it, a full disk does not.
  func finish(_ status: ExitStatus) -> ExitStatus {
    flush()
    switch failure {
    case nil, .brokenPipe?: return status
    case let errno?:
      Talk.error("cannot write the output: \(FileAccessError.system(errno))")
      return status == .success ? .inputOutput : status
    }
  }
}

/// Standard error.
enum Talk {
  /// Says `weightcheck: message`.
  static func error(_ message: String, path: UntrustedText? = nil, hint: String? = nil) {
    let place = path.map { "\($0): " } ?? ""
    var text = "weightcheck: \(place)\(message)\n"
    if let hint { text += "hint: \(hint)\n" }
    write(text)
  }

  static func write(_ text: String) {
    _ = try? FileDescriptor.standardError.writeAll(Array(text.utf8))
  }

  static var isTerminal: Bool { isatty(FileDescriptor.standardError.rawValue) == 1 }

  /// Columns of the terminal behind standard error; 80 where that is not known.
  static var width: Int {
    var size = winsize()
    let result = unsafe ioctl(FileDescriptor.standardError.rawValue, UInt(TIOCGWINSZ), &size)
    return result == 0 && size.ws_col > 0 ? Int(size.ws_col) : 80
  }
}
