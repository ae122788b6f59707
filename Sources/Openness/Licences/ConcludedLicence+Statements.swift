// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import UntrustedInput

extension ConcludedLicence {
  /// What the statements about one part of a release come to; nil where none is about it.
  ///
  /// What is stated about the part itself goes before what is stated about the whole. Where
  /// statements name several licences, no identifier is concluded, and the class is that of the one
  /// which withholds most: nobody may rely on the others.
  init?(of scope: LicenceStatement.Scope, _ statements: [LicenceStatement]) {
    let own = statements.filter { $0.scope == scope }
    let whole = statements.filter { $0.scope == .release && $0.source != .tag }
    // A weight file's metadata and the card are about the same thing; a file for code alone is not.
    let stated = scope == .weights ? own + whole : own.isEmpty ? whole : own
    let texts = stated.filter { $0.source == .licenceFile }.compactMap(\.id)
    // A text answers a name that only asks for one: `other`, `gpl`. Where a choice is stated and
    // all texts are among it, they are the choice's.
    let choice = texts.count > 1 ? stated.first { $0.offers(texts) } : nil
    let counted = stated.filter { statement in
      choice == nil
        ? !statement.isAnswered(by: texts)
        : statement.source != .licenceFile || statement.id == nil
    }
    guard !counted.isEmpty else { return nil }
    let named = counted.filter { $0.id != nil }
    let keys = Set(named.compactMap { $0.id.map(LicenceName.textKey) })
    let unnamed = counted.filter { $0.id == nil }
    evidence = counted.map(\.evidence)
    let classes = counted.map(\.licenceClass)
    // A licence file's text that is none that is known counts against any name beside it.
    let hasForeignText = unnamed.contains { $0.source == .licenceFile }
    licenceClass = classes.dropFirst().reduce(classes[0]) { $0.and($1) }
    id = keys.count == 1 && !hasForeignText ? named[0].id : nil
    spdx = id.flatMap { SPDXLicenceList.licence($0)?.identifier }
    phrase = Self.phrase(counted, licenceClass)
  }

  private static func phrase(
    _ statements: [LicenceStatement], _ licenceClass: LicenceClass
  ) -> String {
    var places: [(name: String, places: [String])] = []
    var seen: [String: (index: Int, places: Set<String>)] = [:]
    for statement in statements {
      let name = statement.id.map { UntrustedText($0).brief } ?? statement.unnamedPhrase
      let place = statement.evidence.path.brief
      if let index = seen[name]?.index {
        if seen[name]?.places.insert(place).inserted == true { places[index].places.append(place) }
      } else {
        seen[name] = (places.count, [place])
        places.append((name, [place]))
      }
    }
    let named = places.prefix(4).map { entry in
      let more = entry.places.count > 2 ? " and \(entry.places.count - 2) more" : ""
      return "\(entry.name) (\(entry.places.prefix(2).joined(separator: ", "))\(more))"
    }
    return named.joined(separator: ", but ") + ": \(licenceClass.phrase)"
  }
}

extension LicenceStatement {
  /// Whether the statement is a choice that has all of `texts`.
  func offers(_ texts: [String]) -> Bool {
    guard source != .licenceFile, let id, id.contains(" OR ") else { return false }
    let choices = Set(LicenceName(evidence.token).identifiers.map(LicenceName.textKey))
    return texts.allSatisfy { choices.contains(LicenceName.textKey($0)) }
  }

  /// Whether the statement names no licence by itself, and one of the identified `texts` is one
  /// that it may mean.
  func isAnswered(by texts: [String]) -> Bool {
    guard source != .licenceFile, !texts.isEmpty else { return false }
    if texts.count == 1 && offers(texts) { return true }
    guard licenceClass.needsText else { return false }
    guard licenceClass == .family, let id else { return id == nil }
    return texts.contains { LicenceFamily.has($0, in: id) }
  }

  /// What is said of a statement that names no licence that is known.
  fileprivate var unnamedPhrase: String {
    switch source {
    case .licenceFile: "a text of its own"
    default: "'\(evidence.token.brief)'"
    }
  }
}
