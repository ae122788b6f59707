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
    if hasSuffix(file.path, [".py"]) { return "a Python file" }
    if case .notWeights(let format)? = examination.refusal, format.carriesCode {
      return "\(format)"
    }
    if file.path.basename == UntrustedText("config.json"), hasAutoMap(file, in: release) {
      return "a config.json whose auto_map makes loaders run Python files"
    }
    return nil
  }

  /// TRUST 2.7: shard indexes, Python files, pickles and chat templates, by their names, since what
  /// is exempt is not opened.
  static func decidesWhatRuns(_ path: ContainedPath) -> Bool {
    hasSuffix(
      path,
      [
        ".py", ".index.json", ".pkl", ".pickle", ".pt", ".pth", ".bin", ".ckpt", ".jinja",
        "tokenizer_config.json",
      ])
  }

  private static func hasSuffix(_ path: ContainedPath, _ suffixes: [String]) -> Bool {
    suffixes.contains { path.text.bytes.reversed().starts(with: $0.utf8.reversed()) }
  }

  /// Whether the file is a JSON object with an `auto_map`; one that cannot be read as strict JSON
  /// has none.
  private static func hasAutoMap(_ file: ReleaseFile, in release: Release) -> Bool {
    guard
      let bytes = try? release.open(file).readAll(limit: Limits.configurationByteCount),
      var reader = try? JSONReader(bytes.span), (try? reader.next()) == .beginObject
    else { return false }
    while case .key(let key)? = try? reader.next() {
      if reader.equals(key, "auto_map") { return true }
      guard (try? reader.skipValue()) != nil else { return false }
    }
    return false
  }
}
