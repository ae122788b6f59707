// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

/// What the texts of licences are identified by.
public enum LicenceTable {
  /// The packaged data that the digests and word pairs were made from.
  public static var sources: String { LicenceFingerprint.sources }
}
