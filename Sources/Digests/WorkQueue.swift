// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Dispatch
internal import Synchronization

/// Shares the walks of one run among its threads.
///
/// A thread that has nothing, or less than its share, takes tasks that another has laid down, the
/// longest first, and then walks that nobody has begun, the longest first. A task that is laid down
/// keeps its state, so a long range can be hashed alone while it is the one that all would wait
/// for, and in a lane afterwards; and the last ranges of a run are spread over all threads.
final class WorkQueue: Sendable {
  private struct State {
    /// Index of the next walk that nobody has begun.
    var next = 0
    /// Begun, and with no thread; the longest last.
    var laidDown: [DigestTask] = []
    var unfinished: Int
    var waiting = 0
    var isCancelled = false
  }

  private let walks: [DigestWalk]
  private let threadCount: Int
  private let kernels: KernelSelection
  private let pace: StreamPace
  /// Twice the length of a range that each thread can have two of.
  private let commonByteCount: Int
  private let state: Mutex<State>
  private let remaining: Atomic<Int>
  private let arrivals = DispatchSemaphore(value: 0)

  init(_ walks: [DigestWalk], threadCount: Int, kernels: KernelSelection) {
    self.walks = walks
    self.threadCount = threadCount
    self.kernels = kernels
    pace = StreamPace(kernels)
    let second = 2 * threadCount - 1
    commonByteCount =
      walks.indices.contains(second)
      ? 2 * max(walks[second].range.count, DigestWalk.shortByteCount) : 0
    state = Mutex(State(unfinished: walks.count))
    remaining = Atomic(walks.reduce(0) { $0 + $1.range.count })
  }

  /// Notes that a thread has read `byteCount` bytes.
  func countRead(_ byteCount: Int) {
    remaining.subtract(byteCount, ordering: .relaxed)
  }

  /// Bytes that a thread should read before it shares its work with others again: the fewer, the
  /// less there is left.
  var turnByteCount: Int {
    let share = remaining.load(ordering: .relaxed) / (16 * threadCount)
    return max(4 << 20, min(32 << 20, share))
  }

  /// The most streams that a thread has at a time.
  var maximumStreamCount: Int { pace.maximumStreamCount }

  /// Another stream for a thread in the middle of its turn, in place of one that has ended; nil if
  /// the thread should share its work first.
  func nextStream() -> DigestTask? {
    state.withLock { take(&$0, onlyStream: true, isAlone: false) }
  }

  /// Gives a thread the tasks it should work on next, and takes those that it should not.
  ///
  /// Waits while there is none. What a thread holds afterwards is either one task, or streams. It
  /// holds none when all work is done, or cancelled.
  func share(_ held: inout [DigestTask], cancellation: Cancellation) {
    while !cancellation.isCancelled {
      let (mustWait, wakes) = state.withLock { state in
        self.share(&held, &state)
        let mustWait = held.isEmpty && state.unfinished > 0 && !state.isCancelled
        if mustWait { state.waiting += 1 }
        let wakes =
          state.unfinished == 0 ? state.waiting : min(state.waiting, state.laidDown.count)
        if !mustWait { state.waiting -= wakes }
        return (mustWait, mustWait ? 0 : wakes)
      }
      for _ in 0..<wakes { arrivals.signal() }
      guard mustWait else { return }
      arrivals.wait()
    }
  }

  /// Notes that a task is done, or failed.
  func finish(_ count: Int) {
    state.withLock { $0.unfinished -= count }
  }

  /// Lets all threads that wait see that the run was cancelled.
  func cancel() {
    let waiting = state.withLock { state in
      defer { state.waiting = 0 }
      state.isCancelled = true
      return state.waiting
    }
    for _ in 0..<waiting { arrivals.signal() }
  }

  // MARK: Sharing

  private func share(_ held: inout [DigestTask], _ state: inout State) {
    if let task = held.first, !task.isStream { return }
    let there = held.count + state.laidDown.count + walks.count - state.next
    guard there > 0 else { return }
    let fair = (state.unfinished + threadCount - 1) / threadCount
    let available = min(there, max(1, fair), pace.maximumStreamCount)

    held.sort { $0.remaining > $1.remaining }
    let longest = max(
      held.first?.remaining ?? 0, state.laidDown.last?.remaining ?? 0,
      state.next < walks.count ? walks[state.next].range.count : 0)
    let wanted = pace.streamCount(
      available: available, longest: longest,
      remaining: remaining.load(ordering: .relaxed), threadCount: threadCount,
      isCommon: longest <= commonByteCount)

    while held.count < wanted {
      guard
        let task = take(&state, onlyStream: !held.isEmpty, isAlone: wanted == 1)
      else { break }
      held.append(task)
      if !task.isStream { return }
    }
    if held.count > wanted {
      held.sort { $0.remaining > $1.remaining }
      layDown(held[wanted...], &state)
      held.removeSubrange(wanted...)
    }
  }

  /// The longest task without a thread, or else a new one.
  private func take(_ state: inout State, onlyStream: Bool, isAlone: Bool) -> DigestTask? {
    if let index = state.laidDown.lastIndex(where: { $0.isStream || !onlyStream }) {
      return state.laidDown.remove(at: index)
    }
    while state.next < walks.count {
      let walk = walks[state.next]
      state.next += 1
      // Alone on its thread, a range is libcrypto's, unless one backend is asked for.
      let isStream =
        walk.isOneSHA256 && kernels.hashesStreams && !(isAlone && kernels.only == nil)
      let task = DigestTask(
        walk, isStream: isStream,
        statistics: isStream ? walk.statistics?.accumulator(kernels) : nil)
      if isStream || !onlyStream { return task }
      layDown(CollectionOfOne(task), &state)
    }
    return nil
  }

  private func layDown(_ tasks: some Collection<DigestTask>, _ state: inout State) {
    for task in tasks {
      var place = state.laidDown.endIndex
      while place > 0 && state.laidDown[place - 1].remaining > task.remaining { place -= 1 }
      state.laidDown.insert(task, at: place)
    }
  }
}
