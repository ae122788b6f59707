// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

/// Finds integer tensors that hold several quantised values in each element, or bytes that mean
/// something else, by the names that quantisers give them and the tensors beside them.
///
/// Safetensors has no type for such values, so only names tell. What is found:
/// - GPTQ and AWQ: `qweight`, `qzeros`;
/// - compressed-tensors: `weight_packed`, and `weight_zero_point` beside it;
/// - bitsandbytes: U8 beside `….absmax` or `….quant_state.bitsandbytes__*`, and those themselves;
/// - gpt-oss: U8 `…_blocks` and `…_scales` beside each other;
/// - NVFP4: U8 beside `…_scale_2`, or beside an F8_E4M3 `…_scale`;
/// - MLX: U32 `….weight` beside `….scales`.
package struct PackedTensors {
  private let tensors: TensorTable
  /// Each name's tensor, where a name asks for its neighbours.
  private var indices: [ArraySlice<UInt8>: Int] = [:]

  private static let candidateTypes: Set<ScalarType> = [
    .u8, .i8, .i16, .u16, .i32, .u32, .i64, .u64,
  ]

  /// Looks at the tensors of one file.
  package init(_ tensors: TensorTable) {
    self.tensors = tensors
    guard
      tensors.indices.contains(where: { type(of: $0).map(Self.candidateTypes.contains) == true })
    else { return }
    indices.reserveCapacity(tensors.count)
    for index in tensors.indices { indices[tensors.nameBytes(at: index)] = index }
  }

  private func type(of index: Int) -> ScalarType? {
    if case .scalar(let type) = tensors.elementType(at: index) { type } else { nil }
  }

  private func exists(_ name: some Sequence<UInt8>, _ suffix: String) -> Int? {
    indices[ArraySlice(Array(name) + Array(suffix.utf8))]
  }

  /// Whether the elements of tensor `index` are not values but hold packed ones.
  package func isPacked(_ index: Int) -> Bool {
    guard !indices.isEmpty, let type = type(of: index), Self.candidateTypes.contains(type) else {
      return false
    }
    let name = tensors.nameBytes(at: index)
    let dot = name.lastIndex(of: UInt8(ascii: "."))
    let stem = dot.map { name[...$0] } ?? name.prefix(0)
    let last = String(decoding: name[stem.endIndex...], as: UTF8.self)
    switch last {
    case "qweight", "qzeros", "weight_packed": return true
    case "weight_zero_point": return exists(stem, "weight_packed") != nil
    case "absmax": return type == .u8 && exists(stem, "nested_absmax") != nil
    case _ where last.hasPrefix("bitsandbytes__"): return true
    case "weight" where type == .u32: return exists(stem, "scales") != nil
    default: break
    }
    guard type == .u8 else { return false }
    for (own, other) in [("_blocks", "_scales"), ("_scales", "_blocks")] where last.hasSuffix(own) {
      return exists(name.dropLast(own.utf8.count), other) != nil
    }
    for suffix in [
      ".absmax", ".quant_state.bitsandbytes__nf4", ".quant_state.bitsandbytes__fp4", "_scale_2",
    ] where exists(name, suffix) != nil {
      return true
    }
    return exists(name, "_scale").map { self.type(of: $0) == .f8E4M3 } == true
  }

  /// Whether any tensor of `file` holds packed values.
  package static func isPacked(_ file: WeightFile) -> Bool {
    let packed = PackedTensors(file.tensors)
    return file.tensors.indices.contains(where: packed.isPacked)
  }
}
