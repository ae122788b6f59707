// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

// A file that is truncated while mapped raises SIGBUS on the next access past its new end. The
// handler here looks the address up in a table of announced mappings. If it is ours, everything
// from the faulting page to the end of that mapping is replaced by anonymous zero pages and the
// mapping is marked; the interrupted load then continues and reads zeros, and the caller, who
// must look at the mark before he believes what he read, reports that the file changed.
//
// The handler uses only atomics and mmap(2) on fixed addresses, both safe in a signal handler on
// the systems we build for. Slots are claimed with compare-and-swap; a slot is visible to the
// handler only between the store of SLOT_READY and wc_map_unregister.

#define _GNU_SOURCE
#include "CFileAccess.h"

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <unistd.h>

enum { SLOT_FREE = 0, SLOT_CLAIMED = 1, SLOT_READY = 2 };

struct slot {
  atomic_int state;
  atomic_bool lost_pages;
  atomic_uint generation; // counts registrations, so that a torn read is noticed
  atomic_uintptr_t start;
  atomic_uintptr_t end;
};

static struct slot slots[WC_MAP_SLOTS];
static struct sigaction previous_action;
static uintptr_t page_mask;
static pthread_once_t install_once = PTHREAD_ONCE_INIT;

static bool replace_lost_pages(uintptr_t address) {
  for (int i = 0; i < WC_MAP_SLOTS; i++) {
    struct slot *slot = &slots[i];
    unsigned generation = atomic_load(&slot->generation);
    if (atomic_load(&slot->state) != SLOT_READY)
      continue;
    uintptr_t start = atomic_load(&slot->start);
    uintptr_t end = atomic_load(&slot->end);
    // A slot that was given to another mapping meanwhile cannot be the one that faults now.
    if (atomic_load(&slot->generation) != generation || address < start || address >= end)
      continue;
    uintptr_t page = address & ~page_mask;
    atomic_store_explicit(&slot->lost_pages, true, memory_order_release);
    void *mapped = mmap((void *)page, end - page, PROT_READ,
                        MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED | MAP_NORESERVE, -1, 0);
    return mapped != MAP_FAILED;
  }
  return false;
}

static void on_bus_error(int signal_number, siginfo_t *info, void *context) {
  if (replace_lost_pages((uintptr_t)info->si_addr))
    return;
  // Not ours: hand it to whoever was there before us.
  if (previous_action.sa_flags & SA_SIGINFO) {
    previous_action.sa_sigaction(signal_number, info, context);
  } else if (previous_action.sa_handler == SIG_DFL || previous_action.sa_handler == SIG_IGN) {
    // Returning runs the faulting instruction again, now with the default action.
    signal(signal_number, SIG_DFL);
  } else {
    previous_action.sa_handler(signal_number);
  }
}

static void install_handler(void) {
  page_mask = (uintptr_t)sysconf(_SC_PAGESIZE) - 1;
  struct sigaction action = {0};
  action.sa_sigaction = on_bus_error;
  action.sa_flags = SA_SIGINFO | SA_RESTART;
  sigemptyset(&action.sa_mask);
  sigaction(SIGBUS, &action, &previous_action);
}

int wc_map_register(const void *start, size_t byte_count) {
  pthread_once(&install_once, install_handler);
  for (int i = 0; i < WC_MAP_SLOTS; i++) {
    struct slot *slot = &slots[i];
    int expected = SLOT_FREE;
    if (!atomic_compare_exchange_strong(&slot->state, &expected, SLOT_CLAIMED))
      continue;
    atomic_fetch_add(&slot->generation, 1);
    atomic_store(&slot->lost_pages, false);
    atomic_store(&slot->start, (uintptr_t)start);
    // The mapping ends with its last page, not with its last byte.
    atomic_store(&slot->end, ((uintptr_t)start + byte_count + page_mask) & ~page_mask);
    atomic_store(&slot->state, SLOT_READY);
    return i;
  }
  return -1;
}

bool wc_map_lost_pages(int slot) {
  return atomic_load_explicit(&slots[slot].lost_pages, memory_order_acquire);
}

void wc_map_unregister(int slot) {
  atomic_store_explicit(&slots[slot].state, SLOT_FREE, memory_order_release);
}
