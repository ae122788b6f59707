// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import SystemPackage
internal import TestSupport
internal import Testing
internal import UntrustedInput
internal import WeightCheck

/// Files that a signer lists and that are not there, while somebody adds documents of their own.
@Suite("What is signed and missing is not excused by what anybody could add")
struct SignedAbsenceTests {
  /// The same tensors with other metadata, as after saving anew.
  private static func weights(_ names: [String], metadata: String? = nil) -> [UInt8] {
    let entries = names.enumerated().map { place, name in
      SafetensorsBuilder.Entry(name, "U8", [4], UInt64(place) * 4, UInt64(place) * 4 + 4)
    }
    return SafetensorsBuilder(entries, metadata: metadata.map { [("note", $0)] }).bytes
  }

  @Test("an unsigned list does not tell that a missing weight file is none")
  func shadowedWeights() async throws {
    let signed = try SignedRelease([
      "a.safetensors": Self.weights(["a"]), "weights.dat": Self.weights(["b", "c"]),
    ])
    // The model's signature does not say which files are weights, and is found first.
    try await signed.sign()
    try signed.release.remove("weights.dat")
    let sum = AttestedRelease.sha256(Self.weights(["b", "c"]))
    for list in [nil, "\(sum)  weights.dat\n"] {
      if let list { try signed.release.write(list, to: "SHA256SUMS") }
      let verification = try await signed.verify { $0.missing = .report }
      #expect(verification.status == .mismatch)
      #expect(verification.codes.contains(.fileMissingSigned))
    }
  }

  @Test("tensors that an unsigned manifest tells excuse no file that a signer lists")
  func excusedByOthers() async throws {
    let (a, b) = (Self.weights(["a"]), Self.weights(["b"]))
    let forger = try AttestedRelease(["a.safetensors": a])
    var forged = try await forger.publish()
    // Both files in one set, and the other of them without tensors.
    let sum = AttestedRelease.sha256(b)
    let segment =
      "{\"kind\": \"header\", \"offset\": 0, \"length\": \(b.count), \"sha256\": \"\(sum)\"}"
    for (mark, added) in [
      ("\"path\": \"a.safetensors\"", "\"path\": \"a.safetensors\", \"set\": \"x\""),
      (
        "\"files\": [",
        "\"files\": [{\"path\": \"b.safetensors\", \"size\": \(b.count), \"sha256\": \"\(sum)\", "
          + "\"format\": \"safetensors\", \"set\": \"x\", \"segments\": [\(segment)]},"
      ),
      (
        "\"subject\": [",
        "\"subject\": [{\"name\": \"b.safetensors\", \"digest\": {\"sha256\": \"\(sum)\"}},"
      ),
    ] {
      let range = try #require(forged.firstRange(of: mark))
      forged.replaceSubrange(range, with: added)
    }
    let signed = try SignedRelease(["a.safetensors": a, "b.safetensors": b])
    try await signed.sign(formats: [.weights])
    try signed.release.remove("a.safetensors")
    try signed.release.remove("b.safetensors")
    try signed.release.write(Self.weights(["a"], metadata: "saved anew"), to: "renamed.safetensors")
    for document in [nil, forged] {
      if let document { try signed.release.write(document, to: "0.intoto.json") }
      let verification = try await signed.verify { $0.acceptsEquivalent = true }
      #expect(verification.status == .mismatch)
      #expect(
        verification.reasons.contains(Reason(.fileMissingSigned, path: "b.safetensors")))
    }
  }
}
