// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import SystemPackage
internal import TestSupport
internal import Testing
internal import UntrustedInput
internal import WeightCheck
internal import WeightFormats

/// Which tensors are known to hold several quantised values in each element, by the names that
/// quantisers give them.
@Suite("Packed tensors are found by their names")
struct PackedTensorsTests {
  /// A file's tensors by name and type, and which of them are packed.
  struct Case: CustomTestStringConvertible {
    let testDescription: String
    let tensors: [(name: String, type: String)]
    let packed: Set<String>

    init(_ description: String, _ tensors: [(name: String, type: String)], packed: Set<String>) {
      testDescription = description
      self.tensors = tensors
      self.packed = packed
    }
  }

  static let rules = [
    Case(
      "GPTQ",
      [
        ("l.0.q.qweight", "I32"), ("l.0.q.qzeros", "I32"), ("l.0.q.scales", "F16"),
        ("l.0.q.g_idx", "I32"), ("l.0.q.bias", "F16"),
      ], packed: ["l.0.q.qweight", "l.0.q.qzeros"]),
    Case(
      "AWQ, with nothing beside it", [("a.qweight", "I32"), ("b.qzeros", "I32")],
      packed: ["a.qweight", "b.qzeros"]),
    Case(
      "compressed-tensors",
      [
        ("m.weight_packed", "I32"), ("m.weight_scale", "BF16"), ("m.weight_zero_point", "I32"),
        ("m.weight_shape", "I64"), ("m.weight_g_idx", "I32"),
      ], packed: ["m.weight_packed", "m.weight_zero_point"]),
    Case(
      "bitsandbytes in four bits, NF4",
      [
        ("m.weight", "U8"), ("m.weight.absmax", "U8"), ("m.weight.quant_map", "F32"),
        ("m.weight.nested_absmax", "F32"), ("m.weight.nested_quant_map", "F32"),
        ("m.weight.quant_state.bitsandbytes__nf4", "U8"),
      ],
      packed: [
        "m.weight", "m.weight.absmax", "m.weight.quant_state.bitsandbytes__nf4",
      ]),
    Case(
      "bitsandbytes in four bits, FP4, without absmax",
      [("m.weight", "U8"), ("m.weight.quant_state.bitsandbytes__fp4", "U8")],
      packed: ["m.weight", "m.weight.quant_state.bitsandbytes__fp4"]),
    Case(
      "bitsandbytes with an absmax of floats", [("m.weight", "U8"), ("m.weight.absmax", "F32")],
      packed: ["m.weight"]),
    Case(
      "gpt-oss",
      [
        ("mlp.experts.gate_up_proj_blocks", "U8"), ("mlp.experts.gate_up_proj_scales", "U8"),
        ("mlp.experts.gate_up_proj_bias", "BF16"),
      ], packed: ["mlp.experts.gate_up_proj_blocks", "mlp.experts.gate_up_proj_scales"]),
    Case(
      "NVFP4, by its second scale",
      [
        ("m.weight", "U8"), ("m.weight_scale", "F8_E4M3"), ("m.weight_scale_2", "F32"),
        ("m.input_scale", "F32"),
      ], packed: ["m.weight"]),
    Case(
      "NVFP4, by a second scale only", [("m.weight", "U8"), ("m.weight_scale_2", "F32")],
      packed: ["m.weight"]),
    Case(
      "NVFP4, by a scale of eight-bit floats only",
      [("m.weight", "U8"), ("m.weight_scale", "F8_E4M3")], packed: ["m.weight"]),
    Case(
      "MLX", [("m.weight", "U32"), ("m.scales", "BF16"), ("m.biases", "BF16")],
      packed: ["m.weight"]),
    Case(
      "names without a dot",
      [
        ("qweight", "I32"), ("weight", "U32"), ("scales", "F16"), ("x_blocks", "U8"),
        ("x_scales", "U8"),
      ], packed: ["qweight", "weight", "x_blocks", "x_scales"]),
    Case(
      "names that are nothing but what is looked for",
      [("_blocks", "U8"), ("_scales", "U8"), ("bitsandbytes__nf4", "U8"), (".qzeros", "I8")],
      packed: ["_blocks", "_scales", "bitsandbytes__nf4", ".qzeros"]),
    Case(
      "an empty name beside a scale", [("", "U8"), ("_scale_2", "F32")], packed: [""]),
  ]

  static let nearMisses = [
    Case("no tensor of integers", [("a.qweight", "F16"), ("a.qzeros", "BF16")], packed: []),
    Case("an empty name", [("", "U8"), ("x", "F32")], packed: []),
    Case("a name that is a dot", [(".", "U8"), ("x", "F32")], packed: []),
    Case(
      "a part of the last word only",
      [
        ("a.myqweight", "I32"), ("a.qweights", "I32"), ("qweight.a", "I32"), ("a.Qweight", "I32"),
        ("a_qweight", "I32"),
      ], packed: []),
    Case(
      "a zero point without packed weights beside it",
      [("a.weight_zero_point", "I8"), ("b.weight_packed", "I32")], packed: ["b.weight_packed"]),
    Case("an absmax alone", [("a.absmax", "U8")], packed: []),
    Case(
      "an absmax of floats is what it is",
      [("a.absmax", "F32"), ("a.nested_absmax", "F32"), ("x", "U8")], packed: []),
    Case(
      "blocks and scales without each other",
      [("a_blocks", "U8"), ("b_scales", "U8"), ("c_blocks", "U8"), ("d.c_scales", "U8")],
      packed: []),
    Case(
      "blocks and scales that are not bytes", [("a_blocks", "I8"), ("a_scales", "I16")],
      packed: []),
    Case(
      "a scale of floats: plain bytes with a factor",
      [("m.weight", "U8"), ("m.weight_scale", "F32")], packed: []),
    Case(
      "eight-bit floats with their scales",
      [("m.weight", "F8_E4M3"), ("m.weight_scale", "F8_E4M3"), ("m.weight_scale_2", "F32")],
      packed: []),
    Case(
      "signed bytes with a scale, as of eight-bit quantisation",
      [("m.weight", "I8"), ("m.weight_scale", "F8_E4M3"), ("m.SCB", "F32")], packed: []),
    Case(
      "scales of another tensor",
      [("m.weight", "U32"), ("n.scales", "BF16"), ("scales", "BF16")], packed: []),
    Case(
      "MLX names of another type", [("m.weight", "I32"), ("m.scales", "BF16")], packed: []),
    Case(
      "MLX needs the name weight", [("m.table", "U32"), ("m.scales", "BF16")], packed: []),
    Case(
      "a quant state of another tensor",
      [("m.weight", "U8"), ("n.weight.quant_state.bitsandbytes__nf4", "F32")], packed: []),
    Case(
      "a quant state of a sort that is not known",
      [("m.weight", "U8"), ("m.weight.quant_state.bitsandbytes__nf5", "F32")], packed: []),
  ]

  @Test("what quantisers write is found, and nothing beside it", arguments: rules)
  func rule(_ rule: Case) async throws { try await Self.check(rule) }

  @Test("what only looks like it is not", arguments: nearMisses)
  func nearMiss(_ nearMiss: Case) async throws { try await Self.check(nearMiss) }

  @Test("integers of every width may be packed, and nothing else")
  func types() async throws {
    for type in ScalarType.allCases {
      let isInteger: Bool = [.u8, .i8, .i16, .u16, .i32, .u32, .i64, .u64].contains(type)
      for name in ["x.qweight", "x.qzeros", "x.weight_packed", "x.bitsandbytes__y"] {
        try await Self.check(
          Case(
            "\(name) of \(type.rawValue)", [(name, type.rawValue)], packed: isInteger ? [name] : []
          ))
      }
      try await Self.check(
        Case(
          "MLX with \(type.rawValue)", [("x.weight", type.rawValue), ("x.scales", "F16")],
          packed: type == .u32 ? ["x.weight"] : []))
      try await Self.check(
        Case(
          "NVFP4 with \(type.rawValue)", [("x", type.rawValue), ("x_scale_2", "F32")],
          packed: type == .u8 ? ["x"] : []))
      try await Self.check(
        Case(
          "a scale of \(type.rawValue)", [("x", "U8"), ("x_scale", type.rawValue)],
          packed: type == .f8E4M3 ? ["x"] : []))
    }
  }

  @Test("the order of the tensors does not matter", arguments: rules)
  func order(_ rule: Case) async throws {
    try await Self.check(Case("reversed", rule.tensors.reversed(), packed: rule.packed))
  }

  @Test("what stands beside a tensor counts even where it is not asked about")
  func pattern() async throws {
    var options = StatisticsOptions()
    options.pattern = NamePattern("m.weight")
    let file = Self.file([("m.scales", "BF16"), ("m.weight", "U32")])
    let measured = try await Self.measure(file, options)
    #expect(measured.map(\.name) == ["m.weight"])
    #expect(measured.map(\.tensor.isPacked) == [true])
  }

  @Test("a packed tensor has the statistics of its bytes, and is not decoded")
  func bytes() async throws {
    var options = StatisticsOptions()
    options.wantsChannels = true
    options.wantsHistogram = true
    let data: [UInt8] = [0, 0, 3, 0xFF, 1, 0, 0, 0x80]
    let file = SafetensorsBuilder(tensors: [
      .init("packed.qweight", "I32", [2, 1], data), .init("plain", "I32", [2, 1], data),
    ])
    let measured = try await Self.measure(file, options).map(\.tensor)
    #expect(measured.map(\.isPacked) == [true, false])
    #expect(measured.map(\.isDecoded) == [false, true])
    #expect(measured[0].sha256 == measured[1].sha256)
    let (packed, plain) = (measured[0].statistics, measured[1].statistics)
    #expect(packed?.count == 8 && packed?.finite == 8 && packed?.zeros == 4)
    #expect(packed?.minimum == .unsigned(0) && packed?.maximum == .unsigned(255))
    #expect(packed?.mean == Double(3 + 255 + 1 + 128) / 8)
    // Bytes have no channels; the tensor's own dimensions count other things.
    #expect(packed?.absoluteMaximumPerChannel == nil)
    #expect(packed?.exponentHistogram?.reduce(0, +) == 8)
    #expect(plain?.count == 2)
    #expect(plain?.minimum == .signed(-2_147_483_647) && plain?.maximum == .signed(-16_580_608))
    #expect(plain?.absoluteMaximumPerChannel == [16_580_608, 2_147_483_647])
  }

  // MARK: - Files

  private static func file(_ tensors: [(name: String, type: String)]) -> SafetensorsBuilder {
    SafetensorsBuilder(
      tensors: tensors.map { name, type in
        let bits = ScalarType(rawValue: type)?.bitCount ?? 0
        return .init(name, type, [8], SafetensorsBuilder.pattern(Int(bits)))
      })
  }

  private static func measure(
    _ file: SafetensorsBuilder, _ options: StatisticsOptions = StatisticsOptions()
  ) async throws -> [(name: String, tensor: MeasuredTensor)] {
    let folder = try TemporaryFolder()
    let path = try folder.write(file.bytes, to: "x.safetensors")
    let report = try await statistics(of: path, options)
    let found = try #require(report.files.first)
    let weights = try #require(found.weights, "\(found.problem ?? "")")
    return found.tensors.map { (weights.tensors[$0.index].name.lossyString, $0) }
  }

  private static func check(
    _ expected: Case, sourceLocation: SourceLocation = #_sourceLocation
  ) async throws {
    let measured = try await measure(file(expected.tensors))
    #expect(measured.count == expected.tensors.count, sourceLocation: sourceLocation)
    #expect(
      Set(measured.filter(\.tensor.isPacked).map(\.name)) == expected.packed,
      "\(expected.testDescription)", sourceLocation: sourceLocation)
    for (name, tensor) in measured where tensor.isPacked {
      #expect(!tensor.isDecoded, "\(name)", sourceLocation: sourceLocation)
    }
  }
}
