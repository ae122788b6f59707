// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import SystemPackage
internal import WeightCheck

/// The document `weightcheck/bench/1`.
enum BenchJSON {
  static func write(_ report: BenchReport, path: FilePath?, to output: Output) {
    var writer = JSONWriter(output)
    writer.object { document in
      document.header("weightcheck/bench/1")
      document.member("status", report.status.rawValue)
      document.member("debugBuild", BenchReport.isDebugBuild)
      document.key("machine")
      document.object { $0.members(of: report.machine) }
      document.key("method")
      document.object { method in
        method.member("repetitions", report.repetitionCount)
        method.key("secondsPerRepetition")
        method.value(report.repetitionDuration)
        method.member("reported", "median")
        method.member("ratioTo", "openssl, one stream, one thread")
      }
      document.key("measurements")
      document.array { array in
        for measurement in report.measurements {
          array.object(inline: true) { $0.members(of: measurement) }
        }
      }
      document.member("path", path?.text)
      document.key("passes")
      document.array { array in
        for pass in report.passes { array.object(inline: true) { $0.members(of: pass) } }
      }
      document.key("problems")
      document.array { array in
        for problem in report.problems {
          array.object(inline: true) { object in
            object.member("path", problem.path)
            object.member("message", problem.message)
          }
        }
      }
    }
    writer.finish()
  }
}

extension JSONWriter {
  fileprivate mutating func members(of machine: BenchReport.Machine) {
    member("processor", machine.processorName)
    member("processors", machine.processorCount)
    member("threads", machine.threadCount)
    member("memoryBytes", machine.memoryByteCount)
    for (key, backends) in [
      ("backendsAvailable", machine.availableBackends), ("backendsUsed", machine.usedBackends),
    ] {
      self.key(key)
      array(inline: true) { array in
        for backend in backends { array.value(backend.rawValue) }
      }
    }
  }

  fileprivate mutating func members(of measurement: BenchReport.Measurement) {
    member("what", measurement.what.rawValue)
    member("backend", measurement.backend?.rawValue)
    member("streams", measurement.streamCount)
    member("dtype", measurement.elementType)
    member("threads", measurement.threadCount)
    members(of: measurement.speed)
  }

  fileprivate mutating func members(of pass: BenchReport.Pass) {
    member("what", pass.use.rawValue)
    member("pass", pass.number)
    let (state, share): (String, Double?) =
      switch pass.pageCache {
      case .cold: ("cold", nil)
      case .warm: ("warm", nil)
      case .partial(let share): ("partial", share)
      case .unknown: ("unknown", nil)
      }
    member("pageCache", state)
    if let share {
      key("pageCacheShare")
      value(Self.rounded(share))
    }
    member("threads", pass.threadCount)
    members(of: pass.speed)
  }

  private mutating func members(of speed: BenchReport.Speed) {
    member("bytes", speed.byteCount)
    key("seconds")
    value(Duration.microseconds(Int64(speed.seconds * 1e6)))
    key("gigabytesPerSecond")
    value(Self.rounded(speed.gigabytesPerSecond))
    key("ratio")
    value(Self.rounded(speed.ratio))
  }

  /// To thousandths: more digits say nothing.
  private static func rounded(_ value: Double) -> Double { (value * 1000).rounded() / 1000 }
}
