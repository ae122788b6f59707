// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import UntrustedInput
internal import WeightFormats

/// Files that run code, or decide which code runs, when a release is loaded.
enum CodeCarrier {
  /// What code an unclaimed file carries, as a noun phrase; nil for none.
  ///
  /// Python sources, pickles by their content, and a `config.json` whose `auto_map` makes loaders
  /// import Python files.
  static func code(
    in file: ReleaseFile, _ examination: Examination, of release: Release
  ) -> String? {
    if hasSuffix(file.path, [".py", ".pyc", ".so"]) { return "code that Python loads" }
    if case .notWeights(let format)? = examination.refusal, format.carriesCode {
      return "\(format)"
    }
    // Content tells most pickles; the oldest protocol has no mark, so the name counts too.
    if examination.weights == nil, hasSuffix(file.path, pickleSuffixes) {
      return "by its name a Python pickle"
    }
    guard hasSuffix(file.path, ["config.json"]) else { return nil }
    return mayHaveAutoMap(file, in: release)
      ? "a configuration whose auto_map makes loaders run Python files, or that cannot be read"
      : nil
  }

  /// TRUST 2.7: shard indexes, Python files, pickles and chat templates, by their names, since what
  /// is exempt is not opened.
  static func decidesWhatRuns(_ path: ContainedPath) -> Bool {
    hasSuffix(
      path,
      [
        ".py", ".pyc", ".so", ".index.json", ".jinja", "tokenizer_config.json",
      ] + pickleSuffixes)
  }

  /// Whether a file is called as pickles are.
  static func isCalledPickle(_ path: ContainedPath) -> Bool { hasSuffix(path, pickleSuffixes) }

  private static func hasSuffix(_ path: ContainedPath, _ suffixes: [String]) -> Bool {
    let lower = path.text.bytes.map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }
    return suffixes.contains { lower.reversed().starts(with: $0.utf8.reversed()) }
  }

  private static let pickleSuffixes = [".pkl", ".pickle", ".pt", ".pth", ".bin", ".ckpt"]

  /// Whether the file is a JSON object with an `auto_map`.
  ///
  /// One that strict JSON refuses may have one for all that is known: Python reads more than that.
  private static func mayHaveAutoMap(_ file: ReleaseFile, in release: Release) -> Bool {
    guard
      let bytes = try? release.open(file).readAll(limit: Limits.configurationByteCount),
      var reader = try? JSONReader(bytes.span), (try? reader.next()) == .beginObject
    else { return true }
    do throws(JSONError) {
      while case .key(let key) = try reader.next() {
        if reader.equals(key, "auto_map") { return true }
        try reader.skipValue()
      }
      return try reader.next() != .end
    } catch {
      return true
    }
  }
}
