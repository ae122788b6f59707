// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Cryptography
package import UntrustedInput

/// Writes what OpenSSF Model Signing v1.0 signs: the files of a model by their SHA-256.
package enum ModelSigningStatement {
  /// Why a model cannot be written so.
  package enum WritingError: Error, Hashable, Sendable {
    /// It has no files; the specification refuses an empty model.
    case empty
    /// A claim names no file, or gives no SHA-256 of it.
    case claimUnusable
    /// A name is not UTF-8, which JSON cannot hold.
    case nameNotUTF8(UntrustedText)
    /// Two files have one name.
    case nameRepeated(UntrustedText)
  }

  /// The statement of a model.
  ///
  /// Files stand in the order of their names' code points, which is the order of their bytes
  /// (specification v1.0, section 6.4), whatever the order of `claims`; the root digest is over
  /// their digests in that order. The same content gives the same bytes.
  ///
  /// - Parameters:
  ///   - name: the model's own name, which nobody relies on.
  ///   - claims: a path and a SHA-256 each.
  ///   - ignored: paths that a verifier must not miss in `claims`, the signature's own among them.
  package static func write(
    name: UntrustedText, claims: [Claim], ignored: [UntrustedText]
  ) throws(WritingError) -> [UInt8] {
    var files: [(name: UntrustedText, digest: Digest)] = []
    for claim in claims {
      guard case .path(let path) = claim.subject,
        let digest = claim.digests.first(where: { $0.algorithm == .sha256 })
      else { throw .claimUnusable }
      files.append((path.text, digest))
    }
    guard !files.isEmpty else { throw .empty }
    files.sort { $0.name < $1.name }
    for text in [name] + files.map(\.name) + ignored where text.validUTF8 == nil {
      throw .nameNotUTF8(text)
    }
    for (file, next) in zip(files, files.dropFirst()) where file.name == next.name {
      throw .nameRepeated(file.name)
    }
    return write(name: name, files, ignored: ignored.sorted())
  }

  private static func write(
    name: UntrustedText, _ files: [(name: UntrustedText, digest: Digest)],
    ignored: [UntrustedText]
  ) -> [UInt8] {
    let digests = files.flatMap(\.digest.bytes)
    let span = digests.span
    let root = unsafe Digest(of: span.bytes, .sha256)
    return JSONWriter.bytes { statement in
      statement.member("_type", "https://in-toto.io/Statement/v1")
      statement.key("subject")
      statement.array { subjects in
        subjects.object { subject in
          subject.member("name", name)
          subject.key("digest")
          subject.object(inline: true) { $0.member("sha256", root.hex) }
        }
      }
      statement.member("predicateType", ModelSigning.predicateType.lossyString)
      statement.key("predicate")
      statement.object { predicate in
        predicate.key("serialization")
        predicate.object { serialization in
          serialization.member("method", "files")
          serialization.member("hash_type", "sha256")
          serialization.member("allow_symlinks", false)
          serialization.member("ignore_paths", ignored)
        }
        predicate.key("resources")
        predicate.array { resources in
          for file in files {
            resources.object(inline: true) { resource in
              resource.member("name", file.name)
              resource.member("algorithm", "sha256")
              resource.member("digest", file.digest.hex)
            }
          }
        }
      }
    }
  }
}

extension ModelSigningStatement.WritingError: CustomStringConvertible {
  /// One sentence: lower case, no full stop.
  package var description: String {
    switch self {
    case .empty: "a model without files cannot be signed"
    case .claimUnusable: "a file of the model has no name or no SHA-256"
    case .nameNotUTF8(let name): "the name '\(name.brief)' is not UTF-8, which JSON cannot hold"
    case .nameRepeated(let name): "two files have the name '\(name.brief)'"
    }
  }
}
