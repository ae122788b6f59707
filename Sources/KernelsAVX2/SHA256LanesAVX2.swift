// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

package import Kernels

/// `compress16Lanes` for processors with AVX2.
///
/// A vector of sixteen words is two registers of eight lanes, worked on in turn.
@inline(never)
package func compress16LanesAVX2(
  _ states: UnsafeMutablePointer<LaneWords>, _ lanes: UnsafePointer<UnsafeRawPointer>,
  _ blockCount: Int, _ schedule: UnsafeMutablePointer<LaneWords>,
  _ constants: UnsafePointer<UInt32>
) {
  unsafe compress16Lanes(
    states, lanes, blockCount: blockCount, schedule: schedule, constants: constants)
}
