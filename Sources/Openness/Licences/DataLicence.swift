// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import UntrustedInput

/// A licence that a document about data names: a data set's card, or a Croissant description.
struct DataLicence: Hashable {
  /// What is named; of an address that is known, the identifier.
  let name: UntrustedText
  /// Where it stands, and what stands there.
  let evidence: EvidenceItem

  /// The licences in a document, in order; none in one of another form, or that cannot be read.
  static func all(in file: FolderFile) -> [DataLicence] {
    guard let bytes = file.bytes else { return [] }
    let path = file.path.text
    switch FileName(file.path).ending {
    case "md":
      return ModelCard(bytes).metadata.licences.map { value in
        DataLicence(
          name: value.text, evidence: EvidenceItem(path, .line(value.line), token: value.text))
      }
    case "json":
      let names = (try? croissant(bytes)) ?? []
      return names.map { name in
        DataLicence(
          name: identifier(of: name),
          evidence: EvidenceItem(path, .key(UntrustedText("license")), token: name))
      }
    default: return []
    }
  }

  /// The value or values of `license` in a Croissant document, which is JSON-LD.
  private static func croissant(_ bytes: [UInt8]) throws(JSONError) -> [UntrustedText] {
    var reader = try JSONReader(bytes.span)
    guard try reader.next() == .beginObject else { return [] }
    var names: [UntrustedText] = []
    while case .key(let key) = try reader.next() {
      guard reader.equals(key, "license") else {
        try reader.skipValue()
        continue
      }
      let before = reader.depth
      repeat {
        if case .string(let text) = try reader.next(), names.count < 16 {
          names.append(reader.text(text))
        }
      } while reader.depth > before
    }
    return names
  }

  /// The identifier that an address of Creative Commons or SPDX stands for; else the text itself.
  private static func identifier(of text: UntrustedText) -> UntrustedText {
    guard let string = text.validUTF8, let scheme = string.firstRange(of: "://") else {
      return text
    }
    let parts = string[scheme.upperBound...].split(separator: "/").map(String.init)
    guard parts.count >= 3 else { return text }
    switch (parts[0].hasPrefix("www.") ? String(parts[0].dropFirst(4)) : parts[0], parts[1]) {
    case ("creativecommons.org", "publicdomain") where parts[2] == "zero":
      return UntrustedText("CC0-1.0")
    case ("creativecommons.org", "licenses") where parts.count >= 4:
      return UntrustedText("CC-\(parts[2].uppercased())-\(parts[3])")
    case ("spdx.org", "licenses"):
      return UntrustedText(parts[2].hasSuffix(".html") ? String(parts[2].dropLast(5)) : parts[2])
    default: return text
    }
  }
}
