// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import CFileAccess
internal import SystemPackage

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// A regular file mapped for reading: the only owner of a raw file pointer in the program.
///
/// SAFETY. The mapping is shared with whoever else has the file open, so its bytes may change
/// between two loads, and the file may shrink. What then happens:
/// - Changed bytes: two reads of one byte may differ. Parsers copy the header to private memory and
///   look at the copy only. The engine hashes what it finds in the map, and may read it again for
///   statistics or for a digest of a longer range: the results may then be of different bytes, and
///   nothing else is wrong. `checkUnchanged()` reports the change by the file's identity, and no
///   result is believed before that.
/// - A shrunken file: the access raises SIGBUS; the handler in CFileAccess puts zero pages there
///   and marks this mapping; `checkUnchanged()` reports it. No result is believed before that.
/// - A writer that holds a shared map of its own and does not touch the file's times cannot be seen
///   by anyone.
/// The pages are mapped read-only and are unmapped only in `deinit`; spans cannot outlive this
/// value.
@safe
package struct MappedFile: ~Copyable {
  private let file: OpenFile
  private let base: UnsafeMutableRawPointer?
  private let slot: CInt
  /// Bytes in the file and in the map.
  package let byteCount: Int

  /// Maps `file` whole.
  ///
  /// An empty file has an empty map.
  package init(_ file: consuming OpenFile) throws(FileAccessError) {
    guard let byteCount = Int(exactly: file.identity.size) else {
      throw .tooLarge(byteCount: file.identity.size, limit: UInt64(Int.max))
    }
    // The files of /proc say that they are empty, and are not.
    if byteCount == 0, try !file.read(byteCount: 1).isEmpty { throw .notRegularFile }
    var base: UnsafeMutableRawPointer? = nil
    var slot: CInt = -1
    if byteCount > 0 {
      unsafe base = mmap(nil, byteCount, PROT_READ, MAP_SHARED, file.descriptor.rawValue, 0)
      if unsafe base == MAP_FAILED { throw .system(Errno(rawValue: errno)) }
      slot = unsafe wc_map_register(base, byteCount)
      if slot < 0 {
        unsafe munmap(base, byteCount)
        throw .tooManyMappings
      }
    }
    self.file = file
    unsafe self.base = base
    self.slot = slot
    self.byteCount = byteCount
  }

  /// The identity the file had when it was opened.
  package var identity: FileIdentity { file.identity }

  /// The bytes.
  ///
  /// They can change under the reader; see the type's comment.
  package var bytes: RawSpan {
    @_lifetime(borrow self) get {
      let buffer = unsafe UnsafeRawBufferPointer(start: base, count: byteCount)
      return unsafe _overrideLifetime(buffer.bytes, borrowing: self)
    }
  }

  /// Calls `body` with the bytes, for owners whose borrow cannot be seen by the compiler.
  package func withBytes<R>(_ body: (RawSpan) throws -> R) rethrows -> R {
    try body(bytes)
  }

  /// Throws `changedWhileRead` if the file changed since it was opened, or lost pages under the
  /// map.
  package func checkUnchanged() throws(FileAccessError) {
    if slot >= 0 && wc_map_lost_pages(slot) { throw .changedWhileRead }
    try file.checkUnchanged()
  }

  /// Reads a range to the start of `buffer` without touching the map; see `OpenFile.read`.
  package func read(
    _ range: Range<Int>, into buffer: UnsafeMutableRawBufferPointer, expecting next: Range<Int>
  ) throws(FileAccessError) {
    try unsafe file.read(range, into: buffer, expecting: next)
  }

  /// Whether the byte at `position` is in memory, so that the map has it without waiting; false
  /// where the system cannot tell.
  package func isCached(at position: Int) -> Bool {
    file.isCached(at: position)
  }

  deinit {
    if let base = unsafe base {
      wc_map_unregister(slot)
      unsafe munmap(base, byteCount)
    }
  }
}

/// A mapped file that several tasks read together.
///
/// A span cannot cross into a child task; this can.
///
/// `@unchecked`: the only state is an immutable `MappedFile`, whose memory is read-only.
package final class SharedMappedFile: @unchecked Sendable {
  package let file: MappedFile

  package init(_ file: consuming MappedFile) {
    self.file = file
  }

  /// Calls `body` with all bytes of the file.
  package func withBytes<R>(_ body: (RawSpan) throws -> R) rethrows -> R {
    try file.withBytes(body)
  }
}
