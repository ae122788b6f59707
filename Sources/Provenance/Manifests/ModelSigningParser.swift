// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Cryptography
internal import UntrustedInput

/// Gathers what a statement about a signed model says, whatever the order of its fields, and checks
/// that it holds together.
struct ModelSigningParser {
  private var type: UntrustedText?
  private var predicateType: UntrustedText?
  private var subjects: [InTotoSubject]?
  private var method: UntrustedText?
  private var exempted: [UntrustedText] = []
  private var resources: [Resource]?
  /// The bytes of all resources' digests, in their order.
  private var digestBytes: [UInt8] = []

  /// One entry of `resources`.
  struct Resource {
    let name: UntrustedText
    let algorithm: Algorithm
    /// Where its digest stands among all of them.
    let digest: Range<Int>
    /// Where it stands in the document.
    let offset: UInt64
  }

  private typealias Read = ManifestJSON

  mutating func readStatement(_ bytes: [UInt8]) throws(ManifestError) {
    try Read.readObject(bytes, "statement") { reader, key throws(ManifestError) in
      if reader.equals(key, "_type") {
        type = try Read.readText(&reader, "_type")
      } else if reader.equals(key, "predicateType") {
        predicateType = try Read.readText(&reader, "predicateType")
      } else if reader.equals(key, "subject") {
        var subjects: [InTotoSubject] = []
        try InTotoSubject.readAll(&reader) { subjects.append($0) }
        self.subjects = subjects
      } else if reader.equals(key, "predicate") {
        try readPredicate(&reader)
      } else {
        try Read.skip(&reader)
      }
    }
  }

  private mutating func readPredicate(_ reader: inout JSONReader) throws(ManifestError) {
    try Read.readObject(&reader, "predicate") { reader, key throws(ManifestError) in
      if reader.equals(key, "serialization") {
        try readSerialization(&reader)
      } else if reader.equals(key, "resources") {
        try readResources(&reader)
      } else {
        try Read.skip(&reader)
      }
    }
  }

  private mutating func readSerialization(_ reader: inout JSONReader) throws(ManifestError) {
    try Read.readObject(&reader, "serialization") { reader, key throws(ManifestError) in
      if reader.equals(key, "method") {
        method = try Read.readText(&reader, "method")
      } else if reader.equals(key, "ignore_paths") {
        var paths: [UntrustedText] = []
        try Read.readArray(&reader, "ignore_paths") { reader, token throws(ManifestError) in
          guard case .string(let path) = token else {
            throw .fieldInvalid(field: "ignore_paths", offset: reader.offset)
          }
          paths.append(reader.text(path))
        }
        exempted = paths
      } else {
        try Read.skip(&reader)
      }
    }
  }

  private mutating func readResources(_ reader: inout JSONReader) throws(ManifestError) {
    var resources: [Resource] = []
    var digestBytes: [UInt8] = []
    var (name, algorithm, digest): (UntrustedText?, UntrustedText?, [UInt8]?)
    try Read.readObjects(&reader, "resources") { reader, key throws(ManifestError) in
      if reader.equals(key, "name") {
        name = try Read.readText(&reader, "name")
      } else if reader.equals(key, "algorithm") {
        algorithm = try Read.readText(&reader, "algorithm")
      } else if reader.equals(key, "digest") {
        let offset = reader.offset
        digest = Hexadecimal.decode(try Read.readText(&reader, "digest").bytes)
        guard digest?.isEmpty == false else {
          throw .fieldInvalid(field: "digest", offset: offset)
        }
      } else {
        try Read.skip(&reader)
      }
    } end: { offset throws(ManifestError) in
      guard let resourceName = name else { throw .fieldInvalid(field: "name", offset: offset) }
      guard let algorithmName = algorithm else {
        throw .fieldInvalid(field: "algorithm", offset: offset)
      }
      guard let bytes = digest else { throw .fieldInvalid(field: "digest", offset: offset) }
      let parsed = Algorithm(algorithmName)
      if case .strong(let strong) = parsed.kind, bytes.count != strong.byteCount {
        throw .fieldInvalid(field: "digest", offset: offset)
      }
      let start = digestBytes.count
      digestBytes += bytes
      resources.append(
        Resource(
          name: resourceName, algorithm: parsed, digest: start..<digestBytes.count,
          offset: offset))
      (name, algorithm, digest) = (nil, nil, nil)
    }
    self.resources = resources
    self.digestBytes = digestBytes
  }
}

// MARK: - Checking

extension ModelSigningParser {
  /// Checks that everything holds together, and gives the claims.
  consuming func manifest() throws(ManifestError) -> Manifest {
    guard let type else { throw .fieldInvalid(field: "_type", offset: 0) }
    guard type == UntrustedText("https://in-toto.io/Statement/v1") else {
      throw .statementUnsupported(type)
    }
    guard let predicateType else { throw .fieldInvalid(field: "predicateType", offset: 0) }
    guard let subjects else { throw .fieldInvalid(field: "subject", offset: 0) }
    let claims: [Claim]
    switch predicateType {
    case ModelSigning.predicateType:
      guard let resources else { throw .fieldInvalid(field: "resources", offset: 0) }
      guard let method else { throw .fieldInvalid(field: "method", offset: 0) }
      guard !resources.isEmpty else { throw .empty }
      try checkRoot(subjects)
      switch method.lossyString {
      case "files": claims = try claimsOfFiles(resources)
      case "shards": claims = try claimsOfShards(resources)
      default: throw .fieldInvalid(field: "method", offset: 0)
      }
    case ModelSigning.oldPredicateType:
      guard !subjects.isEmpty else { throw .empty }
      claims = try Self.claims(of: subjects)
    default: throw .predicateUnsupported(predicateType)
    }
    var manifest = try Manifest(form: .modelSigning, signedEntries: claims)
    manifest.exempted = exempted
    if predicateType == ModelSigning.predicateType, let subject = subjects.first {
      manifest.release = ReleaseIdentity(
        name: subject.name, version: nil,
        rootDigest: subject.digests.first { $0.algorithm == .sha256 })
    }
    return manifest
  }

  /// The one subject is the model, by the digest of its resources' digests.
  private func checkRoot(_ subjects: [InTotoSubject]) throws(ManifestError) {
    guard subjects.count == 1, let subject = subjects.first else {
      throw .fieldInvalid(field: "subject", offset: subjects.dropFirst().first?.offset ?? 0)
    }
    guard let root = subject.digests.first(where: { $0.algorithm == .sha256 }) else {
      throw .fieldInvalid(field: "sha256", offset: subject.offset)
    }
    let span = digestBytes.span
    guard unsafe Digest(of: span.bytes, .sha256) == root else { throw .rootDigestDisagrees }
  }

  private func claimsOfFiles(_ resources: [Resource]) throws(ManifestError) -> [Claim] {
    var claims: [Claim] = []
    claims.reserveCapacity(resources.count)
    for (index, resource) in resources.enumerated() {
      let subject = try Self.subject(named: resource.name, isOnly: resources.count == 1)
      var claim = Claim(subject: subject, digests: [], line: index + 1)
      if !resource.algorithm.isSharded, case .strong(let algorithm) = resource.algorithm.kind {
        claim.digests = [try digest(of: resource, algorithm)]
      } else {
        claim.unsupportedAlgorithms = [Self.shownName(resource.algorithm)]
      }
      claims.append(claim)
    }
    return claims
  }

  func digest(
    of resource: Resource, _ algorithm: DigestAlgorithm
  ) throws(ManifestError) -> Digest {
    guard let digest = Digest(algorithm, bytes: Array(digestBytes[resource.digest])) else {
      throw .fieldInvalid(field: "digest", offset: resource.offset)
    }
    return digest
  }

  /// The claims of a model that 0.2.0 signed, whose files are the subjects.
  private static func claims(of subjects: [InTotoSubject]) throws(ManifestError) -> [Claim] {
    var claims: [Claim] = []
    claims.reserveCapacity(subjects.count)
    for (index, file) in subjects.enumerated() {
      guard let name = file.name else { throw .fieldInvalid(field: "name", offset: file.offset) }
      guard file.digests.contains(where: { $0.algorithm == .sha256 }) else {
        throw .fieldInvalid(field: "sha256", offset: file.offset)
      }
      var claim = Claim(
        subject: try subject(named: name, isOnly: subjects.count == 1), digests: file.digests,
        unsupportedAlgorithms: file.unsupportedAlgorithms, line: index + 1)
      // It stands under `sha256` whatever it is, since nothing else could be signed.
      if let actual = file.actualAlgorithm, actual != UntrustedText("sha256"),
        actual != UntrustedText("file-sha256")
      {
        claim.digests.removeAll { $0.algorithm == .sha256 }
        claim.unsupportedAlgorithms.append(actual.brief)
      }
      claims.append(claim)
    }
    return claims
  }

  /// Interprets the name of a file.
  ///
  /// TRUST 1.3: names with `./`, `//`, a trailing `/`, `.` or `..` components are refused, except
  /// the single name `.` of a model that is one file, which says no name.
  static func subject(
    named name: UntrustedText, isOnly: Bool
  ) throws(ManifestError) -> Claim.Subject {
    if isOnly && name.bytes.elementsEqual(".".utf8) { return .nameless }
    for component in name.bytes.split(
      separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    where component.isEmpty || component.elementsEqual(".".utf8)
      || component.elementsEqual("..".utf8)
    {
      throw .pathInvalid(name)
    }
    guard let path = ContainedPath(name) else { throw .pathInvalid(name) }
    return .path(path)
  }

  private static func shownName(_ algorithm: Algorithm) -> String {
    algorithm.isSharded ? "sharded \(algorithm.displayName)" : algorithm.displayName
  }
}
