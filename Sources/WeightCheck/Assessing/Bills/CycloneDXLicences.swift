// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Provenance

/// The `licenses` of a component: each licence that is declared, and the one that is concluded.
///
/// The schema has an array of licences, or of exactly one expression, and nothing mixed; and an
/// `id` must be one of its own list. So an expression is written as one only where it is alone, and
/// else as the `name` of a licence, as is a licence that the list does not have.
struct CycloneDXLicences {
  private let entries: [(licence: BillLicence, acknowledgement: String)]

  init(declared: [BillLicence], concluded: BillLicence?) {
    entries =
      declared.map { ($0, "declared") } + (concluded.map { [($0, "concluded")] } ?? [])
  }

  func write(_ component: inout JSONWriter) {
    guard let first = entries.first else { return }
    component.key("licenses")
    component.array { licences in
      if entries.count == 1 && first.licence.isCompound {
        licences.object { choice in
          choice.member("expression", first.licence.expression)
          choice.member("acknowledgement", first.acknowledgement)
        }
        return
      }
      for (licence, acknowledgement) in entries {
        licences.object { choice in
          choice.key("license")
          choice.object { entry in
            entry.member(Self.hasID(licence) ? "id" : "name", licence.expression)
            entry.member("acknowledgement", acknowledgement)
          }
        }
      }
    }
  }

  private static func hasID(_ licence: BillLicence) -> Bool {
    guard case .listed(let id) = licence, licence.expression == id else { return false }
    return !laterIdentifiers.contains(id)
  }

  /// Identifiers of the SPDX License List 3.29.0 that are not in the schema's list, 3.28.0.
  private static let laterIdentifiers: Set = [
    "BSD-2-Clause-pos-unchanged", "BSD-3-Clause-OpenWebUI", "BSD-Source-Code-no-disclaimer",
    "BSD-Source-alt-GPL", "BSD-ask-to-endorse", "Brian-Gladman-3-Clause-no-conversion", "Bugroff",
    "CC-BY-NC-3.0-IGO", "FDK-MPEG-H", "Hippocratic-3.0-core", "Informatica", "MVT-1.1", "atc-game",
  ]
}
