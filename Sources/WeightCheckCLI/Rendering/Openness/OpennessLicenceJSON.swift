// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import WeightCheck

/// The parts of `weightcheck/openness/1` about licences, restrictions and lineage.
enum OpennessLicenceJSON {
  static func write(_ report: OpennessReport, to document: inout JSONWriter) {
    document.key("licences")
    document.object { object in
      object.key("weights")
      write(report.licences.weights, to: &object)
      object.key("code")
      write(report.licences.code, to: &object)
      object.key("data")
      write(report.licences.data, to: &object)
      object.key("statements")
      object.array { statements in
        for statement in report.licences.statements {
          statements.object { object in
            object.member("source", statement.source.rawValue)
            object.member("scope", statement.scope.rawValue)
            object.key("evidence")
            object.item(statement.evidence)
            object.member("id", statement.id)
            object.member("class", statement.licenceClass.rawValue)
          }
        }
      }
      object.key("texts")
      object.array { texts in
        for text in report.licences.texts { write(text, to: &texts) }
      }
    }
    document.key("restrictions")
    document.array { restrictions in
      for text in report.licences.texts {
        for clause in text.identification.clauses {
          restrictions.object(inline: true) { object in
            object.member("kind", clause.kind.rawValue)
            object.member("path", text.path)
            object.member("scope", text.scope.rawValue)
            object.member("line", clause.passage.line)
            object.member("offset", clause.passage.byteRange.lowerBound)
            object.member("text", clause.passage.token)
          }
        }
      }
      for item in report.gating {
        restrictions.object(inline: true) { object in
          object.member("kind", "gated")
          object.members(of: item)
        }
      }
    }
    document.key("lineage")
    document.array { lineage in
      for base in report.lineage {
        lineage.object { object in
          object.member("name", base.name)
          object.member("relation", base.relation)
          object.key("evidence")
          object.item(base.evidence)
          object.member("licenceClass", base.licenceClass?.rawValue)
          object.member("basis", base.basis)
        }
      }
    }
  }

  private static func write(_ licence: ConcludedLicence?, to object: inout JSONWriter) {
    guard let licence else { return object.null() }
    object.object { object in
      object.member("id", licence.id)
      object.member("spdx", licence.spdx)
      object.member("class", licence.licenceClass.rawValue)
      object.member("text", licence.phrase)
      object.key("evidence")
      object.items(licence.evidence)
    }
  }

  private static func write(_ text: LicenceReport.Text, to texts: inout JSONWriter) {
    texts.object { object in
      object.member("path", text.path)
      object.member("scope", text.scope.rawValue)
      object.member("class", text.identification.licenceClass.rawValue)
      object.member("isComplete", text.identification.isComplete)
      object.key("restrictions")
      object.array(inline: true) { array in
        for kind in text.identification.restrictions { array.value(kind.rawValue) }
      }
      switch text.identification.outcome {
      case .identified(let id):
        object.member("outcome", "identified")
        object.member("id", id)
      case .several(let ids):
        object.member("outcome", "several")
        object.key("ids")
        object.array(inline: true) { array in
          for id in ids { array.value(id) }
        }
      case .unknown:
        object.member("outcome", "unknown")
      case .modified(let difference):
        object.member("outcome", "modified")
        object.member("id", difference.identifier)
        object.member("nearest", difference.nearestIdentifier)
        object.member("titled", difference.titledIdentifier)
        object.member("titleDisagrees", difference.titleDisagrees)
        object.key("similarity")
        object.value((difference.similarity * 10_000).rounded() / 10_000)
        object.member("residuePairs", difference.residuePairCount)
        object.member("missingPairs", difference.missingPairCount)
        object.key("residue")
        object.array { residue in
          for passage in difference.residue {
            residue.object(inline: true) { object in
              object.member("line", passage.line)
              object.member("offset", passage.byteRange.lowerBound)
              object.member("length", passage.byteRange.count)
              object.member("text", passage.token)
            }
          }
        }
      }
    }
  }
}
