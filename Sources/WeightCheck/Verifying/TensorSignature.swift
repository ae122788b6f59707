// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Provenance
internal import WeightFormats

/// What the format of some files and the names, types and shapes of their tensors come to, whatever
/// their order.
///
/// Equal sets of tensors have equal signatures; that unequal ones have others is likely, and is
/// looked at afterwards. The hash has the process's random seed.
struct TensorSignature: Hashable {
  private var formats: Set<WeightFile.Format> = []
  private var count = 0
  private var sum = 0

  init(_ files: [WeightFile]) {
    for file in files {
      formats.insert(file.format)
      for tensor in file.tensors {
        add(
          tensor.name.bytes[...], tensor.elementType.name.bytes, tensor.shape[...],
          isBigEndian: file.byteOrder == .bigEndian)
      }
    }
  }

  init(_ tables: [SegmentTable]) {
    for table in tables {
      formats.insert(table.format)
      for segment in 0..<table.count where table.kind(of: segment) == .tensor {
        add(
          table.nameBytes(of: segment), table.dtype(of: segment).bytes, table.shape(of: segment),
          isBigEndian: table.isBigEndian)
      }
    }
  }

  private mutating func add(
    _ name: ArraySlice<UInt8>, _ type: [UInt8], _ shape: ArraySlice<UInt64>, isBigEndian: Bool
  ) {
    var hasher = Hasher()
    hasher.combine(name)
    hasher.combine(type)
    hasher.combine(shape)
    hasher.combine(isBigEndian)
    count += 1
    sum &+= hasher.finalize()
  }
}
