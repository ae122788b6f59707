// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Cryptography
package import UntrustedInput
package import WeightFormats

extension WeightManifest {
  /// What a weight manifest says.
  package struct Document: Sendable {
    /// The name and version of the tool that makes it.
    package var generator: (name: String, version: String)
    package var releaseName: String
    package var releaseVersion: String?
    /// Whether the release is a folder or one file.
    package var isFolder: Bool
    /// Paths that were left out, in order.
    package var excluded: [UntrustedText]
    package var entries: [Entry]

    package init(
      generator: (name: String, version: String), releaseName: String, releaseVersion: String?,
      isFolder: Bool, excluded: [UntrustedText], entries: [Entry]
    ) {
      self.generator = generator
      self.releaseName = releaseName
      self.releaseVersion = releaseVersion
      self.isFolder = isFolder
      self.excluded = excluded
      self.entries = entries
    }
  }

  /// One file: a claim with a path, one SHA-256 and a size.
  package struct Entry: Sendable {
    package let claim: Claim
    /// Nil for a file that is no weight file.
    package let format: WeightFile.Format?
    package let formatVersion: UInt32?

    package init(claim: Claim, format: WeightFile.Format?, formatVersion: UInt32?) {
      self.claim = claim
      self.format = format
      self.formatVersion = formatVersion
    }
  }

  /// The bytes of the document; the same for the same content.
  package static func write(_ document: Document) -> [UInt8] {
    JSONWriter.bytes { statement in
      statement.member("_type", "\(statementType)")
      statement.key("subject")
      statement.array { subjects in
        for entry in document.entries {
          subjects.object(inline: true) { subject in
            subject.member("name", entry.path)
            subject.key("digest")
            subject.object { $0.member("sha256", entry.sha256) }
          }
        }
      }
      statement.member("predicateType", "\(predicateType)")
      statement.key("predicate")
      statement.object { write(document, to: &$0) }
    }
  }

  private static func write(_ document: Document, to predicate: inout JSONWriter) {
    predicate.member("schema", 1)
    predicate.key("generator")
    predicate.object(inline: true) { generator in
      generator.member("name", document.generator.name)
      generator.member("version", document.generator.version)
    }
    predicate.key("release")
    predicate.object(inline: true) { release in
      release.member("name", document.releaseName)
      if let version = document.releaseVersion { release.member("version", version) }
    }
    predicate.member("scope", document.isFolder ? "folder" : "file")
    predicate.member("excluded", document.excluded)
    predicate.member("chunkBytes", chunkByteCount)
    predicate.key("files")
    predicate.array { files in
      for entry in document.entries { write(entry, to: &files) }
    }
  }

  private static func write(_ entry: Entry, to files: inout JSONWriter) {
    files.object { file in
      file.member("path", entry.path)
      file.member("size", entry.claim.byteCount)
      file.member("sha256", entry.sha256)
      file.member("format", entry.format?.rawValue ?? "other")
      if let version = entry.formatVersion { file.member("formatVersion", version) }
      if let set = entry.claim.set { file.member("set", set) }
      guard let table = entry.claim.segments else { return }
      file.member("byteOrder", table.isBigEndian ? "big" : "little")
      file.key("segments")
      file.array { segments in
        for index in 0..<table.count { write(index, of: table, to: &segments) }
      }
    }
  }

  private static func write(_ index: Int, of table: SegmentTable, to segments: inout JSONWriter) {
    segments.object(inline: true) { segment in
      segment.member("kind", table.kind(of: index).rawValue)
      if table.kind(of: index) == .tensor {
        segment.member("name", table.name(of: index))
        segment.member("dtype", table.dtype(of: index))
        segment.key("shape")
        segment.array { shape in
          for dimension in table.shape(of: index) { shape.value(dimension) }
        }
      }
      let range = table.byteRange(of: index)
      segment.member("offset", range.lowerBound)
      segment.member("length", range.upperBound - range.lowerBound)
      segment.member("sha256", Hexadecimal.encode(Array(table.digestBytes(of: index))))
      let chunks = table.chunkDigests(of: index)
      if !chunks.isEmpty {
        segment.key("chunks")
        segment.array { array in
          for chunk in chunks { array.value(Hexadecimal.encode(Array(chunk))) }
        }
      }
    }
  }
}

extension WeightManifest.Entry {
  fileprivate var path: UntrustedText {
    guard case .path(let path) = claim.subject else {
      preconditionFailure("a weight manifest names every file")
    }
    return path.text
  }

  fileprivate var sha256: String? { claim.digests.first?.hex }
}
