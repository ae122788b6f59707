// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

/// `compress16Lanes` for whatever the target has.
///
/// Slow where the target's own vectors are short; it is there to compare the others with.
@inline(never)
package func compress16LanesPortable(
  _ states: UnsafeMutablePointer<LaneWords>, _ lanes: UnsafePointer<UnsafeRawPointer>,
  _ blockCount: Int, _ schedule: UnsafeMutablePointer<LaneWords>,
  _ constants: UnsafePointer<UInt32>
) {
  unsafe compress16Lanes(
    states, lanes, blockCount: blockCount, schedule: schedule, constants: constants)
}

/// `compress32Lanes` for whatever the target has.
///
/// Slow where the target's own vectors are short; it is there to compare the others with.
@inline(never)
package func compress32LanesPortable(
  _ states: UnsafeMutablePointer<LaneWords>, _ lanes: UnsafePointer<UnsafeRawPointer>,
  _ blockCount: Int, _ schedule: UnsafeMutablePointer<LaneWords>,
  _ constants: UnsafePointer<UInt32>
) {
  unsafe compress32Lanes(
    states, lanes, blockCount: blockCount, schedule: schedule, constants: constants)
}
