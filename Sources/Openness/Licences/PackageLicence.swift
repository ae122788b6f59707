// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import UntrustedInput

/// A licence that the metadata of a package names.
///
/// Read are single lines, in the forms that packaging tools write: headers of a wheel's `METADATA`
/// up to its first empty line, `license = …` of `pyproject.toml`, `license:` of `CITATION.cff`, and
/// `"license": "…"` of `package.json` and `codemeta.json`.
struct PackageLicence: Hashable {
  /// What is named.
  let name: UntrustedText
  /// The line, counted from 1.
  let line: Int

  /// The licences in the file at `path`, in order.
  static func all(in bytes: [UInt8], of path: ContainedPath) -> [PackageLicence] {
    let base = FileName(path).base
    var found: [PackageLicence] = []
    for (number, line) in bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
      .prefix(10_000).enumerated()
    {
      let text = String(decoding: line.prefix(1024), as: UTF8.self)
        .trimmingBlanks
      // What follows is the description, in which anything may stand.
      if base == "metadata" && text.isEmpty { break }
      guard let value = value(of: text, base), !value.isEmpty else { continue }
      found.append(PackageLicence(name: UntrustedText(value), line: number + 1))
    }
    return found
  }

  private static func value(of line: String, _ base: String) -> String? {
    switch base {
    case "metadata":
      for key in ["License-Expression:", "License:"] where line.hasPrefix(key) {
        let value = String(line.dropFirst(key.count)).trimmingBlanks
        return value == "UNKNOWN" ? nil : value
      }
      return nil
    case "pyproject.toml":
      guard line.hasPrefix("license"), let equals = line.firstIndex(of: "="),
        line[..<equals].dropFirst("license".count).allSatisfy({ $0 == " " })
      else { return nil }
      let value = line[line.index(after: equals)...]
      // A table names a file or holds a text: `{text = "MIT"}`.
      if value.contains("{") && !value.contains("text") { return nil }
      return quoted(value)
    case "citation.cff":
      guard line.hasPrefix("license:") else { return nil }
      let value = String(line.dropFirst("license:".count)).trimmingBlanks
      return quoted(value[...]) ?? value
    case "package.json", "codemeta.json":
      guard let key = line.firstRange(of: "\"license\""),
        let colon = line[key.upperBound...].firstIndex(of: ":")
      else { return nil }
      return quoted(line[line.index(after: colon)...])
    default: return nil
    }
  }

  /// What stands between the first pair of quotes.
  private static func quoted(_ text: Substring) -> String? {
    guard let start = text.firstIndex(where: { $0 == "\"" || $0 == "'" }) else { return nil }
    let rest = text[text.index(after: start)...]
    return rest.firstIndex(of: text[start]).map { String(rest[..<$0]) }
  }
}

extension String {
  /// The text without white space at its ends.
  fileprivate var trimmingBlanks: String {
    let start = drop { $0.isWhitespace }
    return String(start.reversed().drop { $0.isWhitespace }.reversed())
  }
}
