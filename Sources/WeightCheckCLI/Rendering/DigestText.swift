// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import WeightCheck

/// What `digest` prints for people and for `sha256sum -c`.
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
  ///
  /// A name with a backslash, LF or CR starts its line with a backslash and has them escaped
  /// (coreutils 9.1); every other name stands byte for byte.
  static func writeChecksums(_ report: DigestReport, to output: Output) {
    for file in report.files {
      guard let digest = file.sha256 else { continue }
      var name: [UInt8] = []
      for byte in file.path.bytes {
        switch byte {
        case UInt8(ascii: "\\"): name += Array("\\\\".utf8)
        case 0x0A: name += Array("\\n".utf8)
        case 0x0D: name += Array("\\r".utf8)
        default: name.append(byte)
        }
      }
      if name.count != file.path.bytes.count { output.write("\\") }
      output.write("\(digest.hex)  ")
      output.write(bytes: name)
      output.line()
    }
  }
}
