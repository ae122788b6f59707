// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import UntrustedInput

/// Reading of manifests in memory; for the Benchmarks package only.
@_spi(Benchmarks)
public enum ManifestBenchmark {
  /// Reads a document of any form as `verify` does.
  ///
  /// - Returns: how many claims it makes; nil if it is refused.
  public static func claimCount(of document: [UInt8], name: String) -> Int? {
    (try? Manifest.parse(document, name: UntrustedText(name)))?.claims.count
  }
}
