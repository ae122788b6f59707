// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

package import UntrustedInput

/// Why a file could not be read as weights.
public enum WeightFormatError: Error, Hashable, Sendable {
  /// It is something else.
  case notWeights(FileFormat)
  /// It breaks a rule of safetensors.
  case safetensors(SafetensorsError)
  /// It breaks a rule of GGUF, or is of a GGUF that this version does not know.
  case gguf(GGUFError)
}

extension WeightFormatError: CustomStringConvertible {
  /// One sentence without the path: lower case, no full stop.
  public var description: String {
    switch self {
    case .notWeights(.gitLFSPointer):
      "a git-LFS pointer: the weights are not downloaded: run git lfs pull"
    case .notWeights(let format): "not a safetensors or GGUF file: it is \(format)"
    case .safetensors(let error): "\(error)"
    case .gguf(let error): "\(error)"
    }
  }

  /// Where in the file the fault is, in bytes from its start, where that is known.
  public var offset: UInt64? {
    switch self {
    case .notWeights: nil
    case .safetensors(let error): error.offset
    case .gguf(let error): error.offset
    }
  }
}

extension WeightFormatError {
  /// Whether it may be a good weight file that only this version cannot read.
  package var isUnsupported: Bool {
    if case .gguf(let error) = self { return error.isUnsupported }
    return false
  }

  /// The error as something that was found about the file at `path`.
  package func finding(path: UntrustedText) -> Finding {
    let (id, severity): (Finding.ID, Finding.Severity) =
      switch self {
      case .notWeights(.gitLFSPointer): (.fileNotDownloaded, .warning)
      case _ where isUnsupported: (.fileUnsupported, .warning)
      case .notWeights, .safetensors, .gguf: (.fileMalformed, .error)
      }
    return Finding(id, severity, path: path, offset: offset, description)
  }
}
