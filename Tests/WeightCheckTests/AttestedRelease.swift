// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Cryptography
internal import SystemPackage
internal import TestSupport
internal import Testing
internal import UntrustedInput
internal import WeightCheck

/// A release in the folder `r` of a temporary one, to be attested, changed and verified.
struct AttestedRelease {
  let root: TemporaryFolder
  var path: FilePath { root.path.appending("r") }

  /// Makes the files, whose paths start at the release.
  init(_ files: [String: [UInt8]]) throws {
    root = try TemporaryFolder()
    try root.makeFolder("r")
    for (path, bytes) in files { try write(bytes, to: path) }
  }

  func write(_ bytes: [UInt8], to path: String) throws {
    try root.write(bytes, to: FilePath("r").pushing(FilePath(path)))
  }

  func write(_ text: String, to path: String) throws {
    try write(Array(text.utf8), to: path)
  }

  func remove(_ path: String) throws {
    try root.remove(FilePath("r").pushing(FilePath(path)))
  }

  /// Attests the folder.
  func attest(
    _ change: (inout AttestationRequest) -> Void = { _ in }
  ) async throws -> Attestation {
    var request = AttestationRequest(path: path, generator: (name: "test", version: "0"))
    request.threadCount = 2
    request.outputs = [path.appending("weights.intoto.json")]
    change(&request)
    return try await WeightCheck.attest(request)
  }

  /// Attests the folder and writes the weight manifest into it, where it will be found.
  ///
  /// - Returns: the manifest.
  @discardableResult
  func publish(
    _ change: (inout AttestationRequest) -> Void = { _ in }
  ) async throws -> String {
    let attestation = try await attest(change)
    #expect(attestation.refusals == [])
    let document = try #require(attestation.documents.first { $0.format == .weights })
    try write(document.bytes, to: "weights.intoto.json")
    return String(decoding: document.bytes, as: UTF8.self)
  }

  /// Verifies the folder with what is found in it, or with manifests below the root.
  func verify(
    manifests: [String] = [], _ change: (inout VerificationRequest) -> Void = { _ in }
  ) async throws -> Verification {
    var request = VerificationRequest(paths: [path])
    request.evidence = manifests.map { .manifest(root.path.appending($0)) }
    request.threadCount = 2
    change(&request)
    return try await WeightCheck.verify(request)
  }

  /// The SHA-256 of `bytes` in hexadecimal digits.
  static func sha256(_ bytes: some Sequence<UInt8>) -> String {
    var context = DigestContext(.sha256)
    let span = Array(bytes).span
    unsafe context.update(span.bytes)
    return context.finalize().hex
  }
}

extension Verification {
  /// The file at `path`.
  func file(_ path: String) -> File? {
    files.first { $0.path == UntrustedText(path) }
  }

  /// What differs in the file at `path`: `header`, `padding`, or a tensor's name.
  func failed(_ path: String) -> [String] {
    (file(path)?.segments?.failures ?? []).map { failure in
      failure.name.map { "tensor \($0)" } ?? failure.kind.rawValue
    }
  }
}
