// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

import Openness
import TestSupport
import Testing
import UntrustedInput
import WeightFormats

/// Makes what openness sees of a release, in memory.
struct FolderBuilder {
  /// The texts of files by their paths.
  var texts: [(path: String, text: String)] = []
  /// Files that are no texts, by their paths.
  var blobs: [(path: String, bytes: [UInt8])] = []
  /// Weight files by their paths.
  var weights: [(path: String, bytes: [UInt8])] = []
  /// The places of weights that are one model together; nil where each stands alone.
  var sets: [[Int]]?
  var gaps: [FolderContents.Gap] = []
  var surroundings: [(path: String, text: String)] = []
  var isFolder = true

  /// A release with a card and one weight file of `parameters` floats.
  init(card: String? = nil, dtype: String = "F32", parameters: UInt64 = 16) {
    if let card { texts.append(("README.md", card)) }
    let size: UInt64 = dtype == "F32" ? 4 : dtype == "I8" || dtype == "U8" ? 1 : 2
    let entry = SafetensorsBuilder.Entry("w", dtype, [parameters], 0, parameters * size)
    weights.append(("model.safetensors", SafetensorsBuilder([entry]).bytes))
  }

  /// A card with front matter and words.
  static func card(_ frontMatter: String, _ body: String = "# Model\n\nA model.\n") -> String {
    "---\n\(frontMatter)\n---\n\(body)"
  }

  var contents: FolderContents {
    get throws {
      var files = try texts.map { try Self.file($0.path, Array($0.text.utf8)) }
      files += try blobs.map { try Self.file($0.path, $0.bytes) }
      var headers: [FolderContents.Weights] = []
      for weight in weights {
        let path = try #require(ContainedPath(UntrustedText(weight.path)))
        let span = weight.bytes.span
        let header = try? unsafe WeightFile.parse(span.bytes, name: path.basename).file
        files.append(FolderFile(path: path, byteCount: UInt64(weight.bytes.count)))
        headers.append(FolderContents.Weights(path: path, header: header))
      }
      files.sort { $0.path.text < $1.path.text }
      return FolderContents(
        isFolder: isFolder, files: files, weights: headers, sets: sets, gaps: gaps,
        surroundings: try surroundings.map { try Self.file($0.path, Array($0.text.utf8)) })
    }
  }

  var report: OpennessReport { get throws { OpennessReport(try contents) } }

  private static func file(_ path: String, _ bytes: [UInt8]) throws -> FolderFile {
    let contained = try #require(ContainedPath(UntrustedText(path)))
    let isRead = FileRole.readByteCount(of: contained) != nil
    return FolderFile(
      path: contained, byteCount: UInt64(bytes.count), content: isRead ? .bytes(bytes) : .notRead)
  }
}

extension OpennessReport {
  /// The findings of one pattern.
  func findings(_ id: OpennessFinding.ID) -> [OpennessFinding] { findings.filter { $0.id == id } }
}
