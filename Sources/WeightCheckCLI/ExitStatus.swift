// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import WeightCheck

/// Every status that the command can end with; people gate releases on them.
enum ExitStatus: Int32 {
  /// Verified, or done.
  case success = 0
  /// Something does not match, or a signature is bad.
  case mismatch = 1
  /// It cannot be established: no evidence, too little assurance, a missing file, an unsupported
  /// form.
  case unestablished = 2
  /// A weight file or a named manifest is malformed.
  case malformed = 3
  /// Something could not be read or written.
  case inputOutput = 4
  /// The command line makes no sense (`EX_USAGE`).
  case usage = 64
  /// A fault of weightcheck itself (`EX_SOFTWARE`).
  case internalError = 70
  /// Ended by SIGINT, as shells report it.
  case interrupted = 130
  /// Ended by SIGTERM, as shells report it.
  case terminated = 143
}

extension ExitStatus {
  /// The status of an answer.
  init(_ status: Reason.Status) {
    self =
      switch status {
      case .verified: .success
      case .mismatch: .mismatch
      case .unestablished: .unestablished
      case .malformed: .malformed
      case .inputOutput: .inputOutput
      }
  }

  /// The one function from an error to a status.
  init(_ error: WeightCheckError) {
    self =
      switch error {
      case .unreadable: .inputOutput
      case .folderWithoutWeights: .unestablished
      case .nameOfSeveralLines, .notWritable: .unestablished
      case .trustFile, .signingKey: .inputOutput
      case .statement: .malformed
      case .signatureNotVerified: .mismatch
      case .privateKey, .ignoredPathOutside, .digestNeedsOneFile, .attestOfIndex,
        .outputBelowRelease,
        .notGGUF:
        .usage
      case .outputNotManifest: .inputOutput
      case .documentNotReadBack, .wrongResult: .internalError
      case .cancelled: Interruption.status
      }
  }
}
