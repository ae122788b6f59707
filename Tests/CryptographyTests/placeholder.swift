// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0
