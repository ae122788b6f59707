// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

import Openness
import Testing
import UntrustedInput

struct LicenceNameTests {
  @Test(
    "a name is understood in the form that it has",
    arguments: [
      ("apache-2.0", LicenceName.Form.hub, "Apache-2.0", true),
      ("gpl-3.0", .hub, "GPL-3.0-only", true), ("llama3.1", .hub, "llama3.1", true),
      ("openrail++", .hub, "openrail++", true), ("MIT", .spdx, "MIT", true),
      ("GPL-3.0-or-later", .spdx, "GPL-3.0-or-later", true),
      ("GPL-2.0+", .spdx, "GPL-2.0+", true), ("MPL-2.0+", .spdx, "MPL-2.0+", true),
      ("Apache-2.0 ", .spdx, "Apache-2.0", true), ("APACHE-2.0", .hub, "Apache-2.0", false),
      ("busl-1.1", .spdx, "BUSL-1.1", false), ("Apache 2.0", .words, "Apache-2.0", false),
      ("Apache License 2.0", .words, "Apache-2.0", false),
      ("Apache License, Version 2.0", .words, "Apache-2.0", false),
      ("MIT License", .words, "MIT", false), ("The MIT License (MIT)", .words, "MIT", false),
      ("BSD 3-Clause License", .words, "BSD-3-Clause", false),
      ("GNU General Public License v3.0", .words, "GPL-3.0-only", false),
      ("GPLv3", .words, "GPL-3.0-only", false), ("CC BY-NC 4.0", .words, "CC-BY-NC-4.0", false),
      ("Llama 3.1 Community License", .words, "llama3.1", false),
      ("LLAMA 3.1 COMMUNITY LICENSE AGREEMENT", .words, "llama3.1", false),
      ("Gemma Terms of Use", .words, "gemma", false), ("qwen", .words, "qwen", false),
      ("qwen-research", .words, "qwen-research", false),
      ("tongyi-qianwen", .words, "tongyi-qianwen", false),
      ("falcon-llm-license", .words, "falcon-llm", false),
      ("nvidia-open-model-license", .words, "nvidia-open-model", false),
      ("mrl", .words, "mistral-research", false),
      ("flux-1-dev-non-commercial-license", .words, "flux-1-dev-non-commercial", false),
      ("stabilityai-ai-community", .words, "stability-ai-community", false),
      ("CreativeML Open RAIL++-M License", .words, "openrail++", false),
      ("CreativeML Open RAIL-M License", .words, "creativeml-openrail-m", false),
      ("SDXL OpenRAIL++", .words, "openrail++", false),
      ("exaone", .words, "exaone", false), ("modified-mit", .words, "modified-mit", false),
      ("lfm1.0", .words, "lfm-1.0", false),
      ("health-ai-developer-foundations", .words, "health-ai-developer-foundations", false),
      ("LicenseRef-Acme", .reference, "LicenseRef-Acme", true),
      ("my own terms", .unrecognised, "", false), ("", .unrecognised, "", false),
      ("license", .unrecognised, "", false), ("Apache License", .unrecognised, "", false),
    ])
  func forms(raw: String, form: LicenceName.Form, identifier: String, isExact: Bool) {
    let name = LicenceName(raw)
    #expect(name.form == form)
    #expect(name.identifier ?? "" == identifier)
    #expect(name.isExact == isExact)
    #expect(name.raw == UntrustedText(raw))
  }

  @Test(
    "names have classes",
    arguments: [
      ("apache-2.0", LicenceClass.osi), ("modified-mit", .other), ("mrl", .nonCommercial),
      ("falcon-llm-license", .vendor), ("gpl", .family), ("other", .unknown),
      ("cc-by-4.0", .openContent), ("MPL-2.0+", .osi), ("no such", .unknown),
    ])
  func classes(raw: String, licenceClass: LicenceClass) {
    #expect(LicenceName(raw).licenceClass == licenceClass)
  }

  @Test(
    "an expression has the class that AND and OR give it",
    arguments: [
      ("MIT AND CC-BY-NC-4.0", LicenceClass.nonCommercial, "MIT AND CC-BY-NC-4.0", true),
      ("MIT OR CC-BY-NC-4.0", .osi, "MIT OR CC-BY-NC-4.0", true),
      // AND binds more strongly.
      ("MIT OR MIT AND CC-BY-NC-4.0", .osi, "MIT OR MIT AND CC-BY-NC-4.0", true),
      ("(MIT OR MIT) AND CC-BY-NC-4.0", .nonCommercial, "(MIT OR MIT) AND CC-BY-NC-4.0", true),
      ("mit or apache-2.0", .osi, "MIT OR Apache-2.0", false),
      (
        "GPL-2.0-only WITH Classpath-exception-2.0", .osi,
        "GPL-2.0-only WITH Classpath-exception-2.0", true
      ),
      ("MIT AND LicenseRef-x", .unknown, "MIT AND LicenseRef-x", true),
    ])
  func expressions(raw: String, licenceClass: LicenceClass, identifier: String, isExact: Bool) {
    let name = LicenceName(raw)
    #expect(name.form == .expression)
    #expect(name.licenceClass == licenceClass)
    #expect(name.identifier == identifier)
    #expect(name.isExact == isExact)
  }

  @Test(
    "what is no expression is not taken for one",
    arguments: [
      "MIT AND", "AND MIT", "MIT MIT", "(MIT", "MIT)", "()", "MIT OR (", "MIT WITH MIT",
      "MIT AND nonsense", ") MIT (", "MIT WITH", "WITH MIT", "(MIT) (MIT)", "MIT ( OR ) MIT",
    ])
  func noExpressions(raw: String) {
    #expect(LicenceName(raw).form != .expression)
    #expect(!LicenceName(raw).isExact)
  }

  @Test(
    "a reference has letters, digits, dots and hyphens",
    arguments: ["LicenseRef-a", "LicenseRef-A.b-9", "DocumentRef-x.1:LicenseRef-y"])
  func references(raw: String) {
    #expect(LicenceName(raw).form == .reference)
    #expect(LicenceName(raw).identifier == raw)
    #expect(LicenceName("MIT AND \(raw)").identifier == "MIT AND \(raw)")
    #expect(LicenceName("MIT WITH \(raw)").form == .unrecognised)
    let addition = raw.replacing("LicenseRef", with: "AdditionRef")
    #expect(LicenceName("MIT WITH \(addition)").identifier == "MIT WITH \(addition)")
    #expect(LicenceName(addition).form == .unrecognised)
  }

  @Test(
    "what else stands in a reference is never an identifier",
    arguments: [
      "", "\u{1B}[2J", "a\u{7}", "a\u{202E}b", "a\u{0}", "a\u{301}", "é", "a_b", "a/b", "a:b", "a+",
      "a\u{9B}31m", ":", "\u{E0041}",
    ])
  func badReferences(value: String) {
    for kind in ["LicenseRef-", "DocumentRef-", "DocumentRef-a:LicenseRef-", "AdditionRef-"] {
      for raw in [kind + value, "MIT AND \(kind)\(value)", "MIT WITH \(kind)\(value)"] {
        #expect(LicenceName(raw).form == .unrecognised, "\(kind)")
        #expect(LicenceName(raw).identifier == nil)
      }
    }
    #expect(LicenceName("DocumentRef-\(value):LicenseRef-a").form == .unrecognised)
  }

  @Test("deep parentheses and long names are refused, and cost nothing")
  func bounded() {
    let deep = String(repeating: "(", count: 30) + "MIT" + String(repeating: ")", count: 30)
    #expect(LicenceName(deep).licenceClass == .osi)
    let deeper = String(repeating: "(", count: 200) + "MIT" + String(repeating: ")", count: 200)
    #expect(LicenceName(deeper).form != .expression)
    #expect(LicenceName(String(repeating: "MIT ", count: 1 << 18)).form == .unrecognised)
    #expect(LicenceName(UntrustedText(bytes: [0x4D, 0x49, 0x54, 0xFF])).form == .unrecognised)
  }

  @Test("every identifier of the hub and of the SPDX list is itself")
  func everyIdentifier() {
    for licence in HubLicence.all {
      let name = LicenceName(licence.identifier)
      #expect(name.form == .hub)
      #expect(name.licenceClass == licence.licenceClass)
    }
    for licence in SPDXLicenceList.licences {
      let name = LicenceName(licence.identifier)
      #expect(name.isExact)
      #expect(name.isSPDXExact)
      #expect(name.identifier?.lowercased() == licence.identifier.lowercased())
    }
  }

  @Test("the Model Openness Tool takes only an SPDX identifier in its own letter case")
  func spdxExact() {
    #expect(LicenceName("Apache-2.0").isSPDXExact)
    for raw in ["apache-2.0", "Apache 2.0", "MIT License", "MIT AND ISC", " MIT", ""] {
      #expect(!LicenceName(raw).isSPDXExact, "\(raw)")
    }
  }

  @Test("versions to choose among have one text")
  func sameText() {
    #expect(LicenceName.textKey("GPL-3.0-or-later") == LicenceName.textKey("GPL-3.0-only"))
    #expect(LicenceName.textKey("MPL-2.0+") == LicenceName.textKey("MPL-2.0"))
    #expect(LicenceName.textKey("GPL-2.0-only") != LicenceName.textKey("GPL-3.0-only"))
    #expect(LicenceName.textKey("openrail++") != LicenceName.textKey("openrail"))
  }
}
