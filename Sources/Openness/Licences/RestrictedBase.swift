// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

/// Models whose licence restricts, by how their names on the hub begin.
///
/// A derivative cannot be freer than what it was made from, so a card that names such a base and an
/// open licence is worth a look. The table is a snapshot: a base that is not in it is unknown, not
/// unrestricted, and a row without a source never makes a contradiction.
public struct RestrictedBase: Hashable, Sendable {
  /// How the model's name begins, with its owner.
  public let prefix: String
  /// The licence that it is under.
  public let licence: String
  /// Where that stands: the address of the text that names the model or lies beside its weights.
  public let source: String?
  /// The day that the text bears, as year-month-day.
  public let date: String?

  /// Whether the row has a source with a date; one without is common knowledge, to be checked.
  public var isSourced: Bool { source != nil && date != nil }
  /// The class of the licence.
  public var licenceClass: LicenceClass { LicenceClass(identifier: licence) }

  /// The day on which the table was drawn up.
  public static let tableDate = "2026-11-30"

  /// The row for a model of the hub, such as `owner/model`; the longest prefix that fits.
  ///
  /// Letter case does not matter, as it does not on the hub; nil means unknown.
  public static func row(for model: String) -> RestrictedBase? {
    let model = model.lowercased()
    return all.filter { model.hasPrefix($0.prefix.lowercased()) }
      .max { $0.prefix.utf8.count < $1.prefix.utf8.count }
  }

  private init(_ prefix: String, _ licence: String, source: String?, date: String?) {
    self.prefix = prefix
    self.licence = licence
    self.source = source
    self.date = date
  }

  /// All rows: those with a source first.
  public static let all: [RestrictedBase] = sourced + unsourced

  private static let sourced: [RestrictedBase] = [
    "meta-llama/Llama-2- llama2 github.com/facebookresearch/llama/blob/main/LICENSE 2023-07-18",
    "meta-llama/Meta-Llama-3- llama3 github.com/meta-llama/llama3/blob/main/LICENSE 2024-04-18",
    "meta-llama/Meta-Llama-3.1- llama3.1 \(models)/llama3_1/LICENSE 2024-07-23",
    "meta-llama/Llama-3.1- llama3.1 \(models)/llama3_1/LICENSE 2024-07-23",
    "meta-llama/Llama-3.2- llama3.2 \(models)/llama3_2/LICENSE 2024-09-25",
    "meta-llama/Llama-3.3- llama3.3 \(models)/llama3_3/LICENSE 2024-12-06",
    "meta-llama/Llama-4- llama4 \(models)/llama4/LICENSE 2025-04-05",
    "Qwen/Qwen2.5-72B qwen \(hub)/Qwen/Qwen2.5-72B/blob/main/LICENSE 2024-09-19",
    "Qwen/Qwen2-72B tongyi-qianwen \(hub)/Qwen/Qwen2-72B-Instruct/blob/main/LICENSE 2023-08-03",
    "facebook/chameleon-7b chameleon-research \(hub)/facebook/chameleon-7b/blob/main/LICENSE "
      + "2024-06-18",
  ].map { line in
    let parts = line.split(separator: " ").map(String.init)
    return RestrictedBase(
      parts[0], parts[1], source: "https://" + parts[2], date: parts[3])
  }

  private static let models = "github.com/meta-llama/llama-models/blob/main/models"
  private static let hub = "huggingface.co"

  private static let unsourced: [RestrictedBase] = [
    ("meta-llama/CodeLlama-", "llama2"), ("codellama/CodeLlama-", "llama2"),
    ("meta-llama/Llama-Guard-3-", "llama3.1"),
    ("google/gemma-2b", "gemma"), ("google/gemma-7b", "gemma"), ("google/gemma-1.1-", "gemma"),
    ("google/gemma-2-", "gemma"), ("google/gemma-3-", "gemma"), ("google/codegemma-", "gemma"),
    ("google/paligemma-", "gemma"), ("google/medgemma-", "health-ai-developer-foundations"),
    ("tiiuae/falcon-180B", "falcon-llm"), ("tiiuae/falcon-11B", "falcon-2-11b"),
    ("bigcode/starcoder", "bigcode-openrail-m"), ("bigscience/bloom", "bigscience-bloom-rail-1.0"),
    ("CohereLabs/", "CC-BY-NC-4.0"), ("CohereForAI/", "CC-BY-NC-4.0"),
    ("black-forest-labs/FLUX.1-dev", "flux-1-dev-non-commercial"),
    ("CompVis/stable-diffusion-v1-", "creativeml-openrail-m"),
    ("stabilityai/stable-diffusion-2", "openrail++"),
    ("stabilityai/stable-diffusion-xl-base-1.0", "openrail++"),
    ("stabilityai/stable-diffusion-3", "stability-ai-community"),
    ("mistralai/Mistral-Large-Instruct-24", "mistral-research"),
    ("mistralai/Codestral-22B", "mistral-non-production"),
    ("deepseek-ai/deepseek-llm-", "deepseek"), ("deepseek-ai/deepseek-coder-", "deepseek"),
    ("deepseek-ai/DeepSeek-V2", "deepseek"), ("Qwen/Qwen2.5-3B", "qwen-research"),
    ("xai-org/grok-2", "grok2-community"),
    ("LGAI-EXAONE/EXAONE-", "exaone"), ("nvidia/Nemotron-4-340B", "nvidia-open-model"),
  ].map { RestrictedBase($0.0, $0.1, source: nil, date: nil) }
}
