// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import WeightCheck

/// An error that prevents an answer, as it is told to the user.
struct CommandError: Error {
  let status: ExitStatus
  /// One sentence: lower case, no full stop, escaped.
  let message: String
  var path: UntrustedText?
  var findings: [Finding] = []

  /// A fault in how the command was called.
  static func usage(_ message: String) -> CommandError {
    CommandError(status: .usage, message: message)
  }
}

extension CommandError {
  init(_ error: WeightCheckError) {
    status = ExitStatus(error)
    switch error {
    case .unreadable(let failures):
      // One document names one path; the others follow in the sentence.
      let sentences = failures.map { "\($0.path.text): \($0.failure)" }
      path = failures.count == 1 ? failures.first?.path.text : nil
      message =
        failures.count == 1
        ? failures.map { "\($0.failure)" }.joined() : sentences.joined(separator: "; ")
    case .folderWithoutWeights(let folder):
      path = folder.text
      message = "holds no safetensors or GGUF file"
    case .trustFile(let file, let reason):
      path = file.text
      message = reason
    case .privateKey(let file):
      path = file.text
      message = "is a private key: verify needs the public one, and nobody else may have this"
    case .ignoredPathOutside(let ignored):
      message = "--ignore \(ignored.text) lies in none of the paths"
    case .digestNeedsOneFile:
      message = "--sha256 needs exactly one file as PATH"
    case .notGGUF(let file):
      path = file
      message = "not a GGUF file, of which alone gguf-hash has lines: use --per tensor"
    case .nameOfSeveralLines(let file):
      path = file
      message = "a name in it has a line break or a NUL, which no line of gguf-hash can hold"
    case .attestOfIndex(let index):
      path = index.text
      message = "a shard index is no release: name its folder"
    case .outputBelowRelease(let output):
      path = output.text
      message = "lies in a folder of the release, so that its names would be read from there"
    case .outputNotManifest(let output):
      path = output.text
      message = "is there and is no manifest, so it is not replaced"
    case .notWritable(let reason), .signingKey(let reason):
      message = reason
    case .statement(let statement, let reason):
      path = statement.text
      message = reason
    case .signatureNotVerified:
      message = "the signature does not hold over the statement, so nothing is written"
    case .documentNotReadBack:
      message =
        "the document that was made does not read back as it should; this is a fault of ours"
    case .wrongResult(let name):
      message =
        "\(name): the result is wrong, so nothing is reported; this is a fault of ours, "
        + "or of the machine"
    case .cancelled:
      message = "stopped"
    }
  }
}
