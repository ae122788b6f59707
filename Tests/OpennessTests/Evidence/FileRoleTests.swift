// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

import Openness
import Testing
import UntrustedInput

@Suite("What files are there for, by their names")
struct FileRoleTests {
  @Test(
    "a name has the roles that the table gives it",
    arguments: [
      ("README.md", [.modelCard]), ("sub/README.md", [.modelCard]), ("data/README.md", [.dataCard]),
      ("LICENSE", [.licence]), ("LICENSE.txt", [.licence]), ("LICENSE-2.0", [.licence]),
      ("LICENSES/MIT.txt", [.licence]), ("COPYING", [.licence]), ("NOTICE", [.notice]),
      ("USE_POLICY.md", [.usePolicy]), ("Usage-Policy.txt", [.usePolicy]),
      ("license.py", []), ("config.json", [.configuration]),
      ("unet/config.json", [.configuration]), ("adapter_config.json", [.adapterConfiguration]),
      ("modeling_llama.py", [.architectureCode]), ("train.py", [.trainingCode]),
      ("scripts/run_training.sh", [.trainingCode]), ("training/loop.py", [.trainingCode]),
      ("constrained.py", []), ("eval/harness.py", [.evaluationCode]),
      ("generate.py", [.inferenceCode]), ("prepare_data.py", [.preprocessingCode]),
      ("requirements.txt", [.supportingLibraries]),
      ("pyproject.toml", [.supportingLibraries, .packageMetadata]),
      ("x.dist-info/METADATA", [.packageMetadata]), ("METADATA", []),
      ("DATASHEET.md", [.dataCard]), ("croissant.json", [.dataCard]),
      ("technical_report.pdf", [.technicalReport]), ("paper.pdf", [.researchPaper]),
      ("data/train-00000.parquet", [.trainingData]), ("data/test.jsonl", [.evaluationData]),
      ("eval_results/gsm8k.json", [.evaluationResults]),
      ("all_results.json", [.evaluationResults, .trainingMetadata]),
      ("checkpoint-500/model.safetensors", [.intermediateWeights]),
      ("step1000/x.bin", [.intermediateWeights, .pickle]), ("stepping/x.safetensors", []),
      ("optimizer.pt", [.trainingMetadata, .pickle]), ("pytorch_model.bin", [.pickle]),
      ("openness-declaration.yaml", [.declaration]), ("sub/openness-declaration.yaml", []),
      ("chat_template.jinja", [.chatTemplate]), ("model.safetensors", []),
    ] as [(String, Set<FileRole>)])
  func roles(path: String, roles: Set<FileRole>) throws {
    let contained = try #require(ContainedPath(UntrustedText(path)))
    #expect(FileRole.roles(of: contained) == roles)
  }
}
