// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

package import UntrustedInput

/// What bills of materials say of a release: its files, its licences and where it comes from.
///
/// The two writers, ``CycloneDXBill`` and ``SPDX3Bill``, put the same facts into their formats.
/// What is nil or empty is not known, and then stands in neither document, except where a format
/// asks for a statement that nothing is asserted. All text is from outside unless it is a `String`.
package struct ModelBill: Sendable {
  /// The version of weightcheck.
  package var toolVersion: String
  /// When the document counts as made, in seconds since 1970.
  ///
  /// SPDX demands a time. The same release gives the same bytes only where this does not come from
  /// the clock: a time that the user states, or one that the release has. Times out of the years
  /// 1970 to 9999, which the formats cannot write, count as the nearest that they can.
  package var created: Int64
  /// The release's name.
  package var name: UntrustedText
  /// The release's version.
  package var version: UntrustedText?
  /// Who says to have published the release.
  package var supplier: UntrustedText?
  /// Where the release says that it can be had; used only if it is a web address.
  package var downloadLocation: UntrustedText?
  /// Its files; the writers sort them by path.
  package var files: [File] = []
  /// What its weights are.
  package var weights = Weights()
  /// What the release states of its licence.
  package var declaredLicences: [LicenceStatement] = []
  /// What the licence is found to be; nil where that is not asserted.
  package var concludedLicence: BillLicence?
  /// Why ``concludedLicence`` is what it is, or is not asserted.
  package var conclusionReason: UntrustedText?
  /// Texts of licences that are not on the SPDX list.
  package var licenceTexts: [LicenceText] = []
  /// The datasets that the release names.
  package var datasets: [Dataset] = []
  /// The models that it says to come from.
  package var baseModels: [BaseModel] = []
  /// What its card says.
  package var card = Card()
  /// Verdicts and other facts, in the order in which they are to stand.
  package var properties: [Property] = []

  /// A bill that says nothing yet.
  package init(toolVersion: String, created: Int64, name: UntrustedText) {
    self.toolVersion = toolVersion
    self.created = created
    self.name = name
  }
}

extension ModelBill {
  /// A fact that no field of the formats is for.
  package struct Property: Hashable, Sendable {
    /// Its name without the prefix ``ModelBill/propertyPrefix``, as in `mof.class`.
    package var name: String
    /// Its value.
    package var value: UntrustedText

    /// Makes a property.
    package init(_ name: String, _ value: UntrustedText) {
      self.name = name
      self.value = value
    }

    /// Makes a property with a value of our own.
    package init(_ name: String, _ value: String) {
      self.init(name, UntrustedText(value))
    }
  }

  /// What the names of our properties begin with.
  package static let propertyPrefix = "weightcheck:"

  /// The properties of the model, those that follow from other fields first.
  var modelProperties: [Property] {
    var all = weights.properties
    if let isGated = card.isGated { all.append(Property("gated", isGated ? "true" : "false")) }
    all += card.languages.map { Property("language", $0) }
    if let safety = card.safety { all.append(Property("card.safety", safety)) }
    // A graph keeps no order, so the numbers tell which source said what.
    for (place, statement) in declaredLicences.enumerated() {
      let name = "licence.declared.\(place + 1)"
      all.append(Property(name, statement.licence.expression))
      all.append(Property("\(name).source", statement.source))
      all.append(Property("\(name).text", statement.text))
    }
    all.append(Property("licence.concluded", concludedLicence?.expression ?? "NOASSERTION"))
    if let conclusionReason { all.append(Property("licence.concluded.reason", conclusionReason)) }
    return all + properties
  }

  /// The licences that are declared, each once, in the order of their statements.
  var distinctDeclaredLicences: [BillLicence] {
    var seen: Set<String> = []
    return declaredLicences.map(\.licence).filter { seen.insert($0.expression).inserted }
  }

  /// All licences that are declared, as one expression; nil where none is.
  ///
  /// Where places state different ones, each is declared; so `AND` joins them, which says no more
  /// than that all of them were found.
  var declaredExpression: String? {
    let distinct = distinctDeclaredLicences
    guard distinct.count > 1 else { return distinct.first?.expression }
    return distinct.map(\.operand).joined(separator: " AND ")
  }

  /// The files in the order of the bytes of their paths.
  var sortedFiles: [File] { files.sorted { $0.path < $1.path } }
}
