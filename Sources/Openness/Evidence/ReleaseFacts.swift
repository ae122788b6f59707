// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import UntrustedInput
internal import WeightFormats

/// What the files of a release say, sorted by what frameworks and findings ask for.
struct ReleaseFacts {
  let contents: FolderContents
  let weights: WeightEvidence
  /// The model card; nil where there is none that could be read.
  let card: LocatedCard?
  let declaration: LocatedDeclaration?
  let configurations: [(path: ContainedPath, document: ConfigurationDocument)]
  let licences: LicenceReport
  /// The models that this one says to be made from.
  let lineage: [BaseModel]
  /// Documents that could not be read as what they are.
  let problems: [OpennessReport.Problem]
  private let filesByRole: [FileRole: [FolderFile]]

  init(_ contents: FolderContents) {
    self.contents = contents
    weights = WeightEvidence(contents)
    var roles: [FileRole: [FolderFile]] = [:]
    for file in contents.files {
      for role in FileRole.roles(of: file.path) { roles[role, default: []].append(file) }
    }
    // What lies at the top speaks for the whole.
    filesByRole = roles.mapValues { files in
      files.filter(\.path.isBare) + files.filter { !$0.path.isBare }
    }
    var reading = DocumentReading()
    card = Self.cardFile(roles[.modelCard] ?? [], contents).flatMap { reading.card($0) }
    declaration = roles[.declaration]?.first.flatMap { reading.declaration($0) }
    configurations = (filesByRole[.configuration] ?? []).compactMap { file in
      reading.configuration(file).map { (file.path, $0) }
    }
    for role in [FileRole.licence, .notice, .usePolicy] {
      for file in roles[role] ?? [] { reading.checkText(file) }
    }
    for file in roles[.dataCard] ?? [] { reading.checkDataCard(file) }
    let gathering = LicenceGathering(contents, card: card, declaration: declaration)
    lineage = Self.lineage(card, contents)
    licences = LicenceReport(statements: gathering.statements, texts: gathering.texts)
    problems =
      reading.problems
      + gathering.unread.map { path in
        OpennessReport.Problem(
          path: path, line: nil, message: "no text that can be read", isFatal: true)
      }
  }

  /// The file that is the card of the release: at its top, else beside its weights.
  private static func cardFile(
    _ candidates: [FolderFile], _ contents: FolderContents
  ) -> FolderFile? {
    let folders = Set(contents.weights.map(\.path.folder))
    let places: [(FolderFile) -> Bool] = [
      { $0.path.isBare && FileName($0.path).stem == "readme" }, { $0.path.isBare },
      { folders.contains($0.path.folder) },
    ]
    return places.lazy.compactMap { candidates.first(where: $0) }.first
  }

  // MARK: Files

  /// The files of a role.
  func files(_ role: FileRole) -> [EvidenceItem] {
    // An empty file is a name and nothing more.
    (filesByRole[role] ?? []).filter { $0.byteCount > 0 }.map { EvidenceItem(file: $0.path.text) }
  }

  /// The weight files whose headers can be read, checkpoints from the middle of training left out.
  var weightFiles: [EvidenceItem] {
    contents.weights.filter {
      $0.header != nil && !FileRole.roles(of: $0.path).contains(.intermediateWeights)
    }.map { EvidenceItem(file: $0.path.text) }
  }

  /// Pickles with weights, by their names and first bytes.
  var pickles: [EvidenceItem] {
    (filesByRole[.pickle] ?? []).filter { file in
      guard let bytes = file.bytes,
        !FileRole.roles(of: file.path).contains(.trainingMetadata)
      else { return false }
      let span = bytes.span
      return unsafe FileFormat.recognise(span.bytes).carriesCode
    }.map { EvidenceItem(file: $0.path.text) }
  }

  /// The card, where somebody wrote words into it.
  var cardWithProse: [EvidenceItem] {
    guard let card, card.card.hasProse else { return [] }
    return [EvidenceItem(file: card.path)]
  }

  /// The classes that configurations name to implement the model.
  var architectureInConfigurations: [EvidenceItem] {
    configurations.compactMap { path, document in
      (document.architectures.first ?? document.modelType).map { name in
        let key = document.architectures.isEmpty ? "model_type" : "architectures"
        return EvidenceItem(path.text, .key(UntrustedText(key)), token: name)
      }
    } + architectureInWeights
  }

  private var architectureInWeights: [EvidenceItem] {
    contents.weights.prefix(1).compactMap { file in
      for key: StaticString in ["general.architecture", "modelspec.architecture"] {
        if case .string(let name)? = file.header?.metadata[key] {
          return EvidenceItem(file.path.text, .key(UntrustedText("\(key)")), token: name)
        }
      }
      return nil
    }
  }

  /// Whether a card, licence or declaration is there and cannot be read, so that what it states is
  /// not known.
  var hasUnreadStatements: Bool { problems.contains(where: \.isFatal) }

  // MARK: The card's front matter

  /// Results in the front matter, or in a section with words.
  var evaluationInCard: [EvidenceItem] {
    guard let card else { return [] }
    // Training tools write an index without results.
    let index = card.card.metadata.modelIndex.flatMap { index in
      index.metricCount == 0
        ? nil : card.item(index.line, UntrustedText("model-index: \(index.metricCount) metrics"))
    }
    return [index, card.evaluationWithNumbers].compactMap { $0 }
  }

  /// What gates access: the front matter's keys.
  var gating: [EvidenceItem] {
    guard let card else { return [] }
    let metadata = card.card.metadata
    var items: [EvidenceItem] = []
    if let gated = metadata.gated, gated.text != UntrustedText("false") {
      items.append(card.item(gated.line, UntrustedText("gated: \(gated.text.lossyString)")))
    }
    if !metadata.isUngated { items += metadata.gating.map { card.item($0.line, $0.key) } }
    if let refused = metadata.isRefusedInEU, refused.text == UntrustedText("true") {
      items.append(card.item(refused.line, UntrustedText("extra_gated_eu_disallowed: true")))
    }
    return items
  }

  /// The base models of the front matter.
  var baseModels: [EvidenceItem] {
    card.map { card in card.card.metadata.baseModels.map(card.item) } ?? []
  }

  /// Preprints about the model itself: arXiv's tag in the front matter, or a link from a section
  /// on papers; what is said to be about data sets does not count.
  var preprints: [EvidenceItem] { papers([.arXiv]) }

  /// The same with papers elsewhere.
  var papers: [EvidenceItem] { papers([.arXiv, .doi]) }

  private func papers(_ kinds: Set<CardLink.Kind>) -> [EvidenceItem] {
    guard let card else { return [] }
    let tags = card.card.metadata.tags.filter { $0.text.bytes.starts(with: "arxiv:".utf8) }
    let links = card.card.links.filter { link in
      guard kinds.contains(link.kind) else { return false }
      guard let heading = card.heading(above: link.line), heading.level > 1 else { return true }
      let title = heading.title.lossyString.lowercased()
      return ["citation", "cite", "citing", "paper", "publication", "technical report", "bibtex"]
        .contains { title.contains($0) }
    }
    return tags.map(card.item) + links.map { card.item($0.line, $0.target) }
  }

  // MARK: The card's sections

  /// The section on training data, where it has words.
  var trainingDataSection: [EvidenceItem] { section(.trainingData) }

  /// The section on uses.
  var usageSection: [EvidenceItem] { section(.uses) }

  /// The section on risks and limitations.
  var riskSection: [EvidenceItem] { section(.biasRisksLimitations) }

  private func section(_ slot: DocumentationSlot) -> [EvidenceItem] {
    card?.section(slot).map { [$0] } ?? []
  }

  /// Whether every section of the Hub's template has words.
  var isCardComplete: Bool {
    card?.findings(for: .modelCard).allSatisfy { $0.state == .present } ?? false
  }

  /// Addresses in the section on training data.
  var linksOfTrainingData: [EvidenceItem] {
    guard let card else { return [] }
    let slot = DocumentationSlot.trainingData
    return card.card.links.filter { link in
      guard [.hubDataset, .gitHub, .web].contains(link.kind) else { return false }
      return card.heading(above: link.line).map { slot.matches($0.title.lossyString) } ?? false
    }.map { card.item($0.line, $0.target) }
  }

  // MARK: Declarations and restrictions

  /// What is declared about training data.
  func declared(_ information: Declaration.DataInformation) -> EvidenceRow? {
    guard let declaration,
      let statement = declaration.declaration.dataInformation[information]
    else { return nil }
    return EvidenceRow(.declared, [declaration.item(statement)])
  }

  /// What is declared for a criterion of the openness index.
  func declared(_ criterion: IndexRow.Criterion) -> EvidenceRow? {
    guard let declaration, let statement = declaration.declaration.index[criterion.rawValue] else {
      return nil
    }
    return EvidenceRow(.declared, [declaration.item(statement)])
  }

  /// The statement that one of `components` is withheld.
  func withheld(_ components: [MOFComponent]) -> EvidenceRow? {
    declaration?.withheld(components)
  }

  /// The licence of a part, where it is one that restricts, or a clause of one of its own.
  func restriction(of scope: LicenceStatement.Scope) -> EvidenceRow? {
    let licence = scope == .code ? licences.code : licences.weights
    if let licence, licence.licenceClass.isRestricted {
      return EvidenceRow(.contradicted, licence.evidence)
    }
    return scope == .weights ? licences.restrictingClause : nil
  }
}
