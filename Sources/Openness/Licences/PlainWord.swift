// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

/// A word as a reader sees it.
///
/// Letters that look like Latin ones are those, and what is invisible is gone. Only for finding
/// clauses; texts are compared by what they are.
enum PlainWord {
  /// The bytes of the word as it looks; ASCII stays as it is.
  static func bytes(of word: ArraySlice<UInt8>) -> [UInt8] {
    guard word.contains(where: { $0 >= 0x80 }) else { return Array(word) }
    var plain = ""
    for scalar in String(decoding: word, as: UTF8.self).unicodeScalars {
      if let letter = letter(scalar) {
        plain.unicodeScalars.append(letter)
      } else if !scalar.isASCII && isUnseen(scalar) {
        continue
      } else {
        plain.unicodeScalars.append(scalar)
      }
    }
    return Array(plain.utf8)
  }

  private static func isUnseen(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .format, .nonspacingMark, .enclosingMark: true
    default: scalar.properties.isDefaultIgnorableCodePoint
    }
  }

  /// The Latin small letter that a letter of another script or style looks like.
  private static func letter(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
    switch scalar.value {
    case 0xFF21...0xFF3A: small(scalar.value - 0xFF21)
    case 0xFF41...0xFF5A: small(scalar.value - 0xFF41)
    // Mathematical letters: bold, italic, script and so on, capitals and small ones in turn.
    case 0x1D400...0x1D6A3: small((scalar.value - 0x1D400) % 26)
    default: lookalikes[scalar]
    }
  }

  private static func small(_ index: UInt32) -> Unicode.Scalar? {
    Unicode.Scalar(UInt32(("a" as Unicode.Scalar).value) + index)
  }

  private static let lookalikes: [Unicode.Scalar: Unicode.Scalar] = {
    let pairs: [(String, String)] = [
      // Cyrillic
      ("асԁеһіјкӏморԛѕтухѵԝ", "acdehijklmopqstuxvw"), ("АВСЕНІЈКМОРЅТУХԜ", "abcehijkmopstuxw"),
      // Greek
      ("αεικνορτυχω", "aeiknoptuxw"), ("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "abezhikmnoptyx"),
      // Latin letters without dot, or of another shape
      ("ıȷɑɡɩſ", "ijagis"),
    ]
    var letters: [Unicode.Scalar: Unicode.Scalar] = [:]
    for (strange, plain) in pairs {
      for (one, other) in zip(strange.unicodeScalars, plain.unicodeScalars) {
        letters[one] = other
      }
    }
    // Cyrillic y and Greek upsilon look like y in most type.
    letters["у"] = "y"
    letters["υ"] = "u"
    letters["У"] = "y"
    return letters
  }()
}
