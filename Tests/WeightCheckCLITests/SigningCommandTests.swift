// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import SystemPackage
internal import TestCertificates
internal import TestSupport
internal import Testing

/// `attest --key` and its two steps, and `verify --key` of what came out.
@Suite("Signing and verifying", .enabled(if: OpenSSLTool.isThere, "needs OpenSSL 3"))
struct SigningCommandTests {
  let release: SampleRelease
  let tool: OpenSSLTool

  init() throws {
    release = try SampleRelease(checksums: false)
    tool = try OpenSSLTool()
    try tool.makeKey("own")
  }

  private func key(_ name: String = "own.key") -> String { tool.path(name) }

  private func signature(_ name: String) -> String { "\(release.path)/\(name)" }

  private func exists(_ name: String) -> Bool {
    FileManager.default.fileExists(atPath: signature(name))
  }

  @Test("with a key both documents are signed, and verify by the public part")
  func signed() throws {
    let run = try Command.run("attest", release.path, "--key", key(), "--version", "3")
    #expect(run.status == 0)
    #expect(run.lastLine.contains("; signed by the ECDSA P-256 key "))
    #expect(exists("weights.intoto.sigstore.json") && exists("model.sig"))
    #expect(!exists("weights.intoto.json"))
    let verification = try Command.run(
      "verify", release.path, "--key", key("own.pub"), "--expect-version", "3")
    #expect(verification.status == 0)
    #expect(verification.lastLine.hasPrefix("verified: 3 files, 2 tensors, "))
    #expect(verification.lastLine.contains(" version '3' with root digest sha256:"))
    #expect(verification.lastLine.hasSuffix("; revocation not checked"))
    let json = try Command.run("verify", release.path, "--key", key("own.pub"), "--json").json()
    #expect(json["signedAs"] as? String == "release")
    #expect(json["assurance"] as? String == "signed")
    // What is there is replaced only on demand.
    #expect(try Command.run("attest", release.path, "--key", key()).status == 4)
    #expect(try Command.run("attest", release.path, "--key", key(), "--replace").status == 0)
  }

  @Test("both documents or none: what cannot be written is found before the first one is")
  func together() throws {
    try FileManager.default.createDirectory(
      atPath: signature("model.sig"), withIntermediateDirectories: false)
    let before = try FileManager.default.contentsOfDirectory(atPath: release.path)
    let run = try Command.run("attest", release.path, "--key", key(), "--replace")
    #expect(run.status == 4)
    #expect(run.error.hasSuffix("model.sig: exists and is no regular file\n"))
    let after = try FileManager.default.contentsOfDirectory(atPath: release.path)
    #expect(Set(before) == Set(after))
  }

  @Test("one file out of what is signed, and the whole changed")
  func parts() throws {
    _ = try Command.run("attest", release.path, "--key", key())
    let one = try Command.run("verify", release.model, "--key", key("own.pub"))
    #expect(one.status == 0)
    #expect(one.lastLine.contains("other files of this release not checked"))
    try release.folder.append([0], to: "config.json")
    let whole = try Command.run("verify", release.path, "--key", key("own.pub"))
    #expect(whole.status == 1)
    #expect(whole.output.contains("MISMATCH  config.json"))
  }

  @Test("the two steps sign exactly the statement, here or by someone else's signature")
  func steps() throws {
    try release.folder.write([0], to: "notes.txt")
    for format in ["weights", "oms"] {
      let statement = tool.path("\(format).json")
      let made = try Command.run(
        "attest", release.path, "--unsigned", "--format", format, "-o", statement, "--ignore",
        "notes.txt")
      #expect(made.status == 0)
      let (own, other) = (tool.path("\(format).own"), tool.path("\(format).other"))
      let run = try Command.run("attest", "--statement", statement, "--key", key(), "-o", own)
      #expect(run.status == 0)
      #expect(run.lastLine.contains("2 files") && run.lastLine.contains("root digest sha256:"))
      #expect(run.output.contains("  left out: "))
      #expect(run.output.contains("notes.txt"))
      let json = try Command.run(
        "attest", "--statement", statement, "--key", key(), "-o", own, "--replace", "--json"
      ).json()
      #expect((json["excluded"] as? [String])?.contains("notes.txt") == true)
      let encoded = try Command.run(
        "attest", "--statement", statement, "--pae", "-o", tool.path("\(format).pae"))
      #expect(encoded.status == 0)
      try tool.run(
        "dgst", "-sha256", "-sign", "own.key", "-out", "\(format).der", "\(format).pae")
      let assembled = try Command.run(
        "attest", "--statement", statement, "--assemble", tool.path("\(format).der"), "--key",
        key("own.pub"), "-o", other)
      #expect(assembled.status == 0)
      for bundle in [own, other] {
        let verification = try Command.run(
          "verify", release.path, "--manifest", bundle, "--key", key("own.pub"), "--ignore",
          "notes.txt")
        #expect(verification.status == 0)
      }
      // A signature of something else is put into no bundle.
      try tool.run("dgst", "-sha256", "-sign", "own.key", "-out", "bad.der", "own.pub")
      let bad = try Command.run(
        "attest", "--statement", statement, "--assemble", tool.path("bad.der"), "--key",
        key("own.pub"), "-o", tool.path("bad"))
      #expect(bad.status == 1)
      #expect(!FileManager.default.fileExists(atPath: tool.path("bad")))
    }
  }

  @Test("a statement that leaves out weights is not signed, unless that is allowed")
  func exemptions() throws {
    try release.folder.write(SampleRelease.weights, to: "extra/other.safetensors")
    let statement = tool.path("statement")
    let made = try Command.run(
      "attest", release.path, "--unsigned", "--format", "oms", "-o", statement, "--ignore",
      "extra/other.safetensors")
    #expect(made.status == 0)
    let everything = String(decoding: try tool.bytes("statement"), as: UTF8.self)
      .replacing(#""extra/other.safetensors""#, with: #"".""#)
    try tool.write(Array(everything.utf8), to: "everything")
    for (name, exempted) in [("statement", "extra/other.safetensors"), ("everything", ".")] {
      let output = tool.path("\(name).out")
      for step in [["--key", key()], ["--pae"]] {
        let arguments = ["attest", "--statement", tool.path(name), "-o", output] + step
        let refused = try Command.start(arguments).finish()
        #expect(refused.status == 2)
        #expect(
          refused.error == "weightcheck: the statement leaves out weights, which anyone could "
            + "exchange: '\(exempted)' [attest.statement.exempts]\n")
        #expect(!FileManager.default.fileExists(atPath: output))
      }
      let allowed = try Command.run(
        "attest", "--statement", tool.path(name), "-o", output, "--key", key(), "--allow",
        "attest.statement.exempts")
      #expect(allowed.status == 0)
      #expect(allowed.output.contains("leaves out weights"))
      #expect(allowed.output.contains("  left out: "))
    }
  }

  @Test("beside an older document that contradicts it nothing is signed")
  func outdated() throws {
    #expect(try Command.run("attest", release.path).status == 0)
    try release.folder.append([0x20], to: "config.json")
    for more in [[], ["--replace"]] {
      let run = try Command.start(["attest", release.path, "--key", key()] + more).finish()
      #expect(run.status == 2)
      #expect(run.error.hasPrefix("weightcheck: weights.intoto.json: says otherwise of "))
      #expect(run.error.hasSuffix(" [attest.document.outdated]\n"))
      #expect(!exists("model.sig") && !exists("weights.intoto.sigstore.json"))
    }
    try release.folder.remove("weights.intoto.json")
    #expect(try Command.run("attest", release.path, "--key", key()).status == 0)
    #expect(try Command.run("verify", release.path, "--key", key("own.pub")).status == 0)
    // One of two documents that belong together.
    let half = try Command.run(
      "attest", release.path, "--key", key(), "--format", "weights", "--replace")
    #expect(half.status == 2)
    #expect(half.error.hasPrefix("weightcheck: model.sig: says otherwise of "))
    #expect(try Command.run("verify", release.path, "--key", key("own.pub")).status == 0)
  }

  @Test("a passphrase comes by a variable, and stands in no output")
  func passphrase() throws {
    try tool.run(
      "pkcs8", "-topk8", "-in", "own.key", "-out", "locked.key", "-passout", "pass:correct horse")
    for (value, status) in [("correct horse", Int32(0)), ("battery staple", 4)] {
      let process = Process()
      process.executableURL = Command.program
      process.arguments = [
        "attest", release.path, "--key", key("locked.key"), "--key-passphrase-env", "PASS",
        "--replace",
      ]
      process.environment = ["PASS": value]
      let output = Pipe()
      process.standardOutput = output
      process.standardError = output
      try process.run()
      let text = String(
        decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
      process.waitUntilExit()
      #expect(process.terminationStatus == status)
      #expect(!text.contains(value))
    }
  }

  @Test("a certificate must go with the key, and may sign")
  func certificate() throws {
    try tool.makeCertificate("root", extensions: OpenSSLTool.authority)
    try tool.makeCertificate("leaf", by: "root", extensions: OpenSSLTool.signer)
    let run = try Command.run(
      "attest", release.path, "--key", key("leaf.key"), "--certificate", key("leaf.pem"))
    #expect(run.status == 0)
    let verification = try Command.run(
      "verify", release.path, "--root", key("root.pem"), "--identity", "release@example.org",
      "--issuer", "https://example.org")
    #expect(verification.status == 0)
    #expect(verification.lastLine.contains("signed by 'release@example.org' under the root "))
    let anyone = try Command.run("verify", release.path, "--root", key("root.pem"))
    #expect(anyone.output.contains("any code-signing leaf under this root is accepted"))
    for (key, certificate) in [("own.key", "leaf.pem"), ("root.key", "root.pem")] {
      let run = try Command.run(
        "attest", release.path, "--key", self.key(key), "--certificate", self.key(certificate),
        "--replace")
      #expect(run.status == 4)
    }
  }

  @Test(
    "certificates that do not lead to each other, or are too many, are 4 before anything is written"
  )
  func companions() throws {
    try tool.makeCertificate("root", extensions: OpenSSLTool.authority)
    try tool.makeCertificate("leaf", by: "root", extensions: OpenSSLTool.signer)
    try tool.makeCertificate("other", extensions: OpenSSLTool.authority)
    func attest(_ certificates: [String]) throws -> Command {
      let options = certificates.flatMap { ["--certificate", key($0)] }
      return try Command.start(
        ["attest", release.path, "--key", key("leaf.key")] + options
      ).finish()
    }
    let unrelated = try attest(["leaf.pem", "other.pem"])
    #expect(unrelated.status == 4)
    #expect(
      unrelated.error == "weightcheck: the certificates do not go together: 'CN = other' signed "
        + "neither the signer's certificate nor a given one above it\n")
    let many = try attest(["leaf.pem"] + [String](repeating: "root.pem", count: 16))
    #expect(many.status == 4)
    #expect(
      many.error == "weightcheck: the certificates do not go together: there are more than 16 "
        + "certificates\n")
    #expect(!exists("weights.intoto.sigstore.json") && !exists("model.sig"))
    #expect(try attest(["leaf.pem", "root.pem"]).status == 0)
    #expect(try Command.run("verify", release.path, "--root", key("root.pem")).status == 0)
  }

  @Test("a key's file that others can read is a warning, by whatever name it is given")
  func readable() throws {
    try tool.write(tool.bytes("own.key"), to: "a:b.key")
    for (mode, isWarned) in [(0o640, true), (0o604, true), (0o600, false)] {
      for name in ["own.key", "a:b.key"] {
        try FileManager.default.setAttributes(
          [.posixPermissions: mode], ofItemAtPath: key(name))
        for place in [key(name), "file:" + key(name), "file://" + key(name)] {
          let run = try Command.run("attest", release.path, "--key", place, "--replace")
          #expect(run.status == 0)
          #expect(
            run.output.contains("can be read by other users [attest.key.readable]") == isWarned)
        }
      }
    }
  }

  @Test(
    "what makes no sense is 64",
    arguments: [
      ["attest", "R", "--format", "oms"], ["attest"], ["attest", "R", "--statement", "S"],
      ["attest", "R", "--unsigned"], ["attest", "R", "--unsigned", "--key", "K", "-o", "O"],
      ["attest", "R", "--certificate", "C"], ["attest", "R", "--pae"],
      ["attest", "--statement", "S"], ["attest", "--statement", "S", "--pae"],
      ["attest", "--statement", "S", "--assemble", "G"],
      ["attest", "--statement", "S", "--key", "K", "--format", "oms"],
      ["attest", "R", "--key", "K", "-o", "O"],
      ["attest", "R", "--key", "K", "--key-passphrase-fd", "3", "--key-passphrase-env", "E"],
      ["verify", "R", "--identity", "I"], ["verify", "R", "--issuer", "U"],
      ["verify", "R", "--identity", "I", "--issuer", "U"],
      ["verify", "R", "--expect-digest", "00"],
      ["verify", "R", "--at-time", "2027-02-30T00:00:00Z"],
      ["verify", "R", "--at-time", "2027-01-01T00:00:00"], ["verify", "R", "--at-time", "now"],
    ])
  func usage(_ arguments: [String]) throws {
    let run = try Command.start(arguments.map { $0 == "R" ? release.path : $0 }).finish()
    #expect(run.status == 64)
    #expect(!run.error.isEmpty)
  }

  @Test("a private key to verify with is 64; one that cannot be read, or is no key, 4")
  func keys() throws {
    let given = try Command.run("verify", release.path, "--key", key())
    #expect(given.status == 64)
    #expect(given.error.contains("is a private key"))
    #expect(try Command.run("verify", release.path, "--key", key("absent")).status == 4)
    #expect(try Command.run("verify", release.path, "--key", release.model).status == 4)
    #expect(try Command.run("attest", release.path, "--key", key("absent")).status == 4)
    #expect(try Command.run("attest", release.path, "--key", key("own.pub")).status == 4)
  }

  @Test("a key's place that is no regular file is 4 at once", .timeLimit(.minutes(1)))
  func special() throws {
    let fifo = try release.folder.makeFIFO("fifo").string
    for place in [fifo, "file:" + fifo, "file://" + fifo, "/dev/null", "/dev/stdin"] {
      let run = try Command.run("attest", release.model, "--key", place)
      #expect(run.status == 4)
      #expect(
        run.error
          == "weightcheck: the key cannot be opened: not a regular file (a FIFO, device or "
          + "socket), so it is not read\n")
    }
  }
}
