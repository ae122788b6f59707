// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import UntrustedInput
internal import WeightFormats

/// What must not be shipped: TRUST section 6.
enum ReleaseHygiene {
  /// What stands in the way of attesting one file; nil if nothing does.
  static func finding(
    _ file: ReleaseFile, _ examination: Examination, of release: Release
  ) -> Finding? {
    func finding(_ id: Finding.ID, _ message: String) -> Finding {
      Finding(id, .error, path: file.shownPath, message)
    }
    if let failure = examination.failure {
      let id: Finding.ID =
        switch failure {
        case .escapesRoot: .attestLinkEscapes
        case .danglingLink, .notRegularFile: .attestSpecialFile
        default: .fileUnreadable
        }
      return finding(id, "\(failure)")
    }
    if let refusal = examination.refusal {
      let isWeights = FileFormat.isWeightName(file.path.basename) || file.isNamed
      switch refusal {
      case .notWeights(.gitLFSPointer): return refusal.finding(path: file.shownPath)
      case .notWeights where !isWeights: break
      default: return refusal.finding(path: file.shownPath)
      }
    }
    let name = file.path.basename.bytes
    if name.elementsEqual(".env".utf8) || name.elementsEqual(".netrc".utf8) {
      return finding(.attestSecrets, "a file of passwords or keys, by its name")
    }
    for suffix in [".incomplete", ".tmp"]
    where name.suffix(suffix.utf8.count).elementsEqual(suffix.utf8) {
      return finding(.attestUnfinished, "an unfinished file, by its name")
    }
    if examination.weights == nil, holdsPrivateKey(file, of: release) {
      return finding(.attestPrivateKey, "holds a private key")
    }
    return nil
  }

  private static func holdsPrivateKey(_ file: ReleaseFile, of release: Release) -> Bool {
    guard
      let start = try? release.open(file).read(byteCount: PrivateKeyContent.prefixByteCount)
    else { return false }
    return PrivateKeyContent.isFound(in: start)
  }

  /// What stands in the way of the release as a whole.
  static func findings(
    _ release: Release, _ examinations: [Examination], _ sets: WeightSets
  ) -> [Finding] {
    var findings = sets.findings
    findings += sets.missing.map { $0.finding(in: release) }
    // Names that are one name elsewhere could be exchanged there.
    findings += release.findings.filter { $0.id == .releaseNamesCollide }.map {
      Finding($0.id, .error, path: $0.path, $0.message)
    }
    findings += release.findings.filter { $0.id == .releaseFolderLink }
    // One part of a set may have no tensor; a file that stands alone should have some.
    for set in sets.sets where set.name == nil {
      for place in set.files where examinations[place].weights?.tensors.isEmpty == true {
        findings.append(
          Finding(
            .attestNoTensors, .error, path: release.files[place].shownPath, "holds no tensor"))
      }
    }
    if !examinations.contains(where: { $0.weights != nil }) {
      findings.append(Finding(.attestNoWeights, .error, "there is no weight file to attest"))
    }
    return findings
  }
}

extension Finding.ID {
  /// A link leads out of the release.
  public static let attestLinkEscapes = Self(rawValue: "attest.link.escapes")
  /// A link that leads nowhere, or a FIFO, socket or device.
  public static let attestSpecialFile = Self(rawValue: "attest.file.special")
  /// A file that by its name holds passwords or keys.
  public static let attestSecrets = Self(rawValue: "attest.file.secrets")
  /// A file that by its name is unfinished.
  public static let attestUnfinished = Self(rawValue: "attest.file.unfinished")
  /// A file that by its content holds a private key.
  public static let attestPrivateKey = Self(rawValue: "attest.privateKey")
  /// A name that is not UTF-8, which no JSON document can hold.
  public static let attestNameNotUTF8 = Self(rawValue: "attest.name.notUTF8")
  /// A weight file without tensors.
  public static let attestNoTensors = Self(rawValue: "attest.weights.empty")
  /// There is no weight file at all.
  public static let attestNoWeights = Self(rawValue: "attest.weights.none")
}
