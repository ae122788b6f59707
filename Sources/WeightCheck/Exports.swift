// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

// The modules whose types stand in the public interface of WeightCheck.

@_exported public import Cryptography
@_exported public import Digests
@_exported public import Openness
@_exported public import Provenance
@_exported public import SystemPackage
@_exported public import UntrustedInput
@_exported public import WeightFormats
