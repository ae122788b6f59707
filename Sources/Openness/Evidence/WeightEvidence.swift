// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

public import UntrustedInput
public import WeightFormats

/// What the headers of a release's weights come to.
public struct WeightEvidence: Sendable {
  /// How the values are stored.
  public enum Storage: String, Hashable, Sendable {
    /// Floating point of 16 bits or more: what further training starts from.
    case trainable
    /// Mostly fewer bits: blocks of ggml, packed integers, floats of 8 bits or fewer.
    case quantized
    /// No parameters, or types that are not known.
    case unknown
  }

  /// The containers that are there, in the order of their names.
  public let formats: [WeightFile.Format]
  /// Weight files that are there.
  public let fileCount: Int
  /// What the tensors of all readable files come to, intermediate checkpoints not among them.
  public let totals: TensorTotals
  /// Whether all that indexes and names ask for is there and readable.
  public let isComplete: Bool
  /// How most of the values are stored.
  public let storage: Storage
  /// Whether integers hold several packed values, so that parameters cannot be counted.
  public let hasPackedValues: Bool
  /// Whether these are the weights of a small adapter to a model that is elsewhere.
  public let isAdapter: Bool

  /// What each model or component comes to, by the path of its first file, in their order.
  ///
  /// A release often holds one model several times, in other types of values.
  public let sets: [(path: UntrustedText, totals: TensorTotals)]

  /// The parameters of the largest model; nil where there is none, where integers hold several, or
  /// where they are more than 64 bits count.
  public var parameterCount: UInt64? {
    let counts = sets.map(\.totals.parameterCount)
    return hasPackedValues || counts.contains(nil) ? nil : counts.compactMap { $0 }.max()
  }

  /// Adds up the headers of `contents`.
  init(_ contents: FolderContents) {
    let isIntermediate = contents.weights.map { file in
      FileRole.roles(of: file.path).contains(.intermediateWeights)
    }
    let finals = contents.sets.filter { $0.contains { !isIntermediate[$0] } }
    let counted = finals.isEmpty ? contents.sets : finals
    let files = counted.joined().map { contents.weights[$0] }
    let headers = files.compactMap(\.header)
    formats = Set(headers.map(\.format)).sorted { $0.rawValue < $1.rawValue }
    fileCount = contents.weights.count
    totals = TensorTotals(of: headers)
    sets = counted.compactMap { places in
      guard let first = places.first else { return nil }
      let headers = places.compactMap { contents.weights[$0].header }
      return (contents.weights[first].path.text, TensorTotals(of: headers))
    }
    isComplete =
      !headers.isEmpty && contents.gaps.isEmpty && files.allSatisfy { $0.header != nil }
    hasPackedValues = headers.contains(where: PackedTensors.isPacked)
    let adapterFolders = contents.files.filter {
      FileRole.roles(of: $0.path).contains(.adapterConfiguration)
    }.map(\.path.folder)
    isAdapter =
      !files.isEmpty
      && files.allSatisfy { file in
        adapterFolders.contains(file.path.folder) || file.header.map(Self.isAdapter) ?? false
      }
    // A release that has its model in floats too can be trained on.
    let storages = counted.map { places in
      let headers = places.compactMap { contents.weights[$0].header }
      return Self.storage(
        of: headers, hasPackedValues: headers.contains(where: PackedTensors.isPacked))
    }
    storage =
      storages.contains(.trainable)
      ? .trainable : storages.contains(.quantized) ? .quantized : .unknown
  }

  /// Whether every tensor has the name of a low-rank adapter's: `….lora_A.weight`, `lora_unet_…`.
  private static func isAdapter(_ header: WeightFile) -> Bool {
    let mark = Array("lora".utf8)
    return !header.tensors.isEmpty
      && header.tensors.indices.allSatisfy { index in
        let name = header.tensors.nameBytes(at: index)
        return name.indices.contains { name[$0...].starts(with: mark) }
      }
  }

  private static func storage(of headers: [WeightFile], hasPackedValues: Bool) -> Storage {
    var (trainable, quantized): (UInt64, UInt64) = (0, 0)
    for tensor in headers.lazy.flatMap(\.tensors) {
      let count = tensor.byteRange.upperBound - tensor.byteRange.lowerBound
      switch tensor.elementType {
      case .scalar(.f16), .scalar(.bf16), .scalar(.f32), .scalar(.f64), .scalar(.c64):
        trainable += count
      case .block: quantized += count
      case .scalar(let type) where type.bitCount <= 8 && type != .bool: quantized += count
      case .scalar(.i32) where hasPackedValues, .scalar(.u32) where hasPackedValues,
        .scalar(.i64) where hasPackedValues:
        quantized += count
      case .scalar, .unknown: break
      }
    }
    if trainable == 0 && quantized == 0 { return .unknown }
    // A quantised model keeps norms and embeddings in floats, so bytes decide, not tensors.
    return quantized > trainable ? .quantized : .trainable
  }
}
