// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

/// Weight files of many small tensors, named as those of language models are.
public enum WeightFiles {
  /// The name of a tensor.
  static func tensorName(_ index: Int) -> String {
    "model.layers.\(index / 9).self_attn.proj_\(index % 9).weight"
  }

  /// A safetensors file of `tensorCount` tensors with four BF16 elements each.
  ///
  /// - Parameter seed: decides the elements.
  public static func safetensors(tensorCount: Int, seed: UInt64 = 1) -> [UInt8] {
    var header = #"{"__metadata__":{"format":"pt"}"#
    for index in 0..<tensorCount {
      header +=
        ",\"\(tensorName(index))\":{\"dtype\":\"BF16\",\"shape\":[2,2],"
        + "\"data_offsets\":[\(index * 8),\(index * 8 + 8)]}"
    }
    header += "}"
    header += String(repeating: " ", count: -header.utf8.count & 7)
    var file = LittleEndianBytes()
    file.put(UInt64(header.utf8.count))
    file.bytes += header.utf8
    file.putElements(count: tensorCount, seed: seed)
    return file.bytes
  }

  /// A GGUF file, version 3, of `tensorCount` tensors with 16 F16 elements each.
  ///
  /// - Parameter seed: decides the elements.
  public static func gguf(tensorCount: Int, seed: UInt64 = 1) -> [UInt8] {
    var file = LittleEndianBytes()
    file.bytes += Array("GGUF".utf8)
    file.put(UInt32(3))
    file.put(UInt64(tensorCount))
    file.put(UInt64(1))
    file.put("general.architecture")
    file.put(UInt32(8))
    file.put("llama")
    for index in 0..<tensorCount {
      file.put(tensorName(index))
      file.put(UInt32(1))
      file.put(UInt64(16))
      file.put(UInt32(1))
      file.put(UInt64(index * 32))
    }
    // Data begin at a multiple of 32 bytes.
    file.bytes += [UInt8](repeating: 0, count: -file.bytes.count & 31)
    file.putElements(count: tensorCount * 4, seed: seed)
    return file.bytes
  }

  /// Elements alone: 16-bit floats that are finite and normal.
  public static func elements(byteCount: Int, seed: UInt64) -> [UInt8] {
    var file = LittleEndianBytes()
    file.putElements(count: byteCount / 8, seed: seed)
    return file.bytes
  }
}

/// Bytes in the making.
struct LittleEndianBytes {
  var bytes: [UInt8] = []

  mutating func put(_ number: some FixedWidthInteger) {
    var rest = number
    for _ in 0..<(number.bitWidth / 8) {
      bytes.append(UInt8(truncatingIfNeeded: rest))
      rest >>= 8
    }
  }

  /// A text as GGUF has it: its length, then its bytes.
  mutating func put(_ text: String) {
    put(UInt64(text.utf8.count))
    bytes += text.utf8
  }

  /// `count` times eight bytes of ordinary 16-bit floats.
  mutating func putElements(count: Int, seed: UInt64) {
    var random = SeededRandom(seed: seed)
    bytes.reserveCapacity(bytes.count + count * 8)
    for _ in 0..<count {
      put(random.next() & 0x83FF_83FF_83FF_83FF | 0x3C00_3C00_3C00_3C00)
    }
  }
}
