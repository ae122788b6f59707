// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

package import UntrustedInput
package import WeightFormats

/// The weight files of a release, sorted into sets: each is a model, or one component of one.
package struct WeightSets: Sendable {
  /// Files that are one model together; a file that stands alone is a set of its own.
  package struct Set: Sendable {
    /// The name that all its shards begin with, and its folder: `model`, `unet/model`.
    ///
    /// Nil for a file that stands alone.
    package let name: UntrustedText?
    package let folder: ContainedPath?
    /// Places of the files in the release.
    package var files: [Int]
    /// The place of its index.
    package var index: Int?
  }

  package private(set) var sets: [Set] = []
  /// Parts that names or an index tell of and that are not there.
  package private(set) var missing: [MissingFile] = []
  /// The files that are one of several parts, by their names or by an index.
  package private(set) var shards: Swift.Set<Int> = []
  /// What the indexes were when they were read, by their places.
  package private(set) var indexStates: [Int: FileExpectation] = [:]
  /// What is wrong or odd within the sets.
  package private(set) var findings: [Finding] = []

  /// The name of the set that each file or index is part of, by its place; files that stand alone
  /// are in none.
  package var names: [Int: UntrustedText] {
    var names: [Int: UntrustedText] = [:]
    for set in sets {
      guard let name = set.name else { continue }
      for place in set.files + (set.index.map { [$0] } ?? []) where names[place] == nil {
        names[place] = name
      }
    }
    return names
  }

  /// Sorts and checks.
  ///
  /// - Parameter headers: of the files that are in good order, by their places.
  package init(_ release: Release, headers: [Int: WeightFile]) {
    guard release.isFolder else {
      sets = headers.keys.map { Set(name: nil, folder: nil, files: [$0], index: nil) }
      return
    }
    var isInSet = [Bool](repeating: false, count: release.files.count)
    let places = Dictionary(
      release.files.enumerated().map { ($1.path, $0) }, uniquingKeysWith: { first, _ in first })
    var indexCount = 0
    for (place, file) in release.files.enumerated()
    where ShardIndex.isIndexName(file.path.basename) {
      indexCount += 1
      // Each index is held against its files, which may be the same for all of them.
      guard indexCount <= Limits.shardIndexCount else {
        findings.append(
          Finding(
            .setIndexMalformed, .error, path: file.shownPath,
            "one of more than \(Limits.shardIndexCount) shard indexes, so it is not looked at"))
        break
      }
      add(indexAt: place, in: release, places, headers, &isInSet)
    }
    addNamedSets(of: release, headers, &isInSet)
    for place in release.files.indices
    where !isInSet[place] && FileFormat.isWeightName(release.files[place].path.basename) {
      let set = Set(
        name: nil, folder: release.files[place].path.folder, files: [place], index: nil)
      check(set, index: nil, in: release, headers)
      sets.append(set)
    }
    let indexed = Swift.Set(missing.map(\.path))
    missing += IncompleteSets.missing(in: release).filter { !indexed.contains($0.path) }
  }

  // MARK: By index

  /// Whether an index beside the one file that is asked about names it with others.
  package static func isShard(_ release: Release) -> Bool {
    guard !release.isFolder, let file = release.files.first?.path.text,
      let names = try? release.folder.folder.names()
    else { return false }
    let indexes = names.lazy.filter { !$0.isFolder && ShardIndex.isIndexName($0.name) }
    for (name, _) in indexes.prefix(Limits.shardIndexCount) {
      guard let path = ContainedPath(name), let found = release.file(at: path),
        let bytes = try? release.open(found).readAll(limit: Limits.shardIndexByteCount),
        let index = try? ShardIndex(bytes)
      else { continue }
      if index.files.count > 1 && index.files.contains(file) { return true }
    }
    return false
  }

  private mutating func add(
    indexAt place: Int, in release: Release, _ places: [ContainedPath: Int],
    _ headers: [Int: WeightFile], _ isInSet: inout [Bool]
  ) {
    let file = release.files[place]
    let index: ShardIndex
    do throws(FileAccessError) {
      let opened = try release.open(file)
      indexStates[place] = .identity(opened.identity)
      let bytes = try opened.readAll(limit: Limits.shardIndexByteCount)
      do throws(ShardIndex.Failure) {
        index = try ShardIndex(bytes)
      } catch .noWeightMap {
        return
      } catch {
        findings.append(
          Finding(.setIndexMalformed, .error, path: file.shownPath, "\(error)"))
        return
      }
    } catch .tooLarge(let byteCount, let limit) {
      findings.append(
        Finding(
          .setIndexMalformed, .error, path: file.shownPath,
          "the shard index has \(byteCount) bytes, more than the \(limit) that are read"))
      return
    } catch {
      // What cannot be read is told where it is examined.
      indexStates[place] = .unreadable
      return
    }
    // An index of PyTorch checkpoints is often left behind when only safetensors are copied.
    guard index.files.contains(where: FileFormat.isWeightName) else {
      if ShardIndex.isSafetensorsIndexName(file.path.basename) {
        findings.append(
          Finding(
            .setIndexMalformed, .error, path: file.shownPath,
            "the shard index names no safetensors file, and its name says that it does"))
      }
      return
    }
    let name = ShardIndex.setName(file.path.basename)
    var set = Set(
      name: Self.join(file.path.folder, name), folder: file.path.folder, files: [],
      index: place)
    for name in index.files {
      let path = ContainedPath(folder: file.path.folder, name: name.bytes)
      if let place = places[path] {
        set.files.append(place)
        isInSet[place] = true
        if index.files.count > 1 { shards.insert(place) }
      } else {
        missing.append(
          MissingFile(path: path.text, isWeights: true, claimedBy: file.shownPath))
      }
    }
    check(set, index: index, in: release, headers)
    sets.append(set)
  }

  // MARK: By name

  /// What tells one set of numbered names from another.
  private struct Key: Hashable {
    let folder: ContainedPath?
    let base: [UInt8]
    let count: Int
    let suffix: [UInt8]
  }

  private mutating func addNamedSets(
    of release: Release, _ headers: [Int: WeightFile], _ isInSet: inout [Bool]
  ) {
    var places: [Key: [Int]] = [:]
    var order: [Key] = []
    for (place, file) in release.files.enumerated()
    where FileFormat.isWeightName(file.path.basename) {
      guard let name = ShardName(file.path.basename) else { continue }
      let key = Key(
        folder: file.path.folder, base: name.base, count: name.count, suffix: name.suffix)
      if places[key] == nil { order.append(key) }
      places[key, default: []].append(place)
    }
    for key in order {
      guard let files = places[key], files.contains(where: { !isInSet[$0] }) else { continue }
      let unmapped = files.filter { !isInSet[$0] }
      if unmapped.count < files.count {
        findings.append(
          Finding(
            .setFileUnmapped, .error, path: release.files[unmapped[0]].shownPath,
            "shards that the index of the others does not name: \(unmapped.count)"))
      }
      let set = Set(
        name: Self.join(key.folder, key.base.dropLast()), folder: key.folder, files: files,
        index: nil)
      for place in files { isInSet[place] = true }
      shards.formUnion(files)
      check(set, index: nil, in: release, headers)
      sets.append(set)
    }
  }

  private static func join(_ folder: ContainedPath?, _ name: some Sequence<UInt8>) -> UntrustedText
  {
    UntrustedText(bytes: (folder.map { $0.text.bytes + [UInt8(ascii: "/")] } ?? []) + Array(name))
  }

  private mutating func check(
    _ set: Set, index: ShardIndex?, in release: Release, _ headers: [Int: WeightFile]
  ) {
    let members = set.files.compactMap { place in
      headers[place].map {
        ShardSet.Member(name: release.files[place].path.basename, weights: $0)
      }
    }
    let path = set.index ?? set.files.first
    findings += ShardSet(members).findings(index: index).map { finding in
      var finding = finding
      finding.path = path.map { release.files[$0].shownPath }
      return finding
    }
  }
}

extension MissingFile {
  /// A part of a set that is missing, as something that was found out about the release.
  func finding(in release: Release) -> Finding {
    let reason = claimedBy.map { "\($0) names it" } ?? "the names of the other shards count it"
    return Finding(
      .setIncomplete, .error, path: release.shownPath(of: path),
      "a part of a set that is not there: \(reason)")
  }
}
