// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Provenance
internal import TestSupport
internal import Testing
internal import UntrustedInput

@Suite("Pre-authentication encoding")
struct PreAuthenticationEncodingTests {
  private func encode(_ payload: String, _ type: String) -> String {
    String(
      decoding: PreAuthenticationEncoding.encode(
        Array(payload.utf8), type: UntrustedText(type)), as: UTF8.self)
  }

  @Test("lengths are bytes, and nothing is escaped")
  func encoding() {
    // The example of DSSE's own protocol.md.
    #expect(
      encode("hello world", "http://example.com/HelloWorld")
        == "DSSEv1 29 http://example.com/HelloWorld 11 hello world")
    #expect(encode("", "") == "DSSEv1 0  0 ")
    #expect(encode("é\n", "t") == "DSSEv1 1 t 3 é\n")
  }

  @Test("two payloads never have one encoding, whatever is moved between type and payload")
  func injective() {
    #expect(encode("b c", "a") != encode("c", "a b"))
    #expect(encode("1 x", "a") != encode("x", "a 1"))
  }
}
