// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import TestSupport
internal import Testing
internal import UntrustedInput
internal import WeightFormats

extension WeightFile {
  /// Reads a file that lies in memory, under a name that says safetensors.
  static func parse(
    _ bytes: [UInt8], name: UntrustedText = "model.safetensors"
  ) throws(WeightFormatError) -> Parsed {
    try unsafe parse(bytes.span.bytes, name: name)
  }

  /// Why a file is refused; nil if it is read.
  static func error(
    _ bytes: [UInt8], name: UntrustedText = "model.safetensors"
  ) -> WeightFormatError? {
    do throws(WeightFormatError) {
      _ = try parse(bytes, name: name)
      return nil
    } catch {
      return error
    }
  }

  /// Whether the segments are the file, in order, without gap or overlap, each tensor once.
  var segmentsTileTheFile: Bool {
    var end: UInt64 = 0
    var tensorIndices: [Int] = []
    for segment in segments {
      guard segment.byteRange.lowerBound == end else { return false }
      end = segment.byteRange.upperBound
      if case .tensor(let index) = segment.kind {
        guard tensors[index].byteRange == segment.byteRange else { return false }
        tensorIndices.append(index)
      }
    }
    return end == byteCount && tensorIndices == Array(tensors.indices)
      && segments[0].kind == .header && segments[0].byteRange == 0..<headerByteCount
  }
}

extension FileFormat {
  /// What bytes in memory are.
  static func recognise(_ bytes: [UInt8]) -> FileFormat {
    unsafe recognise(bytes.span.bytes)
  }
}
