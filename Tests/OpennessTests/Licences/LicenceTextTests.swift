// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

import Openness
import Testing
import UntrustedInput

struct LicenceTextTests {
  private func words(_ text: String) -> String {
    String(decoding: LicenceText(Array(text.utf8)).foldedBytes, as: UTF8.self)
  }

  @Test(
    "layout leaves no trace",
    arguments: [
      ("You  may,\r\n\tnot\u{A0}use", "you may not use"),
      ("“Licensor’s” – ‘work’ … \u{2022} it", "licensor s work it"),
      ("# **The** `Work`_s_ | <b>Use</b><br/> it&nbsp;&quot;all&quot;", "the work s use it all"),
      ("<!DOCTYPE html><html lang=\"en\"><div class=\"x\" id=\"y\">A<title>b", "a b"),
      ("// non-commercial */", "non commercial"), ("of\u{FB01}ce", "office"),
      ("\u{FEFF}Terms", "terms"), ("======\n~~~~~\nTerms\n------", "terms"),
      ("（软件）“许可证”，第2版。", "软件 许可证 第2版"), ("", ""), (" \n\t ", ""),
    ])
  func layout(text: String, expected: String) {
    #expect(words(text) == expected)
  }

  @Test(
    "what could hide stays a word, or part of one",
    arguments: [
      // A comment's text, a tag that hides or strikes, an attribute.
      ("<!-- no use -->", "no use"), ("<del>not</del>", "del not del"),
      ("<span style=\"x\">not</span>", "span style x not"), ("~~not~~ so", "~~not~~ so"),
      ("<div class=\"no\">", "div class no"), ("<p class=\"a b\">", "p class a b"),
      ("<p hidden>a", "p hidden a"), ("<a class=\"x\">b", "a class x b"),
      // Zero-width space, soft hyphen, direction mark, combining stroke.
      ("no\u{200B}t", "no\u{200B}t"), ("no\u{AD}t", "no\u{AD}t"),
      ("\u{202E}ton", "\u{202E}ton"), ("n\u{336}ot", "n\u{336}ot"),
      // A Cyrillic letter, a control character.
      ("nоt", "nоt"), ("a\u{8}b", "a\u{8}b"),
      ("with<b></b>out", "with out"), ("&#110;ot", "110 ot"),
    ])
  func hiding(text: String, expected: String) {
    #expect(words(text) == expected)
  }

  @Test("bytes that are not UTF-8 are parts of words")
  func invalid() {
    let text = LicenceText([0x61, 0xFF, 0x62, 0x20, 0xE2, 0x80])
    #expect(text.words.count == 2)
    #expect(text.foldedBytes == [0x61, 0xFF, 0x62, 0x20, 0xE2, 0x80])
  }

  @Test("words know their bytes and lines, whatever ends a line")
  func places() {
    let text = LicenceText(Array("One\r\ntwo\rthree\n\n  Fo\u{FB01}r five".utf8))
    #expect(text.words.map(\.line) == [1, 2, 3, 5, 5])
    #expect(text.words.map(\.offset) == [0, 5, 9, 18, 25])
    #expect(text.words.map(\.endOffset) == [3, 8, 14, 24, 29])
    let passage = text.passage(1..<4)
    #expect(passage.byteRange == 5..<24)
    #expect(passage.line == 2)
    #expect(passage.lastLine == 5)
    #expect(passage.token.lossyString == "two three Fo\u{FB01}r")
  }

  @Test(
    "a line that says who holds the copyright is set aside",
    arguments: [
      "Copyright (c) 2023 Meta Platforms, Inc. and affiliates.",
      "Copyright © 2019-2021, 23 nexB <jane.doe@example.com>", "(c) 2024 karpathy",
      "# Copyright [yyyy] [name of copyright owner]", "Copyright (c) <year> <copyright holders>",
      "   Copyright (C) 2007 Free Software Foundation, Inc. <https://fsf.org/>",
      "Portions Copyright 1999 Müller & Söhne GmbH. All rights reserved.",
      "Copyright 2017-present the authors", "Copyright (c) 2023 智谱AI",
      "Copyright (c) 2023 株式会社サイバーエージェント", "Copyright (c) 2023 Яндекс",
      "Copyright (c) Jan 2024, Acme Corp", "Modified work Copyright (c) 2022 OpenAI",
      "Software Copyright (c) 2019 OpenAI", "Acme2 Copyright (C) 2019 OpenAI", "© 2020-present",
      "©2020 Acme", "(C) May 2024 Acme",
      "Copyright (c) 2013-2024 Jane Q. Public <jane@example.com> (https://example.com/~jane) and "
        + "contributors",
      "Copyright (c) 2024 The Regents of the University of California, Lawrence Berkeley National "
        + "Laboratory, Stanford University and the Max Planck Institute for Informatics. All "
        + "rights reserved.",
      "Copyright (c) 2023 Hangzhou DeepSeek Artificial Intelligence Basic Technology Research Co., "
        + "Ltd.",
      "Copyright (c) 2023-2024 01.AI and the Yi team. All rights reserved.",
      "Copyright (c) 2024 the original author or authors", "Copyright (c) 2023 Acme AI Limited",
      "Copyright © 2024, Alice, Bob & Carol (University of X)",
      "Copyright (c) 1995-2013 International Business Machines Corporation and others",
      "Copyright (c) Example Systems Consortium, Inc. (\"ESC\")",
    ])
  func copyrightLines(line: String) {
    let text = LicenceText(Array("License\n\(line)\nAll rights reserved.\nUse it".utf8))
    #expect(text.copyrightLines.map(\.line) == [2, 3])
    #expect(String(decoding: text.foldedBytes, as: UTF8.self) == "license use it")
  }

  @Test(
    "a line that says anything else is text",
    arguments: [
      "Copyright 2024 Evil Corp. Commercial use prohibited", "Copyright 2024 Acme, only",
      "Copyright 2024 Acme. Do not distribute", "Copyright 2024 No Military Users",
      "Copyright 2024 Acme 700 seats", "Copyright holders shall be named", "Copyright Acme",
      "Copyright 2024 Acme \u{200B}", "Copyright 2024 Асme", "2024 Acme",
      "Copyright 2024 Acme asks firms big enough to call first please",
      "Copyright 2024 Acme Acme Acme Acme Acme Acme Acme Acme Acme Acme Acme Acme Acme Acme Acme",
      "Copyright 2024 " + String(repeating: "A", count: 320),
      "Copyright (c) 2024 Acme. Never For Business Or Production",
      "Copyright (c) 2024 Acme. Internal Research", "Copyright (c) 2024 Acme, Banned In Defence",
      "Copyright (c) 2024 Acme. Companies Call Sales First",
      "Copyright (c) 2024 Acme. Nobody In China", "Copyright (c) 2024 Acme, Inc. Nobody In China",
      "Copyright (c) 2024 Acme. Academia Research And Education",
      "Copyright (c) 2024 Acme. Government Agencies Excluded",
      "Copyright (c) 2024 Acme, But Enterprises Pay Extra", "(c) 2024 Acme NC",
      "Copyright (c) 2024 Acme Small Firms Under Ten People",
      "Copyright (c) 2024 Acme — Academia And Education",
      "Copyright (c) 2024 Acme (Foo). Academia And Education",
      "Copyright (c) 2024 Acme In Asia", "(c) Representations", "c. Copyright and similar rights",
      "Copyright (c) 2024 智谱AI 不得商用", "Copyright (c) 2024 Яндекс Только Изучение",
      "Copyright (c) 2024 شركة",
    ])
  func notCopyright(line: String) {
    let text = LicenceText(Array("a\n\(line)\nb".utf8))
    #expect(text.copyrightLines.isEmpty)
    #expect(text.words.count == 2 + LicenceText(Array(line.utf8)).words.count)
  }

  @Test("a copyright line in an older encoding is set aside too")
  func latin1() {
    let line: [UInt8] = [0xA9] + Array(" 2024 Soci".utf8) + [0xE9, 0x74, 0xE9, 0x0A, 0x78]
    let text = LicenceText(line)
    #expect(text.copyrightLines.map(\.line) == [1])
    #expect(text.foldedBytes == [0x78])
    // Elsewhere such bytes stay what they are.
    #expect(LicenceText([0x61, 0xE9]).foldedBytes == [0x61, 0xE9])
  }

  @Test("rights are reserved only after a copyright line")
  func rightsReserved() {
    #expect(words("All rights reserved\nx") == "all rights reserved x")
    #expect(words("Copyright 2024 Acme\n\nAll rights reserved\nx") == "x")
    #expect(words("Copyright 2024 Acme\ny\nAll rights reserved\nx") == "y all rights reserved x")
  }

  @Test("an SPDX tag is set aside if its value has the form of an expression")
  func tags() {
    let good = "x\n# SPDX-License-Identifier: (MIT OR Apache-2.0) -->\n"
    let text = LicenceText(Array(good.utf8))
    #expect(text.tags.map(\.line) == [2])
    #expect(text.words.count == 1)
    for bad in ["you may not", "MIT no war", "", "MIT OR", "M\u{200B}IT"] {
      let text = LicenceText(Array("SPDX-License-Identifier: \(bad)".utf8))
      #expect(text.tags.isEmpty, "\(bad)")
    }
  }

  @Test("a carriage return does not hide what follows a copyright line")
  func carriageReturn() {
    #expect(words("Copyright 2024 Acme\rNo use at all") == "no use at all")
  }

  @Test("only the first mebibyte is looked at, and that is told")
  func bounded() {
    let all = LicenceText([UInt8](repeating: 0x61, count: LicenceText.maximumByteCount))
    #expect(all.isComplete)
    #expect(all.words.count == 1)
    let more = LicenceText([UInt8](repeating: 0x61, count: LicenceText.maximumByteCount + 1))
    #expect(!more.isComplete)
    #expect(more.foldedBytes.count == LicenceText.maximumByteCount)
  }
}
