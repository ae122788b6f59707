// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

/// A section that documentation of a model or of data should have.
package enum DocumentationSlot: String, CaseIterable, Hashable, Sendable {
  case modelDetails
  case uses
  case biasRisksLimitations
  case trainingData
  case trainingProcedure
  case evaluation
  case environmentalImpact
  case technicalSpecifications
  case motivation
  case composition
  case collectionProcess
  case preprocessing
  case dataUses
  case distribution
  case maintenance
  case datasetDetails
  case datasetStructure
  case curationRationale
  case sourceData
  case annotations
  case personalInformation
  case datasetUses
  case datasetLimitations

  /// Which document asks for it.
  package enum Document: String, CaseIterable, Hashable, Sendable {
    /// A model card by the Hub's template.
    case modelCard
    /// A datasheet for a data set.
    case datasheet
    /// A data set's card by the Hub's template.
    case datasetCard
  }

  /// Which document asks for it.
  package var document: Document { row.document }

  /// Its name for people.
  package var title: String { row.title }

  /// The sections of one document.
  package static func of(_ document: Document) -> [DocumentationSlot] {
    allCases.filter { $0.document == document }
  }

  /// Whether a heading's title is one of this section.
  ///
  /// A phrase matches where its words stand in the title one after the other; a phrase that
  /// begins with `=` must be the whole title. Case, punctuation and pictures do not matter.
  package func matches(_ title: String) -> Bool {
    matches(words: Self.words(of: title))
  }

  /// Whether words that `words(of:)` gave are a title of this section.
  func matches(words: String) -> Bool {
    row.phrases.contains { phrase in
      phrase.hasPrefix("=")
        ? words == " \(phrase.dropFirst()) " : Self.contains(words, " \(phrase) ")
    }
  }

  /// The words of a title in lower case, a space before and after each.
  static func words(of title: String) -> String {
    var words = " "
    for scalar in title.unicodeScalars {
      if scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
        words += scalar.properties.lowercaseMapping
      } else if scalar != "'" && scalar != "\u{2019}" && words.last != " " {
        words += " "
      }
    }
    return words.last == " " ? words : words + " "
  }

  private static func contains(_ text: String, _ part: String) -> Bool {
    let text = Array(text.utf8)
    let part = Array(part.utf8)
    guard text.count >= part.count else { return false }
    return (0...(text.count - part.count)).contains { text[$0...].starts(with: part) }
  }
}
