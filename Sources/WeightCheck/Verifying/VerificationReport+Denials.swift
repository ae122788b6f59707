// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Cryptography
internal import Provenance
internal import UntrustedInput
internal import WeightFormats

extension VerificationReport {
  /// Looks whether anything that is there, or that vouches for it, is denied: TRUST section 7.
  mutating func addDenials(
    _ release: Release, _ evidence: [Evidence], _ examinations: [Examination]
  ) {
    if denied.isEmpty { return }
    for (file, examination) in zip(release.files, examinations) {
      for digest in examination.digests.values.sorted(by: { $0.hex < $1.hex }) {
        if let reason = denied.reason(digest) { deny(file.shownPath, "the file", reason) }
      }
      for (place, digest) in examination.tensorDigests.enumerated() {
        guard let reason = denied.reason(digest) else { continue }
        let name = examination.weights.map { "'\($0.tensors[place].name)'" } ?? "\(place)"
        deny(file.shownPath, "its tensor \(name)", reason)
      }
    }
    for document in evidence {
      if let root = document.manifest?.release?.rootDigest, let reason = denied.reason(root) {
        deny(document.shownPath, "the release that it is about", reason)
      }
      if let reason = document.denial {
        deny(document.shownPath, "who signed it, or vouches for the signer,", reason)
      }
    }
  }

  private mutating func deny(_ path: UntrustedText, _ what: String, _ reason: UntrustedText) {
    let why = reason.bytes.isEmpty ? "" : ": \(reason)"
    findings.append(Finding(.denied, .error, path: path, "\(what) is denied\(why)"))
    otherReasons.append(Reason(.denied, path: path))
  }
}
