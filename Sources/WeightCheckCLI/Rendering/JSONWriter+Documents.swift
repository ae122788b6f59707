// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import WeightCheck

extension JSONWriter {
  /// A writer to where data goes.
  init(_ output: Output) {
    self.init { output.write(bytes: $0) }
  }

  /// What every document begins with.
  mutating func header(_ schema: String) {
    member("schema", schema)
    key("tool")
    object(inline: true) { tool in
      tool.member("name", Tool.name)
      tool.member("version", Tool.version)
    }
  }

  mutating func member(_ key: String, _ findings: [Finding]) {
    self.key(key)
    array { array in
      for finding in findings {
        array.object(inline: true) { object in
          object.member("id", finding.id.rawValue)
          object.member("severity", finding.severity.rawValue)
          object.member("path", finding.path)
          object.member("offset", finding.offset)
          object.member("message", finding.message)
        }
      }
    }
  }

  /// Reasons with their statuses.
  mutating func reasons(_ reasons: [Reason]) {
    key("reasons")
    array { array in
      for reason in reasons {
        array.object(inline: true) { object in
          object.member("status", reason.code.status.rawValue)
          object.member("code", reason.code.rawValue)
          object.member("path", reason.path)
        }
      }
    }
  }
}
