// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import TestSupport
internal import Testing
internal import WeightFormats

@Suite("name index")
struct NameIndexTests {
  @Test("an empty index finds nothing")
  func empty() {
    #expect(NameIndex().find([1]) { _ in [] } == nil)
  }

  @Test("a name is found under the number that came with it first, the empty name too")
  func insert() {
    let names: [ArraySlice<UInt8>] = [[], [0], [0, 0], [1, 2, 3], [1, 2]]
    var index = NameIndex()
    for (number, name) in names.enumerated() {
      #expect(index.find(name) { names[$0] } == nil)
      #expect(index.insert(number, name) { names[$0] } == nil)
      #expect(index.find(name) { names[$0] } == number)
    }
    for (number, name) in names.enumerated() {
      #expect(index.insert(99, name) { names[$0] } == number)
      #expect(index.find(name) { names[$0] } == number)
    }
    #expect(index.find([3]) { names[$0] } == nil)
  }

  @Test("slices are equal by their bytes, wherever they lie")
  func slices() {
    let bytes: [UInt8] = [7, 8, 9, 7, 8]
    var index = NameIndex()
    #expect(index.insert(0, bytes[0..<2]) { _ in bytes[0..<2] } == nil)
    #expect(index.insert(1, bytes[3..<5]) { _ in bytes[0..<2] } == 0)
  }

  @Test("an index holds what a dictionary holds, as it grows", arguments: 0..<4)
  func dictionary(seed: Int) {
    var random = SplitMix64(seed: seed)
    var names: [ArraySlice<UInt8>] = []
    var numbers: [ArraySlice<UInt8>: Int] = [:]
    var index = NameIndex()
    for _ in 0..<5_000 {
      // Short names, so that some come twice.
      let name = random.bytes(Int.random(in: 0...2, using: &random))[...]
      let known = index.insert(names.count, name) { names[$0] }
      #expect(known == numbers[name])
      if known == nil {
        numbers[name] = names.count
        names.append(name)
      }
    }
    #expect(names.count > 1_000)
    for (number, name) in names.enumerated() {
      #expect(index.find(name) { names[$0] } == number)
    }
  }
}
