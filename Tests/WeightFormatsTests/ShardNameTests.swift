// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import TestSupport
internal import Testing
internal import UntrustedInput
internal import WeightFormats

@Suite("names of shards")
struct ShardNameTests {
  @Test(
    "a shard is told by two numbers of five or six digits before the suffix",
    arguments: [
      ("model-00001-of-00005.safetensors", true), ("model_00001-of-00005.safetensors", true),
      ("model-000001-of-000005.gguf", true), ("model-00001-of-000005.gguf", true),
      ("a.b-00001-of-00002.gguf", true), ("-00001-of-00001.gguf", true),
      // Too few and too many digits.
      ("model-0001-of-0005.gguf", false), ("model-0000001-of-00005.gguf", false),
      ("model-00001-of-0000005.gguf", false), ("model-00001-of-5.gguf", false),
      // Another form.
      ("model.safetensors", false), ("model-00001.safetensors", false), ("", false), (".", false),
      ("model00001-of-00005.gguf", false), ("00001-of-00005.gguf", false),
      ("model-00001_of_00005.gguf", false), ("model-00001-OF-00005.gguf", false),
      ("model-00001-of-00005", false), ("model-00001-of-00005-x.gguf", false),
      ("model-0000a-of-00005.gguf", false), ("model-of-00005.gguf", false), ("-of-.gguf", false),
      ("model-00001-of-00005.safetensors.index.json", false),
    ] as [(UntrustedText, Bool)])
  func isShard(name: UntrustedText, expected: Bool) {
    #expect((ShardName(name) != nil) == expected)
  }

  @Test("a shard's name tells its number, how many there are, and its siblings' names")
  func siblings() throws {
    let name = try #require(ShardName("model_00002-of-00012.safetensors"))
    #expect(name.number == 2 && name.count == 12)
    #expect(name.sibling(12) == "model_00012-of-00012.safetensors")
    #expect(name.sibling(2) == "model_00002-of-00012.safetensors")
  }
}
