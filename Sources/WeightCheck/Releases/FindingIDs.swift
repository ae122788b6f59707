// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

public import WeightFormats

extension Finding.ID {
  /// A chat template reaches for what templates have no business with.
  public static let ggufChatTemplate = Self(rawValue: "gguf.chatTemplate.internals")
  /// A tensor has values that are not a number.
  public static let tensorNaN = Self(rawValue: "tensor.values.nan")
  /// A tensor has infinite values.
  public static let tensorInfinite = Self(rawValue: "tensor.values.infinite")
  /// All values of a tensor are zero.
  public static let tensorAllZero = Self(rawValue: "tensor.values.allZero")
  /// A truth value is neither 0 nor 1.
  public static let tensorBoolValue = Self(rawValue: "tensor.bool.value")
  /// A tensor has too many channels to keep a number for each.
  public static let tensorChannelCount = Self(rawValue: "tensor.channels.tooMany")
  /// Two names of a release are equal after Unicode normalisation or case folding.
  public static let releaseNamesCollide = Self(rawValue: "release.names.collide")
  /// Something in the folder is a special file, a link that leads out or nowhere, or not permitted.
  public static let releaseUnreadable = Self(rawValue: "release.unreadable")
  /// A link to a folder, which is not descended.
  public static let releaseFolderLink = Self(rawValue: "release.folderLink")
  /// What huggingface_hub keeps of a download that was not finished.
  public static let releaseUnfinishedDownload = Self(rawValue: "release.unfinishedDownload")
  /// What is called as an output of weightcheck that was not finished.
  public static let releaseUnfinishedOutput = Self(rawValue: "release.unfinishedOutput")
  /// A manifest that was found, not named, is broken or cannot be read.
  public static let manifestMalformed = Self(rawValue: "manifest.malformed")
  /// A manifest cannot be read at all.
  public static let manifestUnreadable = Self(rawValue: "manifest.unreadable")
  /// A manifest names paths outside its folder; they are not opened.
  public static let manifestPathEscapes = Self(rawValue: "manifest.path.escapes")
  /// A manifest has digests of archives, which verify none of the files in them.
  public static let manifestArchive = Self(rawValue: "manifest.archive")
  /// A manifest names a path twice, with the same digest.
  public static let manifestEntryRepeated = Self(rawValue: "manifest.entry.repeated")
  /// A manifest that the user named lies inside the release, so it is worth no more than a found
  /// one.
  public static let manifestInsideRelease = Self(rawValue: "manifest.insideRelease")
  /// A file that decides what runs or what is loaded was exempted, by a signer or by
  /// `--ignore`.
  public static let evidenceExempted = Self(rawValue: "evidence.exempted")
  /// A file is not what someone signed whom the user did not name, though a signer was named.
  public static let evidenceOverruled = Self(rawValue: "evidence.overruled")
  /// All tensors of some files are equal to claimed ones, and their bytes are not claimed.
  public static let tensorsEquivalent = Self(rawValue: "tensors.equivalent")
  /// The tensors of some files were compared with claimed ones and differ.
  public static let tensorsDiffer = Self(rawValue: "tensors.differ")
  /// A weight manifest tells of other segments than the file's own header does.
  public static let manifestSegmentsDisagree = Self(rawValue: "manifest.segments.disagree")
  /// Ranges of a file are not those that a manifest lists.
  public static let manifestRangesDiffer = Self(rawValue: "manifest.ranges.differ")
  /// A claim about the tensors of a file says nothing of some of them.
  public static let manifestTensorsUncovered = Self(rawValue: "manifest.tensors.uncovered")
  /// A safetensors file gives a digest of its own data that is not theirs.
  public static let safetensorsHashMismatch = Self(rawValue: "safetensors.hash.mismatch")
  /// Something that is there is denied by a list that the user named.
  public static let denied = Self(rawValue: "denied")
  /// A file that carries code is covered by no evidence.
  public static let codeUnlisted = Self(rawValue: "code.unlisted")
}
