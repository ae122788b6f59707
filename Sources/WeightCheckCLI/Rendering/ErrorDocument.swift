// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import WeightCheck

/// `weightcheck/error/1`: an error that prevents an answer.
enum ErrorDocument {
  static func write(_ error: CommandError, to output: Output) {
    var writer = JSONWriter(output)
    writer.object { document in
      document.header("weightcheck/error/1")
      document.member("status", error.status.rawValue)
      document.member("message", error.message)
      if let path = error.path { document.member("path", path) }
      document.member("findings", error.findings)
    }
    writer.finish()
  }
}
