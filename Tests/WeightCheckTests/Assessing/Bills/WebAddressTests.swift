// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import TestSupport
internal import Testing
internal import UntrustedInput
internal import WeightCheck

struct WebAddressTests {
  private func written(_ address: UntrustedText) -> String {
    var bill = SampleBills.empty
    bill.datasets = [.init(name: "d", address: address, use: .training, availability: .linked)]
    return String(decoding: CycloneDXBill.bytes(of: bill), as: UTF8.self)
  }

  @Test(
    "an address of the web stands where the formats demand one",
    arguments: [
      ("https://example.org", "https://example.org"),
      ("HTTP://example.org:8080/a?b=c/d#e?f", "http://example.org:8080/a?b=c/d#e?f"),
      ("https://example.org/%C3%A9/é", "https://example.org/%C3%A9/%C3%A9"),
      ("https://a_b.example.org?q", "https://a_b.example.org?q"),
      // A direction override is a character like any other once it is encoded.
      ("https://example.org/\u{202E}", "https://example.org/%E2%80%AE"),
    ])
  func address(_ text: String, _ uri: String) {
    #expect(written(UntrustedText(text)).contains("\"url\": \"\(uri)\""))
  }

  @Test(
    "any other address is a property",
    arguments: [
      "", "squad", "//example.org", "javascript:alert(1)", "ftp://example.org", "https:/a",
      "https://", "https:///a", "https://user:secret@example.org", "https://[::1]/",
      "https://example.org:", "https://example.org:80:80", "https://example.org:8a",
      "https://exämple.org", "https://example.org/a b", "https://example.org/%", "https://a/%4",
      "https://example.org/%zz", "https://example.org/#a#b", "https://example.org/[",
      "https://example.org/\"", "https://example.org/<", "https://example.org/\\",
      "https://example.org/\u{0}", "https://example.org/{x}", "https://example.org/a\n",
      "https://example.org/" + String(repeating: "a", count: 2048),
    ])
  func other(_ text: String) {
    let document = written(UntrustedText(text))
    #expect(!document.contains("\"url\""))
    #expect(document.contains("\"weightcheck:address\""))
  }

  @Test("an address that is not UTF-8 is a property")
  func notUTF8() {
    let address = UntrustedText(bytes: Array("https://example.org/".utf8) + [0xFF])
    #expect(!written(address).contains("\"url\""))
  }
}
