// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

package import UntrustedInput

extension ModelBill {
  /// What a place in the release says of its licence.
  package struct LicenceStatement: Hashable, Sendable {
    /// The file, or the key in it, that says so.
    package var source: UntrustedText
    /// What stands there.
    package var text: UntrustedText
    /// What that is taken to mean.
    package var licence: BillLicence

    /// Makes a statement.
    package init(source: UntrustedText, text: UntrustedText, licence: BillLicence) {
      self.source = source
      self.text = text
      self.licence = licence
    }
  }

  /// The text of a licence that is not on the SPDX list.
  package struct LicenceText: Hashable, Sendable {
    /// The licence; a ``BillLicence/reference(_:)``.
    package var licence: BillLicence
    /// Its whole text.
    package var text: UntrustedText

    /// Makes the text of a licence.
    package init(licence: BillLicence, text: UntrustedText) {
      self.licence = licence
      self.text = text
    }
  }

  /// A dataset that the release names.
  package struct Dataset: Hashable, Sendable {
    /// What the release says to have done with it.
    package enum Use: String, CaseIterable, Hashable, Sendable {
      /// The model was trained on it.
      case training
      /// The model was tested on it.
      case evaluation
      /// It does not say.
      case unstated
    }

    /// Where it can be found, as far as the folder shows.
    package enum Availability: String, CaseIterable, Hashable, Sendable {
      /// By a name or address, which was not followed.
      case linked
      /// By a name or address where one has to register first.
      case gated
      /// In the release's folder.
      case inFolder = "in-folder"
    }

    /// Its name.
    package var name: UntrustedText
    /// Its address; used only if it is a web address.
    package var address: UntrustedText?
    /// What it was used for.
    package var use: Use
    /// Where it can be found.
    package var availability: Availability
    /// The licence that the release states for it.
    package var declaredLicence: BillLicence?

    /// Makes a dataset.
    package init(
      name: UntrustedText, address: UntrustedText? = nil, use: Use, availability: Availability,
      declaredLicence: BillLicence? = nil
    ) {
      self.name = name
      self.address = address
      self.use = use
      self.availability = availability
      self.declaredLicence = declaredLicence
    }

    /// The address, if it can stand where the formats demand one.
    var uri: String? { address.flatMap(WebAddress.uri) }

    /// What no field of the formats is for.
    var properties: [Property] {
      var all = [
        Property("use", use.rawValue), Property("availability", availability.rawValue),
      ]
      if uri == nil, let address { all.append(Property("address", address)) }
      return all
    }
  }

  /// A model that the release says to come from.
  package struct BaseModel: Hashable, Sendable {
    /// Its name.
    package var name: UntrustedText
    /// How the release comes from it, as in `finetune` or `quantized`.
    package var relation: UntrustedText?

    /// Makes a base model.
    package init(name: UntrustedText, relation: UntrustedText? = nil) {
      self.name = name
      self.relation = relation
    }
  }
}
