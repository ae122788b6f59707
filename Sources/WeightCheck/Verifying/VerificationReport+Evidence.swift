// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Provenance
internal import UntrustedInput
internal import WeightFormats

extension VerificationReport {
  /// Lists a document and what is odd about it; what prevents its use may be a reason.
  mutating func add(
    _ document: Evidence, escaping: (count: Int, first: UntrustedText)?
  ) {
    let path = document.shownPath
    var refusal: String?
    switch document.state {
    case .used(let manifest):
      if manifest.repeatedEntryCount > 0 {
        findings.append(
          Finding(
            .manifestEntryRepeated, .warning, path: path,
            "\(manifest.repeatedEntryCount) entries stand twice, with the same digest"))
      }
    case .notUsed(let reason):
      refusal = reason
    case .unsearched(let reason):
      // What was not looked at could contradict what was; others can have put it there.
      refusal = reason
      otherReasons.append(Reason(.evidenceNotSearched, path: path))
    case .signature:
      refusal = "a signature: present, not checked"
    case .malformed(let error):
      refusal = "\(error)"
      if document.isNamed { otherReasons.append(Reason(.manifestMalformed, path: path)) }
    case .unreadable(let failure):
      refusal = "\(failure)"
      if document.isNamed { otherReasons.append(Reason(.manifestUnreadable, path: path)) }
    }
    if let refusal, document.isBroken {
      findings.append(
        Finding(
          document.isUnreadable ? .manifestUnreadable : .manifestMalformed,
          document.isNamed ? .error : .warning, path: path, refusal))
    }
    if document.signature?.state == .invalid {
      otherReasons.append(Reason(.signatureInvalid, path: path))
    }
    if document.isInsideRelease && document.assurance != .signed {
      findings.append(
        Finding(
          .manifestInsideRelease, .warning, path: path,
          "lies inside the release, so it is worth no more than evidence found beside the weights"))
    }
    if let escaping {
      findings.append(
        Finding(
          .manifestPathEscapes, .warning, path: path,
          "\(escaping.count) entries lead out of its folder and are not opened, first "
            + "'\(escaping.first)'"))
    }
    let use = Verification.ManifestUse(
      path: path, form: document.manifest?.form, claimCount: document.manifest?.claims.count ?? 0,
      assurance: document.manifest == nil ? .none : document.assurance,
      isNamed: document.isNamed, isSignature: document.isSignature,
      signature: document.signature, voucher: document.voucher, refusal: refusal)
    // A manifest that the user named is held against each PATH, and shown once.
    if listedManifests.insert(use).inserted { manifests.append(use) }
  }
}

extension Evidence {
  /// Whether it should have been read and could not be.
  fileprivate var isBroken: Bool {
    switch state {
    case .malformed, .unreadable: true
    case .used, .notUsed, .signature, .unsearched: false
    }
  }

  /// Whether it could not be read at all.
  fileprivate var isUnreadable: Bool {
    if case .unreadable = state { return true }
    return false
  }

  /// Whether it is signed, or a signature.
  fileprivate var isSignature: Bool {
    if case .signature = state { return true }
    return manifest?.isSigned == true
  }
}
