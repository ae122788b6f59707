// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import UntrustedInput
internal import WeightFormats

/// Names that are different bytes and the same name on other systems.
enum NameCollision {
  /// TRUST 1.2: names that are equal only after normalisation or case folding.
  ///
  /// Swift compares `String`s by canonical equivalence, which is just the normalisation wanted
  /// here.
  static func findings(in files: [ReleaseFile]) -> [Finding] {
    var first: [String: ReleaseFile] = [:]
    var findings: [Finding] = []
    for file in files {
      guard let name = file.path.text.validUTF8 else { continue }
      let folded = name.lowercased()
      if let other = first[folded] {
        findings.append(
          Finding(
            .releaseNamesCollide, .warning, path: file.shownPath,
            "the name differs from '\(other.path.text)' only by case or Unicode normalisation"))
      } else {
        first[folded] = file
      }
    }
    return findings
  }
}
