/* weightcheck: holds released AI weights against what was published about them.
 * SPDX-License-Identifier: Apache-2.0
 *
 * What Swift cannot say about processors: which vector instructions this one has, and the SHA
 * extensions of x86. */

#ifndef WC_PROCESSOR_H
#define WC_PROCESSOR_H

#include <stdint.h>

/* Sets of instructions that the processor has and the operating system saves the registers of. */
enum wc_processor_features {
  WC_HAS_SHANI = 1,  /* SHA extensions, SSSE3 and SSE4.1 */
  WC_HAS_AVX2 = 2,   /* AVX2, BMI1 and BMI2 */
  WC_HAS_AVX512 = 4, /* AVX-512 F, BW, DQ and VL, and what AVX2 stands for */
};

/* A union of wc_processor_features; 0 on processors other than x86-64. */
unsigned wc_processor_features(void);

/* Writes the processor's own name, at most 48 characters and a zero byte, to `name`; an empty one
 * where it has none. */
void wc_processor_name(char name[49]);

/* The most messages that wc_sha256_ni takes at once. */
#define WC_SHA256_NI_STREAMS 4

/* SHA-256 compression (FIPS 180-4, 6.2.2) of `block_count` blocks of 64 bytes of each of
 * `stream_count` independent messages, 1 to WC_SHA256_NI_STREAMS of them, interleaved so that the
 * processor works on one while another waits.
 *
 * Stream i reads block_count * 64 bytes from blocks[i]; no alignment is assumed; nothing is read
 * for block_count 0. Its state is the words states[i][0], states[i][stride], … states[i][7*stride].
 * `features` is what wc_processor_features() says, or less of it. Only for processors with
 * WC_HAS_SHANI; those that have WC_HAS_AVX512 too are fastest with four messages, others with
 * three. */
void wc_sha256_ni(
  uint32_t *const states[], long stride, const uint8_t *const blocks[], long stream_count,
  long block_count, unsigned features);

/* Asks the processor to have the 64 bytes around the place `distance` bytes behind `address` in its
 * caches soon. No access: any place will do. */
static inline void wc_prefetch(const void *address, uintptr_t distance) {
  __builtin_prefetch((const void *)((uintptr_t)address + distance));
}

/* The 64 round constants of SHA-256 (FIPS 180-4, 4.2.2). */
extern const uint32_t wc_sha256_constants[64];

#endif
