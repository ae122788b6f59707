// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import WeightCheck

/// The document `weightcheck/inspect/1`.
enum InspectionJSON {
  static func write(
    _ inspection: Inspection, pattern: NamePattern?, showsMetadata: Bool, to output: Output
  ) {
    var writer = JSONWriter(output)
    writer.object { document in
      document.header("weightcheck/inspect/1")
      document.member("status", inspection.status.rawValue)
      document.key("files")
      document.array { files in
        for file in inspection.files {
          write(file, pattern, showsMetadata: showsMetadata, to: &files)
        }
      }
      document.key("sets")
      document.array { sets in
        for set in inspection.sets {
          sets.object { object in
            object.member("name", set.name)
            object.member("files", set.files)
            object.member("index", set.index)
          }
        }
      }
      document.key("totals")
      write(TensorTotals(of: inspection.files.compactMap(\.weights)), to: &document)
      document.member("findings", inspection.findings)
    }
    writer.finish()
  }

  private static func write(
    _ file: Inspection.File, _ pattern: NamePattern?, showsMetadata: Bool,
    to files: inout JSONWriter
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
        guard let weights = file.weights else { return }
        for entry in weights.metadata {
          metadata.key(entry.key)
          MetadataJSON.write(entry.value, inFull: showsMetadata, to: &metadata)
        }
      }
      object.key("metadataTypes")
      object.object { types in
        // Safetensors has strings only.
        guard let weights = file.weights, weights.format == .gguf else { return }
        for entry in weights.metadata {
          types.key(entry.key)
          types.value(MetadataJSON.typeName(of: entry))
        }
      }
      object.key("chatTemplates")
      object.array { templates in
        for template in file.chatTemplates {
          templates.object(inline: true) { object in
            object.member("key", template.key)
            object.member("length", template.byteCount)
            object.member("sha256", template.sha256.hex)
          }
        }
      }
      object.member("findings", file.problem.map { [$0] } ?? file.findings)
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
