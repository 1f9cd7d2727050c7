/*
 * test_parts.c - the parts of net/ that need no server.
 */
#include "../test.h"

#include "base/arena.h"
#include "net/guard.h"
#include "net/mutf7.h"
#include "net/smtp_body.h"
#include "net/tls.h"

static void
test_loopback(void **state)
{
	static const struct {
		const char *host;
		bool loopback;
	} rows[] = {
		{ "localhost", true },
		{ "LOCALHOST", true },
		{ "127.0.0.1", true },
		{ "127.9.8.7", true },
		{ "::1", true },
		{ "[::1]", true },
		{ "128.0.0.1", false },
		{ "10.127.0.1", false },
		{ "127.0.0.1.", false },
		{ "127.1", false },
		{ "::2", false },
		{ "::ffff:127.0.0.1", false },
		{ "localhost.example.org", false },
		{ "127.0.0.1.example.org", false },
		{ "", false },
		{ NULL, false },
		{ "0.0.0.0", false },
		{ "[]", false },
	};
	size_t i;

	(void)state;
	for (i = 0; i < COUNT_OF(rows); i++)
		if (net_host_is_loopback(rows[i].host) != rows[i].loopback)
			fail_msg("%s", rows[i].host);
}

/* Names from RFC 3501 section 5.1.3, and the edges of UTF-16. */
static void
test_folder_names(void **state)
{
	static const struct {
		const char *name, *wire;
	} rows[] = {
		{ "INBOX", "INBOX" },
		{ "a & b", "a &- b" },
		{ "&", "&-" },
		{ "~peter/mail/\xE5\x8F\xB0\xE5\x8C\x97/"
		  "\xE6\x97\xA5\xE6\x9C\xAC\xE8\xAA\x9E",
		  "~peter/mail/&U,BTFw-/&ZeVnLIqe-" },
		{ "Entw\xC3\xBCrfe", "Entw&APw-rfe" },
		{ "\xF0\x9F\x98\x80", "&2D3eAA-" },
		{ "\xC3\xBC&\xC3\xBC", "&APw-&-&APw-" },
		{ "\xC3\xBC-", "&APw--" },
		{ "", NULL },
		{ "a\r\nb", NULL },
		{ "a\tb", NULL },
		{ "a\x7F", NULL },
		{ "a\xC2\x85", NULL },
		{ "a\xFF", NULL },
	};
	struct arena *arena = arena_new();
	size_t i;

	(void)state;
	for (i = 0; i < COUNT_OF(rows); i++) {
		char *wire = mutf7_encode(arena, rows[i].name);

		if (!rows[i].wire)
			assert_null(wire);
		else
			assert_string_equal(wire, rows[i].wire);
	}
	assert_null(mutf7_encode(arena, NULL));
	arena_free(arena);
}

static const struct {
	const char *text;
	bool passes;
} guarded[] = {
	{ "* OK ready\r\n* 1 FETCH (UID 4 BODY[] {4}\r\n(((()\r\n", true },
	{ "* 1 FETCH (BODY[] {10}\r\n{99999}\r\n()\r\n* OK\r\n", true },
	{ "* 1 FETCH (BODY[] {100}\r\n", true },
	{ "* 1 FETCH (BODY[] {101}\r\n", false },
	{ "* 1 FETCH (BODY[] {101}\n", false },
	{ "* 1 FETCH (BODY[] {101+}\r\n", false },
	{ "* 1 FETCH (BODY[] {18446744073709551617}\r\n", false },
	{ "* 1 FETCH (BODY[] {1}\r\nx {101}\r\n", false },
	{ "* OK {101} is no literal\r\n{x101}\r\n{101}x\r\n{101\r\n", true },
	{ "{{101}\r\n", false },
	{ "((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((",
	  true },
	{ "(((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((",
	  false },
	{ "((((((((((((((((((((((((((((((((((\r\n"
	  "((((((((((((((((((((((((((((((((((\r\n",
	  true },
	{ "((((((((((((((((((((((((((((((((((({1}\r\nx"
	  "(((((((((((((((((((((((((((((((((((\r\n",
	  false },
};

/* At once, and cut into pieces of every size. */
static void
test_guard(void **state)
{
	size_t i, piece, at;

	(void)state;
	for (i = 0; i < COUNT_OF(guarded); i++) {
		size_t size = strlen(guarded[i].text);

		for (piece = 1; piece <= size; piece++) {
			struct guard guard = { 0 };
			bool passes = true;

			for (at = 0; passes && at < size; at += piece)
				passes = guard_look(
					&guard, guarded[i].text + at,
					piece < size - at ? piece : size - at,
					100);
			if (passes != guarded[i].passes)
				fail_msg("row %zu in pieces of %zu", i, piece);
		}
	}
}

static const struct {
	const char *message, *sent;
} bodies[] = {
	{ "", ".\r\n" },
	{ "a", "a\r\n.\r\n" },
	{ "a\r\nb\r\n", "a\r\nb\r\n.\r\n" },
	{ "a\nb\n", "a\r\nb\r\n.\r\n" },
	{ "a\rb\r", "a\r\nb\r\n.\r\n" },
	{ "\n\r\n\r", "\r\n\r\n\r\n.\r\n" },
	{ "\r\r\n\n", "\r\n\r\n\r\n.\r\n" },
	{ "a\n.\nb", "a\r\n..\r\nb\r\n.\r\n" },
	{ ".", "..\r\n.\r\n" },
	{ "..\n.a.\r.", "...\r\n..a.\r\n..\r\n.\r\n" },
};

static void
test_body_as_it_is_sent(void **state)
{
	size_t i, piece;

	(void)state;
	for (i = 0; i < COUNT_OF(bodies); i++)
		for (piece = 1; piece < 24; piece++) {
			size_t got, size = 0;
			struct smtp_body body;
			char out[64];

			smtp_body_init(&body, slice_from(bodies[i].message));
			do {
				got = smtp_body_read(&body, out + size, piece);
				size += got;
			} while (got);
			assert_int_equal(size, strlen(bodies[i].sent));
			assert_memory_equal(out, bodies[i].sent, size);
			assert_true(body.ended);
		}
}

/* Until the first byte of the lone dot's line, the server cannot have the
 * whole mail. */
static void
test_body_ends_with_the_lone_dot(void **state)
{
	struct smtp_body body;
	char out[8];

	(void)state;
	smtp_body_init(&body, slice_from("a\n"));
	assert_int_equal(smtp_body_read(&body, out, 3), 3);
	assert_false(body.ended);
	assert_int_equal(smtp_body_read(&body, out, 1), 1);
	assert_true(body.ended);
}

static void
test_body_facts(void **state)
{
	static const struct {
		const char *message;
		size_t length;
		struct smtp_body_facts facts;
	} rows[] = {
		{ "", 0, { 0 } },
		{ "a", 1, { .size = 3 } },
		{ ".\n", 2, { .size = 3 } },
		{ "a\r\nb\rc\nd", 8, { .size = 12 } },
		{ "S: a\r\n\r\nb\r\n", 11, { .size = 11 } },
		{ "S: a\n\nb\0\n", 9, { .size = 12, .has_nul = true } },
		{ "S: \xC3\xBC\n\nb\n",
		  9,
		  { .size = 12, .high_header = true } },
		{ "S: a\r\n b\r\n\r\n\xFF\r\n",
		  15,
		  { .size = 15, .high_body = true } },
		{ "S: a\rT: \x80\r\r\x80",
		  12,
		  { .size = 17, .high_header = true, .high_body = true } },
		{ "\n\x80\n", 3, { .size = 5, .high_body = true } },
	};
	size_t i;

	(void)state;
	for (i = 0; i < COUNT_OF(rows); i++) {
		const struct smtp_body_facts *want = &rows[i].facts;
		struct smtp_body_facts facts;

		smtp_body_look(slice_of(rows[i].message, rows[i].length),
			       &facts);
		if (facts.size != want->size ||
		    facts.has_nul != want->has_nul ||
		    facts.high_header != want->high_header ||
		    facts.high_body != want->high_body)
			fail_msg("row %zu: size %zu, NUL %d, high %d %d", i,
				 facts.size, facts.has_nul, facts.high_header,
				 facts.high_body);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_loopback),
		cmocka_unit_test(test_folder_names),
		cmocka_unit_test(test_guard),
		cmocka_unit_test(test_body_as_it_is_sent),
		cmocka_unit_test(test_body_ends_with_the_lone_dot),
		cmocka_unit_test(test_body_facts),
	};

	return cmocka_run_group_tests_name("net parts", tests, NULL, NULL);
}
