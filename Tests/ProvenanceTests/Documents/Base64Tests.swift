// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import Provenance
internal import TestSupport
internal import Testing

@Suite("base64")
struct Base64Tests {
  // RFC 4648, section 10.
  @Test(
    "the vectors of the RFC",
    arguments: [
      ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
      ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"),
    ])
  func vectors(plain: String, text: String) {
    #expect(Base64.decode(Array(text.utf8)) == Array(plain.utf8))
  }

  @Test("what Foundation writes is read")
  func oracle() {
    var random = SplitMix64(seed: 1)
    for count in 0..<300 {
      let bytes = (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &random) }
      #expect(Base64.decode(Array(Data(bytes).base64EncodedString().utf8)) == bytes)
    }
  }

  @Test(
    "TRUST 8: non-canonical base64 is refused",
    arguments: [
      // Bits behind the last byte.
      "Zh==", "Zm9=", "Zm9vYh==",
      // Padding that is missing, too much, or in the middle.
      "Zg", "Zg=", "Zm8", "Zg===", "Zm9v====", "====", "=", "Zg==Zg==", "Z=g=", "Zm=v",
      // Line breaks and blanks, as MIME has them.
      "Zm9v\nYmFy", "Zm9vYmFy\n", " Zm9v", "Zm9v\r\n", "Zm9v    ",
      // The URL-safe alphabet, and what is of none.
      "_-__", "Zm-v", "Zm9*", "Zm9é",
    ])
  func refused(text: String) {
    #expect(Base64.decode(Array(text.utf8)) == nil)
  }

  @Test("one text for each run of bytes: of all texts of two digits, those that pad zeros")
  func twoDigits() {
    let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var read: Set<[UInt8]> = []
    for first in UInt8.min ... .max {
      for second in UInt8.min ... .max {
        guard let bytes = Base64.decode([first, second, 0x3D, 0x3D]) else { continue }
        #expect(digits.contains(first) && digits.contains(second))
        #expect(read.insert(bytes).inserted)
      }
    }
    #expect(read.count == 256)
  }
}
