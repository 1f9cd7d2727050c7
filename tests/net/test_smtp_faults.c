/*
 * test_smtp_faults.c - the SMTP client against servers that misbehave: which
 * of the answers accepted, refused, retry, unknown and config comes out.
 */
#include "../test.h"
#include "fake_server.h"

#include <signal.h>

#include "base/clock.h"
#include "base/utf8.h"
#include "net/smtp.h"

#define IN_TIME_MS 60000
#define PATIENT_S  90 /* longer than that: whoever waits so long fails */
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
	bool waits; /* for an answer that does not come */
	int64_t least_s; /* so long at least */
} rows[] = {
	{ SCRIPT(EHLO, SENT, "hang"), SMTP_ACCEPTED, 250, .text = "taken",
	  .tls = NET_TLS_NONE },
	/* before the mail: nothing is lost by trying later */
	{ SCRIPT("hang"), SMTP_RETRY, 0, .tls = NET_TLS_NONE, .waits = true },
	{ SCRIPT("drip 220-"), SMTP_RETRY, 0, .tls = NET_TLS_NONE,
	  .waits = true },
	{ SCRIPT("flood 220-x\r\n"), SMTP_RETRY, 0, .tls = NET_TLS_NONE,
	  .waits = true },
	{ SCRIPT("> 421 busy"), SMTP_RETRY, 421, .text = "busy",
	  .tls = NET_TLS_NONE },
	{ SCRIPT("> 554 no service"), SMTP_RETRY, 554, .text = "no service",
	  .tls = NET_TLS_NONE },
	{ SCRIPT("> 220 ready\x1b[2J \xff", "< EHLO"), SMTP_RETRY, 220,
	  .tls = NET_TLS_NONE },
	{ SCRIPT(EHLO, "hang"), SMTP_RETRY, 250, .tls = NET_TLS_NONE,
	  .waits = true },
	{ SCRIPT(EHLO, "< MAIL"), SMTP_RETRY, 250, .tls = NET_TLS_NONE },
	{ SCRIPT(EHLO, "< MAIL", "> 452 full", "hang"), SMTP_RETRY, 452,
	  .text = "full", .tls = NET_TLS_NONE },
	{ SCRIPT(EHLO, "< MAIL", "> 552 too large", "hang"), SMTP_REFUSED, 552,
	  .text = "too large", .tls = NET_TLS_NONE },
	{ SCRIPT(EHLO, RECIPIENT, "> 450 later", "hang"), SMTP_RETRY, 450,
	  .text = "later", .tls = NET_TLS_NONE },
	{ SCRIPT(EHLO, RECIPIENT, "> 550-no such\x1b[2J",
		 "> 550 user \xff here", "hang"),
	  SMTP_REFUSED, 550,
	  .text = "no such\xEF\xBF\xBD[2J user \xEF\xBF\xBD here",
	  .tls = NET_TLS_NONE },
	{ SCRIPT(EHLO, RECIPIENT, "> 250 ok", "< DATA", "> 451 not now",
		 "hang"),
	  SMTP_RETRY, 451, .tls = NET_TLS_NONE },
	{ SCRIPT(EHLO, RECIPIENT, "> 250 ok", "< DATA", "> 554 none", "hang"),
	  SMTP_REFUSED, 554, .tls = NET_TLS_NONE },
	{ SCRIPT(EHLO, RECIPIENT, "> 250 ok", "< DATA", "hang"), SMTP_RETRY,
	  250, .tls = NET_TLS_NONE, .waits = true },
	/* no answers, or too many */
	{ SCRIPT(EHLO, "< MAIL", "drip 250-"), SMTP_RETRY, 250,
	  .tls = NET_TLS_NONE, .waits = true },
	{ SCRIPT(EHLO, "< MAIL", "flood 250-x\r\n"), SMTP_RETRY, 250,
	  .tls = NET_TLS_NONE },
	{ SCRIPT(EHLO, "< MAIL", "flood 250-x"), SMTP_RETRY, 250,
	  .tls = NET_TLS_NONE },
	{ SCRIPT(EHLO, "< MAIL", "> taken", "hang"), SMTP_RETRY, 250,
	  .tls = NET_TLS_NONE },
	{ SCRIPT(EHLO, "< MAIL", "> 354 go", "hang"), SMTP_RETRY, 354,
	  .tls = NET_TLS_NONE },
	{ SCRIPT(EHLO, RECIPIENT, "> 250-yes", "> 550 no", "hang"), SMTP_RETRY,
	  250, .tls = NET_TLS_NONE },
	{ SCRIPT(EHLO, "< MAIL", "> 250 ok\r\n250 ok", "hang"), SMTP_RETRY, 250,
	  .tls = NET_TLS_NONE },
	{ SCRIPT(EHLO, RECIPIENT, "> 250 ok", "< DATA", "> 250 ok", "hang"),
	  SMTP_RETRY, 250, .tls = NET_TLS_NONE },
	{ SCRIPT(EHLO, RECIPIENT, "> 250 ok", "< DATA", "> 354 go\r\n250 taken",
		 "hang"),
	  SMTP_RETRY, 354, .tls = NET_TLS_NONE },
	{ SCRIPT(EHLO, RECIPIENT, "> 421 bye", "hang"), SMTP_RETRY, 421,
	  .text = "bye", .tls = NET_TLS_NONE },
	/* after the final dot */
	{ SCRIPT(EHLO, DATA, "> 451 disk full", "hang"), SMTP_RETRY, 451,
	  .tls = NET_TLS_NONE },
	{ SCRIPT(EHLO, DATA, "> 554 spam", "hang"), SMTP_REFUSED, 554,
	  .tls = NET_TLS_NONE },
	{ SCRIPT(EHLO, DATA, "hang"), SMTP_UNKNOWN, 354, .tls = NET_TLS_NONE,
	  .waits = true, .least_s = 5 * FAKE_TIMEOUT_S },
	{ SCRIPT(EHLO, DATA), SMTP_UNKNOWN, 354, .tls = NET_TLS_NONE },
	{ SCRIPT(EHLO, DATA, "drip 250-"), SMTP_UNKNOWN, 354,
	  .tls = NET_TLS_NONE, .waits = true },
	{ SCRIPT(EHLO, DATA, "flood 250-x\r\n"), SMTP_UNKNOWN, 354,
	  .tls = NET_TLS_NONE },
	{ SCRIPT(EHLO, DATA, "> taken", "hang"), SMTP_UNKNOWN, 354,
	  .tls = NET_TLS_NONE },
	{ SCRIPT(EHLO, DATA, "> 250-yes", "> 550 no", "hang"), SMTP_UNKNOWN,
	  354, .tls = NET_TLS_NONE },
	{ SCRIPT(EHLO, DATA, "> 354 go on", "hang"), SMTP_UNKNOWN, 354,
	  .tls = NET_TLS_NONE },
	{ SCRIPT(EHLO, DATA, "> 421 bye", "hang"), SMTP_RETRY, 421,
	  .text = "bye", .tls = NET_TLS_NONE },
	/* settings */
	{ SCRIPT(EHLO, "< MAIL", "> 530 log in first", "hang"), SMTP_CONFIG,
	  530, .tls = NET_TLS_NONE },
	{ SCRIPT(AUTH, "> 535 wrong", "hang"), SMTP_CONFIG, 535, .user = "help",
	  .tls = NET_TLS_NONE },
	{ SCRIPT(AUTH, "> 454 later", "hang"), SMTP_RETRY, 454, .user = "help",
	  .tls = NET_TLS_NONE },
	{ SCRIPT(EHLO, "hang"), SMTP_CONFIG, 250, .tls = NET_TLS_STARTTLS },
	{ SCRIPT("> 220 ready", "< EHLO", "> 250-fake", "> 250 STARTTLS",
		 "< STARTTLS", "> 454 not now", "hang"),
	  SMTP_RETRY, 454, .tls = NET_TLS_STARTTLS },
};

static struct smtp_session *
open_at(const struct fake_server *fake, const char *user, enum net_tls tls,
	int64_t timeout_s)
{
	struct smtp_options options = { .server = fake_net(fake),
					.helo = "desk" };
	struct smtp_session *session;
	struct error err;

	options.server.user = user;
	options.server.tls = tls;
	options.server.timeout_s = timeout_s;
	if (!smtp_open(&options, &session, &err))
		fail_msg("%s", err.text);
	return session;
}

/* What may be stored and shown. */
static bool
is_clean(const char *text)
{
	const char *c;

	for (c = text; *c; c++)
		if ((unsigned char)*c < 0x20)
			return false;
	return c > text && utf8_valid(slice_from(text));
}

static void
check_outcome(size_t i)
{
	int64_t start = clock_monotonic_ms();
	struct smtp_session *session;
	struct smtp_result result;
	struct fake_server fake;

	fake_start(&fake, rows[i].script);
	session = open_at(&fake, rows[i].user, rows[i].tls,
			  rows[i].waits ? FAKE_TIMEOUT_S : PATIENT_S);
	smtp_send(session, "", "a@example.org", slice_from(MAIL), &result);
	smtp_close(session);
	if (result.outcome != rows[i].outcome || result.code != rows[i].code ||
	    !is_clean(result.text))
		fail_msg("row %zu: outcome %d, code %d: %s", i, result.outcome,
			 result.code, result.text);
	if (rows[i].text)
		assert_string_equal(result.text, rows[i].text);
	assert_in_range(clock_monotonic_ms() - start, rows[i].least_s * 1000,
			IN_TIME_MS);
	fake_stop(&fake);
}

static void
test_outcomes(void **state)
{
	(void)state;
	fake_run_rows(COUNT_OF(rows), check_outcome);
}

#define NAME	"m\xC3\xBCller@example.org"
#define DOMAIN	"ana@m\xC3\xBCller.example"
#define ASCII	"ana@xn--mller-kva.example"
#define GREETED "> 220 ready", "< EHLO desk", "> 250-fake"

/* What MAIL says, or that nothing is sent, by what the last line of the EHLO
 * answer offers besides 8BITMIME (or not). */
static const struct {
	const char *offer;
	bool eightbit;
	const char *from, *to, *message;
	const char *mail; /* NULL: nothing is sent */
	enum smtp_outcome outcome;
} fits[] = {
	{ "> 250 HELP", false, "", "a@example.org", MAIL, "< MAIL FROM:<>\r",
	  SMTP_ACCEPTED },
	{ "> 250 SIZE", true, "", "a@example.org", "S: a\n\n.b",
	  "< MAIL FROM:<> SIZE=12\r", SMTP_ACCEPTED },
	{ "> 250 size 9", false, "b@example.org", "a@example.org", MAIL,
	  "< MAIL FROM:<b@example.org> SIZE=17\r", SMTP_ACCEPTED },
	{ "> 250 SIZE 9", true, "", "a@example.org", "S: a\n\n\xC3\xBC\n",
	  "< MAIL FROM:<> SIZE=12 BODY=8BITMIME\r", SMTP_ACCEPTED },
	{ "> 250 SMTPUTF8", true, "", "a@example.org", MAIL, "< MAIL FROM:<>\r",
	  SMTP_ACCEPTED },
	{ "> 250 smtputf8", true, "", "a@example.org", "S: \xC3\xBC\n\na\n",
	  "< MAIL FROM:<> SMTPUTF8\r", SMTP_ACCEPTED },
	{ "> 250 SMTPUTF8", true, NAME, "a@example.org", "S: \xC3\xBC\n\n\xFF",
	  "< MAIL FROM:<" NAME "> BODY=8BITMIME SMTPUTF8\r", SMTP_ACCEPTED },
	{ "> 250 SMTPUTF8", false, "", NAME, MAIL, "< MAIL FROM:<> SMTPUTF8\r",
	  SMTP_ACCEPTED },
	{ "> 250 SMTPUTF8", false, "", "a@example.org", "S: a\n\n\xC3\xBC\n",
	  NULL, SMTP_MISFIT },
	{ "> 250 SIZE", true, "", "a@example.org", "S: \xC3\xBC\n\na\n", NULL,
	  SMTP_MISFIT },
	{ "> 250 SIZE", true, "", NAME, MAIL, NULL, SMTP_REFUSED },
	{ "> 250 SIZE", true, NAME, "a@example.org", MAIL, NULL, SMTP_REFUSED },
	{ "> 250 HELP", false, DOMAIN, DOMAIN, MAIL,
	  "< MAIL FROM:<" ASCII ">\r", SMTP_ACCEPTED },
	{ "> 250 SMTPUTF8", false, "", DOMAIN, MAIL,
	  "< MAIL FROM:<> SMTPUTF8\r", SMTP_ACCEPTED },
	{ "> 250 HELP", false, DOMAIN, NAME, MAIL, NULL, SMTP_REFUSED },
};

static void
check_fit(size_t i)
{
	const char *script[16] = { GREETED, fits[i].eightbit ? "> 250-8BITMIME"
							     : "> 250-NOOP" };
	size_t at = 4;
	struct smtp_session *session;
	struct smtp_result result;
	struct fake_server fake;

	script[at++] = fits[i].offer;
	if (fits[i].mail) {
		const char *const rest[] = { fits[i].mail,  "> 250 ok",
					     "< RCPT TO:<", "> 250 ok",
					     "< DATA\r",    "> 354 go",
					     "body",	    "> 250 taken" };

		memcpy(script + at, rest, sizeof(rest));
		if (strcmp(fits[i].to, DOMAIN) == 0)
			script[at + 2] = strstr(fits[i].offer, "UTF8")
						 ? "< RCPT TO:<" DOMAIN ">\r"
						 : "< RCPT TO:<" ASCII ">\r";
		at += COUNT_OF(rest);
	}
	script[at++] = "< QUIT\r";
	script[at] = NULL;
	fake_start(&fake, script);
	session = open_at(&fake, NULL, NET_TLS_NONE, PATIENT_S);
	smtp_send(session, fits[i].from, fits[i].to,
		  slice_from(fits[i].message), &result);
	if (result.outcome != fits[i].outcome ||
	    result.code != (fits[i].mail ? 250 : 0) || !result.text[0])
		fail_msg("row %zu: outcome %d, code %d: %s", i, result.outcome,
			 result.code, result.text);
	smtp_close(session);
	assert_true(fake_stop(&fake));
}

static void
test_mail_says_what_the_server_can_hear(void **state)
{
	(void)state;
	fake_run_rows(COUNT_OF(fits), check_fit);
}

/* The connection dies after the offers were asked for, and the server that
 * answers next offers less: the mail is to be composed anew. */
static void
test_offers_change(void **state)
{
	static const char mail[] = "Subject: a\r\n\r\n\xC3\xBC\r\n";
	struct smtp_session *session;
	struct smtp_result result;
	struct smtp_offers offers;
	struct fake_server fake;

	(void)state;
	fake_start(&fake, SCRIPT(EHLO, SENT, "next", GREETED, "> 250 SIZE 1000",
				 SENT, "hang"));
	session = open_at(&fake, NULL, NET_TLS_NONE, PATIENT_S);
	assert_true(smtp_offers(session, &offers, NULL));
	assert_true(offers.eightbit);
	assert_false(offers.sizes);
	assert_int_equal(smtp_send(session, "", "a@example.org",
				   slice_from(MAIL), &result),
			 SMTP_ACCEPTED);
	assert_int_equal(smtp_send(session, "", "a@example.org",
				   slice_from(mail), &result),
			 SMTP_MISFIT);
	assert_true(smtp_offers(session, &offers, NULL));
	assert_false(offers.eightbit);
	assert_false(offers.utf8);
	assert_true(offers.sizes);
	assert_int_equal(offers.size, 1000);
	assert_int_equal(smtp_send(session, "", "a@example.org",
				   slice_from(MAIL), &result),
			 SMTP_ACCEPTED);
	smtp_close(session);
	assert_true(fake_stop(&fake));
}

/* What a refusal leaves behind is cleared before the next mail; a server that
 * cannot do that is left. */
static void
test_refusals_leave_nothing_behind(void **state)
{
	const char *const *const scripts[] = {
		SCRIPT(EHLO, RECIPIENT, "> 550 no", "< RSET\r", "> 250 ok",
		       SENT, "hang"),
		SCRIPT(EHLO, RECIPIENT, "> 550 no", "< RSET\r", "> 502 no",
		       "next", EHLO, SENT, "hang"),
		SCRIPT(EHLO, RECIPIENT, "> 550 no", "< RSET\r", "> 421 bye",
		       "next", EHLO, SENT, "hang"),
		SCRIPT(EHLO, RECIPIENT, "> 550 no", "next", EHLO, SENT, "hang"),
		SCRIPT(EHLO, DATA, "> 550 no", SENT, "hang"),
	};
	size_t i;

	(void)state;
	for (i = 0; i < COUNT_OF(scripts); i++) {
		struct smtp_session *session;
		struct smtp_result result;
		struct fake_server fake;

		fake_start(&fake, scripts[i]);
		session = open_at(&fake, NULL, NET_TLS_NONE, PATIENT_S);
		assert_int_equal(smtp_send(session, "", "a@example.org",
					   slice_from(MAIL), &result),
				 SMTP_REFUSED);
		if (smtp_send(session, "", "a@example.org", slice_from(MAIL),
			      &result) != SMTP_ACCEPTED)
			fail_msg("row %zu: %d %s", i, result.outcome,
				 result.text);
		smtp_close(session);
		assert_true(fake_stop(&fake));
	}
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
		session = open_at(&fake, NULL, NET_TLS_NONE, PATIENT_S);
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
	session = open_at(&fake, NULL, NET_TLS_NONE, PATIENT_S);
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
		cmocka_unit_test(test_mail_says_what_the_server_can_hear),
		cmocka_unit_test(test_offers_change),
		cmocka_unit_test(test_refusals_leave_nothing_behind),
		cmocka_unit_test(test_stale_connections_are_replaced),
		cmocka_unit_test(test_no_second_try_after_the_first_answer),
	};

	signal(SIGPIPE, SIG_IGN);
	return cmocka_run_group_tests_name("smtp faults", tests, NULL, NULL);
}
