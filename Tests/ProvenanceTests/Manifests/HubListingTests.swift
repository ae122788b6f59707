// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Cryptography
internal import Provenance
internal import TestSupport
internal import Testing
internal import UntrustedInput

@Suite("Listings by the Hugging Face Hub")
struct HubListingTests {
  /// `ggml-tiny.bin` of ggerganov/whisper.cpp, as the Hub's tree gives it.
  static let oid = "d144f735b005ae8cbfa04a49e22fe40faa24dbec"
  static let sha256 = "be07e048e1e599ad46341c8d2a135645097a538221678b7acdd1b1919c6e1b21"
  static let size: UInt64 = 77_691_713
  /// The empty file, as git names it.
  static let emptyBlob = "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391"

  static let tree = """
    [{"type":"directory","oid":"\(emptyBlob)","size":0,"path":"coreml"},
     {"type":"file","oid":"\(emptyBlob)","size":0,"path":".gitattributes"},
     {"type":"file","oid":"\(oid)","size":\(size),"path":"ggml-tiny.bin",
      "lfs":{"oid":"\(sha256)","size":\(size),"pointerSize":133},
      "xetHash":"0000000000000000000000000000000000000000000000000000000000000000"}]
    """

  static let info = """
    {"_id":"640","id":"ggerganov/whisper.cpp","modelId":"ggerganov/whisper.cpp","sha":"5359",
     "tags":["region:us"],"siblings":[
      {"rfilename":".gitattributes","size":0,"blobId":"\(emptyBlob)"},
      {"rfilename":"sub/ggml-tiny.bin","size":\(size),"blobId":"\(oid)",
       "lfs":{"sha256":"\(sha256)","size":\(size),"pointerSize":133}}],"usedStorage":1}
    """

  static func parse(_ text: String) throws -> Manifest {
    try Manifest.parse(Array(text.utf8), name: UntrustedText("listing.json"))
  }

  static func error(_ text: String) -> ManifestError? {
    do {
      _ = try parse(text)
      return nil
    } catch {
      return error as? ManifestError
    }
  }

  @Test(
    "a tree and a model's info claim SHA-256 and size of what git-LFS keeps, and git's SHA-1 of the rest"
  )
  func good() throws {
    for (text, folder) in [(Self.tree, ""), (Self.info, "sub/")] {
      let manifest = try Self.parse(text)
      #expect(manifest.form == .hubListing)
      #expect(
        manifest.claims.map(\.subject)
          == [".gitattributes", "\(folder)ggml-tiny.bin"].map(ChecksumFileTests.subject))
      #expect(manifest.claims.map { $0.digests.map(\.algorithm) } == [[.gitBlob], [.sha256]])
      #expect(manifest.claims.map { $0.digests.map(\.hex) } == [[Self.emptyBlob], [Self.sha256]])
      #expect(manifest.claims.map(\.byteCount) == [0, Self.size])
      #expect(manifest.claims.map(\.hasStrongDigest) == [false, true])
    }
  }

  @Test(
    "the git object is that of the pointer with the digest and the size, or the listing is refused")
  func chain() {
    let error = ManifestError.pointerMismatch(UntrustedText("ggml-tiny.bin"))
    for (old, new) in [
      (Self.oid, Self.emptyBlob), (Self.sha256, "c" + Self.sha256.dropFirst()),
      ("\"size\":\(Self.size),\"pointerSize\"", "\"size\":\(Self.size + 1),\"pointerSize\""),
    ] {
      #expect(Self.error(Self.tree.replacing(old, with: new)) == error, "\(new)")
    }
    #expect(
      error.description
        == "gives a git object for 'ggml-tiny.bin' that is not the git-LFS pointer to its SHA-256"
    )
  }

  @Test("a pointer as git-LFS's pre-release wrote it is accepted too")
  func preRelease() throws {
    let text =
      "version https://hawser.github.com/spec/v1\noid sha256:\(Self.sha256)\nsize \(Self.size)\n"
    let bytes = Array(text.utf8)
    let blob = unsafe Digest(of: bytes.span.bytes, .gitBlob)
    let manifest = try Self.parse(
      Self.tree.replacing(Self.oid, with: blob.hex)
        .replacing("\"pointerSize\":133", with: "\"pointerSize\":132"))
    #expect(manifest.claims.count == 2)
  }

  @Test("without the git object the SHA-256 stands alone")
  func withoutBlob() throws {
    let text = Self.info.replacing("\"blobId\":\"\(Self.oid)\",", with: "")
    #expect(try Self.parse(text).claims.map(\.hasStrongDigest) == [false, true])
  }

  @Test("a listing that was not asked for digests says so, and is not malformed")
  func withoutDigests() throws {
    let text = #"{"id":"a/b","siblings":[{"rfilename":"x.safetensors"},{"rfilename":"y"}]}"#
    let error = Self.error(text)
    #expect(error == .listingWithoutDigests)
    #expect(error?.isUnsupported == true)
    #expect(
      error?.description
        == "lists files without their digests: ask the Hub for it with '?blobs=true'")
  }

  @Test("a file without a digest among others is listed, without a claim")
  func undigested() throws {
    let text = """
      {"siblings":[{"rfilename":"a.safetensors","lfs":null,"size":5},
       {"rfilename":"b","blobId":"\(Self.emptyBlob)"}]}
      """
    let manifest = try Self.parse(text)
    #expect(manifest.undigested.map(\.text) == [UntrustedText("a.safetensors")])
    #expect(manifest.claims.map(\.byteCount) == [nil])
  }

  @Test(
    "a listing without files is empty",
    arguments: [#"{"siblings":[]}"#, #"[{"type":"directory","path":"a","oid":""}]"#])
  func empty(text: String) {
    // A folder's object is as little looked at as any other field of it, but it must be one.
    let error = Self.error(text.replacing(#""oid":"""#, with: #""oid":"\#(Self.oid)""#))
    #expect(error == .empty)
  }

  @Test("TRUST 1.4: names that leave the folder are claims of nothing")
  func escaping() throws {
    for name in ["../x", "/etc/passwd", "a/../../b"] {
      let text = Self.tree.replacing("ggml-tiny.bin", with: name)
      let manifest = try Self.parse(text)
      #expect(manifest.claims.last?.subject == .escaping(UntrustedText(name)))
    }
  }

  @Test("TRUST 1.3: entries of one path agree, or the listing is refused")
  func repeated() throws {
    let entry = #"{"type":"file","path":"a","oid":"\#(Self.oid)","size":1}"#
    #expect(try Self.parse("[\(entry),\(entry)]").repeatedEntryCount == 1)
    let other = entry.replacing(Self.oid, with: Self.emptyBlob)
    #expect(
      Self.error("[\(entry),\(other)]")
        == .contradictoryEntries(path: UntrustedText("a"), line: 2))
    let larger = entry.replacing("\"size\":1", with: "\"size\":2")
    #expect(
      Self.error("[\(entry),\(larger)]")
        == .contradictoryEntries(path: UntrustedText("a"), line: 2))
  }

  @Test(
    "a field of another type than it must be is refused, and its place told",
    arguments: [
      (#"{"siblings":^{}}"#, "siblings"), (#"{"siblings":^1}"#, "siblings"),
      (#"{"siblings":[^"a"]}"#, "siblings"), (#"{"siblings":[{"rfilename":^1}]}"#, "rfilename"),
      (#"{"siblings":[{"rfilename":^""}]}"#, "rfilename"),
      (#"{"siblings":[{"rfilename":"a","size":^"1"}]}"#, "size"),
      (#"{"siblings":[{"rfilename":"a","size":^-1}]}"#, "size"),
      (#"{"siblings":[{"rfilename":"a","size":^1.5}]}"#, "size"),
      (#"{"siblings":[{"rfilename":"a","blobId":^1}]}"#, "blobId"),
      (#"{"siblings":[{"rfilename":"a","blobId":^"abc"}]}"#, "blobId"),
      (#"{"siblings":[{"rfilename":"a","lfs":^"x"}]}"#, "lfs"),
      (#"{"siblings":[{"rfilename":"a","lfs":^[]}]}"#, "lfs"),
      (#"{"siblings":[{"rfilename":"a","lfs":^{}}]}"#, "sha256"),
      (#"{"siblings":[{"rfilename":"a","lfs":^{"oid":"x"}}]}"#, "sha256"),
      (#"{"siblings":[{"rfilename":"a","lfs":{"sha256":^"00"}}]}"#, "sha256"),
      (#"{"siblings":[{"rfilename":"a","lfs":{"sha256":^null}}]}"#, "sha256"),
      (#"[{"type":"file","path":"a","oid":^"a"}]"#, "oid"),
      (#"[{"type":^1,"path":"a","oid":"a"}]"#, "type"),
      (#"[{"type":"file","path":^[],"oid":"a"}]"#, "path"),
    ])
  func wrongTypes(text: String, field: String) {
    let marked = MarkedText(text)
    let error = Self.error(String(decoding: marked.bytes, as: UTF8.self))
    guard case .fieldInvalid(let named, let offset)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(named == field)
    // An element's place is behind its first token.
    #expect(offset == marked.offset || offset == marked.offset + 3 || offset == marked.offset + 1)
  }

  @Test("what is needed and missing is refused")
  func missing() {
    guard case .fieldInvalid(field: "rfilename", _)? = Self.error(#"{"siblings":[{"size":1}]}"#),
      case .fieldInvalid(field: "size", _)? = Self.error(
        #"{"siblings":[{"rfilename":"a","lfs":{"sha256":"\#(Self.sha256)"}}]}"#)
    else {
      Issue.record("a missing field was not told")
      return
    }
  }

  @Test("a key that stands twice is refused, at every level")
  func duplicates() {
    for text in [
      #"{"siblings":[],"siblings":[]}"#, #"{"siblings":[{"rfilename":"a","rfilename":"b"}]}"#,
      #"{"siblings":[{"rfilename":"a","lfs":{"size":1,"size":1}}]}"#,
    ] {
      guard case .notJSON? = Self.error(text) else {
        Issue.record("\(text) was read")
        continue
      }
    }
  }

  @Test("nesting without end and a document cut off anywhere are refused")
  func hostile() {
    let deep = #"{"siblings":[{"x":"# + String(repeating: "[", count: 10_000)
    guard case .notJSON? = Self.error(deep) else {
      Issue.record("deep nesting was read")
      return
    }
    for text in [Self.tree, Self.info] {
      let bytes = Array(text.utf8)
      for count in bytes.indices {
        let manifest = try? Manifest.parse(Array(bytes.prefix(count)), name: UntrustedText(""))
        #expect(manifest == nil)
      }
    }
  }

  @Test("one flipped bit never traps, and never gives another SHA-256", arguments: [tree, info])
  func flippedBits(text: String) {
    let bytes = Array(text.utf8)
    for index in bytes.indices {
      for bit in 0..<8 {
        var damaged = bytes
        damaged[index] ^= 1 << UInt8(bit)
        guard let manifest = try? Manifest.parse(damaged, name: UntrustedText("")) else { continue }
        for claim in manifest.claims where claim.hasStrongDigest {
          // The git object beside it fits nothing else.
          #expect(claim.digests.map(\.hex) == [Self.sha256], "byte \(index), bit \(bit)")
        }
      }
    }
  }

  @Test("a hundred thousand files are read in time that grows with them only")
  func many() throws {
    var text = "["
    for index in 0..<100_000 {
      text +=
        (index == 0 ? "" : ",")
        + #"{"type":"file","path":"f\#(index)","oid":"\#(Self.emptyBlob)","size":0}"#
    }
    #expect(try Self.parse(text + "]").claims.count == 100_000)
  }

  @Test("a size that is not that of git-LFS's file, or not that of its pointer, is malformed")
  func sizes() throws {
    for text in [Self.tree, Self.info] {
      let outer = text.replacing("\"size\":\(Self.size),\"path\"", with: "\"size\":1,\"path\"")
        .replacing("\"size\":\(Self.size),\"blobId\"", with: "\"size\":1,\"blobId\"")
      let pointer = text.replacing("\"pointerSize\":133", with: "\"pointerSize\":134")
      for (text, field) in [(outer, "size"), (pointer, "pointerSize")] {
        guard case .fieldInvalid(field, _)? = Self.error(text) else {
          Issue.record("\(field): \(String(describing: Self.error(text)))")
          continue
        }
      }
      // Neither need be there.
      let less = text.replacing(",\"pointerSize\":133", with: "")
        .replacing("\"size\":\(Self.size),\"path\"", with: "\"size\":null,\"path\"")
      #expect(try Self.parse(less).claims.count == 2)
    }
    // One of the two ways of writing a pointer, where no object tells which.
    for (count, isRead) in [(132, true), (133, true), (134, false)] {
      let text = Self.info.replacing("\"blobId\":\"\(Self.oid)\",", with: "")
        .replacing("\"pointerSize\":133", with: "\"pointerSize\":\(count)")
      #expect((Self.error(text) == nil) == isRead, "\(count)")
    }
  }
}
