// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import WeightCheck

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// The options that every subcommand has.
struct GlobalOptions: ParsableArguments {
  /// When colours are used.
  enum Color: String, CaseIterable, ExpressibleByArgument {
    case auto, always, never
  }

  @Flag(help: "Print one JSON document instead of text.")
  var json = false

  @Flag(help: "Print no text; the exit status is the answer.")
  var quiet = false

  @Flag(help: "Also show every file and the digests that match.")
  var verbose = false

  @Option(help: ArgumentHelp("How many threads hash.", valueName: "n"))
  var threads: Int?

  @Flag(help: "Show no progress bar.")
  var noProgress = false

  @Option(help: "Use colours: auto, always or never.")
  var color = Color.auto

  func validate() throws {
    if let threads, !(1...1024).contains(threads) {
      throw ValidationError("--threads must be from 1 to 1024")
    }
  }

  /// Whether text on standard output is coloured.
  ///
  /// The convention of no-color.org is that any value of `NO_COLOR` but an empty one counts.
  var usesColor: Bool {
    switch color {
    case .always: true
    case .never: false
    case .auto:
      isatty(STDOUT_FILENO) == 1
        && (unsafe getenv("NO_COLOR").map { unsafe $0.pointee != 0 } != true)
    }
  }

  /// What SHA-256 is computed with: `WEIGHTCHECK_KERNELS` names one backend, for tests and reports
  /// of faults.
  var kernels: KernelSelection {
    get throws(CommandError) {
      guard let value = unsafe getenv("WEIGHTCHECK_KERNELS").map({ unsafe String(cString: $0) }),
        !value.isEmpty
      else { return .best }
      let available = KernelBackend.allCases.filter(\.isAvailable).map(\.rawValue)
        .joined(separator: ", ")
      guard let backend = KernelBackend(rawValue: value) else {
        throw .usage(
          "WEIGHTCHECK_KERNELS is '\(UntrustedText(value).escaped)'; there are "
            + KernelBackend.allCases.map(\.rawValue).joined(separator: ", "))
      }
      guard let kernels = KernelSelection(only: backend) else {
        throw .usage(
          "WEIGHTCHECK_KERNELS is '\(value)', which this processor does not have; it has "
            + available
        )
      }
      return kernels
    }
  }

  /// With `--verbose`, says what hashes.
  func announce(_ kernels: KernelSelection) {
    guard verbose, !quiet else { return }
    let backends = kernels.backends.map(\.rawValue).joined(separator: ", ")
    let count = threads ?? ProcessorCount.available
    Talk.write("weightcheck: SHA-256 by \(backends); \(Quantity.count(count, "thread"))\n")
  }

  /// The names of flags and of options with a value, to find them before the subcommand.
  static let flagNames: Set = ["--json", "--quiet", "--verbose", "--no-progress"]
  static let optionNames: Set = ["--threads", "--color"]
}
