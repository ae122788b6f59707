// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import WeightCheck

/// The document `weightcheck/digest/1`.
enum DigestJSON {
  static func write(_ report: DigestReport, to output: Output) {
    var writer = JSONWriter(output)
    writer.object { document in
      document.header("weightcheck/digest/1")
      document.member("status", report.status.rawValue)
      document.key("files")
      document.array { files in
        for file in report.files { write(file, to: &files) }
      }
      document.member("findings", report.findings)
    }
    writer.finish()
  }

  private static func write(_ file: DigestReport.File, to files: inout JSONWriter) {
    files.object { object in
      object.member("path", file.path)
      object.member("size", file.byteCount)
      object.member("sha256", file.sha256?.hex)
      object.key("tensors")
      if let weights = file.weights, let digests = file.tensorDigests {
        object.array { tensors in
          for (tensor, digest) in zip(weights.tensors, digests) {
            tensors.object(inline: true) { object in
              object.members(of: tensor)
              object.member("sha256", digest.hex)
            }
          }
        }
      } else {
        object.null()
      }
      if let problem = file.problem { object.member("problem", problem) }
    }
  }
}

extension JSONWriter {
  /// What every document says of a tensor.
  mutating func members(of tensor: Tensor) {
    member("name", tensor.name)
    member("dtype", tensor.elementType.name)
    key("shape")
    array(inline: true) { shape in
      for dimension in tensor.shape { shape.value(dimension) }
    }
    member("offset", tensor.byteRange.lowerBound)
    member("length", tensor.byteRange.upperBound - tensor.byteRange.lowerBound)
  }
}
