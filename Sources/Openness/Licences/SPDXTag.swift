// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import UntrustedInput

/// The `SPDX-License-Identifier:` line among the first lines of a source file.
struct SPDXTag: Hashable {
  /// What it names.
  let name: UntrustedText
  /// The line, counted from 1.
  let line: Int

  private static let mark = Array("SPDX-License-Identifier:".utf8)

  /// The first one in `bytes`; nil where there is none.
  init?(in bytes: [UInt8]) {
    for (number, line) in bytes.split(
      separator: 0x0A, maxSplits: 64, omittingEmptySubsequences: false
    ).prefix(64).enumerated() {
      guard let start = Self.end(of: Self.mark, in: line) else { continue }
      // What ends a comment is no part of a name.
      let words = line[start...].split { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
        .prefix { !$0.elementsEqual("*/".utf8) && !$0.elementsEqual("-->".utf8) }
      let name = Array(words.joined(separator: [0x20]))
      guard !name.isEmpty else { return nil }
      self.name = UntrustedText(bytes: name)
      self.line = number + 1
      return
    }
    return nil
  }

  private static func end(of mark: [UInt8], in line: ArraySlice<UInt8>) -> Int? {
    guard line.count >= mark.count else { return nil }
    return (line.startIndex...(line.endIndex - mark.count))
      .first { line[$0...].starts(with: mark) }.map { $0 + mark.count }
  }
}
