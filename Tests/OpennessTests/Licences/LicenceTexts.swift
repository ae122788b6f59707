// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Licence texts that are on the machine anyway; none is part of the tests.
enum LicenceTexts {
  /// The folder of Debian's base-files.
  static let debianFolder = "/usr/share/common-licenses/"

  /// The project's own licence, which is Apache-2.0 as it was published.
  static let apache: [UInt8]? = {
    // Tests/OpennessTests/Licences/LicenceTexts.swift
    var root = URL(fileURLWithPath: #filePath)
    for _ in 0..<4 { root.deleteLastPathComponent() }
    return bytes(at: root.appendingPathComponent("LICENSE").path)
  }()

  /// A text of Debian's; nil where the system has none.
  static func debian(_ name: String) -> [UInt8]? { bytes(at: debianFolder + name) }

  /// Whether the system has them.
  static let hasDebian = debian("GPL-3") != nil

  private static func bytes(at path: String) -> [UInt8]? {
    FileManager.default.contents(atPath: path).map { Array($0) }
  }
}
