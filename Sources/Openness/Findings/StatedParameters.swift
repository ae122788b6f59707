// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import UntrustedInput
internal import WeightFormats

/// OW13: the numbers of parameters that a release states, against what its tensors come to.
///
/// A number counts as stated of the model where it stands in the model's name: a title of few
/// words, or the metadata of its weights. Elsewhere, and where it is not far off, it is worth a
/// look: names round, leave out embeddings, and may count another model's parameters.
struct StatedParameters {
  /// One place that may state a number.
  struct Statement {
    let evidence: EvidenceItem
    let labels: [ParameterLabel]
    /// Whether it names the model and nothing else.
    let isName: Bool

    /// A statement in a text that may be the model's name.
    init(_ evidence: EvidenceItem, in text: String) {
      self.evidence = evidence
      labels = ParameterLabel.all(in: text)
      let words = text.split { " \t-_/()".contains($0) }.map { $0.lowercased() }
      isName =
        text.split(separator: " ").count <= Self.maximumNameWordCount
        && !words.contains(where: Self.otherWords.contains)
    }

    private static let maximumNameWordCount = 4
    /// Words with which a title speaks of another model than the one that is here.
    private static let otherWords: Set = [
      "for", "of", "on", "to", "with", "from", "by", "and", "draft", "adapter", "lora", "qlora",
      "reward", "controlnet", "encoder", "projector", "head", "probe", "sae", "vs", "card",
    ]
  }

  /// The finding; nil where what is stated fits, or where it cannot be told.
  ///
  /// Packed integers hide how many values there are, an adapter is a small part of a model, and of
  /// an incomplete set a part is counted. What a card states must fit one of the models beside it,
  /// what a file states the one that it is part of.
  ///
  /// - Parameter card: what stands in the card about the whole release.
  static func finding(
    card: [Statement], _ contents: FolderContents, _ weights: WeightEvidence
  ) -> OpennessFinding? {
    guard weights.isComplete, !weights.hasPackedValues, !weights.isAdapter else { return nil }
    let counts = contents.sets.compactMap { places -> (UntrustedText, UInt64)? in
      guard let first = places.first else { return nil }
      return (contents.weights[first].path.text, count(places.map { contents.weights[$0] }))
    }.filter { $0.1 > 0 }
    guard let largest = counts.max(by: { $0.1 < $1.1 }) else { return nil }
    for statement in card
    where !statement.labels.contains(where: { label in counts.contains { label.fits($0.1) } }) {
      return finding(statement, largest.1, in: largest.0)
    }
    for places in contents.sets {
      let files = places.map { contents.weights[$0] }
      let count = count(files)
      guard count > 0, let first = files.first, !isAuxiliary(first) else { continue }
      for statement in statements(of: files)
      where !statement.labels.contains(where: { $0.fits(count) }) {
        return finding(statement, count, in: first.path.text)
      }
    }
    return nil
  }

  /// Values of the tensors that are weights; masks and positions in integers are none.
  private static func count(_ files: [FolderContents.Weights]) -> UInt64 {
    let buffers: Set<UntrustedText> = Set(
      ["BOOL", "U8", "I64", "I32"].map { UntrustedText($0) })
    let types = TensorTotals(of: files.compactMap(\.header)).types
    return types.filter { !buffers.contains($0.name) }.reduce(0) { sum, entry in
      let (total, overflow) = sum.addingReportingOverflow(entry.parameterCount ?? .max)
      return overflow ? .max : total
    }
  }

  /// Whether a file goes with a model and is none: a projector of images, an adapter, a matrix.
  private static func isAuxiliary(_ file: FolderContents.Weights) -> Bool {
    let words = FileName(file.path).words
    if words.contains(where: { ["mmproj", "lora", "imatrix", "adapter"].contains($0) }) {
      return true
    }
    if case .string(let type)? = file.header?.metadata["general.type"] {
      return type != UntrustedText("model")
    }
    return false
  }

  /// The statements in the weights' own metadata.
  private static func statements(of weights: [FolderContents.Weights]) -> [Statement] {
    weights.flatMap { file in
      ["general.size_label", "general.name", "modelspec.title"].compactMap {
        (key: StaticString) -> Statement? in
        guard case .string(let text)? = file.header?.metadata[key] else { return nil }
        let key = EvidenceItem.Place.key(UntrustedText("\(key)"))
        return Statement(EvidenceItem(file.path.text, key, token: text), in: text.lossyString)
      }
    }.filter { !$0.labels.isEmpty }
  }

  private static func finding(
    _ statement: Statement, _ parameters: UInt64, in path: UntrustedText
  ) -> OpennessFinding {
    let label = statement.labels[0]
    let isFarOff = statement.labels.allSatisfy { $0.isFarOff(parameters) }
    return OpennessFinding(
      .parameterCount, statement.isName && isFarOff ? .contradiction : .note,
      "'\(UntrustedText(label.text).escaped)' is stated, and the tensors have "
        + "\(parameters) parameters",
      [statement.evidence, EvidenceItem(path, token: UntrustedText("\(parameters) parameters"))],
      remedy: "state the number that the weights have, or ship the weights that are meant")
  }
}
