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
/// - Messages begin with `weightcheck: `, are lower case and have no full stop.
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

  /// Columns of the terminal that takes the output; nil where none does.
  var terminalWidth: Int? {
    isatty(descriptor.rawValue) == 1 ? Terminal.width(of: descriptor) : nil
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
      return status == .success || status == .unestablished ? .inputOutput : status
    }
  }
}

/// The three descriptors that a process expects to be open.
enum StandardStreams {
  /// Opens what is closed, before something else gets its number.
  ///
  /// A closed standard input is empty. A closed output takes nothing: `/dev/full` makes each write
  /// an error, so that an answer that nobody can read is never status 0.
  static func secure() {
    for number in STDIN_FILENO...STDERR_FILENO where fcntl(number, F_GETFD) == -1 {
      let (path, flags) = number == STDIN_FILENO ? ("/dev/null", O_RDONLY) : ("/dev/full", O_WRONLY)
      // The lowest free number is given, which is this one.
      unsafe _ = open(path, flags)
    }
  }
}

/// Standard error.
enum Talk {
  /// Says `weightcheck: message`.
  static func error(_ message: String, path: UntrustedText? = nil) {
    let place = path.map { "\($0): " } ?? ""
    write("weightcheck: \(place)\(message)\n")
  }

  static func write(_ text: String) {
    _ = try? FileDescriptor.standardError.writeAll(Array(text.utf8))
  }

  static var isTerminal: Bool { isatty(FileDescriptor.standardError.rawValue) == 1 }

  /// Columns of the terminal behind standard error.
  static var width: Int { Terminal.width(of: .standardError) }
}

/// What is known of a terminal.
enum Terminal {
  /// Its columns; 80 where that is not known.
  static func width(of descriptor: FileDescriptor) -> Int {
    var size = winsize()
    let result = unsafe ioctl(descriptor.rawValue, UInt(TIOCGWINSZ), &size)
    return result == 0 && size.ws_col > 0 ? Int(size.ws_col) : 80
  }
}
