// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Cryptography
internal import UntrustedInput

/// A bill of materials in the JSON-LD of SPDX 3.0.
///
/// `{"@context":"https://spdx.org/rdf/3.0.1/spdx-context.jsonld","@graph":[E]}`, or one element E
/// beside `@context`. An element is `{"type","spdxId","name","verifiedUsing":[H]}`, where H is
/// `{"type":"Hash","algorithm":"sha256","hashValue"}` or the `@id` of such an object, which then
/// stands in the graph itself or in another element. Source: the JSON schema of SPDX 3.0.1, and
/// its classes Core/Hash, Software/File, Software/Package, AI/AIPackage, Dataset/DatasetPackage.
///
/// The name of a `software_File` is a path; a file of kind `directory` has no bytes. The name of a
/// package is a path only if it looks so: generators give an `ai_AIPackage` the digest of its main
/// file. Other elements have no bytes that a release could hold, and their digests, as those of
/// imported documents, are skipped.
enum SPDX3 {
  private static let contextPrefix = Array("https://spdx.org/rdf/".utf8)

  static func recognises(_ outline: JSONOutline) -> Bool {
    !outline.isArray && outline.string("@context", startsWith: "https://spdx.org/rdf/")
  }

  /// Reads a bill of materials.
  static func parse(
    _ bytes: [UInt8], _ outline: JSONOutline
  ) throws(ManifestError) -> Manifest {
    let context = outline["@context"] ?? UntrustedText("")
    let version = UntrustedText(
      bytes: Array(
        context.bytes.dropFirst(contextPrefix.count).prefix { $0 != UInt8(ascii: "/") }))
    guard version.bytes.starts(with: "3.0.".utf8) else {
      throw .versionUnsupported(form: "an SPDX document", version: version)
    }
    var graph = Graph()
    var element = Graph.Element(offset: 0)
    var hasGraph = false
    try ManifestJSON.readObject(bytes, "@context") { reader, key throws(ManifestError) in
      if reader.equals(key, "@graph") {
        hasGraph = true
        try graph.read(&reader)
      } else {
        try graph.readField(key, &reader, of: &element)
      }
    }
    if !hasGraph { try graph.end(element) }
    let entries = try graph.claims()
    guard !entries.isEmpty else { throw .empty }
    return try Manifest(form: .spdx, entries: entries)
  }
}

/// Gathers elements that have digests, and digests that elements refer to.
private struct Graph {
  /// An element or another object of the graph, while it is read.
  struct Element {
    let offset: UInt64
    var type: UntrustedText?
    var name: UntrustedText?
    var fileKind: UntrustedText?
    var digests = BillOfMaterials.Digests()
    /// The `@id`s in `verifiedUsing`.
    var references: [UntrustedText] = []
    /// What it is itself, if it is a way to verify something.
    var method = Method()
  }

  /// An object of a subclass of Core/IntegrityMethod.
  struct Method {
    var id: UntrustedText?
    var type: UntrustedText?
    var algorithm: UntrustedText?
    var hashValue: UntrustedText?
  }

  private enum Evidence: Equatable {
    case digest(Digest)
    case unsupported(String)
  }

  /// An element whose digests are wanted.
  private struct Entry {
    let subject: Claim.Subject
    let number: Int
    let offset: UInt64
    var digests: BillOfMaterials.Digests
    let references: [UntrustedText]
  }

  private var entries: [Entry] = []
  private var evidence: [UntrustedText: Evidence] = [:]
  /// Elements that were read.
  private var count = 0

  /// Reads the `@graph`.
  mutating func read(_ reader: inout JSONReader) throws(ManifestError) {
    try ManifestJSON.readArray(&reader, "@graph") { reader, token throws(ManifestError) in
      var element = Element(offset: reader.offset)
      guard token == .beginObject else {
        throw .fieldInvalid(field: "@graph", offset: element.offset)
      }
      while case .key(let key) = try ManifestJSON.next(&reader) {
        try readField(key, &reader, of: &element)
      }
      try end(element)
    }
  }

  /// Reads a field of an element; what its type is may not be known yet.
  mutating func readField(
    _ key: JSONString, _ reader: inout JSONReader, of element: inout Element
  ) throws(ManifestError) {
    if reader.equals(key, "type") {
      element.type = try ManifestJSON.readText(&reader, "type")
      element.method.type = element.type
    } else if reader.equals(key, "name") {
      element.name = try ManifestJSON.readAnyText(&reader)
    } else if reader.equals(key, "software_fileKind") {
      element.fileKind = try ManifestJSON.readAnyText(&reader)
    } else if reader.equals(key, "verifiedUsing") {
      try readMethods(&reader, of: &element)
    } else {
      try Self.readField(key, &reader, of: &element.method)
    }
  }

  private static func readField(
    _ key: JSONString, _ reader: inout JSONReader, of method: inout Method
  ) throws(ManifestError) {
    if reader.equals(key, "@id") {
      method.id = try ManifestJSON.readText(&reader, "@id")
    } else if reader.equals(key, "algorithm") {
      method.algorithm = try ManifestJSON.readAnyText(&reader)
    } else if reader.equals(key, "hashValue") {
      method.hashValue = try ManifestJSON.readAnyText(&reader)
    } else {
      try ManifestJSON.skip(&reader)
    }
  }

  private mutating func readMethods(
    _ reader: inout JSONReader, of element: inout Element
  ) throws(ManifestError) {
    try ManifestJSON.readArray(&reader, "verifiedUsing") { reader, token throws(ManifestError) in
      let offset = reader.offset
      if case .string(let reference) = token {
        element.references.append(reader.text(reference))
        return
      }
      guard token == .beginObject else {
        throw .fieldInvalid(field: "verifiedUsing", offset: offset)
      }
      var method = Method()
      while case .key(let key) = try ManifestJSON.next(&reader) {
        if reader.equals(key, "type") {
          method.type = try ManifestJSON.readText(&reader, "type")
        } else {
          try Self.readField(key, &reader, of: &method)
        }
      }
      let evidence = try Self.evidence(of: method, offset: offset)
      try Self.add(evidence, to: &element.digests, offset: offset)
      try define(method.id, evidence, offset: offset)
    }
  }

  /// Only a Hash is a digest of a file's bytes; a package verification code may be a SHA-256 too,
  /// and is one of other digests.
  private static func evidence(of method: Method, offset: UInt64) throws(ManifestError) -> Evidence
  {
    guard let type = method.type else { throw .fieldInvalid(field: "type", offset: offset) }
    if isVerificationCode(type) { return .unsupported(BillOfMaterials.packageVerificationCode) }
    guard type == UntrustedText("Hash") else {
      return .unsupported(BillOfMaterials.unknownAlgorithm)
    }
    guard let algorithm = method.algorithm else {
      throw .fieldInvalid(field: "algorithm", offset: offset)
    }
    switch BillOfMaterials.algorithm(named: algorithm) {
    case .unsupported(let name): return .unsupported(name)
    case .supported(let algorithm):
      guard let hex = method.hashValue, let digest = Digest(algorithm, hex: hex.bytes) else {
        throw .fieldInvalid(field: "hashValue", offset: offset)
      }
      return .digest(digest)
    }
  }

  private static func isVerificationCode(_ type: UntrustedText) -> Bool {
    type == UntrustedText("PackageVerificationCode")
  }

  private static func add(
    _ evidence: Evidence, to digests: inout BillOfMaterials.Digests, offset: UInt64
  ) throws(ManifestError) {
    switch evidence {
    case .unsupported(let name): digests.addUnsupported(name)
    case .digest(let digest):
      guard digests.add(digest) else {
        throw .fieldInvalid(field: "verifiedUsing", offset: offset)
      }
    }
  }

  /// Keeps what an `@id` stands for; it must not stand for two things.
  private mutating func define(
    _ id: UntrustedText?, _ new: Evidence, offset: UInt64
  ) throws(ManifestError) {
    guard let id else { return }
    if let old = evidence.updateValue(new, forKey: id), old != new {
      throw .fieldInvalid(field: "@id", offset: offset)
    }
  }

  /// Keeps what is wanted of an element that is read to its end.
  mutating func end(_ element: Element) throws(ManifestError) {
    count += 1
    let subject: Claim.Subject
    switch element.type?.validUTF8 {
    case "software_File"?:
      guard element.fileKind != UntrustedText("directory"), hasDigest(element) else { return }
      guard let name = element.name else {
        throw .fieldInvalid(field: "name", offset: element.offset)
      }
      subject = Claim.subject(named: name)
    case "software_Package"?, "ai_AIPackage"?, "dataset_DatasetPackage"?:
      guard hasDigest(element) else { return }
      subject = BillOfMaterials.subject(perhapsNamed: element.name)
    case "Hash"?, "PackageVerificationCode"?:
      let evidence = try Self.evidence(of: element.method, offset: element.offset)
      return try define(element.method.id, evidence, offset: element.offset)
    default: return
    }
    entries.append(
      Entry(
        subject: subject, number: count, offset: element.offset, digests: element.digests,
        references: element.references))
  }

  private func hasDigest(_ element: Element) -> Bool {
    !element.digests.isEmpty || !element.references.isEmpty
  }

  /// The claims, now that all references can be followed.
  func claims() throws(ManifestError) -> [Claim] {
    var claims: [Claim] = []
    claims.reserveCapacity(entries.count)
    for entry in entries {
      var digests = entry.digests
      for reference in entry.references {
        let found = evidence[reference] ?? .unsupported(Self.elsewhere)
        try Self.add(found, to: &digests, offset: entry.offset)
      }
      claims.append(digests.claim(about: entry.subject, line: entry.number))
    }
    return claims
  }

  /// What is shown for a reference that leads out of the document.
  private static let elsewhere = "a digest in another document"
}
