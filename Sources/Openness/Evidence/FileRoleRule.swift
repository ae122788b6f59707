// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

/// One line of the table that gives files their roles.
struct FileRoleRule: Sendable {
  let role: FileRole
  private let matches: @Sendable (FileName) -> Bool

  private init(_ role: FileRole, _ matches: @escaping @Sendable (FileName) -> Bool) {
    self.role = role
    self.matches = matches
  }

  func applies(to name: FileName) -> Bool { matches(name) }

  private static let documents: Set = ["", "md", "txt", "rst", "html", "pdf"]
  private static let code: Set = ["py", "sh", "ipynb", "rs", "cpp", "cc", "c", "cu", "jl", "go"]
  private static let data: Set = [
    "parquet", "jsonl", "json", "csv", "tsv", "arrow", "txt", "tar", "zst", "gz", "zip",
  ]
  private static let rows: Set = ["parquet", "jsonl", "csv", "tsv", "arrow"]

  /// A file of code one of whose words, or one of whose folders, is among `words`.
  private static func codeRule(_ role: FileRole, _ words: Set<String>) -> FileRoleRule {
    FileRoleRule(role) { name in
      code.contains(name.ending)
        && (name.words.contains { words.contains(String($0)) }
          || name.folders.contains(where: words.contains))
    }
  }

  /// A document whose words hold all of one of `phrases`.
  private static func documentRule(_ role: FileRole, _ phrases: [[String]]) -> FileRoleRule {
    FileRoleRule(role) { name in
      documents.contains(name.ending)
        && phrases.contains { $0.allSatisfy { word in name.words.contains { $0 == word } } }
    }
  }

  /// Every rule; their order means nothing.
  static let all: [FileRoleRule] =
    documentRules + configurationRules + codeRules + dataRules + remainingRules

  // MARK: Documents

  private static let documentRules: [FileRoleRule] = [
    FileRoleRule(.modelCard) { name in
      ["readme.md", "readme.markdown", "readme"].contains(name.base)
        && !["data", "dataset", "datasets"].contains(name.folders.last)
        || documents.contains(name.ending)
          && ["model_card", "model-card", "modelcard"].contains(name.stem)
    },
    FileRoleRule(.licence) { name in
      // `LICENSE.cc-by-nc`, `COPYING.LESSER`: what follows the dot is part of the name.
      let isBare = ["license", "licence", "copying", "eula"].contains(name.stem)
      guard documents.contains(name.ending) || isVersion(name.ending) || isBare && !isCode(name),
        !isOfOthers(name)
      else { return false }
      if name.folders.last == "licenses" || name.folders.last == "licences" { return true }
      return name.words.contains {
        ["license", "licence", "copying", "unlicense", "licenses", "eula"].contains($0)
      }
    },
    FileRoleRule(.notice) { name in
      documents.contains(name.ending) && name.words.first == "notice"
    },
    FileRoleRule(.usePolicy) { name in
      guard documents.contains(name.ending) else { return false }
      let words = Set(name.words.map { String($0) })
      return words.isSuperset(of: ["use", "policy"]) || words.isSuperset(of: ["usage", "policy"])
        || name.words.first == "terms" || name.stem == "prohibited_use" || name.stem == "aup"
    },
    documentRule(
      .dataCard,
      [
        ["datasheet"], ["data", "card"], ["datacard"], ["dataset", "card"], ["data", "statement"],
        ["data", "summary"],
      ]),
    FileRoleRule(.dataCard) { name in
      name.base == "croissant.json"
        || name.base == "readme.md" && ["data", "dataset", "datasets"].contains(name.folders.last)
    },
    documentRule(.technicalReport, [["technical", "report"], ["tech", "report"]]),
    FileRoleRule(.researchPaper) { name in
      name.ending == "pdf"
        && (name.words.contains("paper") || name.words.contains("preprint")
          || name.words.contains("article"))
    },
  ]

  /// Whether a file is code or data by its ending, whatever its stem is.
  private static func isCode(_ name: FileName) -> Bool {
    code.contains(name.ending) || data.contains(name.ending) && name.ending != "txt"
      || ["js", "css", "yml", "yaml", "toml", "png", "svg"].contains(name.ending)
  }

  /// Whether a text is about what others made, as `THIRD_PARTY_LICENSES.txt` is.
  private static func isOfOthers(_ name: FileName) -> Bool {
    let words = name.words + name.folders.flatMap { $0.split { "-_ .".contains($0) } }
    return words.contains { ["third", "3rd", "thirdparty", "vendor", "external"].contains($0) }
  }

  /// Whether what follows a dot is a version's last part, as in `LICENSE-2.0`.
  private static func isVersion(_ ending: String) -> Bool {
    !ending.isEmpty && ending.utf8.allSatisfy { (0x30...0x39).contains($0) }
  }

  // MARK: Configuration

  private static let configurationRules: [FileRoleRule] = [
    FileRoleRule(.configuration) { $0.base == "config.json" || $0.base == "params.json" },
    FileRoleRule(.adapterConfiguration) { $0.base == "adapter_config.json" },
    FileRoleRule(.chatTemplate) { $0.ending == "jinja" },
    FileRoleRule(.tokenizer) { name in
      [
        "tokenizer.json", "tokenizer.model", "tokenizer_config.json", "vocab.txt", "vocab.json",
        "merges.txt", "spiece.model", "sentencepiece.bpe.model", "tekken.json", "added_tokens.json",
        "special_tokens_map.json",
      ].contains(name.base)
    },
    FileRoleRule(.supportingLibraries) { name in
      [
        "pyproject.toml", "setup.py", "setup.cfg", "environment.yml", "environment.yaml",
        "conda.yaml", "pipfile", "dockerfile", "poetry.lock", "uv.lock", "cargo.toml",
      ].contains(name.base) || name.ending == "txt" && name.words.first == "requirements"
    },
    FileRoleRule(.packageMetadata) { name in
      ["pyproject.toml", "package.json", "citation.cff", "codemeta.json"].contains(name.base)
        || name.base == "metadata" && name.folders.last?.hasSuffix(".dist-info") == true
    },
    FileRoleRule(.declaration) { name in
      name.folders.isEmpty && name.stem == "openness-declaration"
        && ["yaml", "yml"].contains(name.ending)
    },
  ]

  // MARK: Code

  private static let codeRules: [FileRoleRule] = [
    FileRoleRule(.architectureCode) { name in
      name.ending == "py"
        && (["modeling", "modelling", "configuration"].contains(name.words.first)
          || ["model.py", "architecture.py", "network.py"].contains(name.base))
    },
    codeRule(
      .trainingCode,
      [
        "train", "training", "trainer", "pretrain", "pretraining", "finetune", "finetuning", "sft",
        "dpo", "rlhf", "grpo",
      ]),
    codeRule(
      .inferenceCode,
      ["generate", "generation", "inference", "infer", "predict", "demo", "chat", "handler"]),
    codeRule(
      .evaluationCode, ["eval", "evals", "evaluate", "evaluation", "benchmark", "benchmarks"]),
    codeRule(
      .preprocessingCode,
      [
        "preprocess", "preprocessing", "tokenize", "dedup", "deduplicate", "deduplication",
        "filter", "filtering", "clean", "cleaning", "prepare",
      ]),
  ]

  // MARK: Data and what training leaves

  private static let dataRules: [FileRoleRule] = [
    FileRoleRule(.trainingData) { name in
      data.contains(name.ending) && !isEvaluation(name)
        && (name.folders.contains { ["data", "dataset", "datasets", "corpus"].contains($0) }
          || rows.contains(name.ending) && name.words.first == "train")
    },
    FileRoleRule(.evaluationData) { name in
      rows.contains(name.ending) && isEvaluation(name)
        || data.contains(name.ending)
          && name.folders.contains { ["eval_data", "test_data", "eval-data"].contains($0) }
    },
    FileRoleRule(.evaluationResults) { name in
      if name.folders.contains(".eval_results") || name.folders.contains("eval_results") {
        return true
      }
      return ["json", "jsonl", "yaml", "yml", "csv", "md", "txt", "log"].contains(name.ending)
        && (name.words.contains("results") || name.words.contains("scores")
          || name.words.starts(with: ["evaluation"]) && name.ending != "log")
    },
    FileRoleRule(.sampleOutputs) { name in
      let isData = ["json", "jsonl", "md", "txt", "png", "jpg", "jpeg", "wav", "mp3", "mp4"]
        .contains(name.ending)
      return isData
        && (name.folders.contains { ["samples", "sample_outputs", "outputs"].contains($0) }
          || name.words.starts(with: ["sample", "outputs"])
          || name.words.starts(with: ["samples"]))
    },
  ]

  private static func isEvaluation(_ name: FileName) -> Bool {
    ["test", "eval", "validation", "valid", "dev"].contains(name.words.first.map { String($0) })
      || name.folders.contains { ["eval", "test", "evaluation", "validation"].contains($0) }
  }

  private static let remainingRules: [FileRoleRule] = [
    FileRoleRule(.intermediateWeights) { name in
      ["safetensors", "gguf", "bin", "pt", "pth", "ckpt"].contains(name.ending)
        && name.folders.contains(where: isCheckpointFolder)
    },
    FileRoleRule(.trainingMetadata) { name in
      [
        "training_args.bin", "training_args.json", "trainer_state.json", "optimizer.pt",
        "optimizer.bin", "scheduler.pt", "scaler.pt", "all_results.json", "train_results.json",
        "hyperparams.yaml", "training_config.yaml", "training_config.json",
      ].contains(name.base)
    },
    FileRoleRule(.pickle) {
      ["bin", "pt", "pth", "ckpt", "pkl", "pickle"].contains($0.ending)
    },
  ]

  /// `checkpoint-500`, `step1000`, `global_step143000`.
  private static func isCheckpointFolder(_ folder: String) -> Bool {
    for start in ["checkpoint-", "checkpoint_", "step", "step-", "step_", "global_step"]
    where folder.hasPrefix(start) {
      let rest = folder.dropFirst(start.count)
      if !rest.isEmpty && rest.utf8.allSatisfy({ (0x30...0x39).contains($0) }) { return true }
    }
    return false
  }
}
