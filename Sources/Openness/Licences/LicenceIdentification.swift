// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

/// What a licence file is, by its text alone.
public struct LicenceIdentification: Hashable, Sendable {
  /// The answer.
  public enum Outcome: Hashable, Sendable {
    /// All of its words are those of a known text of this licence, in order.
    case identified(String)
    /// It holds known texts of these licences one after the other, and nothing else.
    case several([String])
    /// It resembles a known text, and is not it: terms of its own, whatever its title says.
    case modified(LicenceDifference)
    /// It resembles no known text.
    case unknown
  }

  /// A known text within the file.
  public struct Part: Hashable, Sendable {
    /// The licence.
    public let identifier: String
    /// Where its text stands.
    public let passage: LicencePassage
  }

  /// What a file says of a licence in few words, rather than by a text.
  public struct Statement: Hashable, Sendable {
    /// What kind of statement it is.
    public enum Kind: String, Hashable, Sendable {
      /// A line with `SPDX-License-Identifier:`.
      case tag
      /// The name of a licence in a file that holds no text of one.
      case mention
    }

    /// What kind of statement it is.
    public let kind: Kind
    /// The licence, as far as the name tells.
    public let name: LicenceName
    /// Where it stands.
    public let passage: LicencePassage
  }

  /// The answer.
  public let outcome: Outcome
  /// The known texts that stand whole in the file, in order.
  public let parts: [Part]
  /// Clauses that restrict: in the residue of a modified text, in all of an unknown one, and in
  /// what is identified as a licence that restricts.
  public let clauses: [RestrictionClause]
  /// SPDX tags and, in a short file without a text, names of licences.
  public let statements: [Statement]
  /// Lines that say who holds the copyright; no part of what was compared.
  public let copyrightLines: [LicencePassage]
  /// Whether the file is text; a PDF, an archive or a pointer to a file elsewhere is `unknown`, and
  /// nothing is said of what it holds.
  public let isText: Bool
  /// Whether all of the file was looked at; if not, it is never identified.
  public let isComplete: Bool

  /// The class of what the text is.
  ///
  /// A modified text is terms of its own, so an open licence that was changed is `other`; one that
  /// restricts does not become open by a change, or by another title, and keeps its class.
  public var licenceClass: LicenceClass {
    switch outcome {
    case .identified(let identifier):
      return LicenceClass(identifier: identifier)
    case .several(let identifiers):
      return identifiers.map(LicenceClass.init(identifier:)).reduce(.osi) { $0.and($1) }
    case .modified(let difference):
      let known = difference.licenceClass
      return known.isRestricted ? known : .other
    case .unknown:
      return clauses.isEmpty ? .unknown : .other
    }
  }

  /// What it restricts: by its clauses, and by what is known of a licence that it is or resembles.
  public var restrictions: [RestrictionClause.Kind] {
    var kinds = Set(clauses.map(\.kind))
    switch outcome {
    case .identified(let identifier):
      kinds.formUnion(LicenceFingerprint.restrictions(of: identifier))
    case .several(let identifiers):
      for identifier in identifiers {
        kinds.formUnion(LicenceFingerprint.restrictions(of: identifier))
      }
    case .modified, .unknown:
      break
    }
    return RestrictionClause.Kind.allCases.filter(kinds.contains)
  }

  /// The licence, where the file is its text and nothing else.
  public var identifier: String? {
    if case .identified(let identifier) = outcome { identifier } else { nil }
  }
}
