// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import WeightCheck

/// The part of `weightcheck/openness/1` about the openness index.
enum OpennessIndexJSON {
  static func write(_ index: IndexReport, to document: inout JSONWriter) {
    document.object { object in
      object.member("decided", index.decidedCount)
      object.key("mean")
      if let mean = index.mean { object.value(mean) } else { object.null() }
      object.key("lowerBound")
      object.value(index.lowerBound)
      object.key("groups")
      object.object(inline: true) { groups in
        for group in IndexRow.Group.allCases {
          groups.key(group.rawValue)
          if let mean = index.mean(of: group) { groups.value(mean) } else { groups.null() }
        }
      }
      object.key("criteria")
      object.array { criteria in
        for row in index.rows {
          criteria.object { criterion in
            criterion.member("id", row.criterion.rawValue)
            criterion.member("formerId", row.criterion.formerKey)
            criterion.member("title", row.criterion.title)
            criterion.member("group", row.criterion.group.rawValue)
            criterion.member("class", row.level?.rawValue ?? "")
            criterion.member("lowerBound", row.lowerBound?.rawValue)
            criterion.key("evidence")
            criterion.row(row.evidence)
            criterion.member("note", row.note)
          }
        }
      }
      object.rows("former", index.formerRows)
    }
  }
}
