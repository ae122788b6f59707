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
    // Read twice, since what a name is depends on the lines that follow; to keep them would take
    // more memory than the document.
    var subjects: Set<UntrustedText> = []
    try forEachLine(of: bytes) { line, _ in
      subjects.insert(UntrustedText(bytes: Array(line.subject)))
    }
    var names: Set<UntrustedText> = []
    try forEachLine(of: bytes) { line, _ in
      for prefix in Files.prefixes(of: line.subject) where subjects.contains(prefix.text) {
        names.insert(prefix.text)
      }
    }
    subjects = []
    var files = Files(names: names)
    try forEachLine(of: bytes) { line, number throws(ManifestError) in
      try files.add(line, number)
    }
    let claims = (consume files).finished()
    guard !claims.isEmpty else { throw .empty }
    return try Manifest(form: .ggufHash, entries: consume claims)
  }

  /// Calls `body` with each line that is not blank and its number.
  private static func forEachLine(
    of bytes: [UInt8], _ body: (Line, Int) throws(ManifestError) -> Void
  ) throws(ManifestError) {
    var start = 0
    var number = 0
    while start < bytes.count {
      number += 1
      let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
      let text = bytes[start..<end]
      start = end + 1
      if text.allSatisfy({ $0 == 0x20 || $0 == 0x0D }) { continue }
      guard let line = Line(text) else { throw .checksumLine(line: number) }
      try body(line, number)
    }
  }

  /// What is told of each file.
  private struct Files {
    /// What stands before a colon in one line and is all that another speaks of: names of files.
    private let names: Set<UntrustedText>
    private var claims: [Claim] = []
    private var tensorData: [TensorDataClaim] = []
    private var claimOfFile: [UntrustedText: Int32] = [:]
    /// The place of each tensor among those of its file.
    private var places: [Tensor: Int32] = [:]

    /// A tensor of the file at `claim`.
    private struct Tensor: Hashable {
      let name: UntrustedText
      let claim: Int32
    }

    init(names: Set<UntrustedText>) {
      self.names = names
    }

    /// One claim for each file.
    consuming func finished() -> [Claim] {
      for index in claims.indices { claims[index].tensorData = tensorData[index] }
      return claims
    }

    /// What stands before each colon, and the place of the colon.
    ///
    /// No name has so many that more matter; a hostile one must not cost their square.
    static func prefixes(
      of subject: ArraySlice<UInt8>
    ) -> [(text: UntrustedText, colon: Int)] {
      subject.indices.lazy.filter { subject[$0] == UInt8(ascii: ":") }.prefix(16)
        .map { (UntrustedText(bytes: Array(subject[..<$0])), $0) }
    }

    mutating func add(_ line: Line, _ number: Int) throws(ManifestError) {
      let (file, tensor) = parts(of: line.subject)
      let claim = claimOfFile[file].map(Int.init) ?? claims.count
      if claim == claims.count {
        claimOfFile[file] = Int32(claim)
        claims.append(Claim(subject: Claim.subject(named: file), digests: [], line: number))
        tensorData.append(TensorDataClaim())
      }
      guard line.kind == "sha256", let digest = Digest(.sha256, hex: line.digest) else {
        if !claims[claim].unsupportedAlgorithms.contains(line.kind) {
          claims[claim].unsupportedAlgorithms.append(line.kind)
        }
        return
      }
      guard let tensor else {
        guard tensorData[claim].whole ?? digest == digest else {
          throw .contradictoryEntries(path: file, line: number)
        }
        tensorData[claim].whole = digest
        return
      }
      let key = Tensor(name: tensor, claim: Int32(claim))
      if let place = places[key] {
        guard tensorData[claim].digest(at: Int(place)) == digest else {
          throw .contradictoryEntries(path: tensor, line: number)
        }
        return
      }
      places[key] = Int32(tensorData[claim].count)
      tensorData[claim].append(tensor, digest)
    }

    /// The file and the tensor of `<file>:<tensor>`; no tensor where the line is of the file alone.
    private func parts(of subject: ArraySlice<UInt8>) -> (UntrustedText, UntrustedText?) {
      let whole = UntrustedText(bytes: Array(subject))
      let candidates = Self.prefixes(of: subject)
      let confirmed = candidates.first { names.contains($0.text) }
      guard let place = confirmed ?? (names.contains(whole) ? nil : candidates.first) else {
        return (whole, nil)
      }
      return (place.text, UntrustedText(bytes: Array(subject[(place.colon + 1)...])))
    }
  }
}
