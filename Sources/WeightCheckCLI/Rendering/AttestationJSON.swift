// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import WeightCheck

/// The document `weightcheck/attest/1`.
enum AttestationJSON {
  static func write(
    _ attestation: Attestation, _ written: [(format: AttestationRequest.Format, path: FilePath)],
    to output: Output
  ) {
    var writer = JSONWriter(output)
    writer.object { document in
      document.header("weightcheck/attest/1")
      document.member("status", attestation.status.rawValue)
      document.member("release", attestation.releaseName)
      document.key("outputs")
      document.array { outputs in
        for document in written {
          outputs.object(inline: true) { object in
            object.member("format", document.format.rawValue)
            object.member("path", document.path.text)
          }
        }
      }
      document.member("signer", attestation.signer.map { "\($0)" })
      document.member("files", attestation.fileCount)
      document.member("weightFiles", attestation.weightFileCount)
      document.member("tensors", attestation.tensorCount)
      document.member("bytes", attestation.byteCount)
      if !attestation.statistics.isEmpty {
        document.key("statistics")
        document.array { files in
          for file in attestation.statistics {
            files.object { object in
              object.member("path", file.path)
              object.key("tensors")
              object.array { $0.values(file.tensors.tensors, of: file.tensors.weights) }
            }
          }
        }
      }
      document.member("excluded", attestation.excluded)
      document.member("refusals", attestation.refusals)
      document.member("findings", attestation.findings)
    }
    writer.finish()
  }

  /// The same document about a statement that was made elsewhere.
  static func write(_ answer: StatementAnswer, _ target: FilePath, to output: Output) {
    var writer = JSONWriter(output)
    writer.object { document in
      document.header("weightcheck/attest/1")
      document.member("status", Reason.Status.verified.rawValue)
      document.member("release", answer.release?.name)
      document.member("version", answer.release?.version)
      document.member("rootDigest", answer.release?.rootDigest.map { "sha256:\($0.hex)" })
      document.key("outputs")
      document.array { outputs in
        outputs.object(inline: true) { object in
          object.member("format", answer.format.rawValue)
          object.member("path", target.text)
        }
      }
      document.member("signer", answer.signer.map { "\($0)" })
      document.member("files", answer.fileCount)
      document.member("bytes", answer.byteCount)
      document.member("excluded", answer.excluded)
      document.member("findings", answer.findings)
    }
    writer.finish()
  }
}
