// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import UntrustedInput

/// Reads the documents of a release, and keeps what cannot be read.
struct DocumentReading {
  private(set) var problems: [OpennessReport.Problem] = []

  /// The model card in a file; nil where it could not be read at all.
  mutating func card(_ file: FolderFile) -> LocatedCard? {
    guard let bytes = bytes(of: file) else { return nil }
    let card = LocatedCard(path: file.path.text, bytes: bytes)
    if card.card.hasFrontMatter, let fault = card.card.frontMatterFault {
      complain(file, "the front matter cannot be used: \(fault)")
    }
    for problem in card.card.metadata.problems {
      // Whatever stands there is stated, and not known.
      let isFatal = problem.sentence.contains("\"license\"")
      complain(file, problem.sentence, line: problem.line, isFatal: isFatal)
    }
    return card
  }

  /// The declaration in a file.
  mutating func declaration(_ file: FolderFile) -> LocatedDeclaration? {
    guard let bytes = bytes(of: file) else { return nil }
    do throws(DeclarationError) {
      return LocatedDeclaration(
        path: file.path.text, declaration: try Declaration(yaml: bytes))
    } catch {
      complain(file, "the declaration cannot be used: \(error)")
      return nil
    }
  }

  /// The configuration in a file; one that is no strict JSON is a problem.
  mutating func configuration(_ file: FolderFile) -> ConfigurationDocument? {
    guard let bytes = bytes(of: file, isFatal: false) else { return nil }
    do throws(JSONError) {
      return try ConfigurationDocument(bytes)
    } catch {
      // Python writes `Infinity`, which is no JSON, and loaders take it.
      complain(file, "the configuration cannot be read: \(error)", isFatal: false)
      return nil
    }
  }

  /// Complains of a document about data that cannot be read; nothing else rests on it.
  mutating func checkDataCard(_ file: FolderFile) {
    _ = bytes(of: file, isFatal: false)
  }

  /// Complains of a licence, notice or policy that cannot be read, or not whole.
  mutating func checkText(_ file: FolderFile) {
    // What the first bytes are says nothing of the rest, where a restriction may stand.
    switch file.content {
    case .bytes, .notRead: break
    case .tooLarge: complainOfSize(file)
    case .unreadable(let reason): complain(file, reason)
    }
  }

  private mutating func bytes(of file: FolderFile, isFatal: Bool = true) -> [UInt8]? {
    switch file.content {
    case .bytes(let bytes): return bytes
    case .notRead: return nil
    case .tooLarge:
      complainOfSize(file, isFatal: isFatal)
      return nil
    case .unreadable(let reason):
      complain(file, reason, isFatal: isFatal)
      return nil
    }
  }

  private mutating func complainOfSize(_ file: FolderFile, isFatal: Bool = true) {
    complain(
      file, "it has \(file.byteCount) bytes, more than are read of such a document",
      isFatal: isFatal)
  }

  private mutating func complain(
    _ file: FolderFile, _ message: String, line: Int? = nil, isFatal: Bool = true
  ) {
    problems.append(
      OpennessReport.Problem(
        path: file.path.text, line: line, message: message, isFatal: isFatal))
  }
}
