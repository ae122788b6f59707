// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import WeightCheck

/// One line on a terminal: how far the work is, how fast, how long it will take, and which file.
///
/// It is drawn only after half a second, from a task of its own; the workers never wait for it.
struct ProgressBar {
  private let task: Task<Void, Never>?

  /// Starts watching; nothing is drawn where standard error is no terminal.
  init(_ progress: WorkProgress, isWanted: Bool) {
    guard isWanted && Talk.isTerminal else {
      task = nil
      return
    }
    task = Task {
      let clock = ContinuousClock()
      let start = clock.now
      while !Task.isCancelled {
        try? await Task.sleep(for: .milliseconds(100))
        let elapsed = clock.now - start
        // Before there is work, someone may be typing a passphrase.
        if Task.isCancelled || elapsed < .milliseconds(500) || progress.totalByteCount == 0 {
          continue
        }
        Talk.write("\r" + Self.line(progress, elapsed: elapsed, width: Talk.width) + "\u{1B}[K")
      }
      if clock.now - start >= .milliseconds(500) { Talk.write("\r\u{1B}[K") }
    }
  }

  /// Stops drawing and clears the line.
  func finish() async {
    task?.cancel()
    await task?.value
  }

  /// The line itself, cut to `width` columns.
  static func line(_ progress: WorkProgress, elapsed: Duration, width: Int) -> String {
    let (done, total) = (progress.byteCount, max(progress.totalByteCount, progress.byteCount))
    let seconds = elapsed.inSeconds
    let rate = seconds > 0 ? Double(done) / seconds : 0
    let fraction = total > 0 ? Double(done) / Double(total) : 0
    let columns = 20
    let filled = Int(fraction * Double(columns))
    let bar =
      String(repeating: "#", count: filled) + String(repeating: ".", count: columns - filled)
    var text = "[\(bar)] \(Int(fraction * 100))% \(Quantity.bytes(UInt64(done)))"
    text += " of \(Quantity.bytes(UInt64(total))) \(Quantity.bytes(UInt64(rate)))/s"
    if rate > 0, total > done {
      text += " \(Quantity.duration(Double(total - done) / rate)) left"
    }
    text += " \(progress.currentFile)"
    return String(text.prefix(max(width - 1, 1)))
  }
}

extension GlobalOptions {
  /// Does `work` while a progress bar watches it, where one is wanted.
  func watching<Answer>(
    _ work: (WorkProgress) async throws(WeightCheckError) -> Answer
  ) async throws(CommandError) -> Answer {
    let progress = WorkProgress()
    let bar = ProgressBar(progress, isWanted: !noProgress && !quiet)
    let result: Result<Answer, WeightCheckError>
    do throws(WeightCheckError) {
      result = .success(try await work(progress))
    } catch {
      result = .failure(error)
    }
    await bar.finish()
    switch result {
    case .success(let answer): return answer
    case .failure(let error): throw CommandError(error)
    }
  }
}
