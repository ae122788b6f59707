// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

extension UntrustedText {
  /// The text as it may be written to a terminal or a log line.
  ///
  /// Control characters (C0, DEL, C1), line and paragraph separators, bidirectional and other
  /// invisible format characters, and a backslash become `\n`, `\t`, `\\`, `\u{…}`; bytes that
  /// are not UTF-8 become `\x..`. What comes out is one line and shows in the order it is stored.
  public var escaped: String {
    if bytes.allSatisfy({ $0 >= 0x20 && $0 < 0x7F && $0 != 0x5C }) {
      return String(decoding: bytes, as: UTF8.self)
    }
    var shown = ""
    var decoder = Unicode.UTF8.ForwardParser()
    var source = bytes.makeIterator()
    while true {
      switch decoder.parseScalar(from: &source) {
      case .valid(let encoded):
        Self.append(Unicode.UTF8.decode(encoded), to: &shown)
      case .error:
        return escapedByteWise
      case .emptyInput:
        return shown
      }
    }
  }

  /// The escaped form, cut after 256 bytes: for a sentence that a hostile name must not fill.
  package var brief: String {
    bytes.count <= 256 ? escaped : UntrustedText(bytes: Array(bytes.prefix(256))).escaped + "…"
  }

  /// The slow form for text with faults: every fault is shown with the value of its bytes.
  private var escapedByteWise: String {
    var shown = ""
    var index = 0
    while index < bytes.count {
      var parser = Unicode.UTF8.ForwardParser()
      var rest = bytes[index...].prefix(4).makeIterator()
      if case .valid(let encoded) = parser.parseScalar(from: &rest) {
        Self.append(Unicode.UTF8.decode(encoded), to: &shown)
        index += encoded.count
      } else {
        let hex = String(bytes[index], radix: 16)
        shown += "\\x" + (hex.count < 2 ? "0" : "") + hex
        index += 1
      }
    }
    return shown
  }

  private static func append(_ scalar: Unicode.Scalar, to shown: inout String) {
    switch scalar {
    case "\n": shown += "\\n"
    case "\r": shown += "\\r"
    case "\t": shown += "\\t"
    case "\\": shown += "\\\\"
    default:
      if scalar.isInvisible {
        shown += "\\u{" + String(scalar.value, radix: 16) + "}"
      } else {
        shown.unicodeScalars.append(scalar)
      }
    }
  }
}

extension Unicode.Scalar {
  /// Whether a terminal would act on the character, or show nothing, instead of showing it.
  package var isInvisible: Bool {
    switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse,
      .unassigned:
      true
    default:
      properties.isDefaultIgnorableCodePoint
    }
  }
}
