// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

import Openness
import Testing

struct RestrictedBaseTests {
  @Test("every licence in the table is known and restricts; a row with a source has a date")
  func rows() throws {
    #expect(
      Set(RestrictedBase.all.map { $0.prefix.lowercased() }).count == RestrictedBase.all.count)
    for row in RestrictedBase.all {
      #expect(row.licenceClass.isRestricted, "\(row.prefix)")
      #expect(row.prefix.contains("/"), "\(row.prefix)")
      #expect((row.source == nil) == (row.date == nil), "\(row.prefix)")
      if let date = row.date {
        #expect(date.wholeMatch(of: /20\d\d-\d\d-\d\d/) != nil)
        #expect(date <= RestrictedBase.tableDate)
      }
    }
    #expect(RestrictedBase.all.count(where: \.isSourced) == 10)
  }

  @Test(
    "a model is found by the longest prefix, in any letter case",
    arguments: [
      ("meta-llama/Llama-3.3-70B-Instruct", "llama3.3"), ("meta-llama/Llama-3.1-8B", "llama3.1"),
      ("META-LLAMA/meta-llama-3-8b", "llama3"), ("meta-llama/Llama-2-7b-hf", "llama2"),
      ("google/gemma-2-9b", "gemma"), ("CohereLabs/aya-23-8B", "CC-BY-NC-4.0"),
    ])
  func lookup(model: String, licence: String) {
    #expect(RestrictedBase.row(for: model)?.licence == licence)
  }

  @Test(
    "what is not in the table is unknown",
    arguments: ["", "llama", "EleutherAI/pythia-1b", "evil/meta-llama/Llama-2-7b", "google/gemma"])
  func unknown(model: String) {
    #expect(RestrictedBase.row(for: model) == nil)
  }
}
