// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

public import Cryptography
public import Digests
internal import UntrustedInput
public import WeightFormats

/// A tensor whose bytes were hashed and whose elements were looked at in the same pass.
public struct MeasuredTensor: Sendable {
  /// Its place in the table of tensors of its file.
  public let index: Int
  /// The SHA-256 of its bytes; nil where a manifest has digests of its parts, which were computed
  /// instead.
  public let sha256: Digest?
  /// Whether its elements hold several quantised values each; the statistics are then of its bytes.
  public let isPacked: Bool
  let found: FoundStatistics?

  /// The statistics of its elements; nil where the values of the type are not decoded.
  public var statistics: TensorStatistics? { found?.value }

  /// Whether the statistics are of the values that the type says.
  public var isDecoded: Bool { found != nil && !isPacked }
}

/// The tensors of one file whose statistics were computed.
public struct MeasuredTensors: Sendable {
  /// The file's header.
  public let weights: WeightFile
  /// The tensors, in the order of the header.
  public let tensors: [MeasuredTensor]

  init?(_ examination: Examination) {
    guard let weights = examination.weights, examination.failure == nil,
      !examination.isSkipped
    else { return nil }
    self.weights = weights
    tensors = examination.measuredTensors
  }
}

/// Which statistics are wanted of the tensors of a file.
package struct StatisticsSelection: Sendable {
  /// Names of the tensors; nil for all.
  package var pattern: NamePattern?
  /// Whether values are counted by their exponents.
  package var wantsHistogram = false
  /// Whether the greatest magnitude of each channel is wanted.
  package var wantsChannels = false

  package init() {}
}

/// The wishes for the statistics of one file's tensors.
struct StatisticsPlan {
  /// The tensors, by their places in the table.
  private(set) var indices: [Int] = []
  private(set) var isPacked: [Bool] = []
  private(set) var requests: [StatisticsRequest?] = []
  /// Tensors whose channels are too many to keep a number for each.
  private(set) var countWithoutChannels = 0

  /// Channels of all files together of which a number is kept.
  static let maximumChannelCount: UInt64 = 4 << 20

  /// - Parameter channelBudget: channels that may still be kept; what is taken is taken off.
  init(_ weights: WeightFile, _ selection: StatisticsSelection, channelBudget: inout UInt64) {
    let packed = PackedTensors(weights.tensors)
    var options: StatisticsAccumulator.Options = []
    if selection.wantsHistogram { options.insert(.exponentHistogram) }
    if weights.byteOrder == .bigEndian { options.insert(.bigEndian) }
    // A million tensors share a few requests.
    var shared: [StatisticsKind: StatisticsRequest] = [:]
    for (index, tensor) in weights.tensors.enumerated()
    where selection.pattern?.matches(tensor.name) != false {
      let isPackedHere = packed.isPacked(index)
      indices.append(index)
      isPacked.append(isPackedHere)
      let kind = isPackedHere ? .uint8 : StatisticsKind(tensor.elementType)
      guard let kind else {
        requests.append(nil)
        continue
      }
      if selection.wantsChannels, !isPackedHere, let rows = tensor.shape.first,
        tensor.shape.count > 1, let count = tensor.elementCount, count > 0
      {
        if rows <= channelBudget {
          channelBudget -= rows
          requests.append(
            StatisticsRequest(kind, options: options, elementsPerChannel: Int(count / rows)))
          continue
        }
        countWithoutChannels += 1
      }
      let request = shared[kind] ?? StatisticsRequest(kind, options: options)
      shared[kind] = request
      requests.append(request)
    }
  }
}

extension StatisticsKind {
  /// What the elements of a type are; nil where their values are not decoded.
  init?(_ type: ElementType) {
    guard case .scalar(let type) = type else { return nil }
    switch type {
    case .bool: self = .boolean
    case .u8: self = .uint8
    case .i8: self = .int8
    case .f8E5M2: self = .float8E5M2
    case .f8E4M3: self = .float8E4M3
    case .f8E8M0: self = .float8E8M0
    case .f8E4M3FNUZ: self = .float8E4M3FNUZ
    case .f8E5M2FNUZ: self = .float8E5M2FNUZ
    case .i16: self = .int16
    case .u16: self = .uint16
    case .f16: self = .float16
    case .bf16: self = .bfloat16
    case .i32: self = .int32
    case .u32: self = .uint32
    case .f32: self = .float32
    case .c64: self = .complex64
    case .f64: self = .float64
    case .i64: self = .int64
    case .u64: self = .uint64
    case .f4, .f6E2M3, .f6E3M2: return nil
    }
  }
}
