#!/bin/sh
# weightcheck: holds released AI weights against what was published about them.
# SPDX-License-Identifier: Apache-2.0
#
# Makes a clone in which git-LFS keeps the weights, in a new folder, and prints where. A repository
# in a repository cannot be a sample of its own. It needs git, and not git-lfs.
# usage: samples/make-git-lfs.sh good|tampered|pointers
set -eu
samples=$(cd "$(dirname "$0")" && pwd)
clone=$(mktemp -d)/clone
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1
git() { command git -C "$clone" -c user.name=sample -c user.email=sample@example.org "$@"; }

mkdir "$clone"
git init -q
echo '*.safetensors filter=lfs diff=lfs merge=lfs -text' >"$clone/.gitattributes"
cp "$samples/evidence/release/config.json" "$clone"
pointer=$(command git -C "$clone" hash-object -w --no-filters \
  "$samples/evidence/documents/lfs-pointer")
git add .gitattributes config.json
git update-index --add --cacheinfo "100644,$pointer,model.safetensors"
git commit -q -m 'a sample'
case "$1" in
good) cp "$samples/evidence/release/model.safetensors" "$clone" ;;
tampered) cp "$samples/evidence/tampered/model.safetensors" "$clone" ;;
pointers) cp "$samples/evidence/documents/lfs-pointer" "$clone/model.safetensors" ;;
esac
echo "$clone"
