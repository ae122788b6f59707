// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Provenance
internal import SystemPackage
internal import UntrustedInput

/// OpenSSF Model Signing beside a model's folder, where signers put it who keep it out of the
/// model: TRUST section 3.
///
/// `model.sig` and `*.oms.sig` in the folder above the release. Their names start in the release,
/// or, where the release is a part of a signed folder, beside the signature. One that signs other
/// files is not used, and no sign of anything wrong here.
struct ParentSignature {
  private let release: Release

  init(_ release: Release) {
    self.release = release
  }

  /// The signatures above that are about the release, and those that are not, with the reason.
  func evidence(_ budget: inout Discovery.Budget) -> [Evidence] {
    guard release.hub == nil, let prefix = release.resolvedRoot.lastComponent,
      let name = ContainedPath(FilePath(root: nil, [prefix]).text)
    else { return [] }
    let parent = release.resolvedRoot.removingLastComponent()
    guard let opened = try? OpenFolder(path: parent), let names = try? opened.names() else {
      return []
    }
    let folder = SharedFolder(opened)
    var found: [Evidence] = []
    let signatures = names.lazy.filter { !$0.isFolder && Self.isSignature($0.name) }
    for entry in signatures.prefix(Limits.discoveredManifestCount) {
      guard let signature = ContainedPath(entry.name) else { continue }
      let shownPath = parent.appending(FilePath(entry.name).map { Array($0.components) } ?? [])
      guard let state = Discovery.read(signature, beneath: folder, &budget) else {
        found.append(
          Discovery.unsearched(shownPath, "not looked at after so many other documents"))
        continue
      }
      found.append(evidence(state, signature, folder, of: name, shownPath: shownPath.text))
    }
    return found
  }

  private static func isSignature(_ name: UntrustedText) -> Bool {
    name.bytes.elementsEqual("model.sig".utf8)
      || name.bytes.reversed().starts(with: ".oms.sig".utf8.reversed())
  }

  private func evidence(
    _ state: Evidence.State, _ signature: ContainedPath, _ folder: SharedFolder,
    of name: ContainedPath, shownPath: UntrustedText
  ) -> Evidence {
    func found(_ state: Evidence.State, _ base: Evidence.Base = .release) -> Evidence {
      Evidence(
        shownPath: shownPath, state: state, base: base, assurance: .local, isNamed: false)
    }
    guard case .used(let manifest) = state else {
      return found(.notUsed("lies above the folder, and cannot be read as a model's signature"))
    }
    let paths = manifest.claims.compactMap { claim -> ContainedPath? in
      if case .path(let path) = claim.subject { return path }
      return nil
    }
    guard manifest.form == .modelSigning, !paths.isEmpty else {
      return found(.notUsed("lies above the folder, and says nothing of its files by name"))
    }
    if paths.contains(where: { $0.isAtOrBelow(name) }) { return found(state, .above(name)) }
    // What is beside the signature is what it signs, though files here have the same names.
    if paths.contains(where: { (try? OpenFile(path: $0, beneath: folder.folder)) != nil }) {
      return found(.notUsed("signs other files of the folder above"))
    }
    let own = Set(release.files.map(\.path))
    guard paths.contains(where: own.contains) else {
      return found(.notUsed("signs no file of this folder"))
    }
    return found(state)
  }
}
