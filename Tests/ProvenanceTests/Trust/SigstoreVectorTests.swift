// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Cryptography
internal import Provenance
internal import TestSupport
internal import Testing
internal import UntrustedInput

/// Cases of sigstore-conformance: what of them is checked by keys, certificates and timestamps.
@Suite("Signatures of Sigstore's clients", .enabled(if: Vectors.areThere))
struct SigstoreVectorTests {
  private static let now: Int64 = 1_790_000_000

  private func manifest(_ name: String) throws -> Manifest {
    try Manifest.parse(
      Vectors.bytes("sigstore/\(name)/bundle.sigstore.json"), name: "bundle.sigstore.json")
  }

  @Test("a bundle by a key, with its log entry")
  func managedKey() throws {
    let manifest = try manifest("managed-key-happy-path")
    let key = try PublicKey(fileBytes: Vectors.bytes("sigstore/managed-key-happy-path/key.pub"))
    let check = SignatureCheck(TrustAnchors(keys: [key]), now: Self.now)
    let outcome = check.outcome(of: manifest)
    #expect(outcome.state == .valid)
    #expect(outcome.notes == ["its entry in a transparency log was not checked"])
    let signature = try #require(manifest.signatures.first)
    #expect(signature.material.hint == UntrustedText(key.bundleHint))
    let artifact = try Vectors.bytes("sigstore/a.txt")
    let digest = unsafe Digest(of: artifact.span.bytes, .sha256)
    #expect(check.outcome(of: signature, digest: digest).state == .valid)
    let other = artifact + [0]
    let wrong = unsafe Digest(of: other.span.bytes, .sha256)
    #expect(check.outcome(of: signature, digest: wrong).state == .invalid)
  }

  @Test("keyless bundles are never more than unchecked, and broken ones are invalid")
  func keyless() throws {
    let check = SignatureCheck(TrustAnchors(), now: Self.now)
    for name in try Vectors.folders(in: "sigstore") where name != "managed-key-happy-path" {
      let outcome = check.outcome(of: try manifest(name))
      // Other broken ones are so in what stands in the log, or in time.
      let isBroken = name == "signature-mismatch_fail"
      #expect(outcome.state == (isBroken ? .invalid : .unchecked), "\(name): \(outcome.reason)")
    }
  }

  @Test(
    "timestamps by Sigstore's authority",
    arguments: [
      ("oms/v1.1.0-sigstore/model.sig", "sigstore/trusted_root-public-good.json"),
      (
        "sigstore/rekor2-happy-path/bundle.sigstore.json",
        "sigstore/rekor2-happy-path/trusted_root.json"
      ),
    ])
  func timestamps(document: String, root: String) throws {
    let manifest = try Manifest.parse(Vectors.bytes(document), name: "model.sig")
    let certificates = try Vectors.timestampAuthorities(root).map {
      try Certificate(derBytes: $0)
    }
    let roots = certificates.filter(\.isSelfSigned)
    #expect(!roots.isEmpty)
    let signature = try #require(manifest.signatures.first)
    let token = try #require(signature.material.timestamps.first)
    let leaf = try Certificate(derBytes: #require(signature.material.certificates.first))
    let timestamp = try Timestamp.verify(
      token, over: signature.bytes, intermediates: certificates.filter { !$0.isSelfSigned },
      roots: roots)
    // A certificate of ten minutes was valid then.
    #expect(leaf.validity.contains(timestamp.time))
    #expect(throws: TimestampError.otherBytes) {
      try Timestamp.verify(token, over: signature.bytes + [0], roots: roots)
    }
  }
}
