// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import UntrustedInput
internal import WeightFormats

/// OW15 to OW17: what is missing of the weights, what is only derived, and what runs code.
struct WeightFindings {
  /// OW15: every gap of a set, and pointers in place of weights.
  static func incomplete(_ contents: FolderContents) -> [OpennessFinding] {
    let gaps = contents.gaps.map { gap in
      OpennessFinding(
        .incompleteWeights, .contradiction, gap.message,
        [
          EvidenceItem(gap.path, token: gap.token),
          EvidenceItem(gap.subject, token: UntrustedText(contents.states(gap.subject))),
        ], remedy: "add what is missing, or mend the index")
    }
    let pointers = contents.weights.filter(\.isPointer).map { file in
      OpennessFinding(
        .incompleteWeights, .contradiction,
        "'\(file.path.text.brief)' is a git-LFS pointer in place of weights",
        [
          EvidenceItem(file: file.path.text),
          EvidenceItem(file.path.text, .line(1), token: UntrustedText("a git-LFS pointer")),
        ], remedy: "run git lfs pull, and look again")
    }
    return gaps + pointers
  }

  /// OW16: all that is there was made from weights that are not.
  static func derivedOnly(
    _ weights: WeightEvidence, _ contents: FolderContents, isSaid: Bool
  ) -> OpennessFinding? {
    guard !isSaid, let first = contents.weights.first(where: { $0.header != nil }) else {
      return nil
    }
    if weights.isAdapter {
      return OpennessFinding(
        .derivedWeightsOnly, .note,
        "the weights are those of an adapter; the model that it adapts is not here",
        [EvidenceItem(file: first.path.text)],
        remedy: "name the base by base_model and base_model_relation in the card")
    }
    guard weights.storage == .quantized else { return nil }
    return OpennessFinding(
      .derivedWeightsOnly, .note,
      "the weights are quantised, most of them at least, and no others are here",
      [
        EvidenceItem(
          first.path.text, token: UntrustedText(StatedStorage.description(of: weights.totals)))
      ],
      remedy: "ship the weights that they were made from, or name them by base_model and "
        + "base_model_relation in the card")
  }

  /// OW17: pickles without safer weights beside them, and configurations that name code to run.
  static func unsafe(
    _ contents: FolderContents, pickles: [EvidenceItem],
    _ configurations: [(path: ContainedPath, ConfigurationDocument)]
  ) -> [OpennessFinding] {
    var findings: [OpennessFinding] = []
    if !pickles.isEmpty && contents.weights.isEmpty {
      findings.append(
        OpennessFinding(
          .unsafeFormat, .gap,
          "the weights are pickles (\(pickles.count)), which run code when loaded",
          Array(pickles.prefix(1)), remedy: "ship safetensors or GGUF files"))
    }
    for (path, configuration) in configurations where configuration.runsCode {
      findings.append(
        OpennessFinding(
          .unsafeFormat, .gap,
          "auto_map makes loaders run Python files, of this release or of another",
          [
            EvidenceItem(
              path.text, .key(UntrustedText("auto_map")), token: UntrustedText("auto_map"))
          ], remedy: "use an architecture that the library has, or say what the code does"))
    }
    return findings
  }
}
