// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import SystemPackage
internal import TestSupport

/// A release folder for `openness`: weights, a card with a licence, and code that trains.
struct OpennessRelease {
  let folder: TemporaryFolder
  /// The name of the first tensor's file.
  static let weightsName = "model.safetensors"

  /// Makes the folder; without a card where that is nil.
  init(card: [UInt8]? = Self.card) throws {
    folder = try TemporaryFolder()
    try folder.write(SafetensorsBuilder.tiny.bytes, to: FilePath(Self.weightsName))
    try folder.write(Array("print('a sample')\n".utf8), to: "train.py")
    if let card { try folder.write(card, to: "README.md") }
  }

  var path: String { folder.path.string }
  var weights: String { folder.path.appending(Self.weightsName).string }

  /// A card that raises no finding.
  static let card = card(front: "license: apache-2.0")

  /// A card with this front matter.
  static func card(
    front: String, body: String = "# Sample\n\nWords.\n\n## Training data\n\nA sine.\n"
  ) -> [UInt8] {
    Array("---\n\(front)\n---\n\(body)".utf8)
  }

  func run(_ arguments: String...) throws -> Command {
    try Command.start(["openness", path] + arguments).finish()
  }
}

extension Command {
  /// The identifiers and severities of an openness document's findings, each as `OW01 gap`.
  func opennessFindings() throws -> [String] {
    let findings = try json()["findings"] as? [[String: Any]] ?? []
    return findings.map { finding in
      "\(finding["id"] as? String ?? "") \(finding["severity"] as? String ?? "")"
    }
  }

  /// Characters of both streams that move a cursor, or hide or turn what is around them.
  var rawCharacters: [String] {
    (output + error).unicodeScalars.filter { scalar in
      switch scalar.properties.generalCategory {
      case .control: scalar != "\n"
      case .format, .lineSeparator, .paragraphSeparator: true
      default: false
      }
    }.map { "U+" + String($0.value, radix: 16, uppercase: true) }
  }
}

/// The folder of this repository.
enum Repository {
  static let path = FilePath(
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().path)
}
