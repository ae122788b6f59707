// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import CFileAccess
internal import SystemPackage
internal import TestSupport
internal import Testing
internal import UntrustedInput

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

@Suite("mapped files")
struct MappedFileTests {
  private static let page = Int(getpagesize())

  @Test(
    "a map holds what the file holds",
    arguments: [0, 1, 8, page - 1, page, page + 1, 3 * page, 100_003])
  func contents(count: Int) throws {
    let folder = try TemporaryFolder()
    let bytes = SafetensorsBuilder.pattern(count)
    let map = try MappedFile(OpenFile(path: folder.write(bytes, to: "file")))
    #expect(map.byteCount == count)
    #expect(map.identity.size == UInt64(count))
    let seen = map.bytes.copied()
    #expect(seen == bytes)
    let seenByClosure = map.withBytes { $0.copied() }
    #expect(seenByClosure == bytes)
    try map.checkUnchanged()
  }

  @Test("several tasks read one map")
  func shared() async throws {
    let folder = try TemporaryFolder()
    let bytes = SafetensorsBuilder.pattern(5 * Self.page)
    let map = SharedMappedFile(
      try MappedFile(OpenFile(path: folder.write(bytes, to: "file"))))
    let copies = await withTaskGroup(of: [UInt8].self) { group in
      for _ in 0..<4 { group.addTask { map.withBytes { $0.copied() } } }
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(copies == Array(repeating: bytes, count: 4))
    try map.file.checkUnchanged()
  }

  @Test("a range is read to the start of a buffer; one past the end says that the file changed")
  func reading() throws {
    let folder = try TemporaryFolder()
    let bytes = SafetensorsBuilder.pattern(2 * Self.page + 100)
    let map = try MappedFile(OpenFile(path: folder.write(bytes, to: "file")))
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: Self.page, alignment: 1)
    defer { unsafe buffer.deallocate() }
    unsafe buffer.initializeMemory(as: UInt8.self, repeating: 0)
    try unsafe map.read(Self.page..<(Self.page + 10), into: buffer, expecting: 0..<0)
    #expect(unsafe Array(buffer[..<10]) == Array(bytes[Self.page..<(Self.page + 10)]))
    #expect(unsafe buffer[10...].allSatisfy { $0 == 0 })
    try unsafe map.read(5..<5, into: buffer, expecting: 2..<1_000_000)
    #expect(throws: FileAccessError.changedWhileRead) {
      try unsafe map.read((bytes.count - 1)..<(bytes.count + 1), into: buffer, expecting: 0..<0)
    }
  }

  @Test("a file that changed under its map is told", arguments: OpenFileTests.Change.allCases)
  func changed(change: OpenFileTests.Change) throws {
    let folder = try TemporaryFolder()
    let map = try MappedFile(OpenFile(path: folder.write([1, 2, 3], to: "file")))
    try map.checkUnchanged()
    try change.apply(to: "file", in: folder)
    #expect(throws: FileAccessError.changedWhileRead) { try map.checkUnchanged() }
  }

  @Test("an empty file that grew is told")
  func emptyGrew() throws {
    let folder = try TemporaryFolder()
    let map = try MappedFile(OpenFile(path: folder.write([], to: "file")))
    try folder.append([1], to: "file")
    #expect(map.byteCount == 0)
    #expect(throws: FileAccessError.changedWhileRead) { try map.checkUnchanged() }
  }

  // MARK: - Lost pages

  @Test("the pages of a file that was truncated while mapped read as zeros, and the map tells")
  func truncated() async {
    await #expect(processExitsWith: .success) {
      let page = Int(getpagesize())
      let folder = try TemporaryFolder()
      let bytes = SafetensorsBuilder.pattern(6 * page).map { $0 | 1 }
      let map = try MappedFile(OpenFile(path: folder.write(bytes, to: "file")))
      let (firstBefore, lastBefore) = (map.bytes[0], map.bytes[6 * page - 1])
      #expect(firstBefore == bytes[0])
      #expect(lastBefore == bytes[6 * page - 1])
      try folder.resize("file", to: Int64(page + 10))
      let (first, kept, tail) = (map.bytes[0], map.bytes[page + 9], map.bytes[page + 10])
      #expect(first == bytes[0])
      #expect(kept == bytes[page + 9])
      // The rest of the last page that the file still has is zero by itself.
      #expect(tail == 0)
      // From the first lost page on the signal comes; backwards, so that it comes twice.
      let (last, middle) = (map.bytes[6 * page - 1], map.bytes[2 * page])
      #expect(last == 0)
      #expect(middle == 0)
      let copy = map.bytes.copied()
      #expect(copy == bytes[..<(page + 10)] + Array(repeating: 0, count: 5 * page - 10))
      #expect(throws: FileAccessError.changedWhileRead) { try map.checkUnchanged() }
    }
  }

  @Test("the mark of lost pages belongs to one map and is there even if the file looks as before")
  func mark() async {
    await #expect(processExitsWith: .success) {
      let page = Int(getpagesize())
      let folder = try TemporaryFolder()
      let path = try folder.write(SafetensorsBuilder.pattern(2 * page), to: "file")
      let file = try FileDescriptor.open(path, .readOnly)
      func map() throws -> UnsafeMutableRawPointer {
        let base = unsafe mmap(nil, 2 * page, PROT_READ, MAP_SHARED, file.rawValue, 0)
        try #require(unsafe base != MAP_FAILED)
        return try unsafe #require(base)
      }
      let (read, other) = (unsafe try map(), unsafe try map())
      let readSlot = unsafe wc_map_register(read, 2 * page)
      let otherSlot = unsafe wc_map_register(other, 2 * page)
      #expect(readSlot >= 0)
      #expect(otherSlot >= 0)
      #expect(readSlot != otherSlot)
      try folder.resize("file", to: 0)
      #expect(!wc_map_lost_pages(readSlot))
      let lost = unsafe read.load(fromByteOffset: page, as: UInt8.self)
      #expect(lost == 0)
      #expect(wc_map_lost_pages(readSlot))
      #expect(!wc_map_lost_pages(otherSlot))
      // The next owner of the slot starts without the mark.
      wc_map_unregister(readSlot)
      let again = unsafe wc_map_register(read, 2 * page)
      #expect(again == readSlot)
      #expect(!wc_map_lost_pages(again))
    }
  }

  @Test("a bus error outside every announced map still ends the process")
  func foreignBusError() async {
    await #expect(processExitsWith: .signal(SIGBUS)) {
      let page = Int(getpagesize())
      // The handler is installed by the first announcement; nothing is mapped at this address.
      _ = unsafe wc_map_register(UnsafeRawPointer(bitPattern: 1), 0)
      func lostMap() throws -> UnsafeMutableRawPointer? {
        // The folder is gone when this returns, for the process ends without tidying up.
        let folder = try TemporaryFolder()
        let path = try folder.write(SafetensorsBuilder.pattern(2 * page), to: "file")
        let file = try FileDescriptor.open(path, .readOnly)
        let base = unsafe mmap(nil, 2 * page, PROT_READ, MAP_SHARED, file.rawValue, 0)
        try folder.resize("file", to: 0)
        return unsafe base
      }
      let base = try unsafe #require(unsafe lostMap())
      let byte = unsafe base.load(fromByteOffset: page, as: UInt8.self)
      // Not reached; keeps the load alive.
      exit(CInt(byte))
    }
  }

  @Test("one map more than can be watched is refused, and a slot given back is used again")
  func slots() async {
    await #expect(processExitsWith: .success) {
      let folder = try TemporaryFolder()
      let path = try folder.write([1], to: "file")
      var slots: [CInt] = []
      // Addresses that nothing is mapped at.
      while true {
        let slot = unsafe wc_map_register(UnsafeRawPointer(bitPattern: 1), 0)
        if slot < 0 { break }
        slots.append(slot)
      }
      #expect(slots == Array(0..<CInt(WC_MAP_SLOTS)))
      #expect(throws: FileAccessError.tooManyMappings) { _ = try MappedFile(OpenFile(path: path)) }
      wc_map_unregister(slots[2000])
      let map = try MappedFile(OpenFile(path: path))
      try map.checkUnchanged()
    }
  }
}
