/* weightcheck: holds released AI weights against what was published about them.
 * SPDX-License-Identifier: Apache-2.0
 *
 * CPUID and XGETBV, as the Intel manual describes them (volume 1, chapters 13 and 15). */

#include "CProcessor.h"

#include <string.h>

#if defined(__x86_64__)
#include <cpuid.h>

/* Which registers the operating system saves: bits of XCR0. */
static uint64_t saved_registers(void) {
  uint32_t low, high;
  __asm__ volatile("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
  return (uint64_t)high << 32 | low;
}

unsigned wc_processor_features(void) {
  unsigned a, b, c, d, features = 0;
  if (!__get_cpuid(1, &a, &b, &c, &d)) return 0;
  unsigned basic = c;
  int has_ssse3 = basic >> 9 & 1, has_sse41 = basic >> 19 & 1, has_osxsave = basic >> 27 & 1;
  if (!__get_cpuid_count(7, 0, &a, &b, &c, &d)) return 0;
  if ((b >> 29 & 1) && has_ssse3 && has_sse41) features |= WC_HAS_SHANI;

  uint64_t saved = has_osxsave ? saved_registers() : 0;
  int saves_ymm = (saved & 0x06) == 0x06, saves_zmm = (saved & 0xe6) == 0xe6;
  int has_avx2 = (basic >> 28 & 1) && (b >> 5 & 1) && (b >> 3 & 1) && (b >> 8 & 1);
  if (has_avx2 && saves_ymm) features |= WC_HAS_AVX2;
  int has_avx512 = (b >> 16 & 1) && (b >> 17 & 1) && (b >> 30 & 1) && (b >> 31 & 1);
  if (has_avx512 && has_avx2 && saves_zmm) features |= WC_HAS_AVX512;
  return features;
}

void wc_processor_name(char name[49]) {
  unsigned words[12];
  memset(name, 0, 49);
  for (unsigned i = 0; i < 3; i++) {
    unsigned *w = words + 4 * i;
    if (!__get_cpuid(0x80000002u + i, w, w + 1, w + 2, w + 3)) return;
  }
  memcpy(name, words, sizeof words);
}

#else

unsigned wc_processor_features(void) { return 0; }

void wc_processor_name(char name[49]) { memset(name, 0, 49); }

#endif
