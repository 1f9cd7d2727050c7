/*
 * hash.h - SHA-256 (FIPS 180-4), keyed hashes, base32 and constant-time
 * comparison; the only user of libsodium.
 */
#ifndef TG_BASE_HASH_H
#define TG_BASE_HASH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define HASH_SHA256_HEX 65 /* 64 hex digits and the NUL */
#define HASH_KEY_SIZE	32 /* bytes of a secret key */
#define HASH_MAC_SIZE	16 /* bytes of a keyed hash: 128 bits */

struct hash; /* a running SHA-256 */

/* hash_finish() frees it. */
struct hash *
hash_new(void);
void
hash_add(struct hash *hash, const void *data, size_t size);
/* Lower-case hex into OUT; frees HASH. */
void
hash_finish(struct hash *hash, char out[static HASH_SHA256_HEX]);

/* All in one step. */
void
hash_sha256(const void *data, size_t size, char out[static HASH_SHA256_HEX]);

/* Keyed hash (BLAKE2b, RFC 7693) of SIZE bytes. */
void
hash_keyed(const uint8_t key[static HASH_KEY_SIZE], const void *data,
	   size_t size, uint8_t out[static HASH_MAC_SIZE]);

/* Whether two regions of SIZE bytes are equal, in time that depends on SIZE
 * only. */
bool
hash_equal(const void *a, const void *b, size_t size);

/* SIZE bytes from the system's random source. */
void
hash_random(void *out, size_t size);

/* RFC 4648 base32, lower case, without padding; OUT needs
 * (SIZE * 8 + 4) / 5 + 1 bytes. Returns the length. */
size_t
hash_base32(const void *data, size_t size, char *out);

#endif
