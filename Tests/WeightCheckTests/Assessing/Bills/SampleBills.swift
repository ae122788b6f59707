// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Cryptography
internal import TestSupport
internal import UntrustedInput
internal import WeightCheck

/// Bills that tests write.
enum SampleBills {
  /// Each with a name.
  static let all = [
    ("empty", empty), ("small", small), ("full", full), ("hostile", hostile),
  ]

  /// 2026-01-02T03:04:05Z.
  static let created: Int64 = 1_767_323_045

  /// A bill that says nothing but a name.
  static let empty = ModelBill(toolVersion: "0.7.0", created: created, name: "nothing")

  /// A bill with one of most things.
  static let small: ModelBill = {
    var bill = ModelBill(toolVersion: "0.7.0", created: created, name: "tiny")
    bill.files = [
      .init(path: "tiny.safetensors", byteCount: 96, sha256: digest(1), purpose: .model),
      .init(path: "README.md", byteCount: 12, sha256: nil, purpose: .documentation),
    ]
    bill.declaredLicences = [
      .init(source: "README.md", text: "apache-2.0", licence: .listed("Apache-2.0"))
    ]
    bill.concludedLicence = .listed("Apache-2.0")
    bill.datasets = [.init(name: "squad", use: .training, availability: .linked)]
    bill.properties = [.init("mof.class", "3")]
    return bill
  }()

  /// A bill that says everything, with licences that differ.
  static let full: ModelBill = {
    var bill = ModelBill(toolVersion: "0.7.0", created: created, name: "Full-Model.v2")
    bill.version = "2.0"
    bill.supplier = "Example Lab"
    bill.downloadLocation = "https://example.org/models/full?rev=main#files"
    bill.files = ModelBill.File.Purpose.allCases.enumerated().map { place, purpose in
      ModelBill.File(
        path: UntrustedText("folder/\(purpose.rawValue).bin"), byteCount: UInt64(place),
        sha256: digest(UInt8(place)), purpose: purpose)
    }
    bill.weights.formats = ["safetensors", "GGUF"]
    bill.weights.tensorCount = 103
    bill.weights.parameterCount = 22_713_216
    bill.weights.shares = [
      .init(dtype: "F32", parameterCount: 22_712_704), .init(dtype: "I64", parameterCount: 512),
    ]
    bill.weights.quantisation = "Q4_K_M"
    bill.declaredLicences = [
      .init(source: "README.md", text: "mit", licence: .listed("MIT")),
      .init(source: "setup.cfg", text: "MIT", licence: .listed("MIT")),
      .init(
        source: "general.license", text: "Apache-2.0 OR BSD-3-Clause",
        licence: .expression("Apache-2.0 OR BSD-3-Clause")),
      .init(source: "LICENSE", text: "llama3.1", licence: .reference("llama3.1")),
      .init(source: "NOTICE", text: "Bugroff", licence: .listed("Bugroff")),
    ]
    bill.concludedLicence = .reference("LicenseRef-llama3.1")
    bill.conclusionReason = "the card and the licence file differ"
    bill.licenceTexts = [.init(licence: .reference("llama3.1"), text: "one\n\ntwo")]
    bill.datasets = [
      .init(
        name: "squad", address: "https://example.org/d/squad", use: .training,
        availability: .linked, declaredLicence: .listed("CC-BY-SA-4.0")),
      .init(name: "secret", use: .evaluation, availability: .gated),
      .init(name: "toy", use: .unstated, availability: .inFolder),
    ]
    bill.baseModels = [
      .init(name: "meta-llama/Llama-3.1-8B", relation: "finetune"), .init(name: "other/base"),
    ]
    bill.card.approach = .selfSupervised
    bill.card.task = "text-generation"
    bill.card.architectureFamily = "llama"
    bill.card.architecture = "LlamaForCausalLM"
    bill.card.languages = ["en", "de"]
    bill.card.metrics = [
      .init(type: "accuracy", value: "0.91", dataset: "squad"), .init(type: "f1", value: "0.8"),
    ]
    bill.card.limitation = "README.md has a section on limitations"
    bill.card.training = "README.md has a section on training"
    bill.card.safety = "README.md has a section on risks"
    bill.card.isGated = true
    bill.properties = [.init("mof.class", "0"), .init("label", "open-access")]
    return bill
  }()

  /// A text with what documents and terminals choke on.
  static let hostileText = UntrustedText(
    bytes: Array("\u{0}\u{1B}[31m\"\\\n\u{202E}%\u{FEFF}</script> ${x} é".utf8) + [0xFF, 0xC3])

  /// A bill in which every text is hostile.
  static let hostile: ModelBill = {
    let text = hostileText
    var bill = ModelBill(toolVersion: "0.7.0", created: .max, name: text)
    bill.version = text
    bill.supplier = text
    bill.downloadLocation = "javascript:alert(1)"
    let names: [UntrustedText] = [
      text, UntrustedText(bytes: [0x61, 0xFF]), UntrustedText(bytes: [0x61, 0xFE]), "a b", "a%20b",
      "a#b", "c:d", "é", "e\u{301}", "urn:x", "_:b", "new\nline", "back\\slash", "\u{202E}gnp.exe",
    ]
    bill.files = names.map {
      ModelBill.File(path: $0, byteCount: .max, sha256: digest(7), purpose: .other)
    }
    bill.weights.quantisation = text
    bill.declaredLicences = [
      .init(source: text, text: text, licence: .reference(text)),
      .init(source: text, text: text, licence: .expression("MIT OR (")),
      .init(source: text, text: text, licence: .listed("MIT\" , \"x")),
      .init(source: text, text: text, licence: .reference("")),
    ]
    bill.concludedLicence = .expression(text)
    bill.conclusionReason = text
    bill.licenceTexts = [.init(licence: .reference(text), text: text)]
    bill.datasets = [
      .init(
        name: text, address: text, use: .training, availability: .linked,
        declaredLicence: .expression(text)),
      .init(
        name: text, address: "https://[::1/\u{202E}", use: .evaluation, availability: .gated),
      .init(
        name: text, address: "https://example.org/é", use: .unstated, availability: .linked),
    ]
    bill.baseModels = [.init(name: text, relation: text)]
    bill.card.task = text
    bill.card.architectureFamily = text
    bill.card.architecture = text
    bill.card.languages = [text]
    bill.card.metrics = [.init(type: text, value: text, dataset: text)]
    bill.card.limitation = text
    bill.card.training = text
    bill.card.safety = text
    bill.card.isGated = false
    bill.properties = [.init("x", text)]
    return bill
  }()

  /// A SHA-256 whose bytes are all the same.
  static func digest(_ byte: UInt8) -> Digest? {
    Digest(.sha256, bytes: [UInt8](repeating: byte, count: 32))
  }
}
