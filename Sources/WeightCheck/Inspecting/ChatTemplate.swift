// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

public import Cryptography
public import UntrustedInput
public import WeightFormats

/// A Jinja template in a GGUF file's metadata, which engines run to lay out a conversation.
///
/// Whoever changes it changes what the model is told, and some engines run it unguarded
/// (CVE-2024-34359), so it has a digest of its own.
public struct ChatTemplate: Sendable {
  /// The metadata key: `tokenizer.chat_template`, or that with a dot and a name behind it.
  public let key: UntrustedText
  /// Bytes of the template.
  public let byteCount: Int
  /// The SHA-256 of those bytes.
  public let sha256: Digest
  /// Whether it reaches for attributes whose names begin with two underscores, as attacks do.
  public let reachesForInternals: Bool

  private static let keyPrefix = Array("tokenizer.chat_template".utf8)

  /// The templates in `metadata`, in its order.
  static func all(in metadata: Metadata) -> [ChatTemplate] {
    metadata.compactMap { entry in
      guard entry.key.bytes.starts(with: keyPrefix), case .string(let text) = entry.value else {
        return nil
      }
      return ChatTemplate(entry.key, text.bytes)
    }
  }

  private init(_ key: UntrustedText, _ bytes: [UInt8]) {
    self.key = key
    byteCount = bytes.count
    let span = bytes.span
    sha256 = unsafe Digest(of: span.bytes, .sha256)
    reachesForInternals = Self.reachesForInternals(bytes)
  }

  /// Two underscores behind a dot or a quote, or one that is written as an escape.
  private static func reachesForInternals(_ bytes: [UInt8]) -> Bool {
    let marks = [".__", "'__", "\"__", "\\x5f", "\\x5F", "\\u005f", "\\u005F"].map {
      Array($0.utf8)
    }
    let starts = Set(marks.map { $0[0] })
    return bytes.indices.contains { index in
      starts.contains(bytes[index]) && marks.contains { bytes[index...].starts(with: $0) }
    }
  }

  var finding: Finding? {
    guard reachesForInternals else { return nil }
    return Finding(
      .ggufChatTemplate, .warning,
      "\(key) reaches for attributes with two underscores, as templates that attack engines do")
  }
}

extension MetadataArray {
  /// The SHA-256 of the elements' bytes as they stand in the file, in its byte order, without the
  /// array's own type and count.
  public var sha256: Digest {
    let span = elementBytes.span
    return unsafe Digest(of: span.bytes, .sha256)
  }
}
