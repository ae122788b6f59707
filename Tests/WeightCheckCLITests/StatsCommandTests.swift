// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import SystemPackage
internal import TestSupport
internal import Testing

/// The command `stats`, and `--stats` of `verify` and `attest`.
@Suite("The command stats")
struct StatsCommandTests {
  typealias NamedTensor = SafetensorsBuilder.NamedTensor

  static let tensors: [NamedTensor] = [
    .init("weight", "F32", [2, 3], floats([1, -2, 0.5, 0, -0.0, 1.5])),
    .init("bias", "BF16", [4], [0x80, 0x3F, 0xC0, 0x7F, 0x80, 0xFF, 1, 0]),
    .init("q.qweight", "I32", [2], [1, 2, 3, 0, 255, 0, 0, 9]),
    .init("none", "F16", [0, 2], []),
    .init("flags", "BOOL", [4], [1, 1, 0, 2]),
    .init("codes", "F4", [4], [1, 2]),
    .init("big", "U64", [2], [UInt8](repeating: 0xFF, count: 8) + [0, 0, 0, 0, 0, 0, 0, 0x80]),
  ]

  let folder: TemporaryFolder
  let path: String

  init() throws {
    folder = try TemporaryFolder()
    path = try folder.write(
      SafetensorsBuilder(tensors: Self.tensors).bytes, to: "m.safetensors"
    ).string
  }

  static func floats(_ values: [Float]) -> [UInt8] {
    values.flatMap { value in
      (0..<4).map { UInt8(truncatingIfNeeded: value.bitPattern >> ($0 * 8)) }
    }
  }

  // MARK: Text

  private static let table = """
      dtype       shape                   min                   max      mean       std   zeros  name
      F32         [2, 3]                   -2                   1.5    0.1667     1.106  33.3 %  weight
      BF16        [4]               9.184e-41                     1       0.5       0.5       0  bias
      I32 packed  [2]                       0                   255     33.75     83.67  37.5 %  q.qweight
      F16         [0, 2]                    -                     -         -         -       0  none
      BOOL        [4]                       0                     1    0.6667    0.4714  25.0 %  flags
      F4          [4]                       -                     -         -         -       -  codes
      U64         [2]     9223372036854775808  18446744073709551615  1.384e19  4.612e18       0  big

    """
  private static let notes = """
      packed: several quantised values in each element; the figures are of its bytes
      -: values of this type are not decoded; the digest is in --json

    """

  private func findings(_ name: String) -> String {
    [
      "tensor 'bias' has 1 NaN of 4 values [tensor.values.nan]",
      "tensor 'bias' has 1 infinite of 4 values [tensor.values.infinite]",
      "tensor 'flags' has 1 of 4 bytes that are neither 0 nor 1 [tensor.bool.value]",
    ].map { "warning: \(name): \($0)\n" }.joined()
      + "16 values in 5 decoded tensors: 1 NaN, 1 infinite, 18.8 % zeros\n"
  }

  @Test("a table of all tensors, what is odd, and one line of totals")
  func text() throws {
    let run = try Command.run("stats", "m.safetensors", in: folder.path)
    #expect(run.status == 0 && run.error.isEmpty)
    #expect(
      run.output
        == "m.safetensors: 7 tensors\n" + Self.table + Self.notes + findings("m.safetensors"))
  }

  @Test("--histogram and --per-channel add a line for each tensor that has such a thing")
  func lines() throws {
    let lines = """
        weight: 2 zero or tiny, 2^-1 ▃▆▃ 2^1
        weight: 2 channels, absmax from 1.5 to 2
        bias: 1 zero or tiny, 2^0 ▅ 2^0
        q.qweight: 3 zero or tiny, 2^0 ▃▅·▃···▃ 2^7
        flags: 1 zero or tiny, 2^0 ▆ 2^0
        big: 2^63 ▆ 2^63

      """
    let run = try Command.run(
      "stats", "m.safetensors", "--histogram", "--per-channel", in: folder.path)
    #expect(run.status == 0 && run.error.isEmpty)
    #expect(
      run.output
        == "m.safetensors: 7 tensors\n" + Self.table + lines + Self.notes
        + findings("m.safetensors"))
  }

  @Test("a folder is shown file by file, with the paths in it")
  func folderText() throws {
    try folder.write(SafetensorsBuilder.tiny.bytes, to: "deep/n.safetensors")
    let run = try Command.run("stats", folder.path.string)
    #expect(run.status == 0)
    #expect(run.output.contains("deep/n.safetensors: 2 tensors\n"))
    #expect(run.output.contains("\nm.safetensors: 7 tensors\n"))
    #expect(run.output.contains("\nwarning: m.safetensors: tensor 'bias' has 1 NaN"))
    #expect(run.lastLine.hasPrefix("24 values in 7 decoded tensors: "))
  }

  @Test("of many findings the first forty are listed, and JSON has all")
  func manyFindings() throws {
    let tensors = (0..<60).map { NamedTensor("t\($0)", "U8", [1], [0]) }
    try folder.write(SafetensorsBuilder(tensors: tensors).bytes, to: "z.safetensors")
    let run = try Command.run("stats", "z.safetensors", in: folder.path)
    #expect(run.output.split(separator: "\n").count { $0.hasPrefix("warning: ") } == 40)
    #expect(run.output.contains("\n… and 20 findings more; --json has all\n"))
    #expect(run.lastLine == "60 values in 60 decoded tensors: 0 NaN, 0 infinite, all zeros")
    let document = try Command.run("stats", "z.safetensors", "--json", in: folder.path).json()
    #expect((document["findings"] as? [Any])?.count == 60)
  }

  @Test("colours come only when they are asked for")
  func colors() throws {
    #expect(!(try Command.run("stats", path).output.contains("\u{1B}")))
    #expect(try Command.run("stats", path, "--color", "always").output.contains("\u{1B}["))
  }

  @Test("names are escaped")
  func escaped() throws {
    let bytes = SafetensorsBuilder(tensors: [.init("a\u{1B}[31m\u{202E}", "U8", [1], [0])]).bytes
    try folder.write(bytes, to: "e.safetensors")
    let run = try Command.run("stats", "e.safetensors", "--histogram", in: folder.path)
    #expect(run.status == 0)
    #expect(!run.output.unicodeScalars.contains { $0 == "\u{1B}" || $0 == "\u{202E}" })
  }

  @Test("quiet prints nothing, and the status is the answer")
  func quiet() throws {
    let run = try Command.run("stats", path, "--quiet")
    #expect(run.status == 0 && run.output.isEmpty && run.error.isEmpty)
    try folder.write([1, 2, 3], to: "bad.safetensors")
    let bad = try Command.run("stats", folder.path.string, "--quiet")
    #expect(bad.status == 3 && bad.output.isEmpty)
  }

  // MARK: JSON

  @Test("stats writes every key of its contract")
  func document() throws {
    let run = try Command.run("stats", path, "--json")
    #expect(run.status == 0 && run.error.isEmpty)
    let document = try run.json()
    #expect(document["schema"] as? String == "weightcheck/stats/1")
    #expect((document["tool"] as? [String: String])?["name"] == "weightcheck")
    #expect(document["status"] as? Int == 0)
    let file = try #require((document["files"] as? [[String: Any]])?.first)
    #expect(file["path"] as? String == path)
    let tensors = try #require(file["tensors"] as? [[String: Any]])
    #expect(tensors.map { $0["name"] as? String } == Self.tensors.map(\.name))
    let contract: Set = [
      "name", "dtype", "shape", "sha256", "packed", "decoded", "count", "finite", "nan",
      "positiveInfinity", "negativeInfinity", "zeros", "negativeZeros", "subnormals", "min", "max",
      "absmax", "mean", "std", "l2",
    ]
    for (tensor, written) in zip(tensors, Self.tensors) {
      #expect(contract.subtracting(tensor.keys).isEmpty, "\(written.name)")
      #expect(tensor["exponentHistogram"] == nil && tensor["absmaxPerChannel"] == nil)
      #expect(tensor["sha256"] as? String == SampleRelease.sha256(written.data))
      #expect(tensor["dtype"] as? String == written.dtype)
      #expect(tensor["shape"] as? [UInt64] == written.shape)
      #expect(tensor["packed"] as? Bool == (written.name == "q.qweight"))
      #expect(tensor["decoded"] as? Bool == !["q.qweight", "codes"].contains(written.name))
    }
    let findings = try #require(document["findings"] as? [[String: Any]])
    #expect(
      findings.map { $0["id"] as? String } == [
        "tensor.values.nan", "tensor.values.infinite", "tensor.bool.value",
      ])
    #expect(findings.allSatisfy { $0["path"] as? String == path && $0["offset"] is Int })
  }

  /// What follows a tensor's name, type, shape, place and digest.
  private static func figures(_ name: String, in output: String) -> String? {
    output.split(separator: "\n").first { $0.contains("{\"name\": \"\(name)\", ") }
      .flatMap { $0.range(of: "\"packed\"").map { [line = $0] in String(line[$0.lowerBound...]) } }
  }

  @Test("integers are exact, what there is none of is null, and nothing is NaN")
  func figures() throws {
    let output = try Command.run("stats", path, "--json").output
    let none = #""nan": 0, "positiveInfinity": 0, "negativeInfinity": 0"#
    let expected = [
      "weight": """
      "packed": false, "decoded": true, "count": 6, "finite": 6, \(none), \
      "zeros": 2, "negativeZeros": 1, "subnormals": 0, "min": -2.0, "max": 1.5, "absmax": 2.0, \
      "mean": 0.16666666666666666, "std": 1.1055415967851332, "l2": 2.7386127875258306},
      """,
      "bias": """
      "packed": false, "decoded": true, "count": 4, "finite": 2, "nan": 1, \
      "positiveInfinity": 0, "negativeInfinity": 1, "zeros": 0, "negativeZeros": 0, \
      "subnormals": 1, "min": 9.183549615799121e-41, "max": 1.0, "absmax": 1.0, "mean": 0.5, \
      "std": 0.5, "l2": 1.0},
      """,
      "none": """
      "packed": false, "decoded": true, "count": 0, "finite": 0, \(none), "zeros": 0, \
      "negativeZeros": 0, "subnormals": 0, "min": null, "max": null, "absmax": null, \
      "mean": null, "std": null, "l2": null},
      """,
      "flags": """
      "packed": false, "decoded": true, "count": 4, "finite": 3, \(none), "zeros": 1, \
      "negativeZeros": 0, "subnormals": 0, "min": 0, "max": 1, "absmax": 1, \
      "mean": 0.6666666666666666, "std": 0.4714045207910317, "l2": 1.4142135623730951, \
      "invalidBooleans": 1},
      """,
      "codes": """
      "packed": false, "decoded": false, "count": 4, "finite": null, "nan": null, \
      "positiveInfinity": null, "negativeInfinity": null, "zeros": null, \
      "negativeZeros": null, "subnormals": null, "min": null, "max": null, "absmax": null, \
      "mean": null, "std": null, "l2": null},
      """,
      "big": """
      "packed": false, "decoded": true, "count": 2, "finite": 2, \(none), "zeros": 0, \
      "negativeZeros": 0, "subnormals": 0, "min": 9223372036854775808, \
      "max": 18446744073709551615, "absmax": 18446744073709551615, \
      "mean": 1.3835058055282164e+19, "std": 4.611686018427388e+18, \
      "l2": 2.0624086856177975e+19}
      """,
    ]
    for (name, figures) in expected { #expect(Self.figures(name, in: output) == figures) }
  }

  @Test("a norm that is greater than every float is null, and said to be")
  func overflow() throws {
    let bits = Double.greatestFiniteMagnitude.bitPattern
    let most = (0..<8).map { UInt8(truncatingIfNeeded: bits >> ($0 * 8)) }
    try folder.write(
      SafetensorsBuilder(tensors: [.init("x", "F64", [2], most + most)]).bytes,
      to: "o.safetensors")
    let document = try Command.run("stats", "o.safetensors", "--json", in: folder.path).json()
    let file = try #require((document["files"] as? [[String: Any]])?.first)
    let tensor = try #require((file["tensors"] as? [[String: Any]])?.first)
    #expect(tensor["l2"] is NSNull && tensor["overflows"] as? Bool == true)
    #expect(tensor["mean"] as? Double == .greatestFiniteMagnitude && tensor["std"] as? Double == 0)
    let text = try Command.run("stats", "o.safetensors", in: folder.path)
    #expect(text.status == 0 && text.output.contains("1.798e308"))
  }

  @Test("--histogram and --per-channel add their keys, where there is something to say")
  func options() throws {
    let run = try Command.run("stats", path, "--json", "--histogram", "--per-channel")
    let document = try run.json()
    let file = try #require((document["files"] as? [[String: Any]])?.first)
    let tensors = try #require(file["tensors"] as? [[String: Any]])
    for tensor in tensors {
      let name = tensor["name"] as? String
      let bins = tensor["exponentHistogram"] as? [Int]
      #expect((bins == nil) == (name == "codes"))
      if let bins {
        #expect(bins.count == 256)
        #expect(bins.reduce(0, +) == (tensor["count"] as? Int ?? 0) - (name == "flags" ? 1 : 0))
      }
      #expect((tensor["absmaxPerChannel"] as? [Double]) == (name == "weight" ? [2, 1.5] : nil))
    }
    #expect((tensors[0]["exponentHistogram"] as? [Int])?[126...128] == [1, 2, 1])
  }

  @Test("a channel without finite values is null")
  func emptyChannel() throws {
    let bytes = SafetensorsBuilder(tensors: [
      .init("x", "F32", [3, 1], Self.floats([1, .nan, -.infinity]))
    ]).bytes
    try folder.write(bytes, to: "c.safetensors")
    let run = try Command.run(
      "stats", "c.safetensors", "--json", "--per-channel", in: folder.path)
    #expect(run.output.contains("\"absmaxPerChannel\": [1.0, null, null]}"))
    let text = try Command.run("stats", "c.safetensors", "--per-channel", in: folder.path)
    #expect(text.output.contains("\n  x: 3 channels, absmax from 1 to 1\n"))
  }

  @Test("--tensors leaves only names that fit")
  func patterns() throws {
    for (pattern, names) in [
      ("b*", ["bias", "big"]), ("????", ["bias", "none"]), ("*", Self.tensors.map(\.name)),
      ("absent", []),
    ] {
      let run = try Command.run("stats", path, "--tensors", pattern, "--json")
      #expect(run.status == 0)
      let file = try #require((try run.json()["files"] as? [[String: Any]])?.first)
      let found = (file["tensors"] as? [[String: Any]] ?? []).compactMap { $0["name"] as? String }
      #expect(found == names, "\(pattern)")
    }
    let run = try Command.run("stats", "m.safetensors", "--tensors", "absent", in: folder.path)
    #expect(
      run.output == """
        m.safetensors: 0 tensors
          no tensor has such a name
        0 values in 0 decoded tensors: 0 NaN, 0 infinite, 0 zeros

        """)
  }

  // MARK: Status

  @Test("a file that is no weights is 3, and in JSON it has a problem and no tensors")
  func malformed() throws {
    var damaged = SafetensorsBuilder.tiny
    damaged.data.removeLast()
    try folder.write(damaged.bytes, to: "d.safetensors")
    let run = try Command.run("stats", folder.path.string, "--json")
    #expect(run.status == 3)
    #expect(run.error.hasPrefix("weightcheck: ") && run.error.contains("d.safetensors"))
    let document = try run.json()
    #expect(document["status"] as? Int == 3)
    let files = try #require(document["files"] as? [[String: Any]])
    #expect(files.map { $0["path"] as? String } == ["d.safetensors", "m.safetensors"])
    #expect(files[0]["tensors"] is NSNull && files[0]["problem"] is String)
    #expect((files[1]["tensors"] as? [Any])?.count == 7 && files[1]["problem"] == nil)
  }

  @Test("a folder without weights is 2, and what is not there is 4")
  func noAnswer() throws {
    try folder.remove("m.safetensors")
    #expect(try Command.run("stats", folder.path.string).status == 2)
    #expect(try Command.run("stats", folder.path.string + "/absent").status == 4)
    let error = try Command.run("stats", "/absent", "--json")
    #expect(error.status == 4)
    #expect(try error.json()["schema"] as? String == "weightcheck/error/1")
    #expect(try Command.run("stats").status == 64)
    #expect(try Command.run("stats", path, "--threads", "0").status == 64)
  }

  // MARK: Beside verdicts

  @Test("verify --stats adds the statistics of each weight file, and changes nothing else")
  func verify() throws {
    let bytes = SafetensorsBuilder(tensors: Self.tensors).bytes
    try folder.write(
      Array("\(SampleRelease.sha256(bytes))  m.safetensors\n".utf8), to: "SHA256SUMS")
    let stats = try Command.run("stats", folder.path.string, "--json").json()
    let expected = (stats["files"] as? [[String: Any]])?.first?["tensors"] as? NSArray
    for isTampered in [false, true] {
      if isTampered { try folder.write(bytes.dropLast() + [0x81], to: "m.safetensors") }
      let plain = try Command.run("verify", folder.path.string, "--json")
      let measured = try Command.run("verify", folder.path.string, "--json", "--stats")
      #expect(plain.status == (isTampered ? 1 : 0) && measured.status == plain.status)
      var (one, other) = (try plain.json(), try measured.json())
      #expect(one["verdict"] as? String == (isTampered ? "failed" : "verified"))
      let files = try #require(other["files"] as? [[String: Any]])
      let model = try #require(files.first { $0["path"] as? String == "m.safetensors" })
      let found = try #require(model["statistics"] as? NSArray)
      #expect(isTampered ? found.count == expected?.count : found == expected)
      #expect((other["findings"] as? [Any])?.count == 3)
      other["files"] = files.map { $0.filter { $0.key != "statistics" } }
      for key in ["seconds", "findings"] { (one[key], other[key]) = (nil, nil) }
      #expect(one as NSDictionary == other as NSDictionary)
    }
    let text = try Command.run("verify", folder.path.string, "--stats")
    #expect(text.status == 1)
    #expect(text.lastLine == "failed: m.safetensors is not what was claimed")
    #expect(text.output.contains("16 values in 5 decoded tensors: 1 NaN, 1 infinite, "))
  }

  @Test("attest --stats adds the statistics to its own answer, and nothing to the manifest")
  func attest() throws {
    let (one, other) = ("\(folder.path)-1", "\(folder.path)-2")
    defer { for path in [one, other] { try? FileManager.default.removeItem(atPath: path) } }
    #expect(try Command.run("attest", path, "-o", one).status == 0)
    let run = try Command.run("attest", path, "-o", other, "--stats", "--json")
    #expect(run.status == 0)
    #expect(
      try String(contentsOfFile: one, encoding: .utf8)
        == String(contentsOfFile: other, encoding: .utf8))
    let stats = try Command.run("stats", path, "--json").json()
    let expected = (stats["files"] as? [[String: Any]])?.first?["tensors"] as? NSArray
    let files = try #require(try run.json()["statistics"] as? [[String: Any]])
    #expect(files.count == 1)
    #expect(files.first?["tensors"] as? NSArray == expected)
    let text = try Command.run("attest", path, "-o", other, "--stats", "--replace")
    #expect(text.status == 0)
    #expect(
      text.output.contains("16 values in 5 decoded tensors: 1 NaN, 1 infinite, 18.8 % zeros\n"))
  }
}
