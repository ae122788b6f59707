// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

package import UntrustedInput

/// The index of a set of safetensors shards: which tensor lies in which file.
///
///     {"metadata": {"total_size": 123},
///      "weight_map": {"tensor": "model-00001-of-00002.safetensors"}}
///
/// Source: `save_pretrained` of huggingface/transformers, which writes it, and huggingface.js,
/// which reads it. Names of files are plain: an index that leads elsewhere is refused.
package struct ShardIndex: Sendable {
  /// The files, in the order in which they are first named.
  package private(set) var files: [UntrustedText] = []
  /// Bytes of all tensors, as the index states them; often wrong, and sometimes no integer.
  package private(set) var totalByteCount: UInt64?
  private var names: [UInt8] = []
  private var entries: [Entry] = []

  private struct Entry {
    let nameStart: UInt32
    let nameCount: UInt32
    let file: UInt32
  }

  /// Why a document is no index that can be used.
  package enum Failure: Error, Hashable, Sendable {
    /// It is not JSON, or breaks a rule of the strict reader, duplicate keys among them.
    case notJSON(String)
    /// It has no `weight_map`, so that it is another kind of document.
    case noWeightMap
    /// `weight_map` is not an object of strings.
    case weightMapInvalid(offset: UInt64)
    /// A file's name is not plain: empty, with a slash, `.` or `..`.
    case fileNotPlain(UntrustedText, offset: UInt64)
    /// It names more files than are looked at.
    case tooManyFiles(limit: Int)
  }

  /// Whether a file of this name is an index by its name.
  ///
  /// `model.safetensors.index.json`, and with a variant `model.safetensors.index.fp16.json`.
  package static func isIndexName(_ name: UntrustedText) -> Bool {
    setNameEnd(name.bytes) != nil
  }

  /// Whether an index by its name is one of safetensors files.
  package static func isSafetensorsIndexName(_ name: UntrustedText) -> Bool {
    guard let end = setNameEnd(name.bytes) else { return false }
    return name.bytes[..<end].suffix(".safetensors".utf8.count).elementsEqual(".safetensors".utf8)
  }

  /// The set's name by its index's name: `model`.
  package static func setName(_ name: UntrustedText) -> ArraySlice<UInt8> {
    let start = name.bytes[..<(setNameEnd(name.bytes) ?? name.bytes.count)]
    return start.lastIndex(of: UInt8(ascii: ".")).map { start[..<$0] } ?? start
  }

  /// Where `.index.json` or `.index.VARIANT.json` begins.
  private static func setNameEnd(_ name: [UInt8]) -> Int? {
    let parts = name.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard parts.count >= 3, parts[parts.count - 1].elementsEqual("json".utf8),
      let index = parts.suffix(3).dropLast().last(where: { $0.elementsEqual("index".utf8) })
    else { return nil }
    return index.startIndex > 0 ? index.startIndex - 1 : nil
  }

  /// Reads an index.
  package init(_ bytes: [UInt8]) throws(Failure) {
    let failure: Failure?
    do throws(JSONError) {
      var reader = try JSONReader(bytes.span)
      failure = try read(&reader)
    } catch {
      failure = .notJSON("\(error)")
    }
    if let failure { throw failure }
  }

  private mutating func read(_ reader: inout JSONReader) throws(JSONError) -> Failure? {
    guard try reader.next() == .beginObject else { return .noWeightMap }
    var hasMap = false
    while case .key(let key) = try reader.next() {
      if reader.equals(key, "weight_map") {
        hasMap = true
        if let failure = try readMap(&reader) { return failure }
      } else if reader.equals(key, "metadata") {
        try readMetadata(&reader)
      } else {
        try reader.skipValue()
      }
    }
    _ = try reader.next()
    return hasMap ? nil : .noWeightMap
  }

  private mutating func readMetadata(_ reader: inout JSONReader) throws(JSONError) {
    let depth = reader.depth
    guard try reader.next() == .beginObject else {
      while reader.depth > depth { _ = try reader.next() }
      return
    }
    while case .key(let key) = try reader.next() {
      guard reader.equals(key, "total_size") else {
        try reader.skipValue()
        continue
      }
      let depth = reader.depth
      if case .number(let number) = try reader.next() {
        totalByteCount = reader.integralUInt64(number)
      }
      while reader.depth > depth { _ = try reader.next() }
    }
  }

  private mutating func readMap(_ reader: inout JSONReader) throws(JSONError) -> Failure? {
    let offset = reader.offset
    guard try reader.next() == .beginObject else { return .weightMapInvalid(offset: offset) }
    var numbers: [UntrustedText: UInt32] = [:]
    while case .key(let tensor) = try reader.next() {
      let offset = reader.offset
      guard case .string(let value) = try reader.next() else {
        return .weightMapInvalid(offset: offset)
      }
      let file = reader.text(value)
      guard let path = ContainedPath(file), path.isBare, path.text == file else {
        return .fileNotPlain(file, offset: offset)
      }
      if numbers[file] == nil {
        guard files.count < Limits.shardCount else {
          return .tooManyFiles(limit: Limits.shardCount)
        }
        numbers[file] = UInt32(files.count)
        files.append(file)
      }
      entries.append(
        Entry(
          nameStart: UInt32(names.count), nameCount: UInt32(tensor.byteCount),
          file: numbers[file] ?? 0))
      reader.append(tensor, to: &names)
    }
    return nil
  }

  /// How many tensors are mapped.
  package var count: Int { entries.count }

  /// The name of the tensor of entry `index`.
  package func nameBytes(of index: Int) -> ArraySlice<UInt8> {
    let start = Int(entries[index].nameStart)
    return names[start..<(start + Int(entries[index].nameCount))]
  }

  /// The place in `files` of the file that holds the tensor of entry `index`.
  package func file(of index: Int) -> Int { Int(entries[index].file) }
}

extension ShardIndex.Failure: CustomStringConvertible {
  /// One sentence: lower case, no full stop.
  package var description: String {
    switch self {
    case .notJSON(let reason): "the shard index cannot be read: \(reason)"
    case .noWeightMap: "the document has no weight_map"
    case .weightMapInvalid(let offset):
      "weight_map is not an object of file names, at byte \(offset)"
    case .tooManyFiles(let limit): "weight_map names more than \(limit) files"
    case .fileNotPlain(let file, let offset):
      "weight_map names '\(file.brief)', which is no plain file name, at byte \(offset)"
    }
  }
}
