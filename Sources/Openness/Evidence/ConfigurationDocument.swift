// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

package import UntrustedInput

/// What a `config.json` of huggingface/transformers says about the weights beside it.
///
/// Only members of the document itself and of `quantization_config` and `text_config` are looked
/// at; the reader is the strict one, so that a key that stands twice is an error.
package struct ConfigurationDocument: Sendable {
  /// What states the element type of the weights, with its key: `torch_dtype`, or `dtype` as newer
  /// versions write it, of the document itself and of `text_config`.
  package private(set) var elementTypes: [(key: String, name: UntrustedText)] = []
  /// The quantiser, where there is a `quantization_config`; empty where it does not say.
  package private(set) var quantizationMethod: UntrustedText?
  /// The classes that implement the model.
  package private(set) var architectures: [UntrustedText] = []
  /// The family of models, as the library names it.
  package private(set) var modelType: UntrustedText?
  /// The model that this one was made from, as far as the file says so.
  package private(set) var sourceName: UntrustedText?
  /// Whether `auto_map` makes loaders run Python files of the release.
  package private(set) var runsCode = false

  /// Reads a document; an error says where it breaks which rule.
  package init(_ bytes: [UInt8]) throws(JSONError) {
    var reader = try JSONReader(bytes.span)
    try read(&reader, depth: 0)
    _ = try reader.next()
  }

  private mutating func read(_ reader: inout JSONReader, depth: Int) throws(JSONError) {
    let before = reader.depth
    guard try reader.next() == .beginObject else {
      while reader.depth > before { _ = try reader.next() }
      return
    }
    while case .key(let key) = try reader.next() {
      let isOld = reader.equals(key, "torch_dtype")
      if isOld || reader.equals(key, "dtype") {
        guard let type = try readText(&reader) else { continue }
        let place = depth == 0 ? "" : "text_config."
        elementTypes.append((place + (isOld ? "torch_dtype" : "dtype"), type))
      } else if reader.equals(key, "model_type") && depth == 0 {
        modelType = try readText(&reader)
      } else if reader.equals(key, "_name_or_path") && depth == 0 {
        sourceName = try readText(&reader)
      } else if reader.equals(key, "quantization_config") && depth == 0 {
        try readQuantization(&reader)
      } else if reader.equals(key, "text_config") && depth == 0 {
        try read(&reader, depth: depth + 1)
      } else if reader.equals(key, "auto_map") {
        runsCode = true
        try reader.skipValue()
      } else if reader.equals(key, "architectures") && depth == 0 {
        try readArchitectures(&reader)
      } else {
        try reader.skipValue()
      }
    }
  }

  private func readText(_ reader: inout JSONReader) throws(JSONError) -> UntrustedText? {
    let before = reader.depth
    if case .string(let text) = try reader.next() { return reader.text(text) }
    while reader.depth > before { _ = try reader.next() }
    return nil
  }

  private mutating func readQuantization(_ reader: inout JSONReader) throws(JSONError) {
    let before = reader.depth
    guard try reader.next() == .beginObject else {
      while reader.depth > before { _ = try reader.next() }
      return
    }
    quantizationMethod = UntrustedText("")
    while case .key(let key) = try reader.next() {
      if reader.equals(key, "quant_method") {
        quantizationMethod = try readText(&reader) ?? quantizationMethod
      } else {
        try reader.skipValue()
      }
    }
  }

  private mutating func readArchitectures(_ reader: inout JSONReader) throws(JSONError) {
    let before = reader.depth
    guard try reader.next() == .beginArray else {
      while reader.depth > before { _ = try reader.next() }
      return
    }
    while reader.depth > before {
      if case .string(let text) = try reader.next(), architectures.count < 16 {
        architectures.append(reader.text(text))
      }
    }
  }
}
