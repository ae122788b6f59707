// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

/// Makes the bytes of a safetensors file in memory, good ones and damaged ones.
///
/// A file is a length field, a header and data. Each of the three can be given freely, so that a
/// damaged twin differs from its good file in one place:
///
///     var twin = SafetensorsBuilder.tiny
///     twin.data.removeLast()  // truncated by one byte
///
/// Nothing is checked here; that is what the tests are for.
package struct SafetensorsBuilder: Sendable {
  /// One entry of the header.
  package struct Entry: Sendable {
    package var name: String
    package var dtype: String
    package var shape: [UInt64]
    /// Offsets from the end of the header.
    package var begin: UInt64
    package var end: UInt64

    package init(
      _ name: String, _ dtype: String, _ shape: [UInt64], _ begin: UInt64, _ end: UInt64
    ) {
      self.name = name
      self.dtype = dtype
      self.shape = shape
      self.begin = begin
      self.end = end
    }

    /// The entry as it stands in a header.
    package var json: String {
      let dimensions = shape.map { String($0) }.joined(separator: ",")
      return
        #""\#(SafetensorsBuilder.escape(name))":{"dtype":"\#(SafetensorsBuilder.escape(dtype))","#
        + #""shape":[\#(dimensions)],"data_offsets":[\#(begin),\#(end)]}"#
    }
  }

  /// The header as it will stand in the file, padding included.
  package var header: [UInt8]
  /// What the length field says; nil for the truth.
  package var statedHeaderByteCount: UInt64?
  /// What follows the header.
  package var data: [UInt8]

  /// A file with this header text and data.
  package init(header: [UInt8], data: [UInt8] = []) {
    self.header = header
    self.data = data
  }

  /// A file with this header text and so many bytes of data.
  package init(header: String, dataByteCount: Int = 0) {
    self.init(header: Array(header.utf8), data: Self.pattern(dataByteCount))
  }

  /// A file with these entries, in this order, and the data that the farthest of them ends at.
  ///
  /// - Parameter alignment: the header is padded with spaces to a multiple of it, as the reference
  ///   writer does with 8.
  package init(_ entries: [Entry], metadata: [(String, String)]? = nil, alignment: Int = 8) {
    var members = entries.map(\.json)
    if let metadata {
      let pairs = metadata.map { #""\#(Self.escape($0))":"\#(Self.escape($1))""# }
      members.insert(#""__metadata__":{\#(pairs.joined(separator: ","))}"#, at: 0)
    }
    var header = Array("{\(members.joined(separator: ","))}".utf8)
    while header.count % alignment != 0 { header.append(UInt8(ascii: " ")) }
    let end = entries.map(\.end).max() ?? 0
    self.init(header: header, data: Self.pattern(Int(end)))
  }

  /// The file.
  package var bytes: [UInt8] {
    let length = statedHeaderByteCount ?? UInt64(header.count)
    return (0..<8).map { UInt8(truncatingIfNeeded: length >> ($0 * 8)) } + header + data
  }

  /// A good file of two tensors and one line of metadata.
  package static var tiny: SafetensorsBuilder {
    SafetensorsBuilder(
      [Entry("weight", "F32", [2, 3], 0, 24), Entry("bias", "BF16", [2], 24, 28)],
      metadata: [("format", "pt")])
  }

  /// `count` bytes of which neighbours differ.
  package static func pattern(_ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 167 &+ 13) }
  }

  /// `text` with what JSON wants escaped; everything else stays as it is.
  private static func escape(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": escaped += "\\\""
      case "\\": escaped += "\\\\"
      case "\u{0}"..<"\u{10}": escaped += "\\u000" + String(scalar.value, radix: 16)
      case "\u{10}"..<"\u{20}": escaped += "\\u00" + String(scalar.value, radix: 16)
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}
