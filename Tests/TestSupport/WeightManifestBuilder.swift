// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

/// Makes the text of a weight manifest, good ones and damaged ones.
///
/// Every value is JSON text, so that a damaged twin can hold what a writer never would:
///
///     var twin = WeightManifestBuilder.tiny
///     twin.files[0].size = "1.5"
///
/// Nothing is checked here; that is what the tests are for.
package struct WeightManifestBuilder: Sendable {
  /// One member of an object: a key, and its value as JSON text.
  package typealias Member = (key: String, value: String)

  /// One segment of a file.
  package struct Segment: Sendable {
    package var kind: String
    package var name: String?
    package var dtype: String?
    package var shape: String?
    package var offset: String
    package var length: String
    package var sha256: String
    package var chunks: [String]?
    package var others: [Member] = []

    /// A tensor where `name` is given, the header where it is not.
    package init(
      _ kind: String, _ range: Range<Int>, name: String? = nil, dtype: String? = nil,
      shape: String? = nil, sha256: String = WeightManifestBuilder.hex("1"), chunks: [String]? = nil
    ) {
      self.kind = quoted(kind)
      self.name = name.map(quoted)
      self.dtype = dtype.map(quoted)
      self.shape = shape
      offset = "\(range.lowerBound)"
      length = "\(range.count)"
      self.sha256 = quoted(sha256)
      self.chunks = chunks.map { $0.map(quoted) }
    }

    package var members: [Member] {
      var members: [Member] = [("kind", kind)]
      if let name { members.append(("name", name)) }
      if let dtype { members.append(("dtype", dtype)) }
      if let shape { members.append(("shape", shape)) }
      members += [("offset", offset), ("length", length), ("sha256", sha256)]
      if let chunks { members.append(("chunks", "[\(chunks.joined(separator: ","))]")) }
      return members + others
    }
  }

  /// One entry of `files`.
  package struct File: Sendable {
    package var path: String
    package var size: String
    package var sha256: String
    package var format: String
    package var segments: [Segment]?
    /// Further members, `byteOrder` and `set` among them.
    package var others: [Member] = []

    package init(
      _ path: String, size: Int, format: String = "safetensors",
      sha256: String = WeightManifestBuilder.hex("f"),
      segments: [Segment]? = nil
    ) {
      self.path = quoted(path)
      self.size = "\(size)"
      self.sha256 = quoted(sha256)
      self.format = quoted(format)
      self.segments = segments
    }

    package var members: [Member] {
      var members: [Member] = [
        ("path", path), ("size", size), ("sha256", sha256), ("format", format),
      ]
      members += others
      if let segments {
        members.append(
          ("segments", "[\(segments.map { object($0.members) }.joined(separator: ","))]"))
      }
      return members
    }
  }

  package var type = quoted("https://in-toto.io/Statement/v1")
  package var predicateType = quoted("urn:weightcheck:weight-manifest:v1")
  package var schema = "1"
  package var chunkBytes = "16777216"
  package var files: [File]
  /// What stands in `subject`; nil for what the files say.
  package var subjects: [(name: String, sha256: String)]?

  package init(_ files: [File]) {
    self.files = files
  }

  /// The members of the predicate, in the order of the contract.
  package var predicate: [Member] {
    [
      ("schema", schema), ("generator", #"{"name":"test","version":"0"}"#),
      ("release", #"{"name":"tiny"}"#), ("scope", Self.quoted("folder")), ("excluded", "[]"),
      ("chunkBytes", chunkBytes),
      ("files", "[\(files.map { Self.object($0.members) }.joined(separator: ","))]"),
    ]
  }

  /// The members of the statement, in the order of the contract.
  package var statement: [Member] {
    let subjects = (self.subjects ?? files.map { ($0.path, $0.sha256) }).map {
      #"{"name":\#($0.name),"digest":{"sha256":\#($0.sha256)}}"#
    }
    return [
      ("_type", type), ("subject", "[\(subjects.joined(separator: ","))]"),
      ("predicateType", predicateType), ("predicate", Self.object(predicate)),
    ]
  }

  /// The document.
  package var text: String { Self.object(statement) }

  /// The document.
  package var bytes: [UInt8] { Array(text.utf8) }

  /// A good manifest of a weight file of a header, two tensors and padding, and of a text.
  package static var tiny: WeightManifestBuilder {
    WeightManifestBuilder([
      File(
        "model.gguf", size: 100, format: "gguf", sha256: hex("a"),
        segments: [
          Segment("header", 0..<64, sha256: hex("1")),
          Segment("tensor", 64..<88, name: "a", dtype: "F32", shape: "[2,3]", sha256: hex("2")),
          Segment("padding", 88..<96, sha256: hex("3")),
          Segment("tensor", 96..<100, name: "b", dtype: "F16", shape: "[2]", sha256: hex("4")),
        ]),
      File("config.json", size: 3, format: "other", sha256: hex("b")),
    ])
  }

  /// A digest that is one digit over and over.
  package static func hex(_ digit: Character) -> String { String(repeating: digit, count: 64) }

  /// A JSON string; `text` must need no escapes.
  package static func quoted(_ text: String) -> String { "\"\(text)\"" }

  /// A JSON object.
  package static func object(_ members: [Member]) -> String {
    "{\(members.map { "\(quoted($0.key)):\($0.value)" }.joined(separator: ","))}"
  }
}

// Short names for the nested types.
private func hex(_ digit: Character) -> String { WeightManifestBuilder.hex(digit) }
private func quoted(_ text: String) -> String { WeightManifestBuilder.quoted(text) }
private func object(_ members: [WeightManifestBuilder.Member]) -> String {
  WeightManifestBuilder.object(members)
}
