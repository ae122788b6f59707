// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import UntrustedInput

/// What a GGUF file does that only the text of the specification is against.
///
/// A file may do one thing a million times; one finding stands for all of them, with the number and
/// the place of the first.
struct GGUFOddities {
  enum Kind: CaseIterable {
    case bigEndianVersion2, keyStyle, keyLength, boolValue, nestedArray, alignment
    case tensorNameLength, tensorNameNUL, tensorNameText
    case padding, trailingBytes, noArchitecture, noQuantizationVersion
  }

  private struct Tally {
    var count = 0
    let first: String
    let offset: UInt64?
  }

  private var tallies: [Kind: Tally] = [:]

  mutating func note(_ kind: Kind, at offset: UInt64?, _ what: @autoclosure () -> String) {
    if tallies[kind] == nil { tallies[kind] = Tally(first: what(), offset: offset) }
    tallies[kind]?.count += 1
  }

  /// A finding for each kind that was met.
  var findings: [Finding] {
    Kind.allCases.compactMap { kind in
      tallies[kind].map { Self.finding(kind, $0) }
    }
  }

  private static func finding(_ kind: Kind, _ tally: Tally) -> Finding {
    let (count, first) = (tally.count, tally.first)
    let (id, message): (Finding.ID, String) =
      switch kind {
      case .bigEndianVersion2:
        (.ggufByteOrder, "version 2 in big-endian order, which version 3 introduced")
      case .keyStyle:
        (
          .ggufKeyStyle,
          "metadata keys that are not lower-case words with dots: \(count), first '\(first)'"
        )
      case .keyLength: (.ggufKeyLength, "a metadata key of \(first) bytes, above 65,535")
      case .boolValue:
        (.ggufBoolValue, "booleans that are neither 0 nor 1: in \(count) values, first '\(first)'")
      case .nestedArray:
        (
          .ggufArrayNested,
          "arrays in arrays, which ggml's reader refuses: \(count), first in '\(first)'"
        )
      case .alignment: (.ggufAlignment, "general.alignment is \(first), not a multiple of 8")
      case .tensorNameLength:
        (
          .ggufTensorName,
          "tensor names of 64 bytes, which ggml's reader refuses: \(count), first '\(first)'"
        )
      case .tensorNameNUL:
        (
          .ggufTensorName,
          "tensor names with a NUL, at which readers in C end them: \(count), first '\(first)'"
        )
      case .tensorNameText:
        (.ggufTensorName, "tensor names that are not UTF-8: \(count), first '\(first)'")
      case .padding:
        (.ggufPaddingNonzero, "padding that is not zero: in \(count) places, first \(first)")
      case .trailingBytes: (.ggufTrailingBytes, first)
      case .noArchitecture: (.ggufKeyMissing, "general.architecture is not stated")
      case .noQuantizationVersion:
        (.ggufKeyMissing, "tensors are quantised and general.quantization_version is not stated")
      }
    return Finding(id, .warning, offset: tally.offset, message)
  }
}
