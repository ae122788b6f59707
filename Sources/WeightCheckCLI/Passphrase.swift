// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import SystemPackage
internal import WeightCheck

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// Where the passphrase of a key comes from: a descriptor, a variable, or the terminal.
///
/// It is never an argument of the command, which everyone on the machine could read.
enum Passphrase {
  case descriptor(Int32)
  case variable(String)
  case terminal

  private static let maximumByteCount = 1024

  /// The first line of it; nil where there is none.
  func read() -> [UInt8]? {
    switch self {
    case .descriptor(let number): return Self.line(from: FileDescriptor(rawValue: number))
    case .variable(let name):
      guard let text = unsafe getenv(name) else { return nil }
      return unsafe UnsafeBufferPointer(start: text, count: strlen(text))
        .map(UInt8.init(bitPattern:))
    case .terminal: return Self.askTerminal()
    }
  }

  /// Asks without showing what is typed.
  ///
  /// A signal would leave the terminal silent, so ^C is read as what it is and ends the question.
  private static func askTerminal() -> [UInt8]? {
    let place = FilePath("/dev/tty")
    guard let terminal = try? FileDescriptor.open(place, .readWrite) else { return nil }
    defer { try? terminal.close() }
    var settings = termios()
    guard unsafe tcgetattr(terminal.rawValue, &settings) == 0 else { return nil }
    var silent = settings
    silent.c_lflag &= ~tcflag_t(ECHO | ISIG)
    guard unsafe tcsetattr(terminal.rawValue, TCSAFLUSH, &silent) == 0 else { return nil }
    defer {
      unsafe tcsetattr(terminal.rawValue, TCSAFLUSH, &settings)
      _ = try? terminal.writeAll("\n".utf8)
    }
    _ = try? terminal.writeAll("passphrase of the key: ".utf8)
    return line(from: terminal, endedBy: interrupts)
  }

  /// What ^C and ^\\ send to a terminal that makes no signals of them.
  private static let interrupts: [UInt8] = [0x03, 0x1C]

  private static func line(
    from descriptor: FileDescriptor, endedBy interrupts: [UInt8] = []
  ) -> [UInt8]? {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(maximumByteCount)
    while bytes.count < maximumByteCount {
      var byte: UInt8 = 0
      let count = unsafe withUnsafeMutableBytes(of: &byte) {
        (try? unsafe descriptor.read(into: $0)) ?? 0
      }
      if count == 0 || byte == UInt8(ascii: "\n") { break }
      if interrupts.contains(byte) { return nil }
      bytes.append(byte)
    }
    return bytes.isEmpty ? nil : bytes
  }
}
