// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Foundation

/// Documents that others signed.
///
/// They lie beside the project where it is developed, or where `WEIGHTCHECK_VECTORS` says.
enum Vectors {
  private static let folder: URL = {
    if let path = ProcessInfo.processInfo.environment["WEIGHTCHECK_VECTORS"] {
      return URL(fileURLWithPath: path)
    }
    var root = URL(fileURLWithPath: #filePath)
    for _ in 0..<5 { root.deleteLastPathComponent() }
    return root.appendingPathComponent("shared/vectors")
  }()

  static let areThere = FileManager.default.fileExists(atPath: folder.path)

  static func bytes(_ path: String) throws -> [UInt8] {
    Array(try Data(contentsOf: folder.appendingPathComponent(path)))
  }

  /// The folders in a folder, in order.
  static func folders(in path: String) throws -> [String] {
    let folder = folder.appendingPathComponent(path)
    return try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted().filter {
      var isFolder: ObjCBool = false
      let path = folder.appendingPathComponent($0).path
      return unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
        && isFolder.boolValue
    }
  }

  /// Certificates of timestamp authorities of a trusted root of Sigstore, in DER.
  static func timestampAuthorities(_ path: String) throws -> [[UInt8]] {
    let root = try JSONSerialization.jsonObject(with: Data(bytes(path))) as? [String: Any]
    let authorities = root?["timestampAuthorities"] as? [[String: Any]] ?? []
    return authorities.flatMap { authority -> [[UInt8]] in
      let chain = authority["certChain"] as? [String: Any]
      let certificates = chain?["certificates"] as? [[String: String]] ?? []
      return certificates.compactMap { $0["rawBytes"].flatMap { Data(base64Encoded: $0) } }
        .map { Array($0) }
    }
  }
}
