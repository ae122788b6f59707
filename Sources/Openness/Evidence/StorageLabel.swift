// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import UntrustedInput
internal import WeightFormats

/// How weights are stored, as a name or a configuration states it: `bfloat16`, `Q4_K_M`.
struct StorageLabel: Hashable, Sendable {
  /// As it is written.
  let text: String
  /// Bits that one value takes, about.
  let bitCount: Double
  /// The element types of safetensors that it stands for; empty where bits are all that it says.
  let scalarTypes: Set<ScalarType>

  private init(_ text: String, _ bitCount: Double, _ scalarTypes: Set<ScalarType> = []) {
    self.text = text
    self.bitCount = bitCount
    self.scalarTypes = scalarTypes
  }

  /// What `torch_dtype` means; nil for what is no type of PyTorch's.
  init?(torchType: UntrustedText) {
    guard let name = torchType.validUTF8 else { return nil }
    let type: ScalarType? =
      switch name.hasPrefix("torch.") ? String(name.dropFirst(6)) : name {
      case "float64", "double": .f64
      case "float32", "float": .f32
      case "float16", "half": .f16
      case "bfloat16": .bf16
      case "float8_e4m3fn": .f8E4M3
      case "float8_e5m2": .f8E5M2
      case "int8": .i8
      default: nil
      }
    guard let type else { return nil }
    self.init(name, Double(type.bitCount), [type])
  }

  /// The label in a file's name: `llama-7b.Q4_K_M.gguf`, `model-bf16.safetensors`; nil where there
  /// is none, or several.
  init?(fileName: UntrustedText) {
    let words = fileName.lossyString.split { $0 == "-" || $0 == "." || $0 == " " }
      .prefix(64).map { $0.uppercased() }
    // Some quantisers choose bits tensor by tensor, and keep the name of the nearest.
    guard !words.contains("UD") else { return nil }
    let labels = words.compactMap { word in Self.known[word].map { (word, $0) } }
    guard labels.count == 1, let (word, label) = labels.first else { return nil }
    self.init(word, label.0, label.1)
  }

  /// What `general.file_type` of a GGUF file means.
  ///
  /// Source: `enum llama_ftype` in llama.cpp's `include/llama.h`, by way of gguf 0.19's
  /// `LlamaFileType`. The value 1024 says that it was guessed.
  init?(ggufFileType: UInt64) {
    guard let name = Self.fileTypes[ggufFileType], let label = Self.known[name] else { return nil }
    self.init(name, label.0, label.1)
  }

  /// What names say, with the bits of a value that follow from the blocks: ggml's types hold 32 or
  /// 256 values with their scales.
  private static let known: [String: (Double, Set<ScalarType>)] = [
    "F32": (32, [.f32]), "FP32": (32, [.f32]), "F16": (16, [.f16]), "FP16": (16, [.f16]),
    "BF16": (16, [.bf16]), "FP8": (8, []), "INT8": (8, []), "INT4": (4.5, []),
    "Q4_0": (4.5, []), "Q4_1": (5, []), "Q5_0": (5.5, []), "Q5_1": (6, []), "Q8_0": (8.5, []),
    "Q2_K": (2.7, []), "Q2_K_S": (2.6, []), "Q2_K_L": (2.8, []), "Q3_K_S": (3.5, []),
    "Q3_K_M": (3.9, []), "Q3_K_L": (4.2, []), "Q3_K_XL": (4.4, []), "Q4_K_S": (4.6, []),
    "Q4_K_M": (4.8, []), "Q4_K_L": (5, []), "Q4_K": (4.8, []), "Q5_K_S": (5.5, []),
    "Q5_K_M": (5.7, []), "Q5_K_L": (5.8, []), "Q5_K": (5.7, []), "Q6_K": (6.6, []),
    "Q6_K_L": (6.7, []), "IQ2_XXS": (2.1, []), "IQ2_XS": (2.3, []), "IQ2_S": (2.5, []),
    "IQ2_M": (2.7, []), "IQ3_XXS": (3.1, []), "IQ3_XS": (3.3, []), "IQ3_S": (3.4, []),
    "IQ3_M": (3.7, []), "IQ1_S": (1.6, []), "IQ1_M": (1.8, []), "IQ4_NL": (4.5, []),
    "IQ4_XS": (4.3, []), "TQ1_0": (1.7, []), "TQ2_0": (2.1, []), "MXFP4": (4.25, []),
    "MXFP4_MOE": (4.3, []),
  ]

  private static let fileTypes: [UInt64: String] = [
    0: "F32", 1: "F16", 2: "Q4_0", 3: "Q4_1", 7: "Q8_0", 8: "Q5_0", 9: "Q5_1", 10: "Q2_K",
    11: "Q3_K_S", 12: "Q3_K_M", 13: "Q3_K_L", 14: "Q4_K_S", 15: "Q4_K_M", 16: "Q5_K_S",
    17: "Q5_K_M", 18: "Q6_K", 19: "IQ2_XXS", 20: "IQ2_XS", 21: "Q2_K_S", 22: "IQ3_XS",
    23: "IQ3_XXS", 24: "IQ1_S", 25: "IQ4_NL", 26: "IQ3_S", 27: "IQ3_M", 28: "IQ2_S", 29: "IQ2_M",
    30: "IQ4_XS", 31: "IQ1_M", 32: "BF16", 36: "TQ1_0", 37: "TQ2_0", 38: "MXFP4_MOE",
  ]
}

extension StorageLabel {
  /// Whether `totals` may be stored as the label says.
  ///
  /// A label of floats must be the type of half of the values at least, integers aside. Of blocks
  /// the bits that a value takes count: norms stay in floats, embeddings often take more bits than
  /// the rest, and quantisers fall back to larger blocks where rows do not fit (half a billion
  /// parameters as `Q2_K` come to 6.7 bits), so more bits are borne with, and fewer less.
  func fits(_ totals: TensorTotals) -> Bool {
    guard let parameters = totals.parameterCount, parameters > 0 else { return true }
    if scalarTypes.isEmpty {
      let bits = Double(totals.byteCount) * 8 / Double(parameters)
      return (bitCount * 0.6)...max(bitCount * 2, 8) ~= bits
    }
    let names = Set(scalarTypes.map { UntrustedText($0.rawValue) })
    let fitting = totals.types.filter { names.contains($0.name) }
      .reduce(UInt64(0)) { $0 + ($1.parameterCount ?? 0) }
    let integers: Set<UntrustedText> = [
      UntrustedText("I64"), UntrustedText("I32"), UntrustedText("BOOL"), UntrustedText("U8"),
    ]
    let counted = totals.types.filter { !integers.contains($0.name) }
      .reduce(UInt64(0)) { $0 + ($1.parameterCount ?? 0) }
    return counted == 0 || fitting.multipliedReportingOverflow(by: 2).partialValue >= counted
  }
}
