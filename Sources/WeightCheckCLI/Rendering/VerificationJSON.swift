// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import WeightCheck

/// The document `weightcheck/verify/1`.
enum VerificationJSON {
  static func write(_ verification: Verification, duration: Duration, to output: Output) {
    var writer = JSONWriter(output)
    writer.object { document in
      document.header("weightcheck/verify/1")
      document.member("verdict", verification.verdict.rawValue)
      document.member("assurance", verification.assurance.name)
      document.member("required", verification.required.name)
      document.member("signedAs", verification.signed?.scope.rawValue)
      document.key("release")
      if let release = verification.signed?.release {
        document.object(inline: true) { object in
          object.member("name", release.name)
          object.member("version", release.version)
          object.member("rootDigest", release.rootDigest.map { "sha256:\($0.hex)" })
        }
      } else {
        document.null()
      }
      document.member("status", verification.status.rawValue)
      document.reasons(verification.reasons)
      document.key("coverage")
      document.object(inline: true) { coverage in
        coverage.member("files", verification.coverage.files)
        coverage.member("claimed", verification.coverage.claimed)
        coverage.member("weightFiles", verification.coverage.weightFiles)
        coverage.member("weightFilesClaimed", verification.coverage.weightFilesClaimed)
      }
      document.key("files")
      document.array { files in
        for file in verification.files { write(file, to: &files) }
      }
      document.key("manifests")
      document.array { manifests in
        for manifest in verification.manifests { write(manifest, to: &manifests) }
      }
      document.member("unclaimed", verification.unclaimed)
      document.member("unlistedCode", verification.unlistedCode)
      document.member("exempted", verification.exempted)
      document.member("findings", verification.findings)
      document.member("bytes", verification.byteCount)
      document.key("seconds")
      document.value(duration)
    }
    writer.finish()
  }

  private static func write(_ file: Verification.File, to files: inout JSONWriter) {
    files.object { object in
      object.member("path", file.path)
      object.member("size", file.byteCount)
      object.member("sha256", file.sha256?.hex)
      object.member("verdict", file.verdict?.rawValue)
      object.member("assurance", file.assurance.name)
      if file.isWeak { object.member("weak", true) }
      object.key("identity")
      if let identity = file.identity {
        object.object(inline: true) { object in
          object.member("device", identity.device)
          object.member("inode", identity.inode)
          object.member("size", identity.size)
          object.member("mtimeNs", identity.modificationNanoseconds)
          object.member("ctimeNs", identity.statusChangeNanoseconds)
        }
      } else {
        object.null()
      }
      object.key("claims")
      object.array { claims in
        for claim in file.claims { write(claim, to: &claims) }
      }
      object.key("tensors")
      object.object { tensors in
        tensors.member("count", file.tensorCount)
        tensors.member("checked", file.segments?.checkedTensorCount ?? 0)
        tensors.member("equal", file.segments?.equalTensorCount ?? 0)
        tensors.key("failed")
        tensors.array { failed in
          for failure in file.segments?.failures ?? [] { write(failure, to: &failed) }
        }
      }
      if let statistics = file.statistics {
        object.key("statistics")
        object.array { $0.values(statistics.tensors, of: statistics.weights) }
      }
      object.member("problem", file.problem)
    }
  }

  /// A piece that differs; the header and padding have no name.
  private static func write(_ failure: SegmentFailure, to failed: inout JSONWriter) {
    failed.object(inline: true) { object in
      object.member("kind", failure.kind.rawValue)
      object.member("name", failure.name)
      object.member("offset", failure.byteRange.lowerBound)
      object.member("length", failure.byteRange.upperBound - failure.byteRange.lowerBound)
      object.member("chunk", failure.chunk)
      object.member("expected", failure.expected?.hex)
      object.member("actual", failure.actual?.hex)
    }
  }

  private static func write(_ claim: Verification.ClaimResult, to claims: inout JSONWriter) {
    claims.object(inline: true) { object in
      object.member("manifest", claim.manifest)
      object.member("form", claim.form.rawValue)
      object.member("covers", claim.covers.rawValue)
      object.member("algorithm", claim.algorithm)
      object.member("expected", claim.expected)
      object.member("actual", claim.actual)
      if let size = claim.expectedByteCount { object.member("expectedSize", size) }
      object.member("verdict", claim.verdict?.rawValue)
      object.member("assurance", claim.assurance.name)
      if claim.isWeak { object.member("weak", true) }
      object.member("nameBound", claim.isNameBound)
      if !claim.isNameBound, let name = claim.claimedName { object.member("claimedName", name) }
    }
  }

  private static func write(
    _ manifest: Verification.ManifestUse, to manifests: inout JSONWriter
  ) {
    manifests.object(inline: true) { object in
      object.member("path", manifest.path)
      object.member("form", manifest.form?.rawValue)
      object.member("claims", manifest.claimCount)
      object.key("signature")
      object.object(inline: true) { signature in
        let state = manifest.signature?.state ?? (manifest.isSignature ? .unchecked : .absent)
        signature.member("state", state.rawValue)
        signature.member("signer", manifest.signature?.signer.map { "\($0)" })
        signature.member("reason", manifest.signature?.reason)
        if let notes = manifest.signature?.notes, !notes.isEmpty {
          signature.key("notes")
          signature.array(inline: true) { array in
            for note in notes { array.value(note) }
          }
        }
        if let clock = manifest.signature?.clock {
          signature.member("clock", clock.name)
          signature.member("time", clock.times.min().map(RFC3339.text))
        }
        if let voucher = manifest.voucher { signature.member("vouchedFor", voucher) }
      }
      object.member("assurance", manifest.assurance.name)
      object.member("named", manifest.isNamed)
      object.member("used", manifest.refusal == nil)
      object.member("notUsedBecause", manifest.refusal)
    }
  }
}
