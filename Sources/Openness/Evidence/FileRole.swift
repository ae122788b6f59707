// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

package import UntrustedInput

/// What a file of a release is there for, by its name and the folders it lies in.
///
/// Names are all that can be asked without running or understanding code, so a role is what the
/// publisher says a file is. The rules are a table; a file may have several roles.
package enum FileRole: String, CaseIterable, Hashable, Sendable {
  /// A model card: `README.md`, `MODEL_CARD.md`.
  case modelCard
  /// The text of a licence: `LICENSE`, `COPYING`, a file in `LICENSES/`.
  case licence
  /// Notices that go with a licence: `NOTICE`.
  case notice
  /// Rules of use beside a licence: `USE_POLICY.md`, `TERMS`.
  case usePolicy
  /// The configuration of the model: `config.json`.
  case configuration
  /// What turns text into tokens: `tokenizer.json`, `vocab.txt`.
  case tokenizer
  /// Code that defines the model: `modeling_*.py`.
  case architectureCode
  /// Code that trains.
  case trainingCode
  /// Code that runs the model.
  case inferenceCode
  /// Code that measures the model.
  case evaluationCode
  /// Code that makes the training data.
  case preprocessingCode
  /// What the code needs: `requirements.txt`.
  case supportingLibraries
  /// A document about the data: a datasheet, a data card, Croissant.
  case dataCard
  /// A technical report.
  case technicalReport
  /// A research paper.
  case researchPaper
  /// What came of measuring.
  case evaluationResults
  /// What the model was seen to answer.
  case sampleOutputs
  /// Data that it was trained on.
  case trainingData
  /// Data that it was measured with.
  case evaluationData
  /// Weights from the middle of training: `checkpoint-500/`.
  case intermediateWeights
  /// What training left behind: `training_args.bin`, `optimizer.pt`.
  case trainingMetadata
  /// A Python pickle by its name.
  case pickle
  /// What names a package and its licence: `pyproject.toml`, a wheel's `METADATA`.
  case packageMetadata
  /// The publisher's statements about what files cannot show.
  case declaration
  /// A small adapter's configuration: `adapter_config.json`.
  case adapterConfiguration
  /// A chat's layout: `chat_template.jinja`.
  case chatTemplate
}

extension FileRole {
  /// The roles of the file at `path`.
  package static func roles(of path: ContainedPath) -> Set<FileRole> {
    let name = FileName(path)
    return Set(FileRoleRule.all.lazy.filter { $0.applies(to: name) }.map(\.role))
  }
}
