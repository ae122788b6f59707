// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

/// How a licence file differs from the known text that it is nearest to.
public struct LicenceDifference: Hashable, Sendable {
  /// The licence it is nearest to; where several are about as near, the one that its title names.
  public let identifier: String
  /// The licence whose text it shares most with, which may be another.
  public let nearestIdentifier: String
  /// The licence that its title names, if that is a known one.
  public let titledIdentifier: String?
  /// How much of the word pairs both share, from 0 to 1 (Dice); never a reason to call it the same.
  public let similarity: Double
  /// What is in the file and not in the known text, in order; the first ones, if there are many.
  public let residue: [LicencePassage]
  /// Word pairs of the file that the known text does not have.
  public let residuePairCount: Int
  /// Word pairs of the known text that the file does not have.
  public let missingPairCount: Int
  /// Whether a few words differ, none of them a number or one that could bind; affects wording
  /// only.
  public let isTrivial: Bool
  /// The first change whose own words grant, forbid or limit; nil where none does.
  public let bindingChange: LicencePassage?

  /// The class of what it was made from, which is not its own.
  ///
  /// Where the title names another licence than the text resembles, that of the stricter one.
  package var licenceClass: LicenceClass {
    LicenceClass(identifier: identifier).and(LicenceClass(identifier: nearestIdentifier))
  }

  /// Whether the title names one licence and the text is nearer to another.
  public var titleDisagrees: Bool {
    titledIdentifier.map { $0 != nearestIdentifier } ?? false
  }
}
