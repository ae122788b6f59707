// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import UntrustedInput

/// A bill of materials in CycloneDX's JSON, 1.4 and later.
///
/// `{"bomFormat":"CycloneDX","specVersion":"1.6","metadata":{"component":C},"components":[C]}`,
/// where a component C is `{"type","name","hashes":[{"alg","content"}],"components":[C]}`. Source:
/// the JSON schemas of CycloneDX 1.4 to 1.7 (ECMA-424).
///
/// The format says of no component which file its hashes are of. By convention the name of a
/// component of type `file` is a path; the name of any other is one only if it looks so, else its
/// digest has no name. Not read, since each would bind a digest to what it is not a digest of:
/// - `properties`: those that are registered and hold a path (`cdx:npm:package:path`,
///   `aboutcode:filename`, Syft's `syft:location:0:path`) name a package's folder, its archive, or
///   where it was found;
/// - `evidence.occurrences`: where a component was found, which may be a list of requirements;
/// - `externalReferences[].hashes`: digests of what a URL delivers, even under `distribution`,
///   where it may be an archive or a page about the component, and no field names the file;
/// - components elsewhere: the tools that made the document (`metadata.tools`), what a component
///   was derived from (`pedigree`), how it was made (`formulation`). They are other releases.
enum CycloneDX {
  static func recognises(_ outline: JSONOutline) -> Bool {
    guard !outline.isArray else { return false }
    // 2.0, whose draft calls the key `specFormat`, is told from other documents to be named.
    return outline["bomFormat"] == UntrustedText("CycloneDX")
      || outline["specFormat"] == UntrustedText("CycloneDX")
  }

  /// Whether a document is CycloneDX in XML, by the namespace of its outermost element.
  static func isXML(_ bytes: [UInt8]) -> Bool {
    let start = bytes.prefix(4096)
    guard let first = start.first(where: { $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: "{") })
    else { return false }
    return first == UInt8(ascii: "<") && start.contains("http://cyclonedx.org/schema/bom/".utf8)
  }

  /// Reads a bill of materials.
  static func parse(
    _ bytes: [UInt8], _ outline: JSONOutline
  ) throws(ManifestError) -> Manifest {
    guard let version = outline["specVersion"] else {
      throw .fieldInvalid(field: "specVersion", offset: 0)
    }
    guard isRead(version) else {
      throw .versionUnsupported(form: "a CycloneDX document", version: version)
    }
    var components = Components()
    try ManifestJSON.readObject(bytes, "bomFormat") { reader, key throws(ManifestError) in
      if reader.equals(key, "components") {
        try components.read(&reader)
      } else if reader.equals(key, "metadata") {
        try ManifestJSON.readObject(&reader, "metadata") { reader, key throws(ManifestError) in
          if reader.equals(key, "component") {
            try components.readOne(&reader)
          } else {
            try ManifestJSON.skip(&reader)
          }
        }
      } else {
        try ManifestJSON.skip(&reader)
      }
    }
    guard !components.entries.isEmpty else { throw .empty }
    return try Manifest(form: .cycloneDX, entries: components.entries)
  }

  /// `1.4` and every later version of the first edition, which only ever adds.
  private static func isRead(_ version: UntrustedText) -> Bool {
    let digits = version.bytes.dropFirst(2)
    guard version.bytes.starts(with: "1.".utf8), (1...3).contains(digits.count),
      digits.allSatisfy({ (0x30...0x39).contains($0) }), digits.first != 0x30,
      let minor = Int(String(decoding: digits, as: UTF8.self))
    else { return false }
    return minor >= 4
  }
}

/// Walks components in components without recursion, and gathers what they claim.
private struct Components {
  var entries: [Claim] = []
  /// Components that were begun.
  private var count = 0

  /// One that is read.
  private struct Component {
    /// Its place in the document, counted from 1.
    let number: Int
    let offset: UInt64
    var type: UntrustedText?
    var name: UntrustedText?
    var digests = BillOfMaterials.Digests()
  }

  /// Types of components that are neither models nor data.
  private static let software: Set = [
    "application", "container", "cryptographic-asset", "device", "device-driver", "firmware",
    "framework", "library", "operating-system", "platform",
  ]

  /// Reads a `components` array.
  mutating func read(_ reader: inout JSONReader) throws(ManifestError) {
    let (offset, depth) = (reader.offset, reader.depth)
    guard try ManifestJSON.next(&reader) == .beginArray else {
      throw .fieldInvalid(field: "components", offset: offset)
    }
    var open: [Component] = []
    try walk(&reader, &open, downTo: depth)
  }

  /// Reads one component, and those in it.
  mutating func readOne(_ reader: inout JSONReader) throws(ManifestError) {
    let (offset, depth) = (reader.offset, reader.depth)
    guard try ManifestJSON.next(&reader) == .beginObject else {
      throw .fieldInvalid(field: "component", offset: offset)
    }
    var open = [begin(at: offset)]
    try walk(&reader, &open, downTo: depth)
  }

  private mutating func begin(at offset: UInt64) -> Component {
    count += 1
    return Component(number: count, offset: offset)
  }

  /// Reads what is left of the containers above `depth`, each a component or an array of them.
  private mutating func walk(
    _ reader: inout JSONReader, _ open: inout [Component], downTo depth: Int
  ) throws(ManifestError) {
    while reader.depth > depth {
      let offset = reader.offset
      switch try ManifestJSON.next(&reader) {
      case .beginObject: open.append(begin(at: offset))
      case .endObject:
        if let component = open.popLast() { try end(component) }
      case .endArray: break
      case .key(let key): try readField(key, &reader, of: &open)
      default: throw .fieldInvalid(field: "components", offset: offset)
      }
    }
  }

  private mutating func readField(
    _ key: JSONString, _ reader: inout JSONReader, of open: inout [Component]
  ) throws(ManifestError) {
    let current = open.count - 1
    let offset = reader.offset
    if reader.equals(key, "type") {
      open[current].type = try ManifestJSON.readText(&reader, "type")
    } else if reader.equals(key, "name") {
      open[current].name = try ManifestJSON.readText(&reader, "name")
    } else if reader.equals(key, "hashes") {
      try open[current].digests.read(&reader, "hashes", algorithm: "alg", value: "content")
    } else if reader.equals(key, "components") {
      guard try ManifestJSON.next(&reader) == .beginArray else {
        throw .fieldInvalid(field: "components", offset: offset)
      }
    } else {
      try ManifestJSON.skip(&reader)
    }
  }

  private mutating func end(_ component: Component) throws(ManifestError) {
    if component.digests.isEmpty { return }
    guard let type = component.type else {
      throw .fieldInvalid(field: "type", offset: component.offset)
    }
    guard let name = component.name else {
      throw .fieldInvalid(field: "name", offset: component.offset)
    }
    let subject =
      type == UntrustedText("file")
      ? Claim.subject(named: name) : BillOfMaterials.subject(perhapsNamed: name)
    // What a model was made with, or runs with, is no file of it that could be missing.
    if subject == .nameless && Self.software.contains(type.lossyString) { return }
    entries.append(component.digests.claim(about: subject, line: component.number))
  }
}
