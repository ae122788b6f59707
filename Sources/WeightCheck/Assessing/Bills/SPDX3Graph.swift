// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Provenance
internal import UntrustedInput

/// The elements of an SPDX 3 document, while they are written.
///
/// Identifiers are the document's namespace, `#`, and a word with a number, never text from
/// outside, so they are IRIs whatever files and datasets are called.
struct SPDX3Graph {
  /// An element's identifier.
  typealias ID = String

  /// The individual of the expanded-licensing profile that stands for no statement.
  static let noAssertion: ID =
    "https://spdx.org/rdf/3.0.1/terms/ExpandedLicensing/NoAssertionLicense"
  private static let creationInfo = "_:creation-info"

  private let namespace: String
  /// All elements so far, in their order.
  private var elements: [ID] = []
  private var counts: [String: Int] = [:]
  private var licences: [String: ID] = [:]
  private var texts: [String: ID] = [:]

  init(namespace: String) {
    self.namespace = namespace
  }

  /// Writes an element with what all elements have.
  ///
  /// - Parameters:
  ///   - type: its class.
  ///   - word: what its identifier begins with; a number is added.
  ///   - name: its name.
  ///   - properties: what goes into its extension.
  @discardableResult
  mutating func element(
    _ type: String, _ word: String, name: UntrustedText? = nil,
    properties: [ModelBill.Property] = [], _ array: inout JSONWriter,
    _ body: (inout JSONWriter) -> Void = { _ in }
  ) -> ID {
    counts[word, default: 0] += 1
    let id = "\(namespace)#\(word)-\(counts[word, default: 0])"
    elements.append(id)
    array.object { element in
      element.member("type", type)
      element.member("spdxId", id)
      element.member("creationInfo", Self.creationInfo)
      if let name { element.member("name", name.lossyString) }
      body(&element)
      Self.writeExtension(properties, &element)
    }
    return id
  }

  private static func writeExtension(
    _ properties: [ModelBill.Property], _ element: inout JSONWriter
  ) {
    guard !properties.isEmpty else { return }
    element.key("extension")
    element.array { extensions in
      extensions.object { list in
        list.member("type", "extension_CdxPropertiesExtension")
        list.key("extension_cdxProperty")
        list.array { entries in
          for property in properties {
            entries.object { entry in
              entry.member("type", "extension_CdxPropertyEntry")
              entry.member("extension_cdxPropName", ModelBill.propertyPrefix + property.name)
              entry.member("extension_cdxPropValue", property.value.lossyString)
            }
          }
        }
      }
    }
  }

  /// Writes a relationship; one to nothing is none.
  mutating func relate(
    _ from: ID, _ type: String, _ to: [ID], comment: UntrustedText? = nil,
    _ array: inout JSONWriter
  ) {
    guard !to.isEmpty else { return }
    element("Relationship", "relationship", &array) { relationship in
      if let comment { relationship.member("comment", comment.lossyString) }
      relationship.member("from", from)
      relationship.member("relationshipType", type)
      relationship.key("to")
      relationship.array { array in
        for id in to { array.value(id) }
      }
    }
  }

  /// Writes who made the document, with what and when.
  mutating func writeOrigin(_ bill: ModelBill, _ array: inout JSONWriter) {
    let tool = UntrustedText("weightcheck \(bill.toolVersion)")
    let agentID = element(
      "SoftwareAgent", "agent", name: UntrustedText("weightcheck"), &array)
    let toolID = element("Tool", "tool", name: tool, &array)
    array.object { information in
      information.member("type", "CreationInfo")
      information.member("@id", Self.creationInfo)
      information.member("specVersion", "3.0.1")
      information.member("created", BillTime.text(bill.created))
      information.key("createdBy")
      information.array(inline: true) { $0.value(agentID) }
      information.key("createdUsing")
      information.array(inline: true) { $0.value(toolID) }
    }
  }

  /// Writes the document itself, of which all other elements are part.
  mutating func writeDocument(
    about root: ID, name: UntrustedText, _ array: inout JSONWriter
  ) {
    let parts = elements
    element("SpdxDocument", "document", name: name, &array) { document in
      document.key("profileConformance")
      document.array { profiles in
        for profile in ["core", "software", "ai", "dataset", "simpleLicensing", "extension"] {
          profiles.value(profile)
        }
      }
      document.key("rootElement")
      document.array(inline: true) { $0.value(root) }
      document.key("element")
      document.array { elements in
        for part in parts { elements.value(part) }
      }
    }
  }

  // MARK: Licences

  /// Writes the two relationships that the profiles demand of a package.
  mutating func license(
    _ package: ID, declared: String?, concluded: String?, reason: UntrustedText? = nil,
    _ array: inout JSONWriter
  ) {
    let declaredID = declared.map { expression($0, &array) } ?? Self.noAssertion
    let concludedID = concluded.map { expression($0, &array) } ?? Self.noAssertion
    relate(package, "hasDeclaredLicense", [declaredID], &array)
    relate(package, "hasConcludedLicense", [concludedID], comment: reason, &array)
  }

  /// Writes the text of a licence that expressions may refer to; before those.
  mutating func writeText(_ text: ModelBill.LicenceText, _ array: inout JSONWriter) {
    let reference = text.licence.expression
    guard reference.hasPrefix("LicenseRef-"), texts[reference] == nil else { return }
    texts[reference] = element(
      "simplelicensing_SimpleLicensingText", "licence-text", name: UntrustedText(reference),
      &array
    ) { $0.member("simplelicensing_licenseText", text.text.lossyString) }
  }

  /// The element of an expression, which is written where it is new.
  private mutating func expression(_ text: String, _ array: inout JSONWriter) -> ID {
    if let id = licences[text] { return id }
    let references = LicenceExpression.references(in: text).compactMap { reference in
      texts[reference].map { (reference, $0) }
    }
    let id = element("simplelicensing_LicenseExpression", "licence", &array) { element in
      element.member("simplelicensing_licenseExpression", text)
      guard !references.isEmpty else { return }
      element.key("simplelicensing_customIdToUri")
      element.array { SPDX3Graph.writeDictionary(references, &$0) }
    }
    licences[text] = id
    return id
  }

  /// Writes keys and values as the model has them.
  static func writeDictionary(_ entries: [(String, String)], _ array: inout JSONWriter) {
    for (key, value) in entries {
      array.object { entry in
        entry.member("type", "DictionaryEntry")
        entry.member("key", key)
        entry.member("value", value)
      }
    }
  }
}
