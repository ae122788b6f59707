// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Cryptography
internal import TestCertificates
internal import TestSupport
internal import Testing
internal import UntrustedInput

@Suite("RFC 3161 timestamps", .enabled(if: OpenSSLTool.isThere))
struct TimestampTests {
  private let tool: OpenSSLTool
  private let data = Array("what was signed".utf8)

  init() throws {
    tool = try OpenSSLTool()
    try tool.makeCertificate("root", extensions: OpenSSLTool.authority)
    try tool.makeCertificate("tsa", by: "root", extensions: OpenSSLTool.timestampAuthority)
  }

  private func read(_ name: String) throws -> Certificate {
    try #require(try Certificate.readAll(tool.bytes("\(name).pem")).first)
  }

  private func error(
    _ token: [UInt8], over bytes: [UInt8]? = nil, roots: [String] = ["root"],
    between: [String] = []
  ) throws -> TimestampError? {
    let roots = try roots.map(read)
    let between = try between.map(read)
    do throws(TimestampError) {
      _ = try Timestamp.verify(token, over: bytes ?? data, intermediates: between, roots: roots)
      return nil
    } catch {
      return error
    }
  }

  @Test("a token of the authority gives its time", arguments: ["sha256", "sha384", "sha512"])
  func good(digest: String) throws {
    let reply = try tool.timestamp(data, by: "tsa", digest: digest)
    let root = try read("root")
    let found = try Timestamp.verify(reply, over: data, roots: [root])
    #expect(root.validity.contains(found.time))
    #expect(found.time - root.validity.lowerBound < 600)
    #expect(found.authority == UntrustedText("CN = tsa"))
    // The token without the response around it.
    try tool.run("ts", "-reply", "-in", "reply", "-token_out", "-out", "token")
    #expect(try Timestamp.verify(tool.bytes("token"), over: data, roots: [root]) == found)
  }

  @Test("a token without its certificate needs it from elsewhere")
  func withoutCertificate() throws {
    let reply = try tool.timestamp(data, by: "tsa", withCertificate: false)
    #expect(try error(reply) == .signerAbsent)
    #expect(try error(reply, between: ["tsa"]) == nil)
    #expect(Timestamp.certificates(in: reply).isEmpty)
    let whole = try tool.timestamp(data, by: "tsa")
    #expect(Timestamp.certificates(in: whole) == [try read("tsa")])
    let found = try Timestamp.verify(whole, over: data, roots: [read("root")])
    #expect(found.chain == [try read("tsa"), try read("root")])
  }

  @Test("TRUST 8: a timestamp of other bytes, and one by a weak digest")
  func otherBytes() throws {
    let reply = try tool.timestamp(data, by: "tsa")
    #expect(try error(reply, over: data + [0]) == .otherBytes)
    #expect(try error(reply, over: []) == .otherBytes)
    #expect(try error(tool.timestamp(data, by: "tsa", digest: "sha1")) == .digestUnsupported)
  }

  @Test("TRUST 8: the attacker's own authority")
  func attacker() throws {
    try tool.makeCertificate("evil", extensions: OpenSSLTool.authority)
    try tool.makeCertificate("evil-tsa", by: "evil", extensions: OpenSSLTool.timestampAuthority)
    let reply = try tool.timestamp(data, by: "evil-tsa")
    guard case .untrusted? = try error(reply) else {
      Issue.record("trusted")
      return
    }
    #expect(try error(reply, roots: ["evil"]) == nil)
    #expect(try error(reply, roots: []) == .noRoots)
    #expect(
      try error(reply, roots: ["evil-tsa"])
        == .rootNotSelfSigned(subject: UntrustedText("CN = evil-tsa")))
  }

  @Test(
    "TRUST 8: who signs timestamps does nothing else",
    arguments: [
      ["extendedKeyUsage=critical,codeSigning"], ["extendedKeyUsage=timeStamping"],
      ["extendedKeyUsage=critical,timeStamping,codeSigning"], ["basicConstraints=CA:FALSE"],
      ["keyUsage=critical,keyEncipherment", "extendedKeyUsage=critical,timeStamping"],
    ])
  func usages(extensions: [String]) throws {
    // The command refuses to sign with such a certificate, so another one of the same key takes
    // its place in the token's company.
    try tool.makeCertificate("other", by: "root", extensions: OpenSSLTool.timestampAuthority)
    let reply = try tool.timestamp(data, by: "other", withCertificate: false)
    #expect(try error(reply, between: ["other"]) == nil)
    try tool.makeCertificate("other", by: "root", extensions: extensions)
    #expect(try error(reply, between: ["other"]) != nil)
  }

  @Test("a refusal is no timestamp")
  func refusal() throws {
    // TimeStampResp with the status rejection (2) and nothing else.
    #expect(try error([0x30, 5, 0x30, 3, 2, 1, 2]) == .notGranted)
    #expect(try error([0x30, 5, 0x30, 3, 2, 1, 0]) == .malformed)
    #expect(try error([]) == .malformed)
    #expect(try error([UInt8](repeating: 0x30, count: Timestamp.maximumByteCount + 1)) == .tooLarge)
  }

  @Test("TRUST 8: no damaged token is a crash, or a time")
  func damaged() throws {
    let reply = try tool.timestamp(data, by: "tsa")
    let root = try read("root")
    for count in 0..<reply.count {
      let found = try? Timestamp.verify(Array(reply.prefix(count)), over: data, roots: [root])
      #expect(found == nil)
    }
    #expect((try? Timestamp.verify(reply + [0], over: data, roots: [root])) == nil)
    let good = try Timestamp.verify(reply, over: data, roots: [root])
    for index in reply.indices {
      var damaged = reply
      damaged[index] ^= 1 << UInt8(index % 8)
      // What no signature covers may change: the status, and the algorithm's parameters. What it
      // covers may not, so that a token that still holds gives the same time.
      if let found = try? Timestamp.verify(damaged, over: data, roots: [root]) {
        #expect(found == good, "byte \(index)")
      }
    }
  }
}
