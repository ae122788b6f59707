// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import SystemPackage
internal import TestSupport
internal import Testing

/// A PIN that is given in the wrong place is shown nowhere, and becomes the name of no file.
struct SecretArgumentsTests {
  private static let pin = "hunter2"
  private static let uri = "pkcs11:token=x;object=y;type=private?pin-value=\(pin)"

  private func run(_ arguments: [String]) throws -> (Command, SampleRelease) {
    let release = try SampleRelease(checksums: false)
    let arguments = arguments.map { $0.replacing("RELEASE", with: release.path) }
    return (try Command.start(arguments, in: release.folder.path).finish(), release)
  }

  @Test(
    "a PIN is taken by attest --key only, and refused elsewhere before it is looked at",
    arguments: [
      ["attest", "RELEASE", uri], ["attest", uri], ["attest", uri, "--key", "k"],
      ["attest", "RELEASE", "--key", "k", "--certificate", uri],
      ["attest", "RELEASE", "--key", "k", "--certificate=" + uri],
      ["attest", "RELEASE", "-o", uri],
      ["attest", "RELEASE", "--format", "sha256sums", "-o" + uri],
      ["attest", "--statement", uri, "--key", "k"],
      ["attest", "--statement", "s", "--assemble", uri, "--key", "k"],
      ["attest", "--statement", "s", "--assemble", "g", "--key", uri],
      ["attest", "--statement", "s", "--assemble", "g", "--key", "PKCS11" + uri.dropFirst(6)],
      ["attest", "--statement", "s", "--assemble", "g", "--key", " " + uri],
      ["attest", "RELEASE", "--key", "token=x;pin-value=\(pin):"],
      ["attest", "RELEASE", "--key", "token=x;PIN-Source=\(pin)"],
      ["attest", "RELEASE", "--", "--key", uri], ["attest", "RELEASE", "--keyy", uri],
      ["attest", "RELEASE", "--key", uri, uri], ["attest", "RELEASE", "--name", uri],
      ["attest", "RELEASE", "--key", uri, "--format", uri], ["attest", "RELEASE", "--ignore", uri],
      ["verify", uri], ["verify", "RELEASE", "--key", uri], ["verify", "RELEASE", "--root=" + uri],
      ["verify", "RELEASE", "--manifest", uri], ["digest", uri], ["inspect", uri], [uri],
      ["--json", "verify", uri], ["attest", "RELEASE", "--json", "-o", uri],
    ])
  func refused(_ arguments: [String]) throws {
    let (run, release) = try run(arguments)
    #expect(run.status == 64)
    #expect(!(run.output + run.error).contains(Self.pin))
    #expect(!run.error.isEmpty)
    #expect(
      Set(try FileManager.default.contentsOfDirectory(atPath: release.path)) == [
        "model.safetensors", "config.json",
      ])
  }

  @Test("what is said of it")
  func sentences() throws {
    #expect(
      try run(["verify", Self.uri]).0.error
        == "weightcheck: an argument, which is not shown, holds the PIN of a key: that is for "
        + "attest --key\n")
    #expect(
      try run(["attest", "RELEASE", "--key", " " + Self.uri]).0.error
        == "weightcheck: a --key with a PIN, which is not shown, must begin with pkcs11:\n")
    let document = try run(["verify", Self.uri, "--json"]).0.json()
    #expect(document["status"] as? Int == 64)
  }

  @Test(
    "where attest --key takes it, no error shows it",
    arguments: [[], ["--json"], ["--verbose"], ["--bogus"], ["--allow"], ["--format", "no"]])
  func taken(_ more: [String]) throws {
    for key in [["--key", Self.uri], ["--key=" + Self.uri]] {
      let (run, _) = try run(["attest", "RELEASE"] + key + more)
      #expect(run.status == 4 || run.status == 64)
      #expect(!(run.output + run.error).contains(Self.pin))
    }
  }

  @Test("what is no descriptor is not shown, since it may be the passphrase", arguments: ["", "-"])
  func descriptor(_ sign: String) throws {
    let (run, _) = try run(
      ["attest", "RELEASE", "--key", "k", "--key-passphrase-fd=" + sign + Self.pin])
    #expect(run.status == 64)
    #expect(!(run.output + run.error).contains(Self.pin))
    #expect(run.error.hasPrefix("weightcheck: --key-passphrase-fd needs a descriptor's number"))
  }
}
