/*
 * test_smtp_faults.c - the SMTP client against servers that misbehave: which
 * of the answers accepted, refused, retry, unknown and config comes out.
 */
#include "../test.h"
#include "fake_server.h"

#include <signal.h>

#include "base/clock.h"
#include "net/smtp.h"

#define IN_TIME_MS 60000
#define MAIL	   "Subject: a\r\n\r\nb\r\n"

#define EHLO	  "> 220 ready", "< EHLO", "> 250-fake", "> 250 8BITMIME"
#define AUTH	  "> 220 ready", "< EHLO", "> 250-fake", "> 250 AUTH PLAIN", "< AUTH"
#define RECIPIENT "< MAIL FROM:<>", "> 250 ok", "< RCPT TO:<a@example.org>"
#define DATA	  RECIPIENT, "> 250 ok", "< DATA", "> 354 go", "body"
#define SENT	  DATA, "> 250 taken"

#define SCRIPT(...) ((const char *const[]){ __VA_ARGS__, NULL })

static const struct {
	const char *const *script;
	enum smtp_outcome outcome;
	int code;
	const char *user, *text; /* where they matter */
	enum net_tls tls;
} rows[] = {
	{ SCRIPT(EHLO, SENT, "hang"), SMTP_ACCEPTED, 250, NULL, "taken",
	  NET_TLS_NONE },
	/* before the mail: nothing is lost by trying later */
	{ SCRIPT("hang"), SMTP_RETRY, 0, NULL, NULL, NET_TLS_NONE },
	{ SCRIPT("drip 220-"), SMTP_RETRY, 0, NULL, NULL, NET_TLS_NONE },
	{ SCRIPT("flood 220-x\r\n"), SMTP_RETRY, 220, NULL, NULL,
	  NET_TLS_NONE },
	{ SCRIPT("> 421 busy"), SMTP_RETRY, 421, NULL, "busy", NET_TLS_NONE },
	{ SCRIPT("> 554 no service"), SMTP_RETRY, 554, NULL, "no service",
	  NET_TLS_NONE },
	{ SCRIPT(EHLO, "hang"), SMTP_RETRY, 250, NULL, NULL, NET_TLS_NONE },
	{ SCRIPT(EHLO, "< MAIL"), SMTP_RETRY, 250, NULL, NULL, NET_TLS_NONE },
	{ SCRIPT(EHLO, "< MAIL", "> 452 full", "hang"), SMTP_RETRY, 452, NULL,
	  "full", NET_TLS_NONE },
	{ SCRIPT(EHLO, "< MAIL", "> 552 too large", "hang"), SMTP_REFUSED, 552,
	  NULL, "too large", NET_TLS_NONE },
	{ SCRIPT(EHLO, RECIPIENT, "> 450 later", "hang"), SMTP_RETRY, 450, NULL,
	  "later", NET_TLS_NONE },
	{ SCRIPT(EHLO, RECIPIENT, "> 550-no such\x1b[2J",
		 "> 550 user \xff here", "hang"),
	  SMTP_REFUSED, 550, NULL,
	  "no such\xEF\xBF\xBD[2J user \xEF\xBF\xBD here", NET_TLS_NONE },
	{ SCRIPT(EHLO, RECIPIENT, "> 250 ok", "< DATA", "> 451 not now",
		 "hang"),
	  SMTP_RETRY, 451, NULL, NULL, NET_TLS_NONE },
	{ SCRIPT(EHLO, RECIPIENT, "> 250 ok", "< DATA", "> 554 none", "hang"),
	  SMTP_REFUSED, 554, NULL, NULL, NET_TLS_NONE },
	{ SCRIPT(EHLO, RECIPIENT, "> 250 ok", "< DATA", "hang"), SMTP_RETRY,
	  250, NULL, NULL, NET_TLS_NONE },
	/* after the final dot */
	{ SCRIPT(EHLO, DATA, "> 451 disk full", "hang"), SMTP_RETRY, 451, NULL,
	  NULL, NET_TLS_NONE },
	{ SCRIPT(EHLO, DATA, "> 554 spam", "hang"), SMTP_REFUSED, 554, NULL,
	  NULL, NET_TLS_NONE },
	{ SCRIPT(EHLO, DATA, "hang"), SMTP_UNKNOWN, 354, NULL, NULL,
	  NET_TLS_NONE },
	{ SCRIPT(EHLO, DATA), SMTP_UNKNOWN, 354, NULL, NULL, NET_TLS_NONE },
	{ SCRIPT(EHLO, DATA, "drip 250-"), SMTP_UNKNOWN, 354, NULL, NULL,
	  NET_TLS_NONE },
	/* settings */
	{ SCRIPT(EHLO, "< MAIL", "> 530 log in first", "hang"), SMTP_CONFIG,
	  530, NULL, NULL, NET_TLS_NONE },
	{ SCRIPT(AUTH, "> 535 wrong", "hang"), SMTP_CONFIG, 535, "help", NULL,
	  NET_TLS_NONE },
	{ SCRIPT(AUTH, "> 454 later", "hang"), SMTP_RETRY, 454, "help", NULL,
	  NET_TLS_NONE },
	{ SCRIPT(EHLO, "hang"), SMTP_CONFIG, 250, NULL, NULL,
	  NET_TLS_STARTTLS },
	{ SCRIPT("> 220 ready", "< EHLO", "> 250-fake", "> 250 STARTTLS",
		 "< STARTTLS", "> 454 not now", "hang"),
	  SMTP_RETRY, 454, NULL, NULL, NET_TLS_STARTTLS },
};

static struct smtp_session *
open_at(const struct fake_server *fake, const char *user, enum net_tls tls)
{
	struct smtp_options options = { .server = fake_net(fake),
					.helo = "desk" };
	struct smtp_session *session;
	struct error err;

	options.server.user = user;
	options.server.tls = tls;
	if (!smtp_open(&options, &session, &err))
		fail_msg("%s", err.text);
	return session;
}

static void
check_outcome(size_t i)
{
	int64_t start = clock_monotonic_ms();
	struct smtp_session *session;
	struct smtp_result result;
	struct fake_server fake;

	fake_start(&fake, rows[i].script);
	session = open_at(&fake, rows[i].user, rows[i].tls);
	smtp_send(session, "", "a@example.org", slice_from(MAIL), &result);
	smtp_close(session);
	if (result.outcome != rows[i].outcome || result.code != rows[i].code ||
	    !result.text[0])
		fail_msg("row %zu: outcome %d, code %d: %s", i, result.outcome,
			 result.code, result.text);
	if (rows[i].text)
		assert_string_equal(result.text, rows[i].text);
	assert_true(clock_monotonic_ms() - start < IN_TIME_MS);
	fake_stop(&fake);
}

static void
test_outcomes(void **state)
{
	(void)state;
	fake_run_rows(COUNT_OF(rows), check_outcome);
}

static void
test_offers_decide_about_addresses(void **state)
{
	static const char name[] = "m\xC3\xBCller@example.org";
	struct smtp_session *session;
	struct smtp_result result;
	struct smtp_offers offers;
	struct fake_server fake;

	(void)state;
	fake_start(&fake, SCRIPT("> 220 ready", "< EHLO", "> 250-fake",
				 "> 250-size 1000", "> 250 8bitmime", "< NOOP",
				 "> 250 ok", "hang"));
	session = open_at(&fake, NULL, NET_TLS_NONE);
	assert_int_equal(
		smtp_send(session, "", name, slice_from(MAIL), &result),
		SMTP_REFUSED);
	assert_int_equal(result.code, 0);
	assert_non_null(strstr(result.text, "SMTPUTF8"));
	assert_true(smtp_offers(session, &offers, NULL));
	assert_false(offers.eightbit);
	assert_false(offers.utf8);
	assert_int_equal(offers.size, 1000);
	smtp_close(session);
	fake_stop(&fake);
	fake_start(&fake,
		   SCRIPT("> 220 ready", "< EHLO", "> 250-fake",
			  "> 250 SMTPUTF8", "< NOOP", "> 250 ok", "< SMTPUTF8",
			  "> 250 ok", "< RCPT TO:<m\xC3\xBCller@example.org>",
			  "> 250 ok", "< DATA", "> 354 go", "body",
			  "> 250 taken", "hang"));
	session = open_at(&fake, NULL, NET_TLS_NONE);
	assert_int_equal(
		smtp_send(session, "", name, slice_from(MAIL), &result),
		SMTP_ACCEPTED);
	smtp_close(session);
	assert_true(fake_stop(&fake));
}

/* The second mail finds the kept connection closed, or is told goodbye. */
static void
test_stale_connections_are_replaced(void **state)
{
	const char *const *const scripts[] = {
		SCRIPT(EHLO, SENT, "next", EHLO, SENT, "hang"),
		SCRIPT(EHLO, SENT, "< MAIL", "> 421 too idle", "next", EHLO,
		       SENT, "hang"),
		SCRIPT(EHLO, SENT, "< MAIL", "next", EHLO, SENT, "hang"),
	};
	size_t i;

	(void)state;
	for (i = 0; i < COUNT_OF(scripts); i++) {
		struct smtp_session *session;
		struct smtp_result result;
		struct fake_server fake;
		int mail;

		fake_start(&fake, scripts[i]);
		session = open_at(&fake, NULL, NET_TLS_NONE);
		for (mail = 0; mail < 2; mail++)
			if (smtp_send(session, "", "a@example.org",
				      slice_from(MAIL),
				      &result) != SMTP_ACCEPTED)
				fail_msg("row %zu, mail %d: %d %s", i, mail,
					 result.outcome, result.text);
		smtp_close(session);
		assert_true(fake_stop(&fake));
	}
}

/* A connection that dies after MAIL was answered is not replaced: the mail
 * is tried again later, by those who count the tries. */
static void
test_no_second_try_after_the_first_answer(void **state)
{
	struct smtp_session *session;
	struct smtp_result result;
	struct fake_server fake;

	(void)state;
	fake_start(&fake, SCRIPT(EHLO, SENT, "< MAIL", "> 250 ok", "< RCPT"));
	session = open_at(&fake, NULL, NET_TLS_NONE);
	assert_int_equal(smtp_send(session, "", "a@example.org",
				   slice_from(MAIL), &result),
			 SMTP_ACCEPTED);
	assert_int_equal(smtp_send(session, "", "a@example.org",
				   slice_from(MAIL), &result),
			 SMTP_RETRY);
	smtp_close(session);
	assert_true(fake_stop(&fake));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_outcomes),
		cmocka_unit_test(test_offers_decide_about_addresses),
		cmocka_unit_test(test_stale_connections_are_replaced),
		cmocka_unit_test(test_no_second_try_after_the_first_answer),
	};

	signal(SIGPIPE, SIG_IGN);
	return cmocka_run_group_tests_name("smtp faults", tests, NULL, NULL);
}
