// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import SystemPackage
internal import TestSupport

/// The `openssl` command in a folder of its own: makes keys, certificates and timestamps that no
/// test could write by hand.
///
/// Nothing of the machine's configuration is used. A test that needs it is enabled by
/// ``isThere``.
package final class OpenSSLTool: Sendable {
  /// Where files are read and written.
  private let folder: TemporaryFolder

  private static let path = "/usr/bin/openssl"

  /// Whether the command is there, and is OpenSSL 3 or later.
  package static let isThere: Bool = {
    guard let tool = try? OpenSSLTool(), let output = try? tool.run("version") else {
      return false
    }
    let text = String(decoding: output, as: UTF8.self)
    return text.hasPrefix("OpenSSL ") && !text.hasPrefix("OpenSSL 1")
  }()

  /// What the command said when it failed.
  package struct Failure: Error, CustomStringConvertible {
    package let description: String
  }

  /// Makes an empty folder.
  package init() throws {
    folder = try TemporaryFolder()
    try folder.write(Array(Self.configuration.utf8), to: "openssl.cnf")
    try folder.write(Array("01\n".utf8), to: "serial")
  }

  /// Runs the command in the folder.
  ///
  /// - Returns: its standard output.
  @discardableResult
  package func run(_ arguments: String...) throws -> [UInt8] { try run(arguments) }

  /// The same, with all arguments in a list.
  @discardableResult
  package func run(_ arguments: [String]) throws -> [UInt8] {
    let mark = String(UInt64.random(in: .min ... .max), radix: 36)
    let (output, errors) = ("\(mark).out", "\(mark).err")
    let status = try spawn(arguments, output: path(output), errors: path(errors))
    defer {
      for name in [output, errors] { try? FileManager.default.removeItem(atPath: path(name)) }
    }
    guard status == 0 else {
      throw Failure(description: String(decoding: try bytes(errors), as: UTF8.self))
    }
    return try bytes(output)
  }

  /// Runs the command and waits for it.
  ///
  /// Foundation's own `Process` reads the list of open descriptors beyond its end where other tests
  /// hold more than a thousand of them, and crashes at times.
  ///
  /// - Returns: how it ended, 0 for success.
  private func spawn(_ arguments: [String], output: String, errors: String) throws -> Int32 {
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { _ = unsafe posix_spawn_file_actions_destroy(&actions) }
    let writing = O_WRONLY | O_CREAT | O_TRUNC
    unsafe posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    unsafe posix_spawn_file_actions_addopen(&actions, 1, output, writing, 0o600)
    unsafe posix_spawn_file_actions_addopen(&actions, 2, errors, writing, 0o600)
    let command = ["env", "-C", folder.path.string, Self.path] + arguments
    var words = unsafe Self.strings(command)
    var environment = unsafe Self.strings(["OPENSSL_CONF=openssl.cnf", "PATH=/usr/bin:/bin"])
    defer { unsafe (words + environment).forEach { unsafe free($0) } }
    var (process, status): (pid_t, Int32) = (0, 0)
    let code = unsafe posix_spawn(&process, "/usr/bin/env", &actions, nil, &words, &environment)
    guard code == 0 else { throw Errno(rawValue: code) }
    while unsafe waitpid(process, &status, 0) < 0 {
      guard errno == EINTR else { throw Errno(rawValue: errno) }
    }
    return status
  }

  /// Strings of C, and nil behind the last, all of which are to be freed.
  private static func strings(_ texts: [String]) -> [UnsafeMutablePointer<CChar>?] {
    unsafe texts.map { unsafe strdup($0) } + [nil]
  }

  /// The content of a file of the folder.
  package func bytes(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(fileURLWithPath: folder.path.appending(name).string)))
  }

  /// Writes a file of the folder.
  package func write(_ bytes: [UInt8], to name: String) throws {
    try folder.write(bytes, to: FilePath(name))
  }

  /// The absolute path of a file of the folder.
  package func path(_ name: String) -> String { folder.path.appending(name).string }

  // MARK: Keys and certificates

  /// Makes `NAME.key` and `NAME.pub`, the public part in PEM.
  package func makeKey(_ name: String, curve: String = "P-256") throws {
    try run(
      "genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:\(curve)", "-out",
      "\(name).key")
    try run("pkey", "-in", "\(name).key", "-pubout", "-out", "\(name).pub")
  }

  /// Makes `NAME.pem`, a certificate for the key `NAME.key`, which is made unless it is there.
  ///
  /// - Parameters:
  ///   - issuer: the name of the authority that signs it; nil for one that signs itself.
  ///   - extensions: in the words of `openssl x509v3_config`.
  package func makeCertificate(
    _ name: String, by issuer: String? = nil, extensions: [String], days: Int = 100,
    curve: String = "P-256", serial: String = "4660"
  ) throws {
    if (try? bytes("\(name).key")) == nil { try makeKey(name, curve: curve) }
    try run("req", "-new", "-key", "\(name).key", "-subj", "/CN=\(name)", "-out", "\(name).csr")
    let section = "[e]\n" + extensions.joined(separator: "\n") + "\n"
    try folder.write(Array(section.utf8), to: FilePath("\(name).ext"))
    let signer =
      issuer.map { ["-CA", "\($0).pem", "-CAkey", "\($0).key", "-set_serial", serial] }
      ?? ["-signkey", "\(name).key"]
    try run(
      ["x509", "-req", "-in", "\(name).csr", "-out", "\(name).pem", "-days", "\(days)"]
        + ["-sha256", "-extfile", "\(name).ext", "-extensions", "e"] + signer)
  }

  /// The usual extensions of an authority, of a signer, and of who makes timestamps.
  package static let authority = [
    "basicConstraints=critical,CA:TRUE", "keyUsage=critical,keyCertSign,cRLSign",
    "subjectKeyIdentifier=hash",
  ]
  package static let signer = [
    "basicConstraints=critical,CA:FALSE", "keyUsage=critical,digitalSignature",
    "extendedKeyUsage=codeSigning", "subjectAltName=email:release@example.org",
  ]
  package static let timestampAuthority = [
    "basicConstraints=critical,CA:FALSE", "keyUsage=critical,digitalSignature",
    "extendedKeyUsage=critical,timeStamping",
  ]

  /// A TimeStampResp of `authority` over `bytes`.
  package func timestamp(
    _ bytes: [UInt8], by authority: String, digest: String = "sha256", withCertificate: Bool = true
  ) throws -> [UInt8] {
    try folder.write(bytes, to: "data")
    var query = ["ts", "-query", "-data", "data", "-\(digest)", "-out", "query"]
    if withCertificate { query.append("-cert") }
    try run(query)
    try run(
      "ts", "-reply", "-config", "openssl.cnf", "-section", "tsa", "-queryfile", "query", "-inkey",
      "\(authority).key", "-signer", "\(authority).pem", "-out", "reply")
    return try self.bytes("reply")
  }

  private static let configuration = """
    [req]
    distinguished_name = dn
    [dn]
    [tsa]
    serial = serial
    crypto_device = builtin
    default_policy = 1.2.3.4.1
    digests = sha1, sha256, sha384, sha512
    signer_digest = sha256
    ess_cert_id_alg = sha256

    """
}
