/*
 * test_smtp_reply.c - what counts as a server's answer, and what it offers.
 */
#include "../test.h"

#include "base/arena.h"
#include "base/buf.h"
#include "net/smtp_reply.h"

#define OK	 SMTP_REPLY_WHOLE
#define MORE	 SMTP_REPLY_MORE
#define BROKEN	 SMTP_REPLY_BROKEN
#define BYTES(s) (s), sizeof(s) - 1

static const struct {
	const char *bytes;
	size_t size;
	enum smtp_reply_state state;
	int code;
	const char *text;
	size_t rest; /* bytes that belong to no reply any more */
} rows[] = {
	{ BYTES("250 ok\r\n"), OK, 250, "ok", 0 },
	{ BYTES("250 ok\n"), OK, 250, "ok", 0 },
	{ BYTES("250\r\n"), OK, 250, "", 0 },
	{ BYTES("250 \r\n"), OK, 250, "", 0 },
	{ BYTES("354 go\r\n250 taken\r\n"), OK, 354, "go", 11 },
	{ BYTES("250-a\r\n250-b\r\n250 c\r\n421"), OK, 250, "a b c", 3 },
	{ BYTES("250-\r\n250\r\n"), OK, 250, "", 0 },
	{ BYTES("550-5.1.1 no\r\n550-5.1.1 such\r\n550 5.1.1 user\r\n"), OK,
	  550, "5.1.1 no 5.1.1 such 5.1.1 user", 0 },
	/* the last code counts, within a class */
	{ BYTES("550-a\r\n553 b\r\n"), OK, 553, "a b", 0 },
	{ BYTES("250-a\r\n550 b\r\n"), BROKEN, 250, "a", 0 },
	{ BYTES("550-a\r\n250 b\r\n"), BROKEN, 550, "a", 0 },
	/* what may be shown */
	{ BYTES("250 a\0b\x1b[2J\xff\r\r\n"), OK, 250,
	  "a\xEF\xBF\xBD"
	  "b\xEF\xBF\xBD[2J\xEF\xBF\xBD",
	  0 },
	{ BYTES("250 \xC3\xBC\r\n"), OK, 250, "\xC3\xBC", 0 },
	/* not whole */
	{ BYTES(""), MORE, 0, "", 0 },
	{ BYTES("2"), MORE, 0, "", 0 },
	{ BYTES("250 ok\r"), MORE, 0, "", 0 },
	{ BYTES("250-a\r\n"), MORE, 250, "a", 0 },
	{ BYTES("250-a\r\n250"), MORE, 250, "a", 0 },
	/* no reply */
	{ BYTES("\r\n"), BROKEN, 0, "", 0 },
	{ BYTES("ok\r\n"), BROKEN, 0, "", 0 },
	{ BYTES("25\r\n"), BROKEN, 0, "", 0 },
	{ BYTES("2500 ok\r\n"), BROKEN, 0, "", 0 },
	{ BYTES("250ok\r\n"), BROKEN, 0, "", 0 },
	{ BYTES("250\tok\r\n"), BROKEN, 0, "", 0 },
	{ BYTES("250_ok\r\n"), BROKEN, 0, "", 0 },
	{ BYTES("25\0 ok\r\n"), BROKEN, 0, "", 0 },
	{ BYTES("\xB2\xB5\xB0 ok\r\n"), BROKEN, 0, "", 0 },
	{ BYTES(" 250 ok\r\n"), BROKEN, 0, "", 0 },
	{ BYTES("-50 ok\r\n"), BROKEN, 0, "", 0 },
	{ BYTES("150 ok\r\n"), BROKEN, 0, "", 0 },
	{ BYTES("050 ok\r\n"), BROKEN, 0, "", 0 },
	{ BYTES("650 ok\r\n"), BROKEN, 0, "", 0 },
	{ BYTES("250-a\r\nHTTP/1.1 200 OK\r\n"), BROKEN, 250, "a", 0 },
};

/* Gives the bytes in pieces; *USED: how many the reply took. */
static enum smtp_reply_state
read_in_pieces(struct smtp_reply *reply, struct slice bytes, size_t piece,
	       size_t *used)
{
	enum smtp_reply_state state = SMTP_REPLY_MORE;
	size_t took;

	smtp_reply_begin(reply);
	for (*used = 0; state == SMTP_REPLY_MORE && *used < bytes.size;
	     *used += took)
		state = smtp_reply_add(
			reply, slice_sub(bytes, *used, *used + piece), &took);
	return state;
}

static void
test_replies(void **state)
{
	size_t i, piece;

	(void)state;
	for (i = 0; i < COUNT_OF(rows); i++)
		for (piece = 1; piece <= rows[i].size + 1; piece++) {
			struct slice bytes =
				slice_of(rows[i].bytes, rows[i].size);
			struct smtp_reply reply;
			size_t used;

			if (read_in_pieces(&reply, bytes, piece, &used) !=
				    rows[i].state ||
			    reply.code != rows[i].code ||
			    strcmp(reply.text, rows[i].text) != 0 ||
			    used != bytes.size - rows[i].rest)
				fail_msg("row %zu in pieces of %zu: code %d, "
					 "%s",
					 i, piece, reply.code, reply.text);
		}
}

/* Nothing is taken for a whole reply before its last byte. */
static void
test_truncated_replies(void **state)
{
	size_t i, size;

	(void)state;
	for (i = 0; i < COUNT_OF(rows); i++)
		for (size = 0; size + rows[i].rest < rows[i].size; size++) {
			struct smtp_reply reply;
			size_t used;

			assert_int_equal(
				read_in_pieces(&reply,
					       slice_of(rows[i].bytes, size), 7,
					       &used),
				SMTP_REPLY_MORE);
			assert_int_equal(used, size);
		}
}

static void
test_bounds(void **state)
{
	struct smtp_reply reply;
	struct buf bytes;
	size_t i, used;

	(void)state;
	buf_init(&bytes, NULL);
	/* a long line is cut, at a character, and does no harm */
	buf_add_str(&bytes, "250 ");
	for (i = 0; i < 20000; i++)
		buf_add_str(&bytes, "\xC3\xBC");
	buf_add_str(&bytes, "\r\n250 next\r\n");
	assert_int_equal(read_in_pieces(&reply, buf_slice(&bytes), 4096, &used),
			 OK);
	assert_int_equal(used, bytes.size - strlen("250 next\r\n"));
	assert_int_equal(reply.code, 250);
	assert_true(strlen(reply.text) < SMTP_TEXT_MAX);
	/* a line without end */
	buf_reset(&bytes);
	buf_add_str(&bytes, "250 ");
	while (bytes.size <= SMTP_REPLY_BYTES_MAX)
		buf_add_char(&bytes, '\0');
	assert_int_equal(read_in_pieces(&reply, buf_slice(&bytes), 4096, &used),
			 BROKEN);
	/* as many lines as may be, and one more */
	buf_reset(&bytes);
	for (i = 1; i < SMTP_REPLY_LINES_MAX; i++)
		buf_add_str(&bytes, "250-a line\r\n");
	buf_add_str(&bytes, "250 the last\r\n");
	assert_int_equal(read_in_pieces(&reply, buf_slice(&bytes), 4096, &used),
			 OK);
	assert_int_equal(strlen(reply.text), SMTP_TEXT_MAX - 1);
	buf_reset(&bytes);
	for (i = 0; i < SMTP_REPLY_LINES_MAX; i++)
		buf_add_str(&bytes, "250-a line\r\n");
	buf_add_str(&bytes, "250 the last\r\n");
	assert_int_equal(read_in_pieces(&reply, buf_slice(&bytes), 4096, &used),
			 BROKEN);
	buf_clear(&bytes);
}

static void
test_offers(void **state)
{
	static const struct {
		const char *line;
		struct smtp_offers offers;
	} offered[] = {
		{ "8BITMIME", { .eightbit = true } },
		{ "8bitmime", { .eightbit = true } },
		{ "8BITMIME2", { 0 } },
		{ "8BITMIM", { 0 } },
		{ "SMTPUTF8", { .utf8 = true } },
		{ "SmtpUtf8 later", { .utf8 = true } },
		{ "STARTTLS", { .starttls = true } },
		{ "AUTH PLAIN LOGIN", { .auth = true } },
		{ "AUTH=PLAIN", { .auth = true } },
		{ "AUTHENTIC", { 0 } },
		{ "SIZE", { .sizes = true } },
		{ "SIZE 0", { .sizes = true } },
		{ "size 1000", { .sizes = true, .size = 1000 } },
		{ "SIZE 12x", { .sizes = true, .size = 12 } },
		{ "SIZE -1", { .sizes = true } },
		{ "SIZE 99999999999999999999999",
		  { .sizes = true, .size = UINT64_MAX } },
		{ "SIZES 5", { 0 } },
		{ "", { 0 } },
		{ " 8BITMIME", { 0 } },
		{ "PIPELINING", { 0 } },
	};
	size_t i;

	(void)state;
	for (i = 0; i < COUNT_OF(offered); i++) {
		const struct smtp_offers *want = &offered[i].offers;
		struct smtp_offers got = { 0 };

		smtp_offers_add(&got, slice_from(offered[i].line));
		if (got.eightbit != want->eightbit || got.utf8 != want->utf8 ||
		    got.starttls != want->starttls || got.auth != want->auth ||
		    got.sizes != want->sizes || got.size != want->size)
			fail_msg("%s", offered[i].line);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_replies),
		cmocka_unit_test(test_truncated_replies),
		cmocka_unit_test(test_bounds),
		cmocka_unit_test(test_offers),
	};

	return cmocka_run_group_tests_name("smtp replies", tests, NULL, NULL);
}
