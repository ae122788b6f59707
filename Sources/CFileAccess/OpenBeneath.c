// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

// Opening a path that came from an untrusted document, without leaving the folder it speaks of.
//
// Linux 5.6 and later do this in one call, openat2(2) with RESOLVE_BENEATH. Elsewhere the path is
// walked here: a stack of open directories, the root at its bottom. A name descends, `..` pops, a
// link's text is put in front of what remains of the path. An absolute text or a pop below the
// root is an escape. Every step opens with O_NOFOLLOW, so a component that is swapped for a link
// between two steps is never followed by accident.

#define _GNU_SOURCE
#include "CFileAccess.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#ifdef __linux__
#include <sys/syscall.h>
#ifndef SYS_openat2
#define SYS_openat2 437
#endif

// From linux/openat2.h, which older C libraries do not ship.
struct open_how_v0 {
  uint64_t flags;
  uint64_t mode;
  uint64_t resolve;
};
#define RESOLVE_NO_MAGICLINKS_ 0x02
#define RESOLVE_BENEATH_ 0x08
#endif

#define OPEN_FLAGS (O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY)
#define MAXIMUM_LINKS 40
#define MAXIMUM_DEPTH 256

int wc_open_beneath(int root, const char *path) {
#ifdef __linux__
  struct open_how_v0 how = {
      .flags = OPEN_FLAGS,
      .resolve = RESOLVE_BENEATH_ | RESOLVE_NO_MAGICLINKS_,
  };
  long fd;
  int attempts = 0;
  do {
    // EAGAIN: a rename raced with the resolution; the kernel asks to try again.
    fd = syscall(SYS_openat2, root, path, &how, sizeof how);
  } while (fd < 0 && (errno == EINTR || (errno == EAGAIN && ++attempts < 32)));
  if (fd >= 0)
    return (int)fd;
  // EPERM: container runtimes of that age answer so for calls that they do not know.
  if (errno != ENOSYS && errno != EPERM)
    return -errno;
#endif
  return wc_open_beneath_by_walk(root, path);
}

int wc_open_beneath_by_walk(int root, const char *path) {
  char rest[PATH_MAX]; // what remains to be resolved
  char link[PATH_MAX];
  int stack[MAXIMUM_DEPTH]; // open directories below the root
  int depth = 0, links = 0, result = -ENOENT;

  size_t length = strlen(path);
  if (length == 0)
    return -ENOENT;
  if (length >= sizeof rest)
    return -ENAMETOOLONG;
  memcpy(rest, path, length + 1);
  if (rest[0] == '/')
    return -EXDEV;

  char *cursor = rest;
  for (;;) {
    while (*cursor == '/')
      cursor++;
    int directory = depth > 0 ? stack[depth - 1] : root;
    if (*cursor == '\0') { // the path ended with a folder
      int fd = openat(directory, ".", OPEN_FLAGS);
      result = fd < 0 ? -errno : fd;
      break;
    }
    char *name = cursor;
    size_t name_length = strcspn(name, "/");
    cursor = name + name_length;
    bool has_more = *cursor == '/';
    if (has_more)
      *cursor++ = '\0';

    if (strcmp(name, ".") == 0)
      continue;
    if (strcmp(name, "..") == 0) {
      if (depth == 0) {
        result = -EXDEV;
        break;
      }
      close(stack[--depth]);
      continue;
    }

    ssize_t link_length = readlinkat(directory, name, link, sizeof link - 1);
    if (link_length >= 0) {
      if (++links > MAXIMUM_LINKS) {
        result = -ELOOP;
        break;
      }
      link[link_length] = '\0';
      if (link[0] == '/') {
        result = -EXDEV;
        break;
      }
      char joined[PATH_MAX];
      int joined_length = snprintf(joined, sizeof joined, "%s/%s", link, has_more ? cursor : "");
      if (joined_length < 0 || (size_t)joined_length >= sizeof joined) {
        result = -ENAMETOOLONG;
        break;
      }
      // A link in last place that names a file must not be asked for as a folder.
      if (!has_more)
        joined[joined_length - 1] = '\0';
      memcpy(rest, joined, (size_t)joined_length + 1);
      cursor = rest;
      continue;
    }
    if (errno != EINVAL) { // EINVAL: not a link
      result = -errno;
      break;
    }
    int flags = OPEN_FLAGS | O_NOFOLLOW | (has_more ? O_DIRECTORY : 0);
    int fd = openat(directory, name, flags);
    if (fd < 0) {
      result = -errno;
      break;
    }
    if (!has_more) {
      result = fd;
      break;
    }
    if (depth == MAXIMUM_DEPTH) {
      close(fd);
      result = -ENAMETOOLONG;
      break;
    }
    stack[depth++] = fd;
  }
  while (depth > 0)
    close(stack[--depth]);
  return result;
}
