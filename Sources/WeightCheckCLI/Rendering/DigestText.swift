// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import WeightCheck

/// What `digest` prints for people, for `sha256sum -c` and for `gguf-hash -c`.
enum DigestText {
  /// A line for each digest: the file's, then its tensors' with dtype and shape.
  static func write(_ report: DigestReport, to output: Output) {
    for file in report.files {
      if let digest = file.sha256 { output.line("\(digest.hex)  \(file.path)") }
      guard let weights = file.weights, let digests = file.tensorDigests else { continue }
      for (tensor, digest) in zip(weights.tensors, digests) {
        let shape = tensor.shape.map(String.init).joined(separator: ", ")
        output.line(
          "\(digest.hex)  \(file.path)  \(tensor.name)  \(tensor.elementType.name) [\(shape)]")
      }
    }
  }

  /// GNU checksum lines.
  static func writeChecksums(_ report: DigestReport, to output: Output) {
    for file in report.files {
      guard let digest = file.sha256 else { continue }
      output.write(bytes: ChecksumFile.line(digest.hex, file.path))
    }
  }

  /// Lines of llama.cpp's gguf-hash: of each file its tensors, then all of them together.
  static func writeGGUFHash(_ report: DigestReport, to output: Output) {
    for file in report.files {
      guard let weights = file.weights, let digests = file.tensorDigests,
        let all = file.tensorDataDigest
      else { continue }
      for (tensor, digest) in zip(weights.tensors, digests) {
        output.write(
          bytes: GGUFHash.line(digest, file: file.path.bytes, tensor: tensor.name.bytes))
      }
      output.write(bytes: GGUFHash.line(all, file: file.path.bytes, tensor: nil))
    }
  }
}
