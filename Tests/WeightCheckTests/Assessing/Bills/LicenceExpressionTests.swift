// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import TestSupport
internal import Testing
internal import UntrustedInput
internal import WeightCheck

struct LicenceExpressionTests {
  @Test(
    "an expression that keeps the grammar stays as it is",
    arguments: [
      "MIT", "Apache-2.0+", "MIT OR Apache-2.0", "(MIT)", "((MIT OR ISC)) AND Zlib",
      "GPL-2.0-only WITH Classpath-exception-2.0", "LicenseRef-a.b-1 AND MIT",
      "MIT AND (ISC OR (Zlib AND 0BSD))",
    ])
  func valid(_ text: String) {
    #expect(BillLicence.expression(UntrustedText(text)).expression == text)
  }

  @Test(
    "what breaks the grammar becomes a reference",
    arguments: [
      // Nothing, or no operand where one must be.
      "", " ", "()", "AND", "MIT OR", "OR MIT", "MIT AND OR ISC", "(MIT", "MIT)", ")(",
      // Two operands, or an operator that is none.
      "MIT ISC", "MIT or ISC", "MIT (ISC)", "(MIT) ISC", "MIT, ISC", "MIT/ISC",
      // An exception that is missing, has a plus, or stands where none may.
      "MIT WITH", "MIT WITH x+", "(MIT) WITH x", "MIT WITH x WITH y", "WITH x",
      // Words that are no licences, and characters that are in none.
      "NONE", "NOASSERTION", "MIT\u{202E}", "MIT\nOR ISC", "a_b", "é", "++",
    ])
  func invalid(_ text: String) {
    let expression = BillLicence.expression(UntrustedText(text)).expression
    #expect(expression.hasPrefix("LicenseRef-"))
    #expect(BillLicence.expression(UntrustedText(expression)).expression == expression)
  }

  @Test("an expression of four thousand open parentheses is refused without recursion")
  func deep() {
    let text = String(repeating: "(", count: 4000) + "MIT"
    #expect(BillLicence.expression(UntrustedText(text)).expression.hasPrefix("LicenseRef-"))
  }

  @Test("a reference keeps a name that SPDX allows, with or without its prefix")
  func reference() {
    #expect(BillLicence.reference("llama3.1").expression == "LicenseRef-llama3.1")
    #expect(BillLicence.reference("LicenseRef-llama3.1").expression == "LicenseRef-llama3.1")
  }

  @Test("names that would become one reference stay apart")
  func collisions() {
    let names: [UntrustedText] = [
      "a b", "a-b", "a_b", "a\u{0}b", "", UntrustedText(bytes: [0x61, 0xFF, 0x62]),
      UntrustedText(String(repeating: "a", count: 65)),
      UntrustedText(String(repeating: "a", count: 66)),
    ]
    let references = names.map { BillLicence.reference($0).expression }
    #expect(Set(references).count == names.count)
    #expect(references[0] == "LicenseRef-a-b-c8687a08aa5d")
    #expect(references[1] == "LicenseRef-a-b")
    #expect(references.allSatisfy { $0.utf8.count <= 11 + 64 + 13 })
  }

  @Test("an identifier that cannot be one becomes a reference")
  func identifier() {
    #expect(BillLicence.listed("MIT").expression == "MIT")
    #expect(BillLicence.listed("MIT OR ISC").expression.hasPrefix("LicenseRef-MIT-OR-ISC-"))
  }
}
