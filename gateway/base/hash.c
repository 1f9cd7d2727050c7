/*
 * hash.c - hashes, random bytes, base32.
 *
 * SHA-256 needs no set-up, so it works inside the sandbox. Keyed hashes and
 * random bytes initialise libsodium at first use, which may open files.
 */
#include "base/hash.h"

#include <sodium.h>

struct hash {
	crypto_hash_sha256_state state;
};

struct hash *
hash_new(void)
{
	struct hash *hash = malloc(sizeof(*hash));

	if (!hash)
		abort();
	crypto_hash_sha256_init(&hash->state);
	return hash;
}

void
hash_add(struct hash *hash, const void *data, size_t size)
{
	if (size)
		crypto_hash_sha256_update(&hash->state, data, size);
}

static void
to_hex(const uint8_t *bytes, size_t size, char *out)
{
	sodium_bin2hex(out, size * 2 + 1, bytes, size);
}

void
hash_finish(struct hash *hash, char out[static HASH_SHA256_HEX])
{
	uint8_t sum[crypto_hash_sha256_BYTES];

	crypto_hash_sha256_final(&hash->state, sum);
	to_hex(sum, sizeof(sum), out);
	free(hash);
}

void
hash_sha256(const void *data, size_t size, char out[static HASH_SHA256_HEX])
{
	uint8_t sum[crypto_hash_sha256_BYTES];

	crypto_hash_sha256(sum, data, size);
	to_hex(sum, sizeof(sum), out);
}

static void
need_sodium(void)
{
	if (sodium_init() < 0)
		abort();
}

void
hash_keyed(const uint8_t key[static HASH_KEY_SIZE], const void *data,
	   size_t size, uint8_t out[static HASH_MAC_SIZE])
{
	need_sodium();
	if (crypto_generichash(out, HASH_MAC_SIZE, data, size, key,
			       HASH_KEY_SIZE) != 0)
		abort();
}

bool
hash_equal(const void *a, const void *b, size_t size)
{
	return sodium_memcmp(a, b, size) == 0;
}

void
hash_random(void *out, size_t size)
{
	need_sodium();
	randombytes_buf(out, size);
}

size_t
hash_base32(const void *data, size_t size, char *out)
{
	static const char digits[] = "abcdefghijklmnopqrstuvwxyz234567";
	const uint8_t *bytes = data;
	unsigned pending = 0, bits = 0;
	size_t i, length = 0;

	for (i = 0; i < size; i++) {
		pending = (pending << 8 | bytes[i]) & 0xFFF;
		for (bits += 8; bits >= 5; bits -= 5)
			out[length++] = digits[pending >> (bits - 5) & 31];
	}
	if (bits)
		out[length++] = digits[pending << (5 - bits) & 31];
	out[length] = '\0';
	return length;
}
