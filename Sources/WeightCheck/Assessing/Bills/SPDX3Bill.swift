// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Provenance

/// Writes a bill as SPDX 3.0.1 in JSON-LD, by the profiles core, software, AI, dataset, simple
/// licensing and extension.
///
/// The graph has the model as an `ai_AIPackage`, its files as `software_File`, datasets as
/// `dataset_DatasetPackage`, and models that it comes from as further `ai_AIPackage`. As the AI and
/// the dataset profile demand, each package has exactly one relationship `hasDeclaredLicense` and
/// one `hasConcludedLicense`; where nothing is known they lead to the individual
/// `NoAssertionLicense`. Facts that no property is for stand in an extension as properties in the
/// manner of CycloneDX. Only files have digests, which `weightcheck verify` reads with their names.
package enum SPDX3Bill {
  /// The document, in UTF-8, with a newline at its end.
  ///
  /// The same bill gives the same bytes. The identifiers are IRIs that follow from all that the
  /// document says, so that no two documents give one identifier to two things.
  package static func bytes(of bill: ModelBill) -> [UInt8] {
    let name = DocumentName.uuid(of: document(bill, namespace: "urn:uuid"))
    return document(bill, namespace: name)
  }

  private static func document(_ bill: ModelBill, namespace: String) -> [UInt8] {
    JSONWriter.bytes { document in
      document.member("@context", "https://spdx.org/rdf/3.0.1/spdx-context.jsonld")
      document.key("@graph")
      document.array { array in
        var graph = SPDX3Graph(namespace: namespace)
        graph.writeOrigin(bill, &array)
        let model = graph.writeModel(bill, &array)
        graph.writeDocument(about: model, name: bill.name, &array)
      }
    }
  }
}
