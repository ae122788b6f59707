/* weightcheck: holds released AI weights against what was published about them.
 * SPDX-License-Identifier: Apache-2.0
 *
 * SHA-256 with the SHA extensions of x86, for one to four messages at a time.
 *
 * One SHA256RNDS2 does two rounds and must wait for the one before it, for longer than it keeps its
 * unit busy. The rounds of other messages fit into that time. Each function below is one loop body,
 * compiled for a fixed number of messages, so that all its loops over messages unroll and every
 * state stays in registers. */

#include "CProcessor.h"

const uint32_t wc_sha256_constants[64] = {
  0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
  0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
  0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
  0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
  0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
  0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
  0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
  0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
};

#if defined(__x86_64__)
#include <immintrin.h>

#define WC_SHANI __attribute__((target("sha,sse4.1,ssse3")))

/* The body for `n` messages. The state stands in two registers as the instructions want it: ABEF
 * and CDGH, highest word first. */
WC_SHANI static inline __attribute__((always_inline)) void compress(
  uint32_t *const states[], long stride, const uint8_t *const blocks[], long block_count,
  const int n) {
  const __m128i big_endian = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);
  __m128i abef[WC_SHA256_NI_STREAMS], cdgh[WC_SHA256_NI_STREAMS];
#pragma clang loop unroll(full)
  for (int i = 0; i < n; i++) {
    const uint32_t *s = states[i];
    abef[i] = _mm_set_epi32(
      (int)s[0], (int)s[stride], (int)s[4 * stride], (int)s[5 * stride]);
    cdgh[i] = _mm_set_epi32(
      (int)s[2 * stride], (int)s[3 * stride], (int)s[6 * stride], (int)s[7 * stride]);
  }

  for (long offset = 0; offset < block_count * 64; offset += 64) {
    __m128i first[WC_SHA256_NI_STREAMS], second[WC_SHA256_NI_STREAMS];
    /* Four vectors of four words of the message schedule, used in turn. */
    __m128i w[4][WC_SHA256_NI_STREAMS];
#pragma clang loop unroll(full)
    for (int i = 0; i < n; i++) {
      first[i] = abef[i];
      second[i] = cdgh[i];
    }
#pragma clang loop unroll(full)
    for (int group = 0; group < 16; group++) {
      const __m128i k = _mm_loadu_si128((const __m128i *)(wc_sha256_constants + 4 * group));
#pragma clang loop unroll(full)
      for (int i = 0; i < n; i++) {
        __m128i *const here = &w[group & 3][i];
        if (group < 4) {
          const void *from = blocks[i] + offset + 16 * group;
          *here = _mm_shuffle_epi8(_mm_loadu_si128(from), big_endian);
        } else {
          /* W[t] = s1(W[t-2]) + W[t-7] + s0(W[t-15]) + W[t-16], four at a time. */
          const __m128i last = w[(group + 3) & 3][i], before = w[(group + 2) & 3][i];
          const __m128i sum = _mm_add_epi32(
            _mm_sha256msg1_epu32(*here, w[(group + 1) & 3][i]), _mm_alignr_epi8(last, before, 4));
          *here = _mm_sha256msg2_epu32(sum, last);
        }
        const __m128i wk = _mm_add_epi32(*here, k);
        cdgh[i] = _mm_sha256rnds2_epu32(cdgh[i], abef[i], wk);
        abef[i] = _mm_sha256rnds2_epu32(abef[i], cdgh[i], _mm_shuffle_epi32(wk, 0x0e));
      }
    }
#pragma clang loop unroll(full)
    for (int i = 0; i < n; i++) {
      abef[i] = _mm_add_epi32(abef[i], first[i]);
      cdgh[i] = _mm_add_epi32(cdgh[i], second[i]);
    }
  }

#pragma clang loop unroll(full)
  for (int i = 0; i < n; i++) {
    uint32_t *s = states[i];
    s[0] = (uint32_t)_mm_extract_epi32(abef[i], 3);
    s[stride] = (uint32_t)_mm_extract_epi32(abef[i], 2);
    s[4 * stride] = (uint32_t)_mm_extract_epi32(abef[i], 1);
    s[5 * stride] = (uint32_t)_mm_extract_epi32(abef[i], 0);
    s[2 * stride] = (uint32_t)_mm_extract_epi32(cdgh[i], 3);
    s[3 * stride] = (uint32_t)_mm_extract_epi32(cdgh[i], 2);
    s[6 * stride] = (uint32_t)_mm_extract_epi32(cdgh[i], 1);
    s[7 * stride] = (uint32_t)_mm_extract_epi32(cdgh[i], 0);
  }
}

static inline __attribute__((always_inline)) WC_SHANI void compress_streams(
  uint32_t *const states[], long stride, const uint8_t *const blocks[], long stream_count,
  long block_count) {
  switch (stream_count) {
  case 1: compress(states, stride, blocks, block_count, 1); break;
  case 2: compress(states, stride, blocks, block_count, 2); break;
  case 3: compress(states, stride, blocks, block_count, 3); break;
  case 4: compress(states, stride, blocks, block_count, 4); break;
  default: break;
  }
}

/* With the 32 registers of AVX-512 VL four messages need none of them twice. */
static __attribute__((noinline, target("sha,avx512f,avx512bw,avx512vl"))) void wc_sha256_ni_wide(
  uint32_t *const states[], long stride, const uint8_t *const blocks[], long stream_count,
  long block_count) {
  compress_streams(states, stride, blocks, stream_count, block_count);
}

static __attribute__((noinline)) WC_SHANI void wc_sha256_ni_narrow(
  uint32_t *const states[], long stride, const uint8_t *const blocks[], long stream_count,
  long block_count) {
  compress_streams(states, stride, blocks, stream_count, block_count);
}

void wc_sha256_ni(
  uint32_t *const states[], long stride, const uint8_t *const blocks[], long stream_count,
  long block_count, unsigned features) {
  if (features & WC_HAS_AVX512) {
    wc_sha256_ni_wide(states, stride, blocks, stream_count, block_count);
  } else {
    wc_sha256_ni_narrow(states, stride, blocks, stream_count, block_count);
  }
}

#else

void wc_sha256_ni(
  uint32_t *const states[], long stride, const uint8_t *const blocks[], long stream_count,
  long block_count, unsigned features) {
  (void)states, (void)stride, (void)blocks, (void)stream_count, (void)block_count;
  (void)features;
}

#endif
