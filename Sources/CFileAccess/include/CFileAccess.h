// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

// File access that Swift cannot express: opening strictly beneath a folder, and surviving a
// mapped file that shrinks. Linux and macOS.

#ifndef WC_CFILEACCESS_H
#define WC_CFILEACCESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// Opens `path`, relative to the directory `root`, for reading, without ever leaving that
/// directory: `..` above it, absolute paths and symbolic links that end outside are refused with
/// EXDEV. Symbolic links that stay inside are followed, at most 40 of them (then ELOOP). The file
/// is opened O_NONBLOCK, so a FIFO or a device cannot hang the caller; look at its type before
/// reading. `path` is NUL-terminated and at most PATH_MAX bytes.
///
/// Returns a descriptor (close-on-exec), or a negated errno. Uses openat2(2) with RESOLVE_BENEATH
/// where the kernel has it, otherwise `wc_open_beneath_by_walk`.
int wc_open_beneath(int root, const char *path);

/// The same by walking the components in user space; the fallback, exposed so that tests can hold
/// it against the kernel's answer.
int wc_open_beneath_by_walk(int root, const char *path);

/// Announces the mapping [`start`, `start` + `byte_count`) so that a SIGBUS inside it (the file
/// shrank under the map) replaces the lost pages by zeros and sets a mark, instead of ending the
/// process. The first call installs the SIGBUS handler; signals elsewhere go to the handler that
/// stood before.
///
/// Returns a slot number, or -1 if all WC_MAP_SLOTS slots are taken.
int wc_map_register(const void *start, size_t byte_count);

/// Whether pages of the mapping in `slot` were lost since it was registered.
bool wc_map_lost_pages(int slot);

/// Gives the slot back. Call before munmap(2), when nobody reads the mapping any more.
void wc_map_unregister(int slot);

#define WC_MAP_SLOTS 4096

/// Reads up to `byte_count` bytes from `offset` of an open file, if the system has them in memory
/// and need not wait for the storage: preadv2(2) with RWF_NOWAIT.
///
/// Returns how many bytes were read, 0 at the end of the file, or a negated errno: -EAGAIN where
/// the next bytes are not in memory, -EOPNOTSUPP or -ENOTSUP where the file system or the system
/// cannot tell.
long wc_read_cached(int file, void *buffer, size_t byte_count, int64_t offset);

#endif
