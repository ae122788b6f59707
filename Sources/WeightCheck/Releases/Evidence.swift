// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

package import Provenance
internal import SystemPackage
package import UntrustedInput

/// A document that was considered as evidence about one release.
package struct Evidence: Sendable {
  /// Where its names start.
  package enum Base: Sendable {
    /// At the release's root.
    case release
    /// Above it: the release stands under this path.
    case above(ContainedPath)
    /// Below it, in this folder.
    case below(ContainedPath)
  }

  /// What came of reading it.
  package enum State: Sendable {
    case used(Manifest)
    /// Looked at and not used, with the reason in a phrase.
    case notUsed(String)
    /// A signature, which this version does not check.
    case signature
    /// No document, but the news that not every document was looked at.
    case unsearched(String)
    case malformed(ManifestError)
    case unreadable(FileAccessError)
  }

  /// The path as it is shown.
  package var shownPath: UntrustedText
  package var state: State
  package let base: Base
  /// What its word is worth: what its place says, or `signed` where a signer vouches for it.
  package var assurance: Assurance
  /// What its signature is worth; nil where it is not signed, or nobody has looked.
  package var signature: SignatureOutcome?
  /// Whether the user named a signer.
  package var namesSigner = false
  /// Why someone is denied who signed it, or whose certificate came along; nil for nobody.
  package var denial: UntrustedText?
  /// Whether its one claim, which names nothing, is about another document.
  package var isAboutDocument = false
  /// The signed document that vouches for this one's bytes, as it is shown.
  package var voucher: UntrustedText?
  /// Whether the user named it.
  package let isNamed: Bool
  /// Whether it lies inside the release although the user named it.
  package var isInsideRelease = false
  /// Its path in the release, where it lies there.
  package var releasePath: ContainedPath?

  package init(
    shownPath: UntrustedText, state: State, base: Base, assurance: Assurance, isNamed: Bool,
    isInsideRelease: Bool = false, releasePath: ContainedPath? = nil
  ) {
    self.shownPath = shownPath
    self.state = state
    self.base = base
    self.assurance = assurance
    self.isNamed = isNamed
    self.isInsideRelease = isInsideRelease
    self.releasePath = releasePath
  }

  /// Whether who signs it signs the names in it, so that a file is missing under another name:
  /// a model's signature, a signed weight manifest, and any list whose own bytes are signed.
  package var signsNames: Bool {
    guard let manifest else { return false }
    let listsFolder = manifest.form == .modelSigning || manifest.form == .weightManifest
    return voucher != nil || manifest.isSigned && listsFolder
  }

  /// Whether something that it lists and that is not there is a difference: TRUST 2.6.
  package var isSignedForm: Bool {
    voucher != nil || manifest?.isSigned == true && !isOfStranger
  }

  /// Whether it is signed by someone whom the user did not name, though the user named a signer.
  ///
  /// TRUST section 4: it is worth what an unsigned one is, and fails nothing that a named signer
  /// establishes.
  package var isOfStranger: Bool {
    switch signature?.state {
    case .wrongKey?, .untrusted?, .expired?: true
    // The method of the signature must not matter: nobody was named for it, but for another one.
    case .unchecked?: namesSigner
    case .valid?, .invalid?, .absent?, nil: false
    }
  }

  /// Whether what it claims, and is not so, is a stranger's word only.
  ///
  /// A signature that is out of its time may be by the very signer whom the user named.
  package var disagreesAsStranger: Bool { isOfStranger && signature?.state != .expired }

  /// The claims, if it is used.
  package var manifest: Manifest? {
    if case .used(let manifest) = state { return manifest }
    return nil
  }

  /// The path in the release of what the manifest calls `path`; nil where that is outside of the
  /// release.
  package func releasePath(of path: ContainedPath) -> ContainedPath? {
    switch base {
    case .release: path
    case .above(let prefix): path.relative(to: prefix)
    case .below(let folder): folder.appending(path)
    }
  }
}

extension Evidence.Base {
  /// How names that start at `folder` relate to a release at `root`; nil if neither is inside the
  /// other.
  init?(folder: FilePath, root: FilePath) {
    if folder == root {
      self = .release
    } else if let prefix = folder.containedPath(of: root) {
      self = .above(prefix)
    } else if let inner = root.containedPath(of: folder) {
      self = .below(inner)
    } else {
      return nil
    }
  }
}
