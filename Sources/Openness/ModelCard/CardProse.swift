// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import UntrustedInput

/// What the lines of a card's text say that headings and links do not.
///
/// Lines are looked at one by one, in ASCII lower case; fenced code is left out.
struct CardProse {
  /// A line that says something, with the words that do.
  struct Mention: Hashable {
    /// The line in the file, counted from 1.
    let line: Int
    /// The words, as they stand there.
    let text: UntrustedText
  }

  /// A standard of openness.
  enum Standard: Equatable {
    /// The Model Openness Framework, and the class from 1 to 3 where one is named.
    case mof(Int?)
    /// The Open Source AI Definition.
    case osaid
  }

  /// Lines that call the model open source.
  private(set) var openSourceClaims: [Mention] = []
  /// Lines that claim a class of the Model Openness Framework, or the Open Source AI Definition.
  private(set) var standardClaims: [(standard: Standard, mention: Mention)] = []
  /// Lines with a digit.
  private(set) var numberLines: Set<Int> = []
  /// The first line that speaks of a licence.
  private(set) var licenceMention: Mention?
  /// Whether the words "Built with" stand before "Llama" on a line.
  private(set) var saysBuiltWithLlama = false
  /// Names of files in code marks: `train_script.py`.
  private(set) var fileNames: [Mention] = []
  /// Lines with a link that speak of code for training, running, measuring or preparing data.
  private(set) var codeLines: [Int: Set<MOFComponent>] = [:]

  /// Lines with a digit that are kept.
  private static let maximumNumberLineCount = 100_000
  /// Mentions of one kind that are kept.
  private static let maximumCount = 64
  /// Bytes of a line that are looked at.
  private static let maximumLineByteCount = 4096

  /// - Parameter start: where the text begins.
  init(_ bytes: [UInt8], from start: Int) {
    var number = bytes[..<start].count { $0 == 0x0A }
    var isInFence = false
    var rest = bytes[start...]
    while !rest.isEmpty {
      number += 1
      let end = rest.firstIndex(of: 0x0A) ?? rest.endIndex
      let line = rest[..<end]
      rest = end < rest.endIndex ? rest[(end + 1)...] : rest[rest.endIndex...]
      let content = line.drop { $0 == 0x20 || $0 == 0x09 }
      if content.starts(with: "```".utf8) || content.starts(with: "~~~".utf8) {
        isInFence.toggle()
      } else if !isInFence {
        look(at: content.prefix(Self.maximumLineByteCount), number)
      }
    }
  }

  private mutating func look(at line: ArraySlice<UInt8>, _ number: Int) {
    guard line.count >= 4 else { return }
    let lower = line.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
    func has(_ text: StaticString) -> Bool { Self.find("\(text)", in: lower) != nil }
    for phrase in ["open-source", "open source", "opensource", "fully open"] {
      guard openSourceClaims.count < Self.maximumCount, let place = Self.find(phrase, in: lower)
      else { continue }
      openSourceClaims.append(Self.mention(of: line, around: place, number))
      break
    }
    if standardClaims.count < Self.maximumCount {
      let mention = Mention(line: number, text: UntrustedText(bytes: Array(line.prefix(160))))
      if has("model openness framework") || has("isitopen.ai") || has("open science model")
        || has("open tooling model")
      {
        let named = [("class iii", 3), ("class ii", 2), ("class i", 1)].first {
          Self.find($0.0, in: lower) != nil
        }
        standardClaims.append((.mof(named?.1), mention))
      } else if has("osaid") || has("open source ai definition") {
        standardClaims.append((.osaid, mention))
      }
    }
    if numberLines.count < Self.maximumNumberLineCount,
      lower.contains(where: { (0x30...0x39).contains($0) })
    {
      numberLines.insert(number)
    }
    if has("built with") && has("llama") { saysBuiltWithLlama = true }
    if licenceMention == nil,
      let place = Self.find("licens", in: lower)
        ?? Self.find("licenc", in: lower)
    {
      licenceMention = Self.mention(of: line, around: place, number)
    }
    if has("](") || has("http") { noteCode(lower, number) }
    noteFileNames(line, number)
  }

  private mutating func noteCode(_ lower: [UInt8], _ number: Int) {
    func has(_ text: StaticString) -> Bool { Self.find("\(text)", in: lower) != nil }
    guard has("code") || has("script") || has("repo") || has("harness") || has("pipeline") else {
      return
    }
    var components: Set<MOFComponent> = []
    if has("training") || has("train ") || has("finetun") || has("fine-tun") {
      components.insert(.trainingCode)
    }
    if has("inference") { components.insert(.inferenceCode) }
    if has("evaluat") || has("benchmark") { components.insert(.evaluationCode) }
    if has("preprocess") || has("pre-process") || has("data processing") || has("filtering") {
      components.insert(.preprocessingCode)
    }
    if !components.isEmpty { codeLines[number] = components }
  }

  /// Words in backticks that end as files of code do.
  private mutating func noteFileNames(_ line: ArraySlice<UInt8>, _ number: Int) {
    let parts = line.split(
      separator: UInt8(ascii: "`"), maxSplits: 64, omittingEmptySubsequences: false)
    for (index, part) in parts.enumerated()
    where index % 2 == 1 && fileNames.count < Self.maximumCount {
      let isCode = [".py", ".sh", ".ipynb"].contains { ending in
        part.reversed().starts(with: ending.utf8.reversed())
      }
      guard (4...128).contains(part.count), isCode,
        part.allSatisfy({ byte in
          (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF)
            || [0x2D, 0x2E, 0x2F, 0x5F].contains(byte)
        })
      else { continue }
      fileNames.append(Mention(line: number, text: UntrustedText(bytes: Array(part))))
    }
  }

  /// The words around a place, cut to what evidence keeps.
  private static func mention(
    of line: ArraySlice<UInt8>, around place: Int, _ number: Int
  ) -> Mention {
    let start = max(0, place - 48)
    let words = line.dropFirst(start).prefix(120)
    // Not in the middle of a character.
    let whole = words.drop { $0 & 0xC0 == 0x80 }
    return Mention(line: number, text: UntrustedText(bytes: Array(whole)))
  }

  private static func find(_ text: String, in line: [UInt8]) -> Int? {
    let wanted = Array(text.utf8)
    guard line.count >= wanted.count else { return nil }
    let first = wanted[0]
    return (0...(line.count - wanted.count)).first { place in
      line[place] == first && line[place...].starts(with: wanted)
    }
  }
}
