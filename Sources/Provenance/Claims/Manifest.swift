// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

package import Cryptography
package import UntrustedInput

/// The forms of evidence that are read.
public enum ManifestForm: String, Hashable, Sendable {
  /// Lines of digests and names, as `sha256sum`, `shasum`, BSD `sha256` and `openssl dgst` write
  /// them.
  case checksums
  /// A Python wheel's `RECORD`.
  case wheelRecord = "record"
  /// weightcheck's own manifest, which tells each segment of each weight file.
  case weightManifest = "weights"
  /// What git has in place of a file that git-LFS keeps.
  case lfsPointer = "lfs"
  /// The objects of a git repository at its current commit.
  case git
  /// A listing of a repository by the Hugging Face Hub: a model's info, a tree, or paths.
  case hubListing = "huggingface"
  /// The cache of `huggingface_hub`, whose blobs are named by their digests.
  case hubCache = "huggingface-cache"
  /// What `huggingface_hub` notes beside a download into a folder of its own.
  case hubDownload = "huggingface-download"
  /// An image manifest of the Open Container Initiative, Ollama's and ModelPack's among them.
  case oci
  /// OpenSSF Model Signing, in any of its versions.
  case modelSigning = "oms"
  /// An in-toto statement, with SLSA provenance or any other predicate.
  case inToto = "in-toto"
  /// A Sigstore bundle that signs a file itself, without a statement.
  case sigstore
  /// A bill of materials in CycloneDX's JSON.
  case cycloneDX = "cyclonedx"
  /// A bill of materials in SPDX's JSON, 2.x or 3.0.
  case spdx
  /// Lines of `gguf-hash`.
  case ggufHash = "gguf-hash"
  /// A digest that a weight file gives of itself.
  case inFile = "in-file"
  /// A digest that the user gave on the command line.
  case digest
}

extension ManifestForm {
  /// Whether a git blob's SHA-1 alone may speak of a small file: TRUST 1.5.
  package var hasWeakClaims: Bool {
    switch self {
    case .hubListing, .hubCache, .hubDownload: true
    default: false
    }
  }
}

/// A document of claims.
package struct Manifest: Sendable {
  package let form: ManifestForm
  /// At most one claim for each path.
  package internal(set) var claims: [Claim]
  /// Files that the document lists without any digest, as a `RECORD` lists itself.
  package let undigested: [ContainedPath]
  /// Entries that stand twice and agree.
  package internal(set) var repeatedEntryCount: Int
  /// Whether the document is signed: signed, and nobody has checked the signature.
  package internal(set) var isSigned = false
  /// The signatures of the document, none of which is verified here.
  ///
  /// Each is over all claims, but for a document that has `statements`.
  package internal(set) var signatures: [DetachedSignature] = []
  /// The statements of a document that has one a line, each with its own claims and signatures;
  /// empty for any other.
  ///
  /// The document's claims are those of all lines, merged, so that one of them may come from
  /// several signers: what a signature is worth is told by the statements only.
  package internal(set) var statements: [Manifest] = []
  /// Which release the document says it is about; nil where its form has no such thing.
  package internal(set) var release: ReleaseIdentity?
  /// Whether the name of its one claim is that of the document, which nobody signed.
  package internal(set) var isNamedByPlace = false
  /// The document itself, so that another one may vouch for it; empty once nobody can.
  package var content: [UInt8] = []
  /// The line of such a statement in its document, counted from 1; it is 1 for any other.
  package internal(set) var line = 1
  /// Paths that the signer left out on purpose, as the document writes them.
  package internal(set) var exempted: [UntrustedText] = []
  /// Paths that the document says it does not cover.
  ///
  /// Unlike `exempted` they excuse nothing: what is there nobody vouches for.
  package internal(set) var excluded: [UntrustedText] = []

  /// One digest that the user gave, about `path` or about no name.
  package init(_ digest: Digest, about path: ContainedPath?) {
    form = .digest
    claims = [Claim(subject: path.map(Claim.Subject.path) ?? .nameless, digests: [digest], line: 1)]
    undigested = []
    repeatedEntryCount = 0
  }

  /// A document that has no two claims about one path.
  package init(form: ManifestForm, distinctClaims claims: [Claim]) {
    self.form = form
    self.claims = claims
    undigested = []
    repeatedEntryCount = 0
  }

  /// Merges the entries of one path into one claim.
  ///
  /// TRUST 1.3: two entries for one path with the same digest are odd; with different digests the
  /// document contradicts itself and is malformed.
  package init(
    form: ManifestForm, entries: consuming [Claim], undigested: [ContainedPath] = []
  ) throws(ManifestError) {
    // In place: a document of a million entries is not held twice.
    var claims = consume entries
    var count = 0
    var indexByPath = [ContainedPath: Int32](minimumCapacity: claims.count)
    var repeated = 0
    for place in claims.indices {
      let entry = claims[place]
      guard case .path(let path) = entry.subject,
        let index = indexByPath[path].map(Int.init)
      else {
        if case .path(let path) = entry.subject { indexByPath[path] = Int32(count) }
        if count != place { claims[count] = entry }
        count += 1
        continue
      }
      var isNew = false
      for digest in entry.digests {
        if let other = claims[index].digests.first(where: { $0.algorithm == digest.algorithm }) {
          guard other == digest else {
            throw .contradictoryEntries(path: path.text, line: entry.line)
          }
        } else {
          claims[index].digests.append(digest)
          isNew = true
        }
      }
      if let byteCount = entry.byteCount {
        guard byteCount == claims[index].byteCount ?? byteCount else {
          throw .contradictoryEntries(path: path.text, line: entry.line)
        }
        if claims[index].byteCount == nil {
          claims[index].byteCount = byteCount
          isNew = true
        }
      }
      for name in entry.unsupportedAlgorithms
      where claims[index].unsupportedAlgorithms.count < Self.unsupportedAlgorithmCount
        && !claims[index].unsupportedAlgorithms.contains(name)
      {
        claims[index].unsupportedAlgorithms.append(name)
        isNew = true
      }
      let isFirstToTell = try claims[index].takeParts(of: entry)
      isNew = isNew || isFirstToTell
      if !isNew { repeated += 1 }
    }
    claims.removeLast(claims.count - count)
    self.form = form
    self.claims = claims
    self.undigested = undigested
    self.repeatedEntryCount = repeated
  }

  /// Names of algorithms that a claim keeps of its entries, of which a hostile document may have a
  /// million.
  package static let unsupportedAlgorithmCount = 64
}

extension Claim {
  /// Takes over what another entry of the same path tells of the file's parts.
  ///
  /// - Returns: whether this claim told less before.
  fileprivate mutating func takeParts(of entry: Claim) throws(ManifestError) -> Bool {
    guard segments == entry.segments || segments == nil || entry.segments == nil,
      ranges == entry.ranges || ranges == nil || entry.ranges == nil,
      set == entry.set || set == nil || entry.set == nil,
      tensorData == entry.tensorData || tensorData == nil || entry.tensorData == nil
    else {
      guard case .path(let path) = subject else { return false }
      throw .contradictoryEntries(path: path.text, line: entry.line)
    }
    let isNew =
      segments == nil && entry.segments != nil || ranges == nil && entry.ranges != nil
      || set == nil && entry.set != nil || tensorData == nil && entry.tensorData != nil
    segments = segments ?? entry.segments
    ranges = ranges ?? entry.ranges
    set = set ?? entry.set
    tensorData = tensorData ?? entry.tensorData
    isArchive = isArchive && entry.isArchive
    return isNew
  }
}
