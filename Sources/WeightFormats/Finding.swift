// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

public import UntrustedInput

/// Something wrong or odd, with a name that stays the same from version to version.
public struct Finding: Hashable, Sendable {
  /// How much a finding weighs.
  ///
  /// It never decides the exit status by itself; a reason does.
  public enum Severity: String, Hashable, Sendable {
    /// Worth knowing.
    case note
    /// Odd, or against the text of a specification, but harmless by itself.
    case warning
    /// Wrong.
    case error
  }

  /// The stable name of a kind of finding, such as `safetensors.dtype.unknown`.
  public struct ID: RawRepresentable, Hashable, Sendable {
    /// The name as it stands in JSON.
    public let rawValue: String

    /// Names a kind of finding.
    public init(rawValue: String) {
      self.rawValue = rawValue
    }
  }

  /// What kind of finding it is.
  public let id: ID
  /// How much it weighs.
  public let severity: Severity
  /// The file it is about, relative to the release; nil where it is about the whole.
  public var path: UntrustedText?
  /// Where in that file, in bytes from its start.
  public let offset: UInt64?
  /// One sentence for a person: lower case, no full stop, already escaped.
  public let message: String

  /// Makes a finding.
  public init(
    _ id: ID, _ severity: Severity, path: UntrustedText? = nil, offset: UInt64? = nil,
    _ message: String
  ) {
    self.id = id
    self.severity = severity
    self.path = path
    self.offset = offset
    self.message = message
  }
}

extension Finding.ID {
  /// White space stands before the `{` of a safetensors header.
  public static let safetensorsLeadingWhitespace = Self(
    rawValue: "safetensors.header.leadingWhitespace")
  /// A tensor's entry has a field that the format does not define.
  public static let safetensorsUnknownField = Self(rawValue: "safetensors.tensor.unknownField")
  /// `__metadata__` is null.
  public static let safetensorsNullMetadata = Self(rawValue: "safetensors.metadata.null")
  /// A tensor has an element type that this version does not know.
  public static let safetensorsUnknownDtype = Self(rawValue: "safetensors.dtype.unknown")
  /// The file holds no tensor at all.
  public static let safetensorsNoTensors = Self(rawValue: "safetensors.tensors.none")
  /// A GGUF file of version 2 is in big-endian order.
  public static let ggufByteOrder = Self(rawValue: "gguf.byteOrder")
  /// A metadata key of a GGUF file is no lower-case word with dots.
  public static let ggufKeyStyle = Self(rawValue: "gguf.key.style")
  /// A metadata key of a GGUF file has more than 65,535 bytes.
  public static let ggufKeyLength = Self(rawValue: "gguf.key.length")
  /// A metadata key that every GGUF file should have is not there.
  public static let ggufKeyMissing = Self(rawValue: "gguf.key.missing")
  /// A boolean in a GGUF file's metadata is neither 0 nor 1.
  public static let ggufBoolValue = Self(rawValue: "gguf.bool.value")
  /// An array in a GGUF file's metadata holds arrays.
  public static let ggufArrayNested = Self(rawValue: "gguf.array.nested")
  /// The alignment of a GGUF file is no multiple of 8.
  public static let ggufAlignment = Self(rawValue: "gguf.alignment")
  /// A tensor's name in a GGUF file is one that other readers refuse, cut or cannot show.
  public static let ggufTensorName = Self(rawValue: "gguf.tensor.name")
  /// Padding in a GGUF file is not zero.
  public static let ggufPaddingNonzero = Self(rawValue: "gguf.padding.nonzero")
  /// Bytes follow the last tensor of a GGUF file.
  public static let ggufTrailingBytes = Self(rawValue: "gguf.trailingBytes")
  /// A git-LFS pointer stands where weights should be.
  public static let fileNotDownloaded = Self(rawValue: "file.notDownloaded")
  /// A weight file is of a format that this version does not read.
  public static let fileUnsupported = Self(rawValue: "file.unsupported")
  /// A file could not be read.
  public static let fileUnreadable = Self(rawValue: "file.unreadable")
  /// A weight file breaks a rule of its format, or is none.
  public static let fileMalformed = Self(rawValue: "file.malformed")
}
