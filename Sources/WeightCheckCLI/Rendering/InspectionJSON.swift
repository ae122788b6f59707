// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import WeightCheck

/// The document `weightcheck/inspect/1`.
enum InspectionJSON {
  static func write(_ inspection: Inspection, pattern: NamePattern?, to output: Output) {
    var writer = JSONWriter(output)
    writer.object { document in
      document.header("weightcheck/inspect/1")
      document.member("status", inspection.status.rawValue)
      document.key("files")
      document.array { files in
        for file in inspection.files { write(file, pattern, to: &files) }
      }
      document.key("totals")
      write(TensorTotals(of: inspection.files.compactMap(\.weights)), to: &document)
      document.member("findings", inspection.findings)
    }
    writer.finish()
  }

  private static func write(
    _ file: Inspection.File, _ pattern: NamePattern?, to files: inout JSONWriter
  ) {
    files.object { object in
      object.member("path", file.path)
      object.member("format", file.weights?.format.rawValue)
      object.member("formatVersion", file.weights?.formatVersion)
      object.member("byteOrder", file.weights?.byteOrder.rawValue)
      object.member("size", file.byteCount)
      object.member("parameters", file.weights?.parameterCount)
      object.key("tensors")
      object.array { tensors in
        guard let weights = file.weights else { return }
        for tensor in weights.tensors where pattern?.matches(tensor.name) != false {
          tensors.object(inline: true) { $0.members(of: tensor) }
        }
      }
      object.key("metadata")
      object.object { metadata in
        for entry in file.weights?.metadata ?? [] {
          metadata.key(entry.key)
          metadata.value(entry.value.lossyString)
        }
      }
      object.member("findings", findings(of: file))
    }
  }

  private static func findings(of file: Inspection.File) -> [Finding] {
    if let problem = file.problem { return [problem] }
    return (file.weights?.findings ?? []).map { finding in
      var finding = finding
      finding.path = file.path
      return finding
    }
  }

  private static func write(_ totals: TensorTotals, to document: inout JSONWriter) {
    document.object { object in
      object.member("tensors", totals.tensorCount)
      object.member("parameters", totals.parameterCount)
      object.member("bytes", totals.byteCount)
      object.key("dtypes")
      object.object { dtypes in
        for entry in totals.types {
          dtypes.key(entry.name)
          dtypes.object(inline: true) { object in
            object.member("tensors", entry.tensorCount)
            object.member("parameters", entry.parameterCount)
            object.member("bytes", entry.byteCount)
          }
        }
      }
    }
  }
}
