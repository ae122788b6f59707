// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import WeightCheck

/// The document `weightcheck/openness/1`.
enum OpennessJSON {
  /// The report of a release.
  static func write(_ assessment: OpennessAssessment, to output: Output) {
    let report = assessment.report
    var writer = JSONWriter(output)
    writer.object { document in
      document.header("weightcheck/openness/1")
      document.member("status", assessment.status.rawValue)
      document.reasons(assessment.reasons)
      document.key("label")
      document.object { label in
        label.member("id", report.label.label.rawValue)
        label.member("text", report.label.label.phrase)
        label.member("reason", report.label.reason)
        label.names("linked", report.label.linked)
        label.names("missing", report.label.missing)
      }
      writeIdentity(assessment, to: &document)
      writeWeights(report, to: &document)
      OpennessLicenceJSON.write(report, to: &document)
      document.key("mof")
      write(report.mof, report, blockers: report.blockers, to: &document)
      document.key("mofWithLinks")
      write(report.mofWithLinks, nil, blockers: report.blockersWithLinks, to: &document)
      writeFrameworks(report, to: &document)
      document.key("findings")
      document.array { findings in
        for finding in report.findings { write(finding, to: &findings) }
      }
      document.key("declaration")
      if let declaration = report.declaration {
        document.object { object in
          object.member("path", declaration.path)
          object.member("by", declaration.by)
          object.member("date", declaration.date)
        }
      } else {
        document.null()
      }
      document.key("unresolved")
      document.array { unresolved in
        for sentence in report.unresolved { unresolved.value(sentence) }
      }
      document.key("problems")
      document.array { problems in
        for problem in report.problems {
          problems.object(inline: true) { object in
            object.member("path", problem.path)
            object.member("line", problem.line)
            object.member("message", problem.message)
            object.member("isFatal", problem.isFatal)
          }
        }
      }
      document.member("folderFindings", assessment.findings)
    }
    writer.finish()
  }

  /// The evaluation of a description by the Model Openness Framework.
  static func write(
    _ description: MOFDescription, status: Int32, _ reasons: [Reason], to output: Output
  ) {
    var writer = JSONWriter(output)
    writer.object { document in
      document.header("weightcheck/openness/1")
      document.member("status", status)
      document.reasons(reasons)
      document.key("identity")
      document.object { $0.member("name", description.release.name) }
      document.key("mof")
      write(
        description.evaluation, nil, blockers: description.evaluation.blockers.map(\.sentence),
        to: &document)
    }
    writer.finish()
  }

  // MARK: Parts

  private static func writeIdentity(
    _ assessment: OpennessAssessment, to document: inout JSONWriter
  ) {
    let report = assessment.report
    document.key("identity")
    document.object { identity in
      identity.member("name", report.name?.token)
      identity.member("version", report.version?.token)
      identity.member("rootDigest", assessment.rootDigest.map { "sha256:\($0.hex)" })
      identity.key("evidence")
      identity.items([report.name, report.version].compactMap { $0 })
    }
    document.key("vouching")
    document.object { vouching in
      vouching.member("isChecked", assessment.verification != nil)
      vouching.member("verdict", assessment.verification?.verdict.rawValue)
      vouching.member("assurance", assessment.verification?.assurance.name)
    }
    document.key("tables")
    document.object { tables in
      tables.member("rules", OpennessReport.rulesVersion)
      tables.member("spdxVersion", SPDXLicenceList.version)
      tables.member("spdxDate", SPDXLicenceList.releaseDate)
      tables.member("licenceTexts", LicenceTable.sources)
      tables.member("baseModelsDate", RestrictedBase.tableDate)
    }
  }

  private static func writeWeights(_ report: OpennessReport, to document: inout JSONWriter) {
    let weights = report.weights
    document.key("weights")
    document.object { object in
      object.key("formats")
      object.array(inline: true) { formats in
        for format in weights.formats { formats.value(format.rawValue) }
      }
      object.member("files", weights.fileCount)
      object.member("isComplete", weights.isComplete)
      object.member("storage", weights.storage.rawValue)
      object.member("isAdapter", weights.isAdapter)
      object.member("hasPackedValues", weights.hasPackedValues)
      object.member("tensors", weights.totals.tensorCount)
      object.member("parameters", weights.parameterCount)
      object.member("bytes", weights.totals.byteCount)
      object.key("dtypes")
      object.object { dtypes in
        for entry in weights.totals.types {
          dtypes.key(entry.name)
          dtypes.object(inline: true) { object in
            object.member("tensors", entry.tensorCount)
            object.member("parameters", entry.parameterCount)
            object.member("bytes", entry.byteCount)
          }
        }
      }
      object.key("models")
      object.array { models in
        for set in weights.sets {
          models.object(inline: true) { object in
            object.member("path", set.path)
            object.member("tensors", set.totals.tensorCount)
            object.member("parameters", set.totals.parameterCount)
          }
        }
      }
    }
  }

  private static func write(
    _ mof: MOFEvaluation, _ report: OpennessReport?, blockers: [String],
    to document: inout JSONWriter
  ) {
    document.object { object in
      object.member("class", mof.openingClass)
      object.member("label", mof.label)
      object.key("progress")
      object.object(inline: true) { progress in
        progress.key("I")
        progress.value(mof.progressI)
        progress.key("II")
        progress.value(mof.progressII)
        progress.key("III")
        progress.value(mof.progressIII)
      }
      object.key("components")
      object.array { components in
        for row in mof.rows {
          components.object { component in
            component.member("id", row.component.id)
            component.member("name", row.component.name)
            component.member("class", row.component.openingClass)
            component.member("required", row.component.isRequired)
            component.member("state", row.state.rawValue)
            component.member("license", row.licence)
            component.member("open", row.isOpen)
            component.member("typeAppropriate", row.isAppropriate)
            guard let found = report?.components.first(where: { $0.component == row.component })
            else { return }
            component.key("evidence")
            component.row(found.evidence)
            component.key("mention")
            if let mention = found.mention { component.item(mention) } else { component.null() }
          }
        }
      }
      object.key("blockers")
      object.array { array in
        for sentence in blockers { array.value(sentence) }
      }
    }
  }

  private static func writeFrameworks(_ report: OpennessReport, to document: inout JSONWriter) {
    document.key("osaid")
    document.object { object in
      object.member("version", "1.0")
      object.member("isContradicted", report.osaid.isContradicted)
      object.key("elements")
      object.array { elements in
        for element in report.osaid.elements {
          elements.object { object in
            object.members(of: element.row)
            object.member("declaration", element.declaration)
          }
        }
      }
      object.rows("freedoms", report.osaid.freedoms)
      object.key("declarationsNeeded")
      object.array { array in
        for sentence in report.osaid.declarationsNeeded { array.value(sentence) }
      }
    }
    document.key("index")
    OpennessIndexJSON.write(report.index, to: &document)
    document.rows("fiveAttributes", report.attributes.fiveAttributes)
    document.rows("threeAspects", report.attributes.threeAspects)
    document.key("euArticle53")
    document.object { object in
      object.rows("evidence", report.attributes.euArticle53)
      object.key("declarations")
      object.array { array in
        for sentence in report.attributes.euDeclarations { array.value(sentence) }
      }
    }
    document.key("documentation")
    document.array { array in
      for row in report.documentation {
        array.object { object in
          object.member("document", row.document.rawValue)
          object.member("section", row.section)
          object.member("state", row.state.rawValue)
          object.key("evidence")
          if let item = row.evidence { object.item(item) } else { object.null() }
        }
      }
    }
  }

  private static func write(_ finding: OpennessFinding, to findings: inout JSONWriter) {
    findings.object { object in
      object.member("id", finding.id.rawValue)
      object.member("severity", finding.severity.rawValue)
      object.member("message", finding.message)
      object.key("evidence")
      object.items(finding.evidence)
      object.member("remedy", finding.remedy)
    }
  }
}
