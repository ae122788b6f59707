// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

/// The keys of all open objects, to refuse a key that stands twice.
///
/// Small objects, which are nearly all, are compared one key with the other. An object that grows
/// past `linearCount` keys gets a hash table of its own (open addressing over indices, at most
/// half full), hashed with the process's random seed, so that hostile keys cannot force collisions.
struct JSONKeySet {
  /// Keys of all open objects, the innermost object's last.
  private var keys: [JSONString] = []
  private var objects: [Object] = []

  private struct Object {
    /// Index of the object's first key in `keys`.
    let firstKey: Int
    /// Slots hold an index into `keys`, relative to `firstKey`, plus one; 0 is free.
    ///
    /// Empty while the object is small.
    var table: [UInt32] = []
  }

  private static let linearCount = 16

  mutating func beginObject() {
    objects.append(Object(firstKey: keys.count))
  }

  mutating func endObject() {
    let object = objects.removeLast()
    keys.removeLast(keys.count - object.firstKey)
  }

  /// Adds a key to the innermost object; false if it stands there already.
  mutating func insert(_ key: JSONString, document: Span<UInt8>, decoded: [UInt8]) -> Bool {
    let current = objects.count - 1
    let first = objects[current].firstKey
    let count = keys.count - first

    if count < Self.linearCount {
      for index in first..<keys.count
      where Self.areEqual(keys[index], key, document: document, decoded: decoded) {
        return false
      }
      keys.append(key)
      return true
    }

    if (count + 1) * 2 > objects[current].table.count {
      let capacity = max(64, objects[current].table.count * 4)
      var table = [UInt32](repeating: 0, count: capacity)
      for index in 0..<count {
        var slot =
          Self.hash(keys[first + index], document: document, decoded: decoded) & (capacity - 1)
        while table[slot] != 0 { slot = (slot + 1) & (capacity - 1) }
        table[slot] = UInt32(index + 1)
      }
      objects[current].table = table
    }

    let mask = objects[current].table.count - 1
    var slot = Self.hash(key, document: document, decoded: decoded) & mask
    while true {
      let entry = objects[current].table[slot]
      if entry == 0 { break }
      let other = keys[first + Int(entry) - 1]
      if Self.areEqual(other, key, document: document, decoded: decoded) { return false }
      slot = (slot + 1) & mask
    }
    objects[current].table[slot] = UInt32(count + 1)
    keys.append(key)
    return true
  }

  private static func withBytes<R>(
    of key: JSONString, document: Span<UInt8>, decoded: [UInt8], _ body: (Span<UInt8>) -> R
  ) -> R {
    let range = Int(key.start)..<(Int(key.start) + key.byteCount)
    if key.isDecoded { return body(decoded.span.extracting(range)) }
    return body(document.extracting(range))
  }

  private static func hash(_ key: JSONString, document: Span<UInt8>, decoded: [UInt8]) -> Int {
    var hasher = Hasher()
    withBytes(of: key, document: document, decoded: decoded) { bytes in
      unsafe bytes.withUnsafeBytes { unsafe hasher.combine(bytes: $0) }
    }
    return hasher.finalize() & Int.max
  }

  private static func areEqual(
    _ left: JSONString, _ right: JSONString, document: Span<UInt8>, decoded: [UInt8]
  ) -> Bool {
    guard left.count == right.count else { return false }
    return withBytes(of: left, document: document, decoded: decoded) { left in
      withBytes(of: right, document: document, decoded: decoded) { right in
        for index in left.indices where left[index] != right[index] { return false }
        return true
      }
    }
  }
}
