/*
 * test_imap_faults.c - the IMAP client against servers that misbehave: it
 * fails in time and with a sentence, or goes on as it should.
 */
#include "../test.h"
#include "fake_server.h"

#include <signal.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/clock.h"
#include "net/imap.h"

/* Anything over this is no timeout any more. */
#define IN_TIME_MS 60000

#define GREETING "> * OK ready", "< CAPABILITY", "> * CAPABILITY IMAP4rev1"
#define LOGIN	 GREETING, "$ OK done", "< LOGIN help secret", "$ OK welcome"
#define CAPABLE(more)                                                          \
	LOGIN, "< CAPABILITY", "> * CAPABILITY IMAP4rev1" more, "$ OK done"
#define SELECTED                                                               \
	"< SELECT INBOX", "> * 3 EXISTS", "> * OK [UIDVALIDITY 7] x",          \
		"> * OK [UIDNEXT 10] x", "$ OK [READ-WRITE] done"
#define OPENED(more) CAPABLE(more), SELECTED

static void
assert_in_time(int64_t start)
{
	assert_true(clock_monotonic_ms() - start < IN_TIME_MS);
}

static bool
open_fake(const struct fake_server *fake, enum net_tls tls, struct imap **imap,
	  struct error *err)
{
	struct imap_options options = { .server = fake_net(fake),
					.max_message = 1000000 };

	options.server.tls = tls;
	return imap_open(&options, imap, err);
}

static struct imap *
open_at(const struct fake_server *fake)
{
	struct imap *imap;
	struct error err;

	if (!open_fake(fake, NET_TLS_NONE, &imap, &err))
		fail_msg("%s", err.text);
	return imap;
}

/* --- opening ----------------------------------------------------------- */

struct opening {
	const char *const *script;
	enum error_class class; /* ERROR_NONE: opens */
	enum net_tls tls;
};

#define SCRIPT(...) ((const char *const[]){ __VA_ARGS__, NULL })

static const struct opening openings[] = {
	/* nothing, or nothing useful, in time */
	{ SCRIPT("hang"), ERROR_RETRY, NET_TLS_NONE },
	{ SCRIPT("drip * OK "), ERROR_RETRY, NET_TLS_NONE },
	{ SCRIPT("flood * OK "), ERROR_RETRY, NET_TLS_NONE },
	{ SCRIPT("> * BYE later"), ERROR_RETRY, NET_TLS_NONE },
	{ SCRIPT("> HTTP/1.1 400 Bad Request"), ERROR_RETRY, NET_TLS_NONE },
	{ SCRIPT(GREETING, "hang"), ERROR_RETRY, NET_TLS_NONE },
	{ SCRIPT(GREETING, "drip * x "), ERROR_RETRY, NET_TLS_NONE },
	{ SCRIPT(LOGIN, "hang"), ERROR_RETRY, NET_TLS_NONE },
	{ SCRIPT(LOGIN, "< CAPABILITY"), ERROR_RETRY, NET_TLS_NONE },
	{ SCRIPT(LOGIN, "drip * OK x\r\n"), ERROR_RETRY, NET_TLS_NONE },
	{ SCRIPT(LOGIN, "flood * OK x\r\n"), ERROR_RETRY, NET_TLS_NONE },
	{ SCRIPT(LOGIN, "flood x"), ERROR_RETRY, NET_TLS_NONE },
	{ SCRIPT(CAPABLE(""), "< SELECT", "drip * 5 EXISTS\r\n"), ERROR_RETRY,
	  NET_TLS_NONE },
	/* refusals that pass and refusals that last */
	{ SCRIPT(GREETING, "$ OK done", "< LOGIN", "$ NO wrong"), ERROR_CONFIG,
	  NET_TLS_NONE },
	{ SCRIPT(GREETING, "$ OK done", "< LOGIN",
		 "$ NO [AUTHENTICATIONFAILED] wrong"),
	  ERROR_CONFIG, NET_TLS_NONE },
	{ SCRIPT(GREETING, "$ OK done", "< LOGIN", "$ NO [UNAVAILABLE] later"),
	  ERROR_RETRY, NET_TLS_NONE },
	{ SCRIPT(CAPABLE(""), "< SELECT", "$ NO [NONEXISTENT] none"),
	  ERROR_CONFIG, NET_TLS_NONE },
	{ SCRIPT(CAPABLE(""), "< SELECT", "$ NO Mailbox does not exist"),
	  ERROR_CONFIG, NET_TLS_NONE },
	{ SCRIPT(CAPABLE(""), "< SELECT", "$ NO [UNAVAILABLE] later"),
	  ERROR_RETRY, NET_TLS_NONE },
	{ SCRIPT(CAPABLE(""), "< SELECT", "$ BAD what"), ERROR_RETRY,
	  NET_TLS_NONE },
	/* answers that bend the standard */
	{ SCRIPT(CAPABLE(""), "< SELECT", "> * 3 EXISTS", "$ OK done"),
	  ERROR_RETRY, NET_TLS_NONE },
	{ SCRIPT(LOGIN, "< CAPABILITY", "$ OK [CAPABILITY IMAP4rev1 IDLE] x",
		 SELECTED, "hang"),
	  ERROR_NONE, NET_TLS_NONE },
	{ SCRIPT(LOGIN, "< CAPABILITY", "$ OK done", SELECTED, "hang"),
	  ERROR_NONE, NET_TLS_NONE },
	{ SCRIPT(CAPABLE(""), "< SELECT", "> * OK [PERMANENTFLAGS ()] none",
		 "> * OK [PERMANENTFLAGS (\\*)] all", "> * 3 EXISTS",
		 "> * OK [UIDVALIDITY 7] x", "$ OK done", "hang"),
	  ERROR_NONE, NET_TLS_NONE },
	/* what the parser must not see */
	{ SCRIPT(LOGIN, "< CAPABILITY", "flood ("), ERROR_RETRY, NET_TLS_NONE },
	{ SCRIPT(LOGIN, "< CAPABILITY", "> * LIST () \"/\" {4294967290}",
		 "hang"),
	  ERROR_RETRY, NET_TLS_NONE },
	{ SCRIPT(LOGIN, "< CAPABILITY",
		 "> * LIST () \"/\" {99999999999999999999999}", "hang"),
	  ERROR_RETRY, NET_TLS_NONE },
	/* TLS is required and not to be had */
	{ SCRIPT(GREETING, "$ OK done"), ERROR_CONFIG, NET_TLS_STARTTLS },
	{ SCRIPT("> * PREAUTH welcome", "< CAPABILITY",
		 "> * CAPABILITY IMAP4rev1 STARTTLS", "$ OK done"),
	  ERROR_CONFIG, NET_TLS_STARTTLS },
	{ SCRIPT("> * OK ready", "< CAPABILITY",
		 "> * CAPABILITY IMAP4rev1 STARTTLS", "$ OK done", "< STARTTLS",
		 "$ NO not now"),
	  ERROR_CONFIG, NET_TLS_STARTTLS },
	{ SCRIPT("> * OK ready", "< CAPABILITY",
		 "> * CAPABILITY IMAP4rev1 STARTTLS", "$ OK done", "< STARTTLS",
		 "$ OK begin\r\n* OK injected", "hang"),
	  ERROR_RETRY, NET_TLS_STARTTLS },
	{ SCRIPT("> * OK this is no TLS"), ERROR_RETRY, NET_TLS_IMPLICIT },
};

static void
check_opening(size_t i)
{
	struct error err = { 0 };
	struct fake_server fake;
	struct imap *imap = NULL;
	int64_t start = clock_monotonic_ms();
	bool ok;

	fake_start(&fake, openings[i].script);
	ok = open_fake(&fake, openings[i].tls, &imap, &err);
	assert_in_time(start);
	if (ok != (openings[i].class == ERROR_NONE) ||
	    (!ok && err.class != openings[i].class))
		fail_msg("row %zu: class %d: %s", i, err.class, err.text);
	assert_int_equal(imap != NULL, ok);
	imap_close(imap);
	fake_stop(&fake);
}

static void
test_openings(void **state)
{
	(void)state;
	fake_run_rows(COUNT_OF(openings), check_opening);
}

/* RFC 7628's predecessor, as Microsoft and Google want it: base64 of
 * "user=help", "auth=Bearer t0ken", each ended by 0x01, and one more. */
static void
test_login_by_token(void **state)
{
	struct imap_options options = { .max_message = 1000 };
	struct imap *imap = NULL;
	struct fake_server fake;
	struct error err;

	(void)state;
	fake_start(&fake,
		   SCRIPT("> * OK ready", "< CAPABILITY",
			  "> * CAPABILITY IMAP4rev1 SASL-IR AUTH=XOAUTH2 "
			  "AUTH=PLAIN",
			  "$ OK done",
			  "< AUTHENTICATE XOAUTH2 "
			  "dXNlcj1oZWxwAWF1dGg9QmVhcmVyIHQwa2VuAQE=",
			  "$ OK welcome", "< CAPABILITY", "$ OK done", SELECTED,
			  "hang"));
	options.server = fake_net(&fake);
	options.server.token = "t0ken";
	if (!imap_open(&options, &imap, &err))
		fail_msg("%s", err.text);
	imap_close(imap);
	assert_true(fake_stop(&fake));
}

/* --- fetching ---------------------------------------------------------- */

static bool
note_uid(const struct imap_mail *mail, void *context, struct error *err)
{
	struct buf *out = context;

	(void)err;
	buf_printf(out, "%u%s:%.*s ", mail->uid, mail->seen ? " seen" : "",
		   (int)mail->bytes.size, mail->bytes.data);
	return true;
}

#define OVERVIEW                                                               \
	"< UID FETCH 4:5,7 (UID FLAGS INTERNALDATE RFC822.SIZE)",              \
		"> * 1 FETCH (UID 4 FLAGS (\\Seen) RFC822.SIZE 5)",            \
		"> * 3 FETCH (UID 7 FLAGS () RFC822.SIZE 5)", "$ OK done",     \
		"< UID SEARCH UID 5", "> * SEARCH", "$ OK done",               \
		"< UID FETCH 4,7 (UID BODY.PEEK[])"

/* UIDs 4, 5 and 7 are wanted. */
static const struct {
	const char *const *script;
	const char *wanted; /* what the handler notes; NULL: the fetch fails */
} fetches[] = {
	/* one vanished, one came twice, one nobody asked for, news between */
	{ SCRIPT(OPENED(""), OVERVIEW,
		 "> * 3 FETCH (UID 7 BODY[] {5}\r\nseven)",
		 "> * 3 FETCH (UID 7 BODY[] {5}\r\nagain)",
		 "> * 2 FETCH (UID 6 BODY[] {3}\r\nsix)",
		 "> * 1 FETCH (FLAGS (\\Seen))", "> * 4 EXISTS",
		 "> * 1 FETCH (UID 4 BODY[] {4}\r\nfour)", "$ OK done", "hang"),
	  "4 seen:four 7:seven " },
	/* all vanished, and one between overview and body */
	{ SCRIPT(OPENED(""), "< UID FETCH", "$ OK done",
		 "< UID SEARCH UID 4:5,7", "> * SEARCH", "$ OK done", "hang"),
	  "" },
	{ SCRIPT(OPENED(""), OVERVIEW,
		 "> * 3 FETCH (UID 7 BODY[] {5}\r\nseven)", "$ OK done",
		 "< UID SEARCH UID 4", "> * SEARCH", "$ OK done", "hang"),
	  "7:seven " },
	/* there, and not given: nothing later is handed over */
	{ SCRIPT(OPENED(""), "< UID FETCH",
		 "> * 1 FETCH (UID 4 FLAGS () RFC822.SIZE 5)", "$ NO trouble",
		 "< UID SEARCH UID 5,7", "> * SEARCH 7", "$ OK done", "hang"),
	  NULL },
	{ SCRIPT(OPENED(""), OVERVIEW,
		 "> * 3 FETCH (UID 7 BODY[] {5}\r\nseven)", "$ NO trouble",
		 "< UID SEARCH UID 4", "> * SEARCH 4", "$ OK done", "hang"),
	  NULL },
	/* an empty mail is one */
	{ SCRIPT(OPENED(""), OVERVIEW, "> * 1 FETCH (UID 4 BODY[] {0}\r\n)",
		 "> * 3 FETCH (UID 7 BODY[] \"\")", "$ OK done", "hang"),
	  "4 seen: 7: " },
	/* closed inside a literal, which may be no end and no spin */
	{ SCRIPT(OPENED(""), OVERVIEW,
		 "> * 1 FETCH (UID 4 BODY[] {500}\r\nfour"),
	  NULL },
	{ SCRIPT(OPENED(""), OVERVIEW, "> * 1 FETCH (UID 4 BODY[] {90000}",
		 "drip mail"),
	  NULL },
	{ SCRIPT(OPENED(""), OVERVIEW, "> * 1 FETCH (UID 4 BODY[] {4294967290}",
		 "hang"),
	  NULL },
	{ SCRIPT(OPENED(""), OVERVIEW, "> * 1 FETCH (UID 4 BODY[] {90000}",
		 "hang"),
	  NULL },
	{ SCRIPT(OPENED(""), OVERVIEW, "flood * 1 FETCH (UID 4 FLAGS ())\r\n"),
	  NULL },
};

static void
check_fetch(size_t i)
{
	static const uint32_t uids[] = { 4, 5, 7 };
	struct error err = { 0 };
	struct fake_server fake;
	struct imap *imap;
	struct buf out;
	int64_t start;
	bool ok;

	buf_init(&out, NULL);
	fake_start(&fake, fetches[i].script);
	imap = open_at(&fake);
	start = clock_monotonic_ms();
	ok = imap_fetch(imap, uids, COUNT_OF(uids), note_uid, &out, &err);
	assert_in_time(start);
	if (ok != (fetches[i].wanted != NULL))
		fail_msg("row %zu: %s", i, err.text);
	if (ok)
		assert_string_equal(out.data, fetches[i].wanted);
	else
		assert_int_equal(err.class, ERROR_RETRY);
	imap_close(imap);
	fake_stop(&fake);
	buf_clear(&out);
}

static void
test_fetches(void **state)
{
	(void)state;
	fake_run_rows(COUNT_OF(fetches), check_fetch);
}

static void
test_uids_of_a_star(void **state)
{
	struct arena *arena = arena_new();
	struct fake_server fake;
	struct error err;
	struct imap *imap;
	uint32_t *uids;
	size_t count;

	(void)state;
	fake_start(&fake,
		   SCRIPT(OPENED(""), "< UID SEARCH UID 9:*", "> * SEARCH 8",
			  "$ OK done", "< UID SEARCH UID 5:*",
			  "> * SEARCH 9 5 8 5", "> * SEARCH 4 7", "$ OK done",
			  "< UID SEARCH", "$ OK none", "hang"));
	imap = open_at(&fake);
	assert_true(imap_uids(imap, 9, arena, &uids, &count, &err));
	assert_int_equal(count, 0);
	assert_true(imap_uids(imap, 5, arena, &uids, &count, &err));
	assert_int_equal(count, 4);
	assert_int_equal(uids[0], 5);
	assert_int_equal(uids[1], 7);
	assert_int_equal(uids[3], 9);
	assert_true(imap_uids(imap, 1, arena, &uids, &count, &err));
	assert_int_equal(count, 0);
	imap_close(imap);
	assert_true(fake_stop(&fake));
	arena_free(arena);
}

/* --- changing ---------------------------------------------------------- */

#define STORED "< STORE 4:5 +FLAGS.SILENT (\\Deleted)", "$ OK done"

static const struct {
	const char *const *script;
	bool ok;
} moves[] = {
	{ SCRIPT(OPENED(" MOVE"), "< UID MOVE 4:5 Done", "$ OK done", "hang"),
	  true },
	{ SCRIPT(OPENED(" MOVE"), "< UID MOVE 4:5 Done",
		 "$ NO [TRYCREATE] none", "< CREATE Done", "$ OK done",
		 "< UID MOVE 4:5 Done", "$ OK done", "hang"),
	  true },
	{ SCRIPT(OPENED(" MOVE"), "< MOVE", "$ NO full", "< CREATE",
		 "$ NO exists", "< MOVE", "$ NO full", "hang"),
	  false },
	{ SCRIPT(OPENED(" UIDPLUS"), "< UID COPY 4:5 Done", "$ OK done", STORED,
		 "< UID EXPUNGE 4:5", "$ OK done", "hang"),
	  true },
	{ SCRIPT(OPENED(""), "< UID COPY 4:5 Done", "$ NO none",
		 "< CREATE Done", "$ OK done", "< UID COPY 4:5 Done",
		 "$ OK done", STORED, "hang"),
	  true },
	{ SCRIPT(OPENED(""), "< UID COPY 4:5 Done", "$ OK done", "< STORE",
		 "$ NO not yours", "hang"),
	  false },
	{ SCRIPT(OPENED(" MOVE"), "< MOVE"), false },
};

static void
check_move(size_t i)
{
	static const uint32_t uids[] = { 4, 5 };
	struct error err = { 0 };
	struct fake_server fake;
	struct imap *imap;

	fake_start(&fake, moves[i].script);
	imap = open_at(&fake);
	if (imap_move(imap, uids, 2, "Done", &err) != moves[i].ok)
		fail_msg("row %zu: %s", i, err.text);
	assert_int_equal(err.class, moves[i].ok ? ERROR_NONE : ERROR_RETRY);
	imap_close(imap);
	assert_true(fake_stop(&fake));
}

static void
test_moves(void **state)
{
	(void)state;
	fake_run_rows(COUNT_OF(moves), check_move);
}

/* 500 UIDs in a row are one range; with gaps they take two commands. */
static void
test_many_uids(void **state)
{
	struct fake_server fake;
	struct error err = { 0 };
	uint32_t uids[500];
	struct imap *imap;
	size_t i;

	(void)state;
	fake_start(&fake,
		   SCRIPT(OPENED(""), "< UID STORE 1:500 +FLAGS", "$ OK done",
			  "< UID STORE 2,4,6,8,", "$ OK done",
			  "< UID STORE 702,704,", "$ OK done", "hang"));
	imap = open_at(&fake);
	for (i = 0; i < COUNT_OF(uids); i++)
		uids[i] = (uint32_t)i + 1;
	if (!imap_store_seen(imap, uids, COUNT_OF(uids), &err))
		fail_msg("%s", err.text);
	for (i = 0; i < COUNT_OF(uids); i++)
		uids[i] = (uint32_t)i * 2 + 2;
	if (!imap_store_seen(imap, uids, COUNT_OF(uids), &err))
		fail_msg("%s", err.text);
	imap_close(imap);
	assert_true(fake_stop(&fake));
}

/* --- waiting ----------------------------------------------------------- */

#define LOOKED(more)                                                           \
	OPENED(more), "< UID SEARCH", "> * SEARCH 1 2 3", "$ OK done"
#define IDLING LOOKED(" IDLE"), "< idle IDLE"
#define DONE   "< DONE", "> idle OK done", "hang"

static const struct {
	const char *const *script;
	enum imap_idle_result result;
} waits[] = {
	{ SCRIPT(IDLING, "> + idling", "> * 4 EXISTS", DONE),
	  IMAP_IDLE_CHANGED },
	{ SCRIPT(IDLING, "> + idling\r\n* 4 EXISTS", DONE), IMAP_IDLE_CHANGED },
	{ SCRIPT(IDLING, "> * 4 EXISTS\r\n+ idling", DONE), IMAP_IDLE_CHANGED },
	{ SCRIPT(IDLING, "> + idling",
		 "> * 1 EXPUNGE\r\n* 1 EXPUNGE\r\n* 2 EXISTS", DONE),
	  IMAP_IDLE_CHANGED },
	{ SCRIPT(IDLING, "> + idling", "< DONE", "> * 4 EXISTS",
		 "> idle OK done", "hang"),
	  IMAP_IDLE_CHANGED },
	{ SCRIPT(IDLING, "> + idling", "> * OK still here", "> * 3 EXISTS",
		 "> * 2 EXPUNGE", "> * 2 EXISTS", DONE),
	  IMAP_IDLE_TIMEOUT },
	{ SCRIPT(IDLING, "> + idling", "> * BYE leaving"), IMAP_IDLE_FAILED },
	{ SCRIPT(IDLING, "> + idling"), IMAP_IDLE_FAILED },
	{ SCRIPT(IDLING, "> + idling", "> idle OK done", "hang"),
	  IMAP_IDLE_FAILED },
	{ SCRIPT(IDLING, "> idle BAD what", "hang"), IMAP_IDLE_FAILED },
	{ SCRIPT(IDLING, "hang"), IMAP_IDLE_FAILED },
	{ SCRIPT(IDLING, "> + idling", "< DONE", "hang"), IMAP_IDLE_FAILED },
	{ SCRIPT(IDLING, "> + idling", "flood * OK x\r\n"), IMAP_IDLE_FAILED },
	{ SCRIPT(IDLING, "> + idling", "flood x"), IMAP_IDLE_FAILED },
	{ SCRIPT(LOOKED(""), "< NOOP", "> * 4 EXISTS", "$ OK done", "hang"),
	  IMAP_IDLE_CHANGED },
	{ SCRIPT(LOOKED(""), "< NOOP", "$ OK done", "hang"),
	  IMAP_IDLE_TIMEOUT },
	{ SCRIPT(LOOKED("")), IMAP_IDLE_FAILED },
};

static void
check_wait(size_t i)
{
	struct arena *arena = arena_new();
	struct error err = { 0 };
	int64_t start = clock_monotonic_ms();
	enum imap_idle_result result;
	struct fake_server fake;
	struct imap *imap;
	uint32_t *uids;
	size_t count;

	fake_start(&fake, waits[i].script);
	imap = open_at(&fake);
	assert_true(imap_uids(imap, 1, arena, &uids, &count, &err));
	result = imap_idle(imap, 300, -1, &err);
	if (result != waits[i].result)
		fail_msg("row %zu: result %d: %s", i, result, err.text);
	assert_int_equal(err.class,
			 result == IMAP_IDLE_FAILED ? ERROR_RETRY : ERROR_NONE);
	assert_in_time(start);
	imap_close(imap);
	fake_stop(&fake);
	arena_free(arena);
}

static void
test_waits(void **state)
{
	(void)state;
	fake_run_rows(COUNT_OF(waits), check_wait);
}

/* News that nobody makes end the wait, however long it may be. */
static void
test_endless_news(void **state)
{
	struct arena *arena = arena_new();
	struct error err = { 0 };
	int64_t start = clock_monotonic_ms();
	struct fake_server fake;
	struct imap *imap;
	uint32_t *uids;
	size_t count;

	(void)state;
	fake_start(&fake, SCRIPT(IDLING, "> + idling",
				 "flood * 1 FETCH (FLAGS ())\r\n"));
	imap = open_at(&fake);
	assert_true(imap_uids(imap, 1, arena, &uids, &count, &err));
	assert_int_equal(imap_idle(imap, 10 * IN_TIME_MS, -1, &err),
			 IMAP_IDLE_FAILED);
	assert_non_null(strstr(err.text, "no end of news"));
	assert_in_time(start);
	imap_close(imap);
	fake_stop(&fake);
	arena_free(arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_openings),
		cmocka_unit_test(test_login_by_token),
		cmocka_unit_test(test_fetches),
		cmocka_unit_test(test_uids_of_a_star),
		cmocka_unit_test(test_moves),
		cmocka_unit_test(test_many_uids),
		cmocka_unit_test(test_waits),
		cmocka_unit_test(test_endless_news),
	};

	signal(SIGPIPE, SIG_IGN);
	return cmocka_run_group_tests_name("imap faults", tests, NULL, NULL);
}
