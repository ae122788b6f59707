// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// How many threads this process may keep busy.
package enum ProcessorCount {
  /// The processors in the affinity mask, bounded by the control group's quota; at least 1.
  package static var available: Int {
    max(1, min(affinity, quota ?? .max))
  }

  /// `Cpus_allowed:` of `/proc/self/status` is the affinity mask in hexadecimal.
  private static var affinity: Int {
    let key = "Cpus_allowed:"
    let mask = SystemFile.firstLine(of: "/proc/self/status") { $0.hasPrefix(key) }?.dropFirst(
      key.count)
    let count = mask?.compactMap(\.hexDigitValue).reduce(0) { $0 + $1.nonzeroBitCount } ?? 0
    let online = Int(sysconf(CInt(_SC_NPROCESSORS_ONLN)))
    return count > 0 ? min(count, max(1, online)) : online
  }

  /// `cpu.max` of control groups v2: "QUOTA PERIOD" in microseconds, or "max PERIOD"; rounded up.
  private static var quota: Int? {
    let line = SystemFile.firstLine(of: "/sys/fs/cgroup/cpu.max")
    let numbers = line?.split(whereSeparator: \.isWhitespace).compactMap { Int($0) } ?? []
    guard numbers.count == 2, numbers[0] > 0, numbers[1] > 0 else { return nil }
    return (numbers[0] + numbers[1] - 1) / numbers[1]
  }
}
