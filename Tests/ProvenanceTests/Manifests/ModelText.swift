// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Cryptography
internal import UntrustedInput

/// Makes the text of an OpenSSF Model Signing statement, good ones and damaged ones.
struct ModelText: Sendable {
  struct Resource: Sendable {
    var name: String
    var algorithm = "sha256"
    var digest: String
  }

  var resources: [Resource]
  var serialization = #"{"method":"files","hash_type":"sha256","allow_symlinks":false}"#
  /// The root digest; nil for the right one.
  var root: String?
  /// What stands in `subject`; nil for the model alone.
  var subjects: [String]?
  var type = StatementText.type
  var predicateType = "https://model_signing/signature/v1.0"

  init(_ resources: [Resource]) {
    self.resources = resources
  }

  /// Files by their names, each with a digest of its own.
  init(files names: [String]) {
    self.init(
      names.enumerated().map { index, name in
        Resource(
          name: name, digest: Digest.sha256(Array("\(index)".utf8)))
      })
  }

  /// Shards by their names, with the digest of each name.
  static func shards(_ names: [String], algorithm: String = "sha256") -> ModelText {
    var text = ModelText(files: names)
    text.serialization =
      #"{"method":"shards","hash_type":"sha256","shard_size":1000.0,"allow_symlinks":false}"#
    for index in text.resources.indices { text.resources[index].algorithm = algorithm }
    return text
  }

  var text: String {
    let root =
      root ?? Digest.sha256(resources.flatMap { Hexadecimal.decode(Array($0.digest.utf8)) ?? [] })
    let subjects = subjects ?? [#"{"name":"model","digest":{"sha256":"\#(root)"}}"#]
    let resources = resources.map {
      #"{"name":"\#($0.name)","digest":"\#($0.digest)","algorithm":"\#($0.algorithm)"}"#
    }
    return StatementText.statement(
      subjects, type: type, predicateType: predicateType,
      predicate: "{\"serialization\":\(serialization),"
        + "\"resources\":[\(resources.joined(separator: ","))]}")
  }
}

extension Digest {
  /// The SHA-256 of bytes, in hexadecimal digits.
  fileprivate static func sha256(_ bytes: [UInt8]) -> String {
    let span = bytes.span
    return unsafe Digest(of: span.bytes, .sha256).hex
  }
}
