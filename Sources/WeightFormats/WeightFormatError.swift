// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

package import UntrustedInput

/// Why a file could not be read as weights.
public enum WeightFormatError: Error, Hashable, Sendable {
  /// It is something else.
  case notWeights(FileFormat)
  /// It is a format that this version does not read yet.
  case notReadYet(FileFormat)
  /// It breaks a rule of safetensors.
  case safetensors(SafetensorsError)
}

extension WeightFormatError: CustomStringConvertible {
  /// One sentence without the path: lower case, no full stop.
  public var description: String {
    switch self {
    case .notWeights(.gitLFSPointer):
      "a git-LFS pointer: the weights are not downloaded: run git lfs pull"
    case .notWeights(let format): "not a safetensors or GGUF file: it is \(format)"
    case .notReadYet(let format): "\(format): reading it comes next, this version cannot"
    case .safetensors(let error): "\(error)"
    }
  }

  /// Where in the file the fault is, in bytes from its start, where that is known.
  public var offset: UInt64? {
    switch self {
    case .notWeights, .notReadYet: nil
    case .safetensors(let error): error.offset
    }
  }
}

extension WeightFormatError {
  /// The error as something that was found about the file at `path`.
  package func finding(path: UntrustedText) -> Finding {
    let (id, severity): (Finding.ID, Finding.Severity) =
      switch self {
      case .notWeights(.gitLFSPointer): (.fileNotDownloaded, .warning)
      case .notReadYet: (.fileUnsupported, .warning)
      case .notWeights, .safetensors: (.fileMalformed, .error)
      }
    return Finding(id, severity, path: path, offset: offset, description)
  }
}
