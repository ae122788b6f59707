// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

/// What a publisher states about a release that its files cannot show.
///
/// It is a YAML file of keys, each of which may be left out:
///
/// ```yaml
/// by: Example Laboratory
/// date: '2026-05-11'
/// components:
///   training-code: {location: 'https://example.org/train', licence: Apache-2.0}
///   Data card: {location: DATA_CARD.md, licence: CC-BY-4.0, statement: 'Version 2'}
/// data-information:
///   description: {statement: 'Section 3 of the report describes all data'}
/// index:
///   trainingcode: {location: 'https://example.org/train'}
/// withheld: [datasets]
/// ```
///
/// Components are those of the Model Openness Framework, by exact name or by short key. Anchors,
/// aliases and tags are not accepted, and each key that is not known is an error. What stands here
/// stays a statement: nothing makes it a fact.
package struct Declaration: Hashable, Sendable {
  /// What is stated of one thing; at least one of the three is there.
  package struct Statement: Hashable, Sendable {
    /// An address, or a path in the folder.
    package internal(set) var location: CardValue?
    /// The licence.
    package internal(set) var licence: CardValue?
    /// What is stated, in words.
    package internal(set) var statement: CardValue?
    /// The line of the key, counted from 1.
    package let line: Int
  }

  /// The three things that the Open Source AI Definition wants to be told about training data.
  package enum DataInformation: String, CaseIterable, Hashable, Sendable {
    /// A full description of all data, of those too that cannot be shared.
    case description
    /// A list of all data that are public, and where they are.
    case publicData = "public-data"
    /// A list of all data that others hand out, for a fee too, and where.
    case thirdPartyData = "third-party-data"
  }

  /// The criteria of the openness index, by its keys.
  package static let criteria = IndexRow.Criterion.allCases.map(\.rawValue)

  /// Something that is withheld.
  package struct Withheld: Hashable, Sendable {
    /// Which component.
    package let component: MOFComponent
    /// The line in the file, counted from 1.
    package let line: Int
  }

  /// Who states it.
  package internal(set) var by: CardValue?
  /// When, as it was written.
  package internal(set) var date: CardValue?
  /// What is stated of components.
  package internal(set) var components: [MOFComponent: Statement] = [:]
  /// What is stated about training data.
  package internal(set) var dataInformation: [DataInformation: Statement] = [:]
  /// What is stated for criteria of the index, by key.
  package internal(set) var index: [String: Statement] = [:]
  /// What is withheld, in the order of the file.
  package internal(set) var withheld: [Withheld] = []

  /// The line on which a component is said to be withheld, if it is.
  package func withheldLine(_ component: MOFComponent) -> Int? {
    withheld.first { $0.component == component }?.line
  }
}
