// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

// libcrypto as a Swift module; nothing else.

#ifndef WC_COPENSSL_SHIM_H
#define WC_COPENSSL_SHIM_H

#include <openssl/crypto.h>
#include <openssl/evp.h>

#endif
