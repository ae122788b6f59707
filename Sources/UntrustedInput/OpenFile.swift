// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import CFileAccess
package import SystemPackage

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// An open regular file and the identity it had when it was opened; closed when it goes.
package struct OpenFile: ~Copyable {
  package let descriptor: FileDescriptor
  /// The identity at the time of opening.
  package let identity: FileIdentity

  /// Opens a path that the user named.
  ///
  /// A symbolic link is followed.
  package init(path: FilePath) throws(FileAccessError) {
    let descriptor: FileDescriptor
    do {
      descriptor = try FileDescriptor.open(
        path, .readOnly, options: [.nonBlocking, .closeOnExec, .init(rawValue: O_NOCTTY)])
    } catch {
      throw Self.failure(error, opening: path)
    }
    try self.init(adopting: descriptor)
  }

  /// Opens a path that came from elsewhere, strictly beneath `folder`.
  package init(path: ContainedPath, beneath folder: borrowing OpenFolder) throws(FileAccessError) {
    try self.init(adopting: folder.open(path))
  }

  private init(adopting descriptor: FileDescriptor) throws(FileAccessError) {
    do throws(FileAccessError) {
      let status = try FileStatus(of: descriptor)
      switch status.kind {
      case .regular: break
      case .directory: throw .isDirectory
      case .other: throw .notRegularFile
      }
      self.descriptor = descriptor
      self.identity = status.identity
    } catch {
      try? descriptor.close()
      throw error
    }
  }

  /// Throws `changedWhileRead` if the file is no longer what it was when it was opened.
  package func checkUnchanged() throws(FileAccessError) {
    guard try FileStatus(of: descriptor).identity == identity else { throw .changedWhileRead }
  }

  /// The whole content in private memory, and the check that it did not change meanwhile.
  ///
  /// - Parameter limit: the most bytes that are accepted.
  package func readAll(limit: Int) throws(FileAccessError) -> [UInt8] {
    guard identity.size <= UInt64(limit) else {
      throw .tooLarge(byteCount: identity.size, limit: UInt64(limit))
    }
    let content = try read(byteCount: Int(identity.size))
    guard content.count == Int(identity.size) else { throw .changedWhileRead }
    try checkUnchanged()
    return content
  }

  /// Reads `range` to the start of `buffer`, which must be large enough.
  ///
  /// Throws `changedWhileRead` where the file ends before.
  ///
  /// - Parameter next: what will be read after it. If the system does not have `range` in memory,
  ///   it is asked to have that ready. By itself it reads ahead of one place of an open file, and
  ///   here a file is read at many places at a time; while it has everything in memory, asking it
  ///   costs as much as a tenth of the hashing.
  package func read(
    _ range: Range<Int>, into buffer: UnsafeMutableRawBufferPointer, expecting next: Range<Int>
  ) throws(FileAccessError) {
    precondition(range.count <= buffer.count, "the buffer is too small")
    do {
      var done = max(
        0,
        unsafe wc_read_cached(
          descriptor.rawValue, buffer.baseAddress, range.count, Int64(range.lowerBound)))
      if done < range.count && !next.isEmpty { expectReading(next) }
      while done < range.count {
        let got = try unsafe descriptor.read(
          fromAbsoluteOffset: Int64(range.lowerBound + done),
          into: UnsafeMutableRawBufferPointer(rebasing: buffer[done..<range.count]))
        if got == 0 { throw FileAccessError.changedWhileRead }
        done += got
      }
    } catch let error as FileAccessError {
      throw error
    } catch {
      throw FileAccessError(error)
    }
  }

  /// Whether the system has the byte at `position` in memory; false where it cannot tell.
  package func isCached(at position: Int) -> Bool {
    var byte: UInt8 = 0
    return unsafe wc_read_cached(descriptor.rawValue, &byte, 1, Int64(position)) == 1
  }

  /// Tells the system that `range` will be read soon.
  ///
  /// It is advice: failing to take it changes nothing.
  private func expectReading(_ range: Range<Int>) {
    #if canImport(Glibc)
      _ = posix_fadvise(
        descriptor.rawValue, off_t(range.lowerBound), off_t(range.count), POSIX_FADV_WILLNEED)
    #endif
  }

  /// Up to `byteCount` bytes from the start; fewer where the file ends before.
  package func read(byteCount: Int) throws(FileAccessError) -> [UInt8] {
    do {
      return try unsafe [UInt8](unsafeUninitializedCapacity: byteCount) { buffer, count in
        while count < byteCount {
          let rest = unsafe UnsafeMutableRawBufferPointer(
            rebasing: UnsafeMutableRawBufferPointer(buffer)[count...])
          let got = try unsafe descriptor.read(fromAbsoluteOffset: Int64(count), into: rest)
          if got == 0 { break }
          count += got
        }
      }
    } catch {
      throw FileAccessError(error)
    }
  }

  /// Tells a missing file from a link that leads nowhere.
  private static func failure(_ error: any Error, opening path: FilePath) -> FileAccessError {
    let failure = FileAccessError(error)
    guard failure == .notFound else { return failure }
    var status = stat()
    let exists = unsafe path.withPlatformString { unsafe lstat($0, &status) == 0 }
    return exists ? .danglingLink : .notFound
  }

  deinit { try? descriptor.close() }
}

/// A folder that other paths are opened beneath.
package struct OpenFolder: ~Copyable {
  private let descriptor: FileDescriptor

  /// Opens a folder that the user named.
  ///
  /// A symbolic link is followed.
  package init(path: FilePath) throws(FileAccessError) {
    do {
      descriptor = try FileDescriptor.open(path, .readOnly, options: [.directory, .closeOnExec])
    } catch {
      throw FileAccessError(error)
    }
  }

  /// Opens `path` beneath this folder, whatever it is; never outside.
  func open(_ path: ContainedPath) throws(FileAccessError) -> FileDescriptor {
    let result = unsafe path.withCString { unsafe wc_open_beneath(descriptor.rawValue, $0) }
    guard result < 0 else { return FileDescriptor(rawValue: result) }
    throw Self.failure(-result)
  }

  private static func failure(_ code: CInt) -> FileAccessError {
    code == EXDEV ? .escapesRoot : FileAccessError(Errno(rawValue: code))
  }

  deinit { try? descriptor.close() }
}

extension FileAccessError {
  /// Wraps what swift-system throws.
  init(_ error: any Error) {
    switch error as? Errno {
    case .noSuchFileOrDirectory?, .notDirectory?: self = .notFound
    case .noSuchAddressOrDevice?: self = .notRegularFile
    case let errno?: self = .system(errno)
    case nil: self = .system(.ioError)
    }
  }
}
