// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

#define _GNU_SOURCE
#include "CFileAccess.h"

#include <errno.h>
#include <sys/uio.h>

long wc_read_cached(int file, void *buffer, size_t byte_count, int64_t offset) {
#ifdef RWF_NOWAIT
  struct iovec part = {buffer, byte_count};
  ssize_t count = preadv2(file, &part, 1, offset, RWF_NOWAIT);
  return count < 0 ? -errno : count;
#else
  (void)file, (void)buffer, (void)byte_count, (void)offset;
  return -ENOTSUP;
#endif
}
