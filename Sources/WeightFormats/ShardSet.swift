// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

package import UntrustedInput

/// Weight files that are one model together, held against each other and against their index.
///
/// Readers take such files one by one and look at no more than they need: a tensor that two shards
/// have is read from one of them, a tensor that the index forgets is not found. So it is looked at
/// here.
package struct ShardSet: Sendable {
  /// One file that is there and in good order.
  package struct Member: Sendable {
    /// Its name in the set's folder.
    package let name: UntrustedText
    package let weights: WeightFile

    package init(name: UntrustedText, weights: WeightFile) {
      self.name = name
      self.weights = weights
    }
  }

  private let members: [Member]

  package init(_ members: [Member]) {
    self.members = members
  }

  /// What is wrong within the set; findings of severity `error` mean that readers would not all
  /// load the same tensors.
  ///
  /// - Parameter index: the set's index; nil where it has none.
  package func findings(index: ShardIndex?) -> [Finding] {
    // A tensor's number counts through all members.
    var starts: [Int] = []
    var total = 0
    for member in members {
      starts.append(total)
      total += member.weights.tensors.count
    }
    func name(of number: Int) -> ArraySlice<UInt8> {
      let member = Self.member(of: number, starts)
      return members[member].weights.tensors.nameBytes(at: number - starts[member])
    }

    var names = NameIndex()
    var findings: [Finding] = []
    var repeated = Tally()
    for (place, member) in members.enumerated() {
      for index in member.weights.tensors.indices {
        let bytes = member.weights.tensors.nameBytes(at: index)
        if let other = names.insert(starts[place] + index, bytes, nameOf: name) {
          let otherName = members[Self.member(of: other, starts)].name
          repeated.note(
            "'\(UntrustedText(bytes: Array(bytes)))' in '\(otherName)' and '\(member.name)'")
        }
      }
    }
    repeated.add(
      to: &findings, .setTensorRepeated, .error, "tensors that two files of the set have")
    if let index {
      findings += self.findings(against: index, names, starts: starts, total: total, nameOf: name)
    }
    findings += splitFindings(total: total)
    return findings
  }

  /// The member that a tensor's number falls to: the last whose tensors start at or before it.
  private static func member(of number: Int, _ starts: [Int]) -> Int {
    starts.partitioningIndex { $0 > number } - 1
  }

  /// How often something was met, and where first; one finding stands for all of them.
  private struct Tally {
    private var count = 0
    private var first = ""

    mutating func note(_ what: @autoclosure () -> String) {
      if count == 0 { first = what() }
      count += 1
    }

    func add(
      to findings: inout [Finding], _ id: Finding.ID, _ severity: Finding.Severity, _ what: String
    ) {
      guard count > 0 else { return }
      findings.append(Finding(id, severity, "\(what): \(count), first \(first)"))
    }
  }
}

// MARK: - Index

extension ShardSet {
  private func findings(
    against index: ShardIndex, _ names: NameIndex, starts: [Int], total: Int,
    nameOf: (Int) -> ArraySlice<UInt8>
  ) -> [Finding] {
    var findings: [Finding] = []
    var (absent, elsewhere, unmapped) = (Tally(), Tally(), Tally())
    var isMapped = [Bool](repeating: false, count: total)
    let places = Dictionary(
      members.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    for entry in 0..<index.count {
      // What a missing file should hold cannot be looked for.
      guard let place = places[index.files[index.file(of: entry)]] else { continue }
      let tensor = index.nameBytes(of: entry)
      func described() -> String {
        "'\(UntrustedText(bytes: Array(tensor)))' in '\(members[place].name)'"
      }
      guard let number = names.find(tensor, nameOf: nameOf) else {
        absent.note(described())
        continue
      }
      isMapped[number] = true
      if Self.member(of: number, starts) != place { elsewhere.note(described()) }
    }
    for number in 0..<total where !isMapped[number] {
      unmapped.note(
        "'\(UntrustedText(bytes: Array(nameOf(number))))' in "
          + "'\(members[Self.member(of: number, starts)].name)'")
    }
    absent.add(to: &findings, .setTensorMissing, .error, "tensors of the index that no file has")
    elsewhere.add(
      to: &findings, .setTensorMissing, .error, "tensors that are not in the file the index names")
    unmapped.add(
      to: &findings, .setTensorUnmapped, .error, "tensors that the index does not name")
    if members.count == index.files.count, let stated = index.totalByteCount {
      let actual = members.reduce(UInt64(0)) { sum, member in
        member.weights.tensors.indices.reduce(sum) { sum, index in
          let range = member.weights.tensors.byteRange(at: index)
          return sum + (range.upperBound - range.lowerBound)
        }
      }
      if stated != actual {
        findings.append(
          Finding(
            .setTotalSize, .note,
            "the index states \(stated) bytes of tensors, and there are \(actual)"))
      }
    }
    return findings
  }
}

// MARK: - Split GGUF

/// What a GGUF file says of the set that it is one part of.
package struct GGUFSplit: Hashable, Sendable {
  /// The part, counted from 0 (`split.no`).
  package let number: UInt64?
  /// How many parts there are (`split.count`).
  package let count: UInt64
  /// Tensors in all parts (`split.tensors.count`).
  package let tensorCount: UInt64?
}

extension WeightFile {
  /// What the file says of the set that it is one part of; nil if it is whole.
  package var split: GGUFSplit? {
    guard format == .gguf, let count = metadata["split.count"]?.unsignedInteger, count > 1 else {
      return nil
    }
    return GGUFSplit(
      number: metadata["split.no"]?.unsignedInteger, count: count,
      tensorCount: metadata["split.tensors.count"]?.unsignedInteger)
  }
}

extension ShardSet {
  /// Source: `llama_model_loader` and `gguf-split` of ggml-org/llama.cpp.
  private func splitFindings(total: Int) -> [Finding] {
    let splits = members.map { ($0.name, ShardName($0.name), $0.weights.split) }
    guard splits.contains(where: { $0.2 != nil }) else { return [] }
    var findings: [Finding] = []
    func wrong(_ message: String) { findings.append(Finding(.setSplit, .error, message)) }
    var numbers: [UInt64: UntrustedText] = [:]
    for (name, shard, split) in splits {
      guard let split else {
        wrong("'\(name)' does not say which part of the set it is")
        continue
      }
      if let number = split.number, let other = numbers.updateValue(name, forKey: number) {
        wrong("'\(other)' and '\(name)' both say that they are part \(number + 1)")
      }
      guard let shard else {
        wrong("'\(name)' says that it is one of \(split.count) parts, and its name does not")
        continue
      }
      if split.number != UInt64(clamping: shard.number - 1)
        || split.count != UInt64(clamping: shard.count)
      {
        let number = split.number.map { $0 < .max ? "\($0 + 1)" : "\($0)" } ?? "?"
        wrong("'\(name)' says that it is part \(number) of \(split.count)")
      }
    }
    let isWhole = splits.allSatisfy { $0.2?.count == UInt64(members.count) }
    if isWhole {
      for count in Set(splits.compactMap { $0.2?.tensorCount }).sorted()
      where count != UInt64(total) {
        wrong("the parts state \(count) tensors, and there are \(total)")
      }
    }
    return findings
  }
}

extension Finding.ID {
  /// Two files of one set have a tensor of the same name.
  public static let setTensorRepeated = Self(rawValue: "set.tensor.repeated")
  /// A tensor of a set's index is not in the file that the index names.
  public static let setTensorMissing = Self(rawValue: "set.tensor.missing")
  /// A shard of a set is not in its index.
  public static let setFileUnmapped = Self(rawValue: "set.file.unmapped")
  /// A tensor of a set is not in its index.
  public static let setTensorUnmapped = Self(rawValue: "set.tensor.unmapped")
  /// The bytes of tensors that an index states are not those of the tensors.
  public static let setTotalSize = Self(rawValue: "set.totalSize")
  /// The parts of a split GGUF file contradict each other, or their names.
  public static let setSplit = Self(rawValue: "set.split")
  /// A shard index is broken, or names files elsewhere.
  public static let setIndexMalformed = Self(rawValue: "set.index.malformed")
  /// A part of a set is not there.
  public static let setIncomplete = Self(rawValue: "set.incomplete")
}
