// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Provenance
internal import TestSupport
internal import Testing
internal import UntrustedInput

struct JSONWriterTests {
  private final class Collected {
    var pieces: [[UInt8]] = []
    var text: String { String(decoding: pieces.joined(), as: UTF8.self) }
  }

  private func write(_ body: (inout JSONWriter) -> Void) -> String {
    let collected = Collected()
    var writer = JSONWriter { collected.pieces.append($0) }
    body(&writer)
    writer.finish()
    return collected.text
  }

  @Test("containers are indented, empty ones stand on one line, and the document ends with LF")
  func layout() {
    let text = write { writer in
      writer.object { object in
        object.member("a", 1)
        object.key("b")
        object.array { $0.value(true) }
        object.key("c")
        object.array { _ in }
        object.key("d")
        object.object { _ in }
      }
    }
    #expect(
      text == """
        {
          "a": 1,
          "b": [
            true
          ],
          "c": [],
          "d": {}
        }

        """)
  }

  @Test("an inline container holds everything in one line, also what is nested in it")
  func inline() {
    let text = write { writer in
      writer.array { array in
        array.object(inline: true) { object in
          object.member("a", 1)
          object.key("b")
          object.array { inner in
            inner.value(1)
            inner.object { $0.member("c", 2) }
          }
        }
        array.value(3)
      }
    }
    #expect(
      text == """
        [
          {"a": 1, "b": [1, {"c": 2}]},
          3
        ]

        """)
  }

  @Test(
    "text is escaped so that it is JSON and safe on a terminal",
    arguments: [
      ("plain ~", #""plain ~""#), (#"quote " back \"#, #""quote \" back \\""#),
      ("\n\r\t", #""\n\r\t""#), ("\u{0}\u{1B}[31m", #""\u0000\u001b[31m""#),
      ("\u{7F}", #""\u007f""#), ("\u{85}", #""\u0085""#), ("\u{202E}x", #""\u202ex""#),
      ("\u{E9}e\u{301}", "\"\u{E9}e\u{301}\""), ("日本", "\"日本\""), ("/", #""/""#),
      ("\u{E0041}", #""\udb40\udc41""#),
    ])
  func escapes(text: String, json: String) {
    #expect(write { $0.value(text) } == json + "\n")
  }

  @Test("NaN and the infinities are text, since JSON has no such numbers")
  func floats() {
    #expect(write { $0.value(Double.nan) } == "\"nan\"\n")
    #expect(write { $0.value(Double.infinity) } == "\"inf\"\n")
    #expect(write { $0.value(-Float.infinity) } == "\"-inf\"\n")
    #expect(write { $0.value(0.5) } == "0.5\n")
    #expect(write { $0.value(-1e300) } == "-1e+300\n")
  }

  @Test("integers are exact")
  func integers() {
    #expect(write { $0.value(UInt64.max) } == "18446744073709551615\n")
    #expect(write { $0.value(Int64.min) } == "-9223372036854775808\n")
  }

  @Test("seconds have six digits behind the point")
  func durations() {
    #expect(write { $0.value(Duration.microseconds(1_000_042)) } == "1.000042\n")
    #expect(write { $0.value(Duration.zero) } == "0.000000\n")
  }

  @Test("nil is null")
  func null() {
    let text = write { writer in
      writer.object(inline: true) { object in
        object.member("a", nil as String?)
        object.member("b", nil as Int?)
        object.member("c", nil as UntrustedText?)
      }
    }
    #expect(text == "{\"a\": null, \"b\": null, \"c\": null}\n")
  }

  @Test("a name that is not UTF-8 stands with U+FFFD and in base64")
  func notUTF8() {
    let name = UntrustedText(bytes: [0x61, 0xFF])
    let text = write { writer in
      writer.object(inline: true) { object in
        object.member("path", name)
        object.member("paths", [name, UntrustedText("b")])
        object.key(name)
        object.null()
      }
    }
    #expect(
      text
        == "{\"path\": \"a\u{FFFD}\", \"pathBase64\": \"Yf8=\", "
        + "\"paths\": [\"a\u{FFFD}\", \"b\"], \"pathsBase64\": [\"Yf8=\", \"Yg==\"], "
        + "\"a\u{FFFD} (base64 Yf8=)\": null}\n")
  }

  @Test("a long document is given away in pieces, and is whole")
  func pieces() {
    let collected = Collected()
    var writer = JSONWriter { collected.pieces.append($0) }
    writer.array(inline: true) { array in
      for number in 0..<50_000 { array.value(number) }
    }
    writer.finish()
    #expect(collected.pieces.count > 1)
    #expect(
      collected.text == "[\((0..<50_000).map(String.init).joined(separator: ", "))]\n")
  }
}
