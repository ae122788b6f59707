// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

package import UntrustedInput

extension WeightFile {
  /// A parsed weight file and the private copy of the bytes that were parsed.
  package struct Parsed: Sendable {
    package let file: WeightFile
    /// The bytes `0..<headerByteCount`; what is hashed must be these, not the map's.
    package let header: [UInt8]
  }

  /// Reads the header of a weight file.
  ///
  /// - Parameters:
  ///   - bytes: the whole file.
  ///   - name: its name. Content decides what it is; the name only decides that a file called
  ///     `*.safetensors` whose first bytes say nothing is judged as a broken safetensors file.
  package static func parse(
    _ bytes: RawSpan, name: UntrustedText
  ) throws(WeightFormatError) -> Parsed {
    switch FileFormat.recognise(bytes) {
    case .safetensors:
      return try parseSafetensors(bytes)
    case .gguf:
      do throws(GGUFError) {
        return try GGUFHeader.parse(bytes)
      } catch {
        throw .gguf(error)
      }
    case .unknown where name.bytes.ends(with: ".safetensors"):
      return try parseSafetensors(bytes)
    case let other:
      throw .notWeights(other)
    }
  }

  private static func parseSafetensors(_ bytes: RawSpan) throws(WeightFormatError) -> Parsed {
    do {
      return try SafetensorsHeader.parse(bytes)
    } catch {
      throw .safetensors(error)
    }
  }
}

extension [UInt8] {
  /// Whether they end with `suffix`, which is in lower case, in letters of any case.
  fileprivate func ends(with suffix: String) -> Bool {
    map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }.reversed()
      .starts(with: suffix.utf8.reversed())
  }
}
