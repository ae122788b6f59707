// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

/// A hash table that finds a number by its name; the names lie elsewhere.
///
/// Open addressing, at most half full, hashed with the process's random seed, so that hostile names
/// cannot force collisions. A number takes eight bytes at most, where a dictionary of names takes a
/// hundred.
package struct NameIndex {
  /// A number plus one; 0 is free.
  private var slots: [UInt32] = []
  private var count = 0

  package init() {}

  /// Adds `number` under `name`, unless the name is there already.
  ///
  /// - Parameter nameOf: the name of a number that was added before.
  /// - Returns: the number that has the name already, or nil if there is none.
  package mutating func insert(
    _ number: Int, _ name: ArraySlice<UInt8>, nameOf: (Int) -> ArraySlice<UInt8>
  ) -> Int? {
    if (count + 1) * 2 > slots.count { grow(nameOf: nameOf) }
    var slot = Self.hash(name) & (slots.count - 1)
    while slots[slot] != 0 {
      let other = Int(slots[slot]) - 1
      if nameOf(other) == name { return other }
      slot = (slot + 1) & (slots.count - 1)
    }
    slots[slot] = UInt32(number + 1)
    count += 1
    return nil
  }

  /// The number under `name`.
  package func find(_ name: ArraySlice<UInt8>, nameOf: (Int) -> ArraySlice<UInt8>) -> Int? {
    guard !slots.isEmpty else { return nil }
    var slot = Self.hash(name) & (slots.count - 1)
    while slots[slot] != 0 {
      let other = Int(slots[slot]) - 1
      if nameOf(other) == name { return other }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }

  private mutating func grow(nameOf: (Int) -> ArraySlice<UInt8>) {
    var larger = [UInt32](repeating: 0, count: max(64, slots.count * 4))
    for entry in slots where entry != 0 {
      var slot = Self.hash(nameOf(Int(entry) - 1)) & (larger.count - 1)
      while larger[slot] != 0 { slot = (slot + 1) & (larger.count - 1) }
      larger[slot] = entry
    }
    slots = larger
  }

  private static func hash(_ name: ArraySlice<UInt8>) -> Int {
    var hasher = Hasher()
    unsafe name.withUnsafeBytes { unsafe hasher.combine(bytes: $0) }
    return hasher.finalize() & Int.max
  }
}
