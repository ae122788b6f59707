// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

extension SafetensorsBuilder {
  /// A tensor with its bytes, wherever they come to lie in a file.
  package struct NamedTensor: Sendable {
    package var name: String
    package var dtype: String
    package var shape: [UInt64]
    package var data: [UInt8]

    package init(_ name: String, _ dtype: String, _ shape: [UInt64], _ data: [UInt8]) {
      self.name = name
      self.dtype = dtype
      self.shape = shape
      self.data = data
    }
  }

  /// A file with these tensors, one behind the other.
  package init(tensors: [NamedTensor], metadata: [(String, String)]? = nil) {
    var entries: [Entry] = []
    var data: [UInt8] = []
    for tensor in tensors {
      let begin = UInt64(data.count)
      data += tensor.data
      entries.append(Entry(tensor.name, tensor.dtype, tensor.shape, begin, UInt64(data.count)))
    }
    self.init(entries, metadata: metadata)
    self.data = data
  }
}
