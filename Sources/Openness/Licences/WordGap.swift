// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

/// What stands between a word of a licence file and the one before it.
///
/// It is no part of what is compared; it tells where a holder's name, an address or a sentence
/// ends.
package enum WordGap: UInt8, Sendable {
  /// Marks without a blank, as in an address or a word with a hyphen.
  case joined
  /// Blanks, quotes or marks of emphasis.
  case blank
  /// A comma, a bracket, an ampersand or a tag.
  case comma
  /// The end of a sentence or of a paragraph, or another mark with a blank.
  case stop

  /// The marks between two words, as they are read.
  struct Marks {
    private var hasBlank = false
    private var hasComma = false
    private var hasMark = false
    private var lineEndCount = 0

    /// What they come to.
    var gap: WordGap {
      if lineEndCount > 1 || (hasMark && hasBlank) { return .stop }
      if hasComma { return .comma }
      return hasBlank ? .blank : .joined
    }

    mutating func add(_ scalar: UInt32) {
      switch scalar {
      case 0x09, 0x0B, 0x0C, 0x20, 0x85, 0xA0, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F,
        0x3000:
        hasBlank = true
      // & ( , < [ { and what Chinese and Japanese have for them: no sentence ends before these.
      case 0x26, 0x28, 0x2C, 0x3C, 0x5B, 0x7B, 0x3001, 0x3008, 0x300A, 0x300C, 0x300E, 0x3010,
        0xFF08, 0xFF0C:
        hasComma = true
        hasMark = false
      // ) > ] }
      case 0x29, 0x3E, 0x5D, 0x7D, 0x3009, 0x300B, 0x300D, 0x300F, 0x3011, 0xFF09:
        hasComma = true
      // " # ' * / _ ` ~ and typographic quotes and signs
      case 0x22, 0x23, 0x27, 0x2A, 0x2F, 0x5F, 0x60, 0x7E, 0xA7, 0xAB, 0xAE, 0xB4, 0xB6, 0xBB,
        0x2018...0x201F, 0x2032, 0x2033, 0x2122:
        break
      // Long dashes and the full stop of Chinese need no blank.
      case 0x2014, 0x2015, 0x3002, 0xFF0E, 0xFF1A, 0xFF1B:
        hasMark = true
        hasBlank = true
      default:
        hasMark = true
      }
    }

    mutating func addTag() {
      hasBlank = true
      hasComma = true
    }

    mutating func addLineEnd() {
      hasBlank = true
      lineEndCount += 1
    }

    /// A line of its own stands in between.
    mutating func addBreak() {
      lineEndCount = 2
    }
  }
}
