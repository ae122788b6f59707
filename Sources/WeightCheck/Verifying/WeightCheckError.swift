// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

public import SystemPackage
public import UntrustedInput

/// Why a question could not be answered at all.
public enum WeightCheckError: Error, Sendable {
  /// None of the paths could be read.
  case unreadable([(path: FilePath, failure: FileAccessError)])
  /// A folder holds no weight file.
  case folderWithoutWeights(FilePath)
  /// A file that the user trusts cannot be read, or is not what it should be: one phrase.
  case trustFile(FilePath, String)
  /// A private key was given where a public one is wanted.
  case privateKey(FilePath)
  /// A path to ignore lies in none of the releases.
  case ignoredPathOutside(FilePath)
  /// A digest was given for something else than one file.
  case digestNeedsOneFile
  /// Lines of gguf-hash were asked of a weight file that is not GGUF.
  case notGGUF(UntrustedText)
  /// A file, or a tensor in it, has a name that no line of gguf-hash can hold.
  case nameOfSeveralLines(UntrustedText)
  /// A shard index was given to be attested, which is not a release.
  case attestOfIndex(FilePath)
  /// A manifest would stand in a folder of the release, and speak from there.
  case outputBelowRelease(FilePath)
  /// What a manifest would replace is no manifest.
  case outputNotManifest(FilePath)
  /// A document that was made does not say what it should; a fault of weightcheck.
  case documentNotReadBack
  /// What is asked for cannot be written: one sentence.
  case notWritable(String)
  /// A key cannot be used for signing: one sentence, without its place, which could hold a PIN.
  case signingKey(String)
  /// A statement that is to be signed is none: one phrase.
  case statement(FilePath, String)
  /// A signature that was just made, or given, does not hold over its statement.
  case signatureNotVerified
  /// A digest or statistics that were measured are wrong; a fault of weightcheck or the machine.
  case wrongResult(String)
  /// The user stopped the work.
  case cancelled
}
