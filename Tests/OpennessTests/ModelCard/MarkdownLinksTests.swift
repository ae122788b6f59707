// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

import Openness
import Testing
import UntrustedInput

@Suite("what model cards point to")
struct MarkdownLinksTests {
  @Test(
    "each form of a link",
    arguments: [
      ("https://arxiv.org/abs/2301.00001v3", "arXiv 2301.00001v3"),
      ("<https://arxiv.org/pdf/2301.00001.pdf>", "arXiv 2301.00001"),
      ("[x](https://arxiv.org/abs/cs/0301001)", "arXiv cs/0301001"),
      ("arXiv: 1706.03762.", "arXiv 1706.03762"),
      ("ARXIV:cs.CL/0301001v2", "arXiv cs.CL/0301001v2"),
      ("https://huggingface.co/papers/2301.00001", "arXiv 2301.00001"),
      ("doi: 10.1000/xyz(1).", "doi 10.1000/xyz(1"),
      ("https://doi.org/10.5281/zenodo.1234", "doi 10.5281/zenodo.1234"),
      ("https://github.com/o/r.git", "gitHub o/r"),
      ("(https://github.com/o/r/tree/main)", "gitHub o/r"),
      ("https://huggingface.co/o/m/blob/main/x", "hubModel o/m"),
      ("https://hf.co/datasets/o/d", "hubDataset o/d"),
      ("https://huggingface.co/datasets/squad/tree/main", "hubDataset squad"),
      ("https://huggingface.co/docs/x", "web https://huggingface.co/docs/x"),
      ("https://huggingface.co/gpt2", "web https://huggingface.co/gpt2"),
      ("**https://x.org/a_(b)**, more", "web https://x.org/a_(b)"),
      ("[a](docs/eval.md \"t\")", "file docs/eval.md"), ("![a](<a.png>)", "file a.png"),
      ("[ref]: USE_POLICY.md", "file USE_POLICY.md"),
    ])
  func forms(text: String, expected: String) {
    let links = ModelCard(Array(text.utf8)).links
    #expect(links.map { "\($0.kind) \($0.target)" } == [expected])
  }

  @Test(
    "what is no link",
    arguments: [
      "[a](#part)", "[a](mailto:x@y.z)", "[a](/root)", "arXiv preprint", "version 110.1234/5",
      "10.1/2", "http ://x", "<!-- https://x.org -->", "arxiv:20301.1", "[a](b", "[a](b](c",
    ])
  func none(text: String) {
    let links = ModelCard(Array("x \(text)\n".utf8)).links
    #expect(links.isEmpty)
  }

  @Test("addresses in code are told as such, files there are not links")
  func code() {
    let links = ModelCard(Array("```\nhttps://x.org [a](b)\n```\n".utf8)).links
    #expect(links.map(\.isInCode) == [true])
    #expect(links.map(\.line) == [2])
  }

  @Test("no more links are kept than there is room for")
  func many() {
    let text = String(repeating: "https://x.org ", count: 20_000)
    #expect(ModelCard(Array(text.utf8)).links.count == 10_000)
  }
}
