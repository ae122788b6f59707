// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Cryptography
internal import SystemPackage
internal import TestSupport
internal import WeightCheck

/// The folders that `huggingface_hub` makes, made by hand as its `file_download.py` and
/// `_local_folder.py` (2.4.0) lay them out.
struct HubLayout {
  static let commit = String(repeating: "a1", count: 20)
  static let weights = SafetensorsBuilder.tiny.bytes
  static let config = Array("{\"model_type\": \"tiny\"}\n".utf8)

  let root: TemporaryFolder
  /// The model's folder, relative to the root.
  var model = "hub/models--org--name"

  /// Verifies paths relative to the root.
  func verify(
    _ paths: String..., change: (inout VerificationRequest) -> Void = { _ in }
  ) async throws -> Verification {
    var request = VerificationRequest(paths: paths.map { root.path.pushing(FilePath($0)) })
    request.threadCount = 2
    change(&request)
    return try await WeightCheck.verify(request)
  }

  /// The name that the Hub gives a content.
  static func name(_ bytes: [UInt8], isLFS: Bool) -> String {
    unsafe Digest(of: bytes.span.bytes, isLFS ? .sha256 : .gitBlob).hex
  }

  /// Puts a file into a snapshot: its blob, and the link to it.
  ///
  /// - Parameter content: what the blob holds, where that is not what it is named for.
  func add(
    _ path: String, _ bytes: [UInt8], isLFS: Bool, commit: String = commit,
    content: [UInt8]? = nil
  ) throws {
    let name = Self.name(bytes, isLFS: isLFS)
    try root.write(content ?? bytes, to: FilePath("\(model)/blobs/\(name)"))
    let depth = path.utf8.count { $0 == UInt8(ascii: "/") }
    let up = String(repeating: "../", count: depth + 2)
    try root.link(
      FilePath("\(model)/snapshots/\(commit)/\(path)"), to: "\(up)blobs/\(name)")
  }

  /// A snapshot of weights and a small file, with the cache's notes.
  func addTiny(commit: String = commit) throws {
    try add("model.safetensors", Self.weights, isLFS: true, commit: commit)
    try add("config.json", Self.config, isLFS: false, commit: commit)
    try root.write(Array(commit.utf8), to: FilePath("\(model)/refs/main"))
    try root.write([], to: FilePath("\(model)/.no_exist/\(commit)/model.safetensors.index.json"))
    try root.write([], to: FilePath("\(model)/.no_exist/\(commit)/adapter_model.safetensors"))
  }

  var snapshot: String { "\(model)/snapshots/\(Self.commit)" }

  /// Puts a file into a folder that was downloaded into, with the note of its download.
  func addDownload(
    _ path: String, _ bytes: [UInt8], isLFS: Bool, to folder: String = "local",
    content: [UInt8]? = nil
  ) throws {
    try root.write(content ?? bytes, to: FilePath("\(folder)/\(path)"))
    let note = "\(Self.commit)\n\(Self.name(bytes, isLFS: isLFS))\n1712656091.123\n"
    let place = "\(folder)/.cache/huggingface/download/\(path)"
    try root.write(Array(note.utf8), to: FilePath("\(place).metadata"))
    try root.write([], to: FilePath("\(place).lock"))
    try root.write(Array("*".utf8), to: FilePath("\(folder)/.cache/huggingface/.gitignore"))
  }
}
