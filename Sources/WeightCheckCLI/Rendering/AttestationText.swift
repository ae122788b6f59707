// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import WeightCheck

/// What `attest` prints for people.
struct AttestationText {
  let style: Style

  func write(
    _ attestation: Attestation, _ written: [(format: AttestationRequest.Format, path: FilePath)],
    to output: Output
  ) {
    for finding in attestation.findings {
      let path = finding.path.map { "\($0): " } ?? ""
      output.line(
        style.mark(finding.severity) + path + finding.message
          + style.dim(" [\(finding.id.rawValue)]"))
    }
    write(excluded: attestation.excluded, to: output)
    if !attestation.statistics.isEmpty {
      output.line(
        "  " + StatisticsText.totals(of: attestation.statistics.flatMap(\.tensors.tensors)))
    }
    for document in written { output.line("  wrote \(document.path.text)") }
    guard attestation.refusals.isEmpty else {
      let count = Quantity.count(attestation.refusals.count, "finding")
      let hint = "--allow ID lets one that may be allowed pass"
      return output.line(
        style.bad("refused") + ": \(count) in the way, nothing was written; \(hint)")
    }
    let weights = Quantity.count(attestation.weightFileCount, "weight file")
    let tensors = Quantity.count(attestation.tensorCount, "tensor")
    output.line(
      style.good("attested") + ": \(UntrustedText(attestation.releaseName)), "
        + "\(Quantity.count(attestation.fileCount, "file")), \(weights), \(tensors), "
        + "\(Quantity.bytes(attestation.byteCount)); "
        + (attestation.signer.map { "signed by \($0)" } ?? "unsigned"))
  }

  /// TRUST section 6: whoever signs what was made elsewhere sees what it is.
  func write(_ answer: StatementAnswer, _ target: FilePath, to output: Output) {
    for finding in answer.findings {
      output.line(
        style.mark(finding.severity) + finding.message + style.dim(" [\(finding.id.rawValue)]"))
    }
    write(excluded: answer.excluded, to: output)
    output.line("  wrote \(target.text)")
    var parts = [answer.release?.name.map { "\($0)" } ?? "a release without a name"]
    if let version = answer.release?.version { parts.append("version \(version)") }
    parts.append(Quantity.count(answer.fileCount, "file"))
    if let byteCount = answer.byteCount { parts.append(Quantity.bytes(byteCount)) }
    if let root = answer.release?.rootDigest { parts.append("root digest sha256:\(root.hex)") }
    let what = answer.signer == nil ? "to be signed" : "signed"
    let signer = answer.signer.map { "; signed by \($0)" } ?? ""
    output.line(style.good(what) + ": " + parts.joined(separator: ", ") + signer)
  }

  private func write(excluded: [UntrustedText], to output: Output) {
    guard !excluded.isEmpty else { return }
    let paths = excluded.map(\.escaped).joined(separator: ", ")
    output.line(style.dim("  left out: \(paths)"))
  }
}
