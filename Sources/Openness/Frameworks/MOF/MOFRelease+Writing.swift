// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import UntrustedInput

/// Writing a release as YAML.
extension MOFRelease {
  /// The YAML description of the release, the same bytes for the same release.
  ///
  /// All texts are quoted, so that dates and versions stay strings for every reader. Components
  /// are in the order of the framework's table. Texts that are no UTF-8 are repaired.
  public var yaml: String {
    var lines = ["framework:", "  name: \(Self.quoted(UntrustedText(Self.frameworkName)))"]
    lines += ["  version: '1.0'", "  date: '2024-12-15'", "release:"]
    lines.append("  name: \(Self.quoted(name))")
    for key in Self.factKeys {
      let fact = facts[key] ?? (key == "producer" ? UntrustedText("") : nil)
      if let fact { lines.append("  \(key): \(Self.quoted(fact))") }
    }
    var licenceLines: [String] = []
    for (key, licence) in keyedLicences {
      licenceLines.append("    \(key):")
      licenceLines.append("      name: \(Self.quoted(licence.name))")
      licenceLines.append("      path: \(Self.quoted(licence.path))")
    }
    lines.append(licenceLines.isEmpty ? "  license: {}" : "  license:")
    lines += licenceLines
    let listed = MOFComponent.allCases.compactMap { item($0) }
    lines.append(listed.isEmpty ? "  components: []" : "  components:")
    for item in listed {
      lines.append("    - name: \(Self.quoted(UntrustedText(item.component.name)))")
      lines.append("      description: \(Self.quoted(UntrustedText(item.component.summary)))")
      for (key, value) in [
        ("license", item.licence), ("license_path", item.licencePath),
        ("component_path", item.path),
      ] {
        if let value { lines.append("      \(key): \(Self.quoted(value))") }
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private var keyedLicences: [(String, Licence)] {
    var found: [(String, Licence)] = []
    if let distribution { found.append(("distribution", distribution)) }
    for type in MOFComponent.ContentType.allCases {
      if let licence = licences[type] { found.append((type.rawValue, licence)) }
    }
    return found
  }

  /// A text as a YAML scalar: in single quotes, or in double ones where it must be escaped.
  static func quoted(_ text: UntrustedText) -> String {
    let string = text.lossyString
    guard string.unicodeScalars.contains(where: \.isInvisible) else {
      return "'"
        + string.split(separator: "'", omittingEmptySubsequences: false)
        .joined(separator: "''") + "'"
    }
    var quoted = "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case "\r": quoted += "\\r"
      case "\t": quoted += "\\t"
      default:
        if scalar.isInvisible {
          let digits = String(scalar.value, radix: 16, uppercase: true)
          let zeros = String(repeating: "0", count: 8 - digits.utf8.count)
          quoted += "\\U" + zeros + digits
        } else {
          quoted.unicodeScalars.append(scalar)
        }
      }
    }
    return quoted + "\""
  }
}
