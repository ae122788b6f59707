// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import UntrustedInput
internal import WeightFormats

/// Finds every statement of a licence in a release.
struct LicenceGathering {
  private(set) var statements: [LicenceStatement] = []
  private(set) var texts: [LicenceReport.Text] = []
  /// Files that are called after a licence and hold no text.
  private(set) var unread: [UntrustedText] = []

  /// Licences that a card states and tags in code that are looked at; more say nothing new.
  private static let maximumCount = 64
  /// The folders whose files speak for the whole release: the top, and those of the weights.
  private let ownFolders: Set<ContainedPath?>
  /// Whether `LICENSES/` holds one text, so that it is the release's.
  private let hasOneReuseText: Bool

  init(_ contents: FolderContents, card: LocatedCard?, declaration: LocatedDeclaration?) {
    ownFolders = Set(contents.weights.map(\.path.folder) + [nil])
    hasOneReuseText = contents.files.count { Self.isReuse($0.path) } == 1
    if let card { add(card) }
    for file in contents.files { addText(file) }
    addTags(contents)
    for file in contents.weights { add(file) }
    for file in contents.files {
      addPackage(file, isAround: false)
      guard FileRole.roles(of: file.path).contains(.dataCard) else { continue }
      for licence in DataLicence.all(in: file) {
        add(.dataCard, .data, licence.name, licence.evidence)
      }
    }
    for file in contents.surroundings {
      addText(file)
      addPackage(file, isAround: true)
    }
    if let declaration { add(declaration) }
  }

  private mutating func add(
    _ source: LicenceStatement.Source, _ scope: LicenceStatement.Scope, _ name: UntrustedText,
    _ evidence: EvidenceItem
  ) {
    let understood = LicenceName(name)
    let isNamed = understood.licenceClass != .unknown
    statements.append(
      LicenceStatement(
        source, scope, evidence, id: isNamed ? understood.identifier : nil,
        understood.licenceClass))
  }

  // MARK: Card

  private mutating func add(_ card: LocatedCard) {
    let metadata = card.card.metadata
    var seen: Set<UntrustedText> = []
    for value in metadata.licences.prefix(Self.maximumCount)
    where seen.insert(value.text).inserted {
      let item = EvidenceItem(card.path, .line(value.line), token: value.text)
      // `other` says that the name stands elsewhere.
      if value.text == UntrustedText("other"), let name = metadata.licenceName {
        add(
          .card, .release, name.text, EvidenceItem(card.path, .line(name.line), token: name.text))
      } else {
        add(.card, .release, value.text, item)
      }
    }
  }

  // MARK: Texts

  private mutating func addText(_ file: FolderFile) {
    let roles = FileRole.roles(of: file.path)
    let isLicence = roles.contains(.licence)
    guard isLicence || roles.contains(.notice) || roles.contains(.usePolicy) else { return }
    // A part of a text is none that could be identified.
    guard let bytes = file.bytes else { return }
    let scope = scope(of: file.path)
    let identification = LicenceIdentification(of: bytes)
    guard identification.isText else {
      if scope != .part && scope != .package { unread.append(file.path.text) }
      return
    }
    texts.append(
      LicenceReport.Text(
        path: file.path.text, scope: scope, isLicence: isLicence, identification: identification))
    guard isLicence else { return }
    let mentions = identification.statements.filter { $0.kind == .mention }
    if case .unknown = identification.outcome, !mentions.isEmpty {
      // A short notice that names a licence holds no text that could be another.
      for mention in mentions {
        add(
          .licenceFile, scope, UntrustedText(mention.name.identifier ?? ""),
          EvidenceItem(
            file.path.text, .line(mention.passage.line), token: mention.passage.token))
      }
    } else {
      statements += Self.statements(of: identification, scope, file.path.text)
    }
    for tag in identification.statements where tag.kind == .tag {
      add(
        .tag, scope, tag.name.raw,
        EvidenceItem(file.path.text, .line(tag.passage.line), token: tag.passage.token))
    }
  }

  private static func statements(
    of text: LicenceIdentification, _ scope: LicenceStatement.Scope, _ path: UntrustedText
  ) -> [LicenceStatement] {
    let file = EvidenceItem(file: path)
    switch text.outcome {
    case .identified(let id):
      return [LicenceStatement(.licenceFile, scope, file, id: id, LicenceClass(identifier: id))]
    case .several(let ids):
      return ids.map {
        LicenceStatement(.licenceFile, scope, file, id: $0, LicenceClass(identifier: $0))
      }
    case .modified(let difference):
      let change = difference.residue.first.map {
        EvidenceItem(path, .line($0.line), token: $0.token)
      }
      return [LicenceStatement(.licenceFile, scope, change ?? file, id: nil, text.licenceClass)]
    case .unknown:
      return [LicenceStatement(.licenceFile, scope, file, id: nil, text.licenceClass)]
    }
  }

  /// Whether a text lies where the REUSE convention has the licences of all files.
  private static func isReuse(_ path: ContainedPath) -> Bool {
    ["licenses", "licences"].contains(FileName(path).folders.last)
  }

  /// What a licence file is about, by its name (`LICENSE-CODE`, `LICENSE_WEIGHTS`) and place.
  private func scope(of path: ContainedPath) -> LicenceStatement.Scope {
    let name = FileName(path)
    if name.folders.contains(where: { $0.hasSuffix(".dist-info") }) { return .package }
    let words = Set(name.words.map { String($0) } + [name.ending] + name.folders)
    if !words.isDisjoint(with: ["code", "src", "source", "software"]) { return .code }
    if !words.isDisjoint(with: ["model", "weights", "models"]) { return .weights }
    if !words.isDisjoint(with: ["data", "dataset", "datasets"]) { return .data }
    if Self.isReuse(path) { return name.folders.count == 1 && hasOneReuseText ? .release : .part }
    return ownFolders.contains(path.folder) ? .release : .part
  }

  // MARK: Tags in code

  private mutating func addTags(_ contents: FolderContents) {
    var seen: Set<UntrustedText> = []
    for file in contents.files where FileRole.isHeadEnough(file.path) {
      guard let bytes = file.bytes, let tag = SPDXTag(in: bytes),
        seen.count < Self.maximumCount, seen.insert(tag.name).inserted
      else { continue }
      add(.tag, .code, tag.name, EvidenceItem(file.path.text, .line(tag.line), token: tag.name))
    }
  }

  // MARK: Weights

  private mutating func add(_ file: FolderContents.Weights) {
    guard let metadata = file.header?.metadata else { return }
    let path = file.path.text
    for key: StaticString in ["general.license", "modelspec.license", "license"] {
      guard case .string(let name)? = metadata[key], !name.bytes.isEmpty else { continue }
      let item = EvidenceItem(path, .key(UntrustedText("\(key)")), token: name)
      if name == UntrustedText("other"), case .string(let full)? = metadata["general.license.name"]
      {
        add(
          .weights, .weights, full,
          EvidenceItem(path, .key(UntrustedText("general.license.name")), token: full))
      } else {
        add(.weights, .weights, name, item)
      }
      return
    }
  }

  // MARK: Packages and declarations

  private mutating func addPackage(_ file: FolderFile, isAround: Bool) {
    guard FileRole.roles(of: file.path).contains(.packageMetadata), let bytes = file.bytes else {
      return
    }
    let isWheel = FileName(file.path).folders.last?.hasSuffix(".dist-info") == true
    for field in PackageLicence.all(in: bytes, of: file.path) {
      add(
        .package, isAround || isWheel ? .package : .code, field.name,
        EvidenceItem(file.path.text, .line(field.line), token: field.name))
    }
  }

  private mutating func add(_ located: LocatedDeclaration) {
    for component in MOFComponent.allCases {
      guard let licence = located.declaration.components[component]?.licence else { continue }
      let scope: LicenceStatement.Scope =
        switch component {
        case .finalParameters, .intermediateParameters: .weights
        case .datasets, .evaluationData: .data
        default: component.contentType == .code ? .code : .release
        }
      // What is said of a document is said of no other part.
      guard scope != .release else { continue }
      add(
        .declaration, scope, licence.text,
        EvidenceItem(located.path, .line(licence.line), token: licence.text))
    }
  }
}
