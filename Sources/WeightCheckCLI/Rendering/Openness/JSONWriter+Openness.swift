// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import WeightCheck

/// What several parts of `weightcheck/openness/1` have in common.
extension JSONWriter {
  /// The members of one piece of evidence.
  mutating func members(of item: EvidenceItem) {
    member("path", item.path)
    switch item.place {
    case .file: break
    case .line(let line): member("line", line)
    case .key(let key): member("key", key)
    }
    member("text", item.token)
  }

  /// One piece of evidence as an object.
  mutating func item(_ item: EvidenceItem) {
    object(inline: true) { $0.members(of: item) }
  }

  /// Pieces of evidence as an array.
  mutating func items(_ items: [EvidenceItem]) {
    array { array in
      for item in items { array.item(item) }
    }
  }

  /// A row of evidence as an object.
  mutating func row(_ row: EvidenceRow) {
    object { object in
      object.member("state", row.state.rawValue)
      object.member("count", row.count)
      object.key("items")
      object.items(row.items)
    }
  }

  /// The members of a row of a framework.
  mutating func members(of row: FrameworkRow) {
    member("id", row.id)
    member("title", row.title)
    key("evidence")
    self.row(row.evidence)
    member("note", row.note)
  }

  /// Rows of a framework as an array under `key`.
  mutating func rows(_ key: String, _ rows: [FrameworkRow]) {
    self.key(key)
    array { array in
      for row in rows {
        array.object { $0.members(of: row) }
      }
    }
  }

  /// Names of components as an array under `key`.
  mutating func names(_ key: String, _ components: [MOFComponent]) {
    self.key(key)
    array(inline: true) { array in
      for component in components { array.value(component.name) }
    }
  }
}
