// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

package import Cryptography
internal import UntrustedInput

/// The lines of llama.cpp's `gguf-hash`: digests of the tensors of GGUF files.
///
///     sha256    <64 hex>  <file>:<tensor>
///     sha256    <64 hex>  <file>
///
/// The kind of hash stands left-justified in eight columns, two spaces, the digest, two spaces, and
/// what it is of: a tensor's stored bytes without padding, or, without a tensor, the bytes of all
/// tensors in the order of their infos. Neither names nor types, shapes or metadata are covered, so
/// no line can verify a file; one that differs shows that it is another. Kinds are `xxh64`, `xxh3`,
/// `sha1`, `sha256` and `uuid`; only SHA-256 is computed here, the others are named.
///
/// A file's name ends at the first colon that a line of the file alone confirms; without such a
/// line at the first one.
///
/// Source: `examples/gguf-hash` of ggml-org/llama.cpp.
package enum GGUFHash {
  private static let kinds: [(name: String, digitCount: Int)] = [
    ("xxh64", 16), ("sha1", 40), ("sha256", 64), ("uuid", 36), ("xxh3", 16), ("md5", 32),
  ]

  /// Whether the first line that is not blank is one of gguf-hash.
  package static func recognises(_ bytes: [UInt8]) -> Bool {
    for line in bytes.prefix(1 << 16).split(separator: 0x0A) {
      if line.allSatisfy({ $0 == 0x20 || $0 == 0x0D }) { continue }
      return Line(line) != nil
    }
    return false
  }

  /// One line.
  private struct Line {
    let kind: String
    let digest: ArraySlice<UInt8>
    let subject: ArraySlice<UInt8>

    init?(_ text: ArraySlice<UInt8>) {
      var text = text
      if text.last == 0x0D { text.removeLast() }
      let word = text.prefix { $0 != 0x20 }
      guard let kind = GGUFHash.kinds.first(where: { word.elementsEqual($0.name.utf8) }) else {
        return nil
      }
      let rest = text.dropFirst(word.count).drop { $0 == 0x20 }
      let digest = rest.prefix { $0 != 0x20 }
      let subject = rest.dropFirst(digest.count)
      guard rest.startIndex - text.startIndex >= 10, digest.count == kind.digitCount,
        digest.allSatisfy({ Hexadecimal.value(of: $0) != nil || $0 == UInt8(ascii: "-") }),
        subject.starts(with: "  ".utf8), subject.count > 2
      else { return nil }
      self.kind = kind.name
      self.digest = digest
      self.subject = subject.dropFirst(2)
    }
  }

  /// A line as gguf-hash writes it, with its line feed; of all tensors together where `tensor` is
  /// nil.
  ///
  /// The bytes of names stand as they are: `canBeWritten` must hold of them.
  package static func line(_ sha256: Digest, file: [UInt8], tensor: [UInt8]?) -> [UInt8] {
    precondition(sha256.algorithm == .sha256, "the line says SHA-256")
    let name = tensor.map { file + [UInt8(ascii: ":")] + $0 } ?? file
    return Array("sha256    \(sha256.hex)  ".utf8) + name + [0x0A]
  }

  /// Whether a line can hold a name: there is no way to write one with a line break, and gguf-hash
  /// cuts one at a NUL.
  package static func canBeWritten(_ name: some Sequence<UInt8>) -> Bool {
    !name.contains { $0 == 0x0A || $0 == 0x0D || $0 == 0 }
  }

  /// Reads all lines: one claim for each file.
  package static func parse(_ bytes: [UInt8]) throws(ManifestError) -> Manifest {
    var lines: [(line: Line, number: Int)] = []
    for (index, text) in bytes.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated()
    where !text.allSatisfy({ $0 == 0x20 || $0 == 0x0D }) {
      guard let line = Line(text) else { throw .checksumLine(line: index + 1) }
      lines.append((line, index + 1))
    }
    guard !lines.isEmpty else { throw .empty }
    var files = Files(subjects: lines.map(\.line.subject))
    for (line, number) in lines { try files.add(line, number) }
    return try Manifest(form: .ggufHash, entries: files.claims)
  }

  /// What is told of each file.
  private struct Files {
    /// What lines speak of; the names of files are among them.
    private let names: Set<UntrustedText>
    /// What stands before a colon in what they speak of.
    private let prefixes: Set<UntrustedText>
    private(set) var claims: [Claim] = []
    private var claimOfFile: [UntrustedText: Int] = [:]
    private var digestOfTensor: [Int: [UntrustedText: Digest]] = [:]

    init(subjects: [ArraySlice<UInt8>]) {
      names = Set(subjects.lazy.map { UntrustedText(bytes: Array($0)) })
      prefixes = Set(subjects.lazy.flatMap { Self.prefixes(of: $0) }.map(\.text))
    }

    /// What stands before each colon, and the place of the colon.
    ///
    /// No name has so many that more matter; a hostile one must not cost their square.
    private static func prefixes(
      of subject: ArraySlice<UInt8>
    ) -> [(text: UntrustedText, colon: Int)] {
      subject.indices.lazy.filter { subject[$0] == UInt8(ascii: ":") }.prefix(16)
        .map { (UntrustedText(bytes: Array(subject[..<$0])), $0) }
    }

    mutating func add(_ line: Line, _ number: Int) throws(ManifestError) {
      let (file, tensor) = parts(of: line.subject)
      let claim = claimOfFile[file] ?? claims.count
      if claim == claims.count {
        claimOfFile[file] = claim
        var new = Claim(subject: Claim.subject(named: file), digests: [], line: number)
        new.tensorData = TensorDataClaim()
        claims.append(new)
      }
      guard line.kind == "sha256", let digest = Digest(.sha256, hex: line.digest) else {
        if !claims[claim].unsupportedAlgorithms.contains(line.kind) {
          claims[claim].unsupportedAlgorithms.append(line.kind)
        }
        return
      }
      guard let tensor else {
        guard claims[claim].tensorData?.whole ?? digest == digest else {
          throw .contradictoryEntries(path: file, line: number)
        }
        claims[claim].tensorData?.whole = digest
        return
      }
      if let other = digestOfTensor[claim, default: [:]].updateValue(digest, forKey: tensor) {
        guard other == digest else { throw .contradictoryEntries(path: tensor, line: number) }
        return
      }
      claims[claim].tensorData?.append(tensor, digest)
    }

    /// The file and the tensor of `<file>:<tensor>`; no tensor where the line is of the file alone.
    private func parts(of subject: ArraySlice<UInt8>) -> (UntrustedText, UntrustedText?) {
      let whole = UntrustedText(bytes: Array(subject))
      let candidates = Self.prefixes(of: subject)
      let confirmed = candidates.first { names.contains($0.text) }
      guard let place = confirmed ?? (prefixes.contains(whole) ? nil : candidates.first) else {
        return (whole, nil)
      }
      return (place.text, UntrustedText(bytes: Array(subject[(place.colon + 1)...])))
    }
  }
}
