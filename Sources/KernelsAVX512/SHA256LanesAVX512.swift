// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

package import Kernels

/// `compress16Lanes` for processors with AVX-512.
///
/// A vector of sixteen words is one register.
@inline(never)
package func compress16LanesAVX512(
  _ states: UnsafeMutablePointer<LaneWords>, _ lanes: UnsafePointer<UnsafeRawPointer>,
  _ blockCount: Int, _ schedule: UnsafeMutablePointer<LaneWords>,
  _ constants: UnsafePointer<UInt32>
) {
  unsafe compress16Lanes(
    states, lanes, blockCount: blockCount, schedule: schedule, constants: constants)
}

/// `compress32Lanes` for processors with AVX-512.
///
/// A vector of sixteen words is one register.
@inline(never)
package func compress32LanesAVX512(
  _ states: UnsafeMutablePointer<LaneWords>, _ lanes: UnsafePointer<UnsafeRawPointer>,
  _ blockCount: Int, _ schedule: UnsafeMutablePointer<LaneWords>,
  _ constants: UnsafePointer<UInt32>
) {
  unsafe compress32Lanes(
    states, lanes, blockCount: blockCount, schedule: schedule, constants: constants)
}
