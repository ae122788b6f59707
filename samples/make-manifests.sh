#!/bin/sh
# weightcheck: holds released AI weights against what was published about them.
# SPDX-License-Identifier: Apache-2.0
#
# Writes the weight manifests of the samples; the tampered twin gets that of the good release.
# usage: samples/make-manifests.sh path/to/weightcheck
set -eu
weightcheck=$(realpath "$1")
cd "$(dirname "$0")"
"$weightcheck" attest attested --replace --quiet
"$weightcheck" attest sharded --replace --quiet
cp attested/weights.intoto.json attested-tampered/
