// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import UntrustedInput

/// A model card or a data set's card: what its front matter, headings and links say.
package struct ModelCard: Hashable, Sendable {
  /// The front matter; empty where there is none or none that can be used.
  package let metadata: CardMetadata
  /// Why the front matter cannot be used: one sentence, lower case, without full stop.
  package let frontMatterFault: String?
  /// Whether the file begins as front matter does.
  package let hasFrontMatter: Bool
  /// The front matter's bytes in the file.
  package let frontMatterRange: Range<Int>?
  /// Where the text begins in the file.
  package let bodyStart: Int
  /// The headings, in the order of the file.
  package let headings: [CardHeading]
  /// What stands before the first heading.
  package let preamble: CardHeading.Content
  /// What the text points to, in the order of the file.
  package let links: [CardLink]

  /// Reads a card; what cannot be read is told.
  ///
  /// The time grows with the bytes; the caller bounds them.
  package init(_ bytes: [UInt8]) {
    var metadata = CardMetadata()
    var fault: FrontMatter.Fault?
    var matter: FrontMatter?
    do throws(FrontMatter.Fault) {
      let found = try FrontMatter.find(in: bytes)
      matter = found
      metadata = try Self.metadata(of: found, in: bytes)
    } catch {
      fault = error
    }
    self.metadata = metadata
    hasFrontMatter = fault != FrontMatter.Fault.none
    frontMatterFault = fault.map { "\($0)" }
    frontMatterRange = matter?.byteRange
    bodyStart = matter?.bodyStart ?? (bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0)
    let outline = MarkdownOutline(
      bytes, from: bodyStart, lineOffset: matter?.bodyLineOffset ?? 0)
    headings = outline.headings
    preamble = outline.preamble
    links = outline.links.links
  }

  /// Whether somebody wrote text, beside headings and placeholders.
  package var hasProse: Bool {
    preamble == .prose || headings.contains { $0.content == .prose }
  }

  /// What the card has of each section of a document.
  ///
  /// A heading has text where text stands under it or under a heading below it. The first
  /// heading with text counts, else the first one.
  package func findings(for document: DocumentationSlot.Document) -> [SlotFinding] {
    let titles = headings.map { DocumentationSlot.words(of: $0.title.lossyString) }
    let hasText = headingsWithText
    return DocumentationSlot.of(document).map { slot in
      let found = headings.indices.filter { slot.matches(words: titles[$0]) }
      if let index = found.first(where: { hasText[$0] }) {
        return SlotFinding(slot, .present, headings[index])
      }
      return found.first.map { SlotFinding(slot, .empty, headings[$0]) }
        ?? SlotFinding(slot, .absent)
    }
  }

  /// For each heading, whether text stands under it or under one below it.
  private var headingsWithText: [Bool] {
    var hasText = headings.map { $0.content == .prose }
    // The last heading with text seen from behind, by level: levels are few.
    var firstAbove: [Int] = []
    for index in headings.indices {
      while let last = firstAbove.last, headings[last].level >= headings[index].level {
        firstAbove.removeLast()
      }
      if hasText[index] { for above in firstAbove { hasText[above] = true } }
      firstAbove.append(index)
    }
    return hasText
  }

  private static func metadata(
    of matter: FrontMatter, in bytes: [UInt8]
  ) throws(FrontMatter.Fault) -> CardMetadata {
    let root: YAMLNode?
    do throws(YAMLError) {
      root = try YAMLReader.read(
        Array(bytes[matter.byteRange]), .lenient, lineOffset: matter.lineOffset)
    } catch {
      throw .yaml(error)
    }
    guard let root, !root.isNull else { return CardMetadata() }
    guard root.entries != nil else { throw .notMapping(line: root.line) }
    return CardMetadata(root)
  }
}
