// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

/// The bytes of a small GGUF file of version 3 with tensors of F32, in either byte order.
struct TinyGGUF {
  var isBigEndian = false
  var architecture = "tiny"
  /// Names and values.
  var tensors: [(name: String, values: [UInt32])] = [
    ("a", [1, 2, 3]), ("b", [0x3F80_0000, 0x4000_0000]),
  ]
  /// Whether the dimensions of each tensor are (1, count) and not (count).
  var hasTwoDimensions = false
  /// What ggml calls the element type: 0 is F32, 26 is I32.
  var type: UInt32 = 0

  private func number(_ value: UInt64, _ byteCount: Int) -> [UInt8] {
    let bytes = (0..<byteCount).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
    return isBigEndian ? bytes.reversed() : bytes
  }

  private func text(_ text: String) -> [UInt8] {
    number(UInt64(text.utf8.count), 8) + Array(text.utf8)
  }

  private static func padded(_ bytes: [UInt8]) -> [UInt8] {
    bytes + [UInt8](repeating: 0, count: (32 - bytes.count % 32) % 32)
  }

  /// What precedes the data.
  var header: [UInt8] {
    var bytes = Array("GGUF".utf8) + number(3, 4) + number(UInt64(tensors.count), 8) + number(1, 8)
    bytes += text("general.architecture") + number(8, 4) + text(architecture)
    var offset = 0
    for tensor in tensors {
      let count = number(UInt64(tensor.values.count), 8)
      bytes += text(tensor.name)
      bytes += hasTwoDimensions ? number(2, 4) + count + number(1, 8) : number(1, 4) + count
      bytes += number(UInt64(type), 4) + number(UInt64(offset), 8)
      offset += (tensor.values.count * 4 + 31) / 32 * 32
    }
    return Self.padded(bytes)
  }

  var bytes: [UInt8] {
    tensors.reduce(header) { bytes, tensor in
      bytes + Self.padded(tensor.values.flatMap { number(UInt64($0), 4) })
    }
  }
}
