// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import UntrustedInput
internal import WeightFormats

/// What must not be shipped: TRUST section 6.
enum ReleaseHygiene {
  /// Everything that stands in the way of attesting one file; what is allowed hides nothing else.
  static func findings(
    _ file: ReleaseFile, _ examination: Examination, of release: Release
  ) -> [Finding] {
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
      return [finding(id, "\(failure)")]
    }
    var findings: [Finding] = []
    if let refusal = examination.refusal {
      let isWeights = FileFormat.isWeightName(file.path.basename) || file.isNamed
      switch refusal {
      case .notWeights(.gitLFSPointer): findings.append(refusal.finding(path: file.shownPath))
      case .notWeights where !isWeights: break
      default: findings.append(refusal.finding(path: file.shownPath))
      }
    }
    let name = file.path.basename.bytes
    if name.elementsEqual(".env".utf8) || name.elementsEqual(".netrc".utf8) {
      findings.append(finding(.attestSecrets, "a file of passwords or keys, by its name"))
    }
    for suffix in [".incomplete", ".tmp"]
    where name.suffix(suffix.utf8.count).elementsEqual(suffix.utf8) {
      findings.append(finding(.attestUnfinished, "an unfinished file, by its name"))
    }
    if examination.isSplit && !FileFormat.isWeightName(file.path.basename) {
      findings.append(
        finding(.setSplit, "says that it is one of several parts, and its name does not"))
    }
    do throws(FileAccessError) {
      if try holdsPrivateKey(file, examination, of: release) {
        findings.append(finding(.attestPrivateKey, "holds a private key"))
      }
    } catch {
      findings.append(finding(.fileUnreadable, "\(error)"))
    }
    return findings
  }

  /// Of a weight file the metadata is looked at, of any other its start.
  private static func holdsPrivateKey(
    _ file: ReleaseFile, _ examination: Examination, of release: Release
  ) throws(FileAccessError) -> Bool {
    if let weights = examination.weights {
      return PrivateKeyContent.holdsText(weights.metadata.rawBytes)
    }
    let start = try release.open(file).read(byteCount: PrivateKeyContent.searchedByteCount)
    return PrivateKeyContent.isFound(in: start)
  }

  /// Private keys in what is not attested, and would be shipped all the same.
  ///
  /// - Parameter documents: what is left out since it is evidence.
  static func leftOutKeys(of release: Release, documents: [ReleaseFile]) -> [Finding] {
    var files = documents
    do throws(FileAccessError) {
      files += try release.leftOutFiles()
    } catch {
      return [Finding(.fileUnreadable, .error, "what is left out cannot be listed: \(error)")]
    }
    return files.compactMap { file in
      do throws(FileAccessError) {
        let start = try release.open(file).read(byteCount: PrivateKeyContent.searchedByteCount)
        guard PrivateKeyContent.isFound(in: start) else { return nil }
      } catch {
        return Finding(.fileUnreadable, .error, path: file.shownPath, "\(error)")
      }
      return Finding(
        .attestPrivateKey, .error, path: file.shownPath,
        "holds a private key; it is left out of what is attested, and would still be shipped")
    }
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
    // One part of a set may have no tensor; what stands alone, and a set as a whole, has some.
    let setNames = sets.names
    let filled = Set(
      setNames.filter { examinations[$0.key].weights?.tensors.isEmpty == false }.values)
    for (place, examination) in examinations.enumerated()
    where examination.weights?.tensors.isEmpty == true
      && setNames[place].map(filled.contains) != true
    {
      findings.append(
        Finding(
          .attestNoTensors, .error, path: release.files[place].shownPath, "holds no tensor"))
    }
    if !examinations.contains(where: { $0.weights != nil }) {
      findings.append(Finding(.attestNoWeights, .error, "there is no weight file to attest"))
    }
    if release.files.isEmpty {
      findings.append(Finding(.attestNothing, .error, "there is nothing to attest"))
    }
    return findings
  }
}

extension Finding.ID {
  /// The file of a private key can be read by others than its owner.
  public static let attestKeyReadable = Self(rawValue: "attest.key.readable")
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
  /// There is no file at all.
  public static let attestNothing = Self(rawValue: "attest.nothing")
  /// A weight manifest is larger than what is read without being named.
  public static let attestLargeManifest = Self(rawValue: "attest.manifest.large")
  /// There is no weight file at all.
  public static let attestNoWeights = Self(rawValue: "attest.weights.none")
}
