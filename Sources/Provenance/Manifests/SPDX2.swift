// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import UntrustedInput

/// A bill of materials in SPDX's JSON, 2.2 and 2.3.
///
/// `{"spdxVersion":"SPDX-2.3","files":[{"fileName":"./a","checksums":[K]}],
/// "packages":[{"name","packageFileName","checksums":[K],"packageVerificationCode":{…}}]}` with a
/// checksum K `{"algorithm":"SHA256","checksumValue"}`. File names are relative to the root of the
/// package. Source: SPDX 2.3, clauses 7 and 8, and its JSON schema.
///
/// A package verification code is a SHA-1 over the SHA-1s of the package's files. It verifies
/// nothing here: it is noted beside the other checksums of its package, and stands alone, without
/// a name, only where the document has nothing else. `externalDocumentRefs[].checksum` is of other
/// documents, `snippets` are parts of files: no claims.
enum SPDX2 {
  static func recognises(_ outline: JSONOutline) -> Bool {
    !outline.isArray && outline.string("spdxVersion", startsWith: "SPDX-")
  }

  /// Whether the first line that says anything is the one a tag-value document begins with.
  static func isTagValue(_ bytes: [UInt8]) -> Bool {
    for line in bytes.prefix(1 << 16).split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }) {
      let text = line.drop { $0 == 0x20 || $0 == 0x09 }
      if text.isEmpty || text.first == UInt8(ascii: "#") { continue }
      return text.starts(with: "SPDXVersion:".utf8)
    }
    return false
  }

  /// Reads a bill of materials.
  static func parse(
    _ bytes: [UInt8], _ outline: JSONOutline
  ) throws(ManifestError) -> Manifest {
    let version = outline["spdxVersion"] ?? UntrustedText("")
    guard isRead(version) else {
      throw .versionUnsupported(form: "an SPDX document", version: version)
    }
    var document = Document()
    try ManifestJSON.readObject(bytes, "spdxVersion") { reader, key throws(ManifestError) in
      if reader.equals(key, "files") {
        try document.readFiles(&reader)
      } else if reader.equals(key, "packages") {
        try document.readPackages(&reader)
      } else {
        try ManifestJSON.skip(&reader)
      }
    }
    if document.entries.isEmpty, let line = document.firstVerificationCode {
      var code = BillOfMaterials.Digests()
      code.addUnsupported(BillOfMaterials.packageVerificationCode)
      document.entries.append(code.claim(about: .nameless, line: line))
    }
    guard !document.entries.isEmpty else { throw .empty }
    return try Manifest(form: .spdx, entries: document.entries)
  }

  private static func isRead(_ version: UntrustedText) -> Bool {
    // 2.2.1 is the ISO standard 5962 of 2021, whose documents say 2.2; some say 2.2.1.
    ["SPDX-2.2", "SPDX-2.2.1", "SPDX-2.2.2", "SPDX-2.3", "SPDX-2.3.1"].contains {
      version == UntrustedText($0)
    }
  }
}

/// Gathers what files and packages claim.
private struct Document {
  var entries: [Claim] = []
  /// The place of the first package that has a verification code.
  var firstVerificationCode: Int?
  /// Files and packages that were read.
  private var count = 0

  mutating func readFiles(_ reader: inout JSONReader) throws(ManifestError) {
    var name: UntrustedText?
    var digests = BillOfMaterials.Digests()
    try ManifestJSON.readObjects(&reader, "files") { reader, key throws(ManifestError) in
      if reader.equals(key, "fileName") {
        name = try ManifestJSON.readText(&reader, "fileName")
      } else if reader.equals(key, "checksums") {
        try digests.read(
          &reader, "checksums", algorithm: "algorithm", value: "checksumValue")
      } else {
        try ManifestJSON.skip(&reader)
      }
    } end: { offset throws(ManifestError) in
      count += 1
      if !digests.isEmpty {
        guard let name else { throw .fieldInvalid(field: "fileName", offset: offset) }
        entries.append(digests.claim(about: Claim.subject(named: name), line: count))
      }
      (name, digests) = (nil, BillOfMaterials.Digests())
    }
  }

  mutating func readPackages(_ reader: inout JSONReader) throws(ManifestError) {
    var current = Package()
    try ManifestJSON.readObjects(&reader, "packages") { reader, key throws(ManifestError) in
      if reader.equals(key, "name") {
        current.name = try ManifestJSON.readText(&reader, "name")
      } else if reader.equals(key, "packageFileName") {
        current.fileName = try ManifestJSON.readText(&reader, "packageFileName")
      } else if reader.equals(key, "checksums") {
        try current.digests.read(
          &reader, "checksums", algorithm: "algorithm", value: "checksumValue")
      } else if reader.equals(key, "packageVerificationCode") {
        try ManifestJSON.skip(&reader)
        current.hasVerificationCode = true
      } else {
        try ManifestJSON.skip(&reader)
      }
    } end: { (_: UInt64) throws(ManifestError) in
      end(current)
      current = Package()
    }
  }

  private struct Package {
    var name: UntrustedText?
    var fileName: UntrustedText?
    var digests = BillOfMaterials.Digests()
    var hasVerificationCode = false
  }

  private mutating func end(_ entry: Package) {
    count += 1
    if entry.hasVerificationCode, firstVerificationCode == nil { firstVerificationCode = count }
    // A package without checksums is a folder, or something that was not at hand.
    if entry.digests.isEmpty { return }
    var digests = entry.digests
    if entry.hasVerificationCode {
      digests.addUnsupported(BillOfMaterials.packageVerificationCode)
    }
    let subject =
      entry.fileName.map(Claim.subject(named:))
      ?? BillOfMaterials.subject(perhapsNamed: entry.name)
    entries.append(digests.claim(about: subject, line: count))
  }
}
