// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

/// A hash table that finds a number by its name; the names lie elsewhere.
///
/// Open addressing, at most half full, hashed with the process's random seed, so that hostile names
/// cannot force collisions. A slot holds 32 bits of the hash beside the number, so that other names
/// are hardly ever looked at; it takes 16 to 32 bytes for each name, where a dictionary of names
/// takes a hundred.
package struct NameIndex {
  /// The upper half is a part of the name's hash, the lower half the number plus one; 0 is free.
  private var slots: [UInt64] = []
  private var count = 0

  package init() {}

  /// Adds `number` under `name`, unless the name is there already.
  ///
  /// - Parameter nameOf: the name of a number that was added before.
  /// - Returns: the number that has the name already, or nil if there is none.
  package mutating func insert(
    _ number: Int, _ name: ArraySlice<UInt8>, nameOf: (Int) -> ArraySlice<UInt8>
  ) -> Int? {
    if (count + 1) * 2 > slots.count { grow() }
    let hash = Self.hash(name)
    let slot = place(of: hash, name, nameOf: nameOf)
    if slots[slot] != 0 { return Self.number(in: slots[slot]) }
    slots[slot] = UInt64(hash) << 32 | UInt64(UInt32(number + 1))
    count += 1
    return nil
  }

  /// The number under `name`.
  package func find(_ name: ArraySlice<UInt8>, nameOf: (Int) -> ArraySlice<UInt8>) -> Int? {
    guard !slots.isEmpty else { return nil }
    let slot = place(of: Self.hash(name), name, nameOf: nameOf)
    return slots[slot] == 0 ? nil : Self.number(in: slots[slot])
  }

  /// The slot of the name, or the free one where it belongs.
  private func place(
    of hash: UInt32, _ name: ArraySlice<UInt8>, nameOf: (Int) -> ArraySlice<UInt8>
  ) -> Int {
    let mask = slots.count - 1
    var slot = Int(hash) & mask
    while slots[slot] != 0 {
      let isSame =
        UInt32(truncatingIfNeeded: slots[slot] >> 32) == hash
        && nameOf(Self.number(in: slots[slot])) == name
      if isSame { break }
      slot = (slot + 1) & mask
    }
    return slot
  }

  private static func number(in slot: UInt64) -> Int {
    Int(UInt32(truncatingIfNeeded: slot)) - 1
  }

  private mutating func grow() {
    var larger = [UInt64](repeating: 0, count: max(64, slots.count * 2))
    let mask = larger.count - 1
    for entry in slots where entry != 0 {
      var slot = Int(entry >> 32) & mask
      while larger[slot] != 0 { slot = (slot + 1) & mask }
      larger[slot] = entry
    }
    slots = larger
  }

  private static func hash(_ name: ArraySlice<UInt8>) -> UInt32 {
    var hasher = Hasher()
    unsafe name.withUnsafeBytes { unsafe hasher.combine(bytes: $0) }
    return UInt32(truncatingIfNeeded: hasher.finalize())
  }
}
