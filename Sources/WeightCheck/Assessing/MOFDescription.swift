// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

public import Openness
public import SystemPackage
internal import UntrustedInput

/// A description of a release in the Model Openness Framework's own form, evaluated.
public struct MOFDescription: Sendable {
  /// What it says.
  public let release: MOFRelease
  /// What the framework's Tool makes of that.
  public let evaluation: MOFEvaluation

  /// Bytes of a description that are accepted; real ones have a few thousand.
  private static let maximumByteCount = 4 << 20

  /// Whether `path` is a description by its name, and no folder.
  public static func isDescription(_ path: FilePath) -> Bool {
    guard let name = path.lastComponent?.string.lowercased(),
      name.hasSuffix(".yml") || name.hasSuffix(".yaml")
    else { return false }
    do throws(FileAccessError) {
      _ = try OpenFile(path: path)
    } catch {
      return error != .isDirectory
    }
    return true
  }

  /// Reads and evaluates the description in a file.
  public init(_ path: FilePath) throws(WeightCheckError) {
    let bytes: [UInt8]
    do throws(FileAccessError) {
      bytes = try OpenFile(path: path).readAll(limit: Self.maximumByteCount)
    } catch {
      throw .unreadable([(path, error)])
    }
    do throws(MOFReleaseError) {
      release = try MOFRelease(yaml: bytes)
    } catch {
      throw .statement(path, "not a description by the Model Openness Framework: \(error)")
    }
    evaluation = MOFEvaluation(release, .standard)
  }

  /// Why the status is not 0: where the class `required`, 1 to 3, is not met.
  public func reasons(requiring required: Int?) -> [Reason] {
    guard let required, !evaluation.meets(class: required) else { return [] }
    return [Reason(.opennessClassNotMet)]
  }
}
