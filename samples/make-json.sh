#!/bin/sh
# weightcheck: holds released AI weights against what was published about them.
# SPDX-License-Identifier: Apache-2.0
#
# Writes one JSON document of each schema from the sample releases.
# usage: samples/make-json.sh path/to/weightcheck
set -eu
weightcheck=$(realpath "$1")
cd "$(dirname "$0")"
mkdir -p json
"$weightcheck" verify tiny --json >json/verify.json
"$weightcheck" verify tiny-tampered --json >json/verify-failed.json || [ $? -eq 1 ]
"$weightcheck" verify attested-tampered --json >json/verify-segments.json || [ $? -eq 1 ]
"$weightcheck" attest tiny -o "$(mktemp -d)/weights.intoto.json" --json |
  sed 's|"path": "[^"]*/weights|"path": "weights|' >json/attest.json
"$weightcheck" inspect tiny/model.safetensors --json >json/inspect.json
"$weightcheck" inspect gguf/model.gguf --json >json/inspect-gguf.json
"$weightcheck" digest tiny --per both --json >json/digest.json
"$weightcheck" stats tiny --json >json/stats.json
"$weightcheck" openness openness/ow07-rider --json >json/openness.json || [ $? -eq 1 ]
"$weightcheck" openness openness/mof/class-2.yml --json >json/openness-mof.json
"$weightcheck" inspect tiny/config.json --json >json/error.json 2>/dev/null || [ $? -eq 3 ]
