// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import UntrustedInput

/// Reading of weight files and shard indexes in memory; for the Benchmarks package only.
///
/// SAFETY. The memory is allocated and filled in `init`, only read afterwards, and freed in
/// `deinit`.
@_spi(Benchmarks)
@safe
public final class ParsingBenchmark {
  private let memory: UnsafeMutableRawPointer
  private let document: UnsafeRawBufferPointer
  private let name: UntrustedText

  private static let pageByteCount = 4096

  /// - Parameters:
  ///   - document: a whole weight file.
  ///   - name: its name.
  ///   - pageOffset: where in a page it begins.
  public init(_ document: [UInt8], name: String, pageOffset: Int) {
    let start = pageOffset % Self.pageByteCount
    let copy = UnsafeMutableRawBufferPointer.allocate(
      byteCount: Self.pageByteCount + document.count, alignment: Self.pageByteCount)
    let place = unsafe UnsafeMutableRawBufferPointer(
      rebasing: copy[start..<(start + document.count)])
    unsafe place.copyBytes(from: document)
    guard let base = copy.baseAddress else { preconditionFailure("no memory") }
    unsafe memory = base
    unsafe self.document = UnsafeRawBufferPointer(place)
    self.name = UntrustedText(name)
  }

  deinit { unsafe memory.deallocate() }

  /// Reads the header as every command does.
  ///
  /// - Returns: how many tensors it has; nil if it is refused.
  public func tensorCount() -> Int? {
    try? unsafe WeightFile.parse(document.bytes, name: name).file.tensors.count
  }

  /// Reads a shard index.
  ///
  /// - Returns: how many tensors it names; nil if it is refused.
  public static func tensorCount(ofIndex document: [UInt8]) -> Int? {
    (try? ShardIndex(document))?.count
  }
}
