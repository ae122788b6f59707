// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

import Openness
import TestSupport
import Testing
import UntrustedInput

@Suite("What is stated of weights against what their headers say")
struct StatedWeightsTests {
  private static func card(_ title: String) -> String {
    FolderBuilder.card("license: mit", "# \(title)\n\nA model.\n")
  }

  @Test(
    "a number of parameters must fit one model of the release",
    arguments: [
      ("Foo-7B", 16, .contradiction), ("Foo-8M", 8_500_000, nil), ("Foo-8M", 6_000_000, nil),
      // Not far off is worth a look.
      ("Foo-8M", 5_900_000, .note), ("Foo-8M", 10_800_000, nil), ("Foo-8M", 10_900_000, .note),
      ("Foo-8M", 3_100_000, .contradiction),
      // What follows a letter is another number, and a version is none.
      ("Foo-A3B", 16, nil), ("Foo-E4B", 16, nil), ("Foo 2.0", 16, nil), ("M2M", 16, nil),
      // Experts share what is not theirs.
      ("Foo-8x1M", 5_000_000, nil), ("Foo-8x1M", 3_900_000, .note),
      // One of several labels is enough: a length of context is written alike.
      ("Foo-9M-1B", 9_000_000, nil),
      // Numbers of other things, and of other models.
      ("Model Card for CLIP ViT-B/32 - LAION-2B", 16, nil), ("Foo trained on 15B tokens", 16, nil),
      ("Draft model for Foo-70B", 16, .note), ("Reward head on top of Foo-8B", 16, .note),
    ] as [(String, UInt64, OpennessFinding.Severity?)])
  func parameters(title: String, count: UInt64, severity: OpennessFinding.Severity?) throws {
    let report = try FolderBuilder(card: Self.card(title), dtype: "I8", parameters: count).report
    #expect(report.findings(.parameterCount).map(\.severity) == (severity.map { [$0] } ?? []))
    #expect(report.isContradicted == (severity == .contradiction))
  }

  @Test("masks in bytes, as Pythia has them, are no parameters")
  func buffers() throws {
    var folder = FolderBuilder(card: Self.card("Foo-14M"))
    let entries = [
      SafetensorsBuilder.Entry("w", "F16", [14_000_000], 0, 28_000_000),
      SafetensorsBuilder.Entry("attention.bias", "U8", [25_000_000], 28_000_000, 53_000_000),
    ]
    folder.weights[0].bytes = SafetensorsBuilder(entries).bytes
    #expect(try folder.report.findings(.parameterCount).isEmpty)
  }

  @Test("an adapter is known by its tensors, and no model beside a stray configuration is one")
  func adapters() throws {
    var adapter = FolderBuilder(card: Self.card("Foo-7B"))
    let entry = SafetensorsBuilder.Entry("q.lora_A.weight", "F32", [16], 0, 64)
    adapter.weights[0].bytes = SafetensorsBuilder([entry]).bytes
    adapter.texts.append(("config.json", "{\"torch_dtype\":\"bfloat16\"}"))
    #expect(try adapter.report.weights.isAdapter)
    #expect(try !adapter.report.isContradicted)
    var model = FolderBuilder(card: Self.card("Foo"))
    model.texts.append(("lora/adapter_config.json", "{}"))
    #expect(try !model.report.weights.isAdapter)
  }

  @Test("a release that has its model several times is measured by one of them")
  func severalModels() throws {
    var folder = FolderBuilder(card: Self.card("Foo-8M"), dtype: "I8", parameters: 8_000_000)
    let half = SafetensorsBuilder.Entry("w", "I8", [8_000_000], 0, 8_000_000)
    folder.weights.append(("model.other.safetensors", SafetensorsBuilder([half]).bytes))
    #expect(try folder.report.findings(.parameterCount).isEmpty)
    #expect(try folder.report.weights.parameterCount == 8_000_000)
  }

  @Test("parameters are not counted where integers hold several, or a part is missing")
  func uncountable() throws {
    var adapter = FolderBuilder(card: Self.card("Foo-7B"))
    adapter.texts.append(("adapter_config.json", "{}"))
    #expect(try adapter.report.findings(.parameterCount).isEmpty)
    var incomplete = FolderBuilder(card: Self.card("Foo-7B"))
    let path = UntrustedText("model.safetensors.index.json")
    incomplete.gaps = [FolderContents.Gap(path: path, subject: path, token: path, message: "named")]
    let report = try incomplete.report
    #expect(report.findings(.parameterCount).isEmpty)
    #expect(report.findings(.incompleteWeights).count == 1)
  }

  @Test(
    "the element type that a configuration states must be that of most values",
    arguments: [
      ("float32", "F32", false), ("bfloat16", "F32", true), ("torch.bfloat16", "BF16", false),
      ("float16", "BF16", true), ("auto", "F32", false),
    ])
  func elementType(stated: String, dtype: String, isFound: Bool) throws {
    var folder = FolderBuilder(card: Self.card("Foo"), dtype: dtype)
    folder.texts.append(("config.json", "{\"torch_dtype\":\"\(stated)\"}"))
    let found = try folder.report.findings(.storage)
    #expect(found.count == (isFound ? 1 : 0))
    #expect(found.allSatisfy { $0.evidence.count == 2 })
  }

  @Test("a quantisation that is stated must have left small values")
  func quantization() throws {
    let stated =
      "{\"quantization_config\":{\"quant_method\":\"gptq\"},\"torch_dtype\":\"float16\"}"
    var floats = FolderBuilder(card: Self.card("Foo"), dtype: "F16")
    floats.texts.append(("config.json", stated))
    #expect(try floats.report.findings(.storage).count == 1)
    var bytes = FolderBuilder(card: Self.card("Foo"), dtype: "I8")
    bytes.texts.append(("config.json", stated))
    #expect(try bytes.report.findings(.storage).isEmpty)
  }

  @Test("one of several types, and one of several variants, is enough")
  func severalTypes() throws {
    var nested = FolderBuilder(card: Self.card("Foo"), dtype: "BF16")
    nested.texts.append(
      ("config.json", "{\"dtype\":\"bfloat16\",\"text_config\":{\"dtype\":\"float32\"}}"))
    #expect(try nested.report.findings(.storage).isEmpty)
    var variants = FolderBuilder(card: Self.card("Foo"))
    let half = SafetensorsBuilder.Entry("w", "F16", [16], 0, 32)
    variants.weights.append(("model.fp16.safetensors", SafetensorsBuilder([half]).bytes))
    variants.texts.append(("config.json", "{\"torch_dtype\":\"float16\"}"))
    #expect(try variants.report.findings(.storage).isEmpty)
    var newKey = FolderBuilder(card: Self.card("Foo"))
    newKey.texts.append(("config.json", "{\"dtype\":\"bfloat16\"}"))
    let found = try newKey.report.findings(.storage)
    #expect(found.map(\.evidence.first?.place) == [.key(UntrustedText("dtype"))])
  }

  @Test("a configuration of another folder speaks of the weights there")
  func otherFolder() throws {
    var folder = FolderBuilder(card: Self.card("Foo"))
    folder.texts.append(("vae/config.json", "{\"torch_dtype\":\"float16\"}"))
    #expect(try folder.report.findings(.storage).isEmpty)
  }

  @Test(
    "a file's name must say what its tensors are",
    arguments: [
      ("model-bf16.safetensors", true), ("model.fp32.safetensors", false),
      ("model-Q4_K_M.safetensors", true), ("model-of-f16-and-f32.safetensors", false),
    ])
  func fileNames(name: String, isFound: Bool) throws {
    var folder = FolderBuilder(card: Self.card("Foo"))
    folder.weights[0].path = name
    #expect(try folder.report.findings(.storage).count == (isFound ? 1 : 0))
  }

  @Test("code that comes with the weights, and pickles alone, are told")
  func codeThatRuns() throws {
    var folder = FolderBuilder(card: Self.card("Foo"))
    folder.texts.append(("config.json", "{\"auto_map\":{\"AutoModel\":\"m.M\"}}"))
    #expect(try folder.report.findings(.unsafeFormat).count == 1)
    var pickles = FolderBuilder(card: Self.card("Foo"))
    pickles.weights = []
    pickles.blobs.append(("pytorch_model.bin", [0x80, 0x02, 0x7D]))
    pickles.blobs.append(("openvino_model.bin", [1, 2, 3, 4]))
    let report = try pickles.report
    #expect(report.findings(.unsafeFormat).count == 1)
    #expect(report.label.label == .notAssessed)
  }
}
