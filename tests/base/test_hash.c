/* test_hash.c - published vectors (FIPS 180-4, RFC 4648) and keyed hashes. */
#include "../test.h"

#include "base/hash.h"

static void
test_sha256(void **state)
{
	static const struct {
		const char *text, *hex;
	} rows[] = {
		{ "", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b"
		      "7852b855" },
		{ "abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410f"
			 "f61f20015ad" },
		{ "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
		  "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db"
		  "06c1" },
	};
	char whole[HASH_SHA256_HEX], pieces[HASH_SHA256_HEX];
	size_t i, k;

	(void)state;
	for (i = 0; i < COUNT_OF(rows); i++) {
		size_t size = strlen(rows[i].text);
		struct hash *hash = hash_new();

		hash_sha256(rows[i].text, size, whole);
		assert_string_equal(whole, rows[i].hex);
		hash_add(hash, NULL, 0);
		for (k = 0; k < size; k++)
			hash_add(hash, rows[i].text + k, 1);
		hash_finish(hash, pieces);
		assert_string_equal(pieces, rows[i].hex);
	}
}

static void
test_keyed(void **state)
{
	uint8_t key[HASH_KEY_SIZE], other_key[HASH_KEY_SIZE];
	uint8_t a[HASH_MAC_SIZE], b[HASH_MAC_SIZE];

	(void)state;
	hash_random(key, sizeof(key));
	hash_random(other_key, sizeof(other_key));
	assert_false(hash_equal(key, other_key, sizeof(key)));
	hash_keyed(key, "text", 4, a);
	hash_keyed(key, "text", 4, b);
	assert_true(hash_equal(a, b, sizeof(a)));
	hash_keyed(key, "texT", 4, b);
	assert_false(hash_equal(a, b, sizeof(a)));
	hash_keyed(other_key, "text", 4, b);
	assert_false(hash_equal(a, b, sizeof(a)));
}

static void
test_base32(void **state)
{
	static const struct {
		const char *text, *base32;
	} rows[] = {
		{ "", "" },
		{ "f", "my" },
		{ "fo", "mzxq" },
		{ "foo", "mzxw6" },
		{ "foob", "mzxw6yq" },
		{ "fooba", "mzxw6ytb" },
		{ "foobar", "mzxw6ytboi" },
		{ "\xff\xff\xff\xff\xff\xff", "7777777774" },
	};
	char out[32];
	size_t i;

	(void)state;
	for (i = 0; i < COUNT_OF(rows); i++) {
		size_t size = strlen(rows[i].text);

		assert_int_equal(hash_base32(rows[i].text, size, out),
				 (size * 8 + 4) / 5);
		assert_string_equal(out, rows[i].base32);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sha256),
		cmocka_unit_test(test_keyed),
		cmocka_unit_test(test_base32),
	};

	return cmocka_run_group_tests_name("hash", tests, NULL, NULL);
}
