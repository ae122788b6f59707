// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

// libcrypto as a Swift module; nothing else.

#ifndef WC_COPENSSL_SHIM_H
#define WC_COPENSSL_SHIM_H

#include <openssl/asn1.h>
#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/conf.h>
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/objects.h>
#include <openssl/pem.h>
#include <openssl/pkcs7.h>
#include <openssl/provider.h>
#include <openssl/rsa.h>
#include <openssl/store.h>
#include <openssl/ts.h>
#include <openssl/ui.h>
#include <openssl/x509.h>
#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>

#ifndef OPENSSL_NO_ENGINE
#include <openssl/engine.h>
#endif

// Engines are OpenSSL's older way to keys in devices, deprecated since 3.0 and gone after 3.x.
// Swift has no way to call what is deprecated without a warning, so these few calls stand here.

/// An engine that is ready for use.
typedef struct wc_engine wc_engine;

#ifndef OPENSSL_NO_ENGINE

#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wdeprecated-declarations"

/// Gives back what `wc_engine_open` gave, after every key that came from it.
static inline void wc_engine_close(wc_engine *engine) {
  ENGINE_finish((ENGINE *)engine);
  ENGINE_free((ENGINE *)engine);
}

/// Loads an engine that can be kept from printing, and has it ask `method` with `data` for PINs;
/// both must outlive it. NULL where there is none.
static inline wc_engine *wc_engine_open(const char *identifier, UI_METHOD *method, void *data) {
  ENGINE *engine = ENGINE_by_id(identifier);
  if (engine == NULL) return NULL;
  if (ENGINE_ctrl_cmd(engine, "QUIET", 0, NULL, NULL, 0) != 1 ||
      ENGINE_ctrl_cmd(engine, "SET_USER_INTERFACE", 0, method, NULL, 0) != 1 ||
      ENGINE_ctrl_cmd(engine, "SET_CALLBACK_DATA", 0, data, NULL, 0) != 1 ||
      ENGINE_init(engine) != 1) {
    ENGINE_free(engine);
    return NULL;
  }
  return (wc_engine *)engine;
}

/// The private key behind a URI; NULL where there is none.
static inline EVP_PKEY *wc_engine_private_key(
    wc_engine *engine, const char *uri, UI_METHOD *method, void *data) {
  return ENGINE_load_private_key((ENGINE *)engine, uri, method, data);
}

/// The public key behind a URI; NULL where there is none.
static inline EVP_PKEY *wc_engine_public_key(
    wc_engine *engine, const char *uri, UI_METHOD *method, void *data) {
  return ENGINE_load_public_key((ENGINE *)engine, uri, method, data);
}

#pragma clang diagnostic pop

#else

static inline void wc_engine_close(wc_engine *engine) { (void)engine; }

static inline wc_engine *wc_engine_open(const char *identifier, UI_METHOD *method, void *data) {
  (void)identifier, (void)method, (void)data;
  return NULL;
}

static inline EVP_PKEY *wc_engine_private_key(
    wc_engine *engine, const char *uri, UI_METHOD *method, void *data) {
  (void)engine, (void)uri, (void)method, (void)data;
  return NULL;
}

static inline EVP_PKEY *wc_engine_public_key(
    wc_engine *engine, const char *uri, UI_METHOD *method, void *data) {
  (void)engine, (void)uri, (void)method, (void)data;
  return NULL;
}

#endif

#endif
