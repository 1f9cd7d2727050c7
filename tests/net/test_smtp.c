/*
 * test_smtp.c - the SMTP client against a real Exim.
 */
#include "../test.h"
#include "servers.h"

#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/io.h"
#include "message/draft.h"
#include "net/imap.h"
#include "net/smtp.h"

#define MAIL                                                                   \
	"From: ana@example.org\r\nTo: help@example.org\r\n"                    \
	"Subject: test\r\n\r\ntext\r\n"

static struct servers servers;

static struct smtp_session *
open_session(int port, enum net_tls tls)
{
	struct smtp_options options = {
		.server = servers_net(&servers, port, tls),
		.helo = "desk.example.org",
	};
	struct smtp_session *session;
	struct error err;

	if (!smtp_open(&options, &session, &err))
		fail_msg("%s", err.text);
	return session;
}

static void
assert_sent(struct smtp_session *session, const char *from, const char *to,
	    const char *mail, enum smtp_outcome outcome, int code)
{
	struct smtp_result result;

	smtp_send(session, from, to, slice_from(mail), &result);
	if (result.outcome != outcome || result.code != code)
		fail_msg("to %s: outcome %d, code %d, %s", to, result.outcome,
			 result.code, result.text);
	assert_true(result.text[0]);
}

/* --- the mailbox that the mail arrives in ------------------------------- */

static struct imap *
open_inbox(void)
{
	struct imap_options options = {
		.server =
			servers_net(&servers, servers.imap_port, NET_TLS_NONE),
		.max_message = 10000000,
	};
	struct imap *imap;
	struct error err;

	if (!imap_open(&options, &imap, &err))
		fail_msg("%s", err.text);
	return imap;
}

static bool
keep(const struct imap_mail *mail, void *context, struct error *err)
{
	struct buf *out = context;

	(void)err;
	buf_reset(out);
	buf_add_slice(out, mail->bytes);
	return true;
}

/* Waits for mail number COUNT of the mailbox and keeps its bytes. */
static void
wait_for_mail(size_t count, struct buf *out)
{
	struct imap *imap = open_inbox();
	struct arena *arena = arena_new();
	int64_t end = clock_monotonic_ms() + 120000;
	uint32_t *uids = NULL;
	size_t found = 0;

	while (found < count && clock_monotonic_ms() < end) {
		assert_true(imap_uids(imap, 1, arena, &uids, &found, NULL));
		if (found < count)
			assert_int_not_equal(imap_idle(imap, 1000, -1, NULL),
					     IMAP_IDLE_FAILED);
	}
	assert_int_equal(found, count);
	assert_true(imap_fetch(imap, uids + count - 1, 1, keep, out, NULL));
	arena_free(arena);
	imap_close(imap);
}

/* Of what earlier tests sent, too: the server says yes first and delivers
 * then. */
static int
empty_inbox(void **state)
{
	struct arena *arena = arena_new();
	struct imap *imap;
	uint32_t *uids;
	size_t count;

	(void)state;
	servers_tell(&servers, "wait");
	imap = open_inbox();
	assert_true(imap_uids(imap, 1, arena, &uids, &count, NULL));
	assert_true(imap_delete(imap, uids, count, NULL));
	arena_free(arena);
	imap_close(imap);
	return 0;
}

static int
empty_inbox_all_offered(void **state)
{
	servers_tell(&servers, "offer 8bitmime smtputf8");
	return empty_inbox(state);
}

/* --- tests ------------------------------------------------------------- */

static void
test_accepted_over_every_kind_of_tls(void **state)
{
	const struct {
		int port;
		enum net_tls tls;
	} rows[] = {
		{ servers.smtp_port, NET_TLS_NONE },
		{ servers.smtp_port, NET_TLS_STARTTLS },
		{ servers.smtps_port, NET_TLS_IMPLICIT },
	};
	struct buf mail;
	size_t i;

	(void)state;
	buf_init(&mail, NULL);
	for (i = 0; i < COUNT_OF(rows); i++) {
		struct smtp_session *session =
			open_session(rows[i].port, rows[i].tls);
		struct smtp_offers offers;

		assert_true(smtp_offers(session, &offers, NULL));
		assert_true(offers.eightbit);
		assert_true(offers.utf8);
		assert_true(offers.sizes);
		assert_true(offers.auth);
		assert_true(offers.size > 1000000);
		assert_int_equal(offers.starttls, rows[i].tls == NET_TLS_NONE);
		assert_sent(session, "", "help@example.org", MAIL,
			    SMTP_ACCEPTED, 250);
		smtp_close(session);
		wait_for_mail(i + 1, &mail);
		assert_non_null(strstr(mail.data, "Return-Path: <>"));
		assert_non_null(strstr(mail.data, "desk.example.org"));
		assert_string_equal(strstr(mail.data, "From: ana"), MAIL);
	}
	buf_clear(&mail);
}

static void
test_one_connection_many_mails(void **state)
{
	struct smtp_session *session =
		open_session(servers.smtps_port, NET_TLS_IMPLICIT);
	struct smtp_offers offers;

	(void)state;
	assert_sent(session, "ana@example.org", "help@example.org", MAIL,
		    SMTP_ACCEPTED, 250);
	assert_sent(session, "ana@example.org", "nobody@example.org", MAIL,
		    SMTP_REFUSED, 550);
	assert_sent(session, "ana@example.org", "tempfail1@example.org", MAIL,
		    SMTP_RETRY, 451);
	assert_sent(session, "ana@example.org", "reject1@example.org", MAIL,
		    SMTP_REFUSED, 550);
	assert_true(smtp_offers(session, &offers, NULL));
	assert_sent(session, "ana@example.org", "help@example.org", MAIL,
		    SMTP_ACCEPTED, 250);
	/* the server goes away and comes back between two mails */
	servers_tell(&servers, "stop smtp");
	assert_sent(session, "", "help@example.org", MAIL, SMTP_RETRY, 0);
	servers_tell(&servers, "start smtp");
	assert_sent(session, "", "help@example.org", MAIL, SMTP_ACCEPTED, 250);
	servers_tell(&servers, "stop smtp");
	servers_tell(&servers, "start smtp");
	assert_sent(session, "", "help@example.org", MAIL, SMTP_ACCEPTED, 250);
	smtp_close(session);
}

static void
test_settings_that_need_a_person(void **state)
{
	const struct {
		int port;
		enum net_tls tls;
		const char *host, *password, *ca_file;
	} rows[] = {
		{ servers.smtp_port, NET_TLS_STARTTLS, NULL, "wrong", NULL },
		{ servers.smtps_port, NET_TLS_IMPLICIT, servers.wrong_name_host,
		  NULL, NULL },
		{ servers.smtp_port, NET_TLS_STARTTLS, servers.wrong_name_host,
		  NULL, NULL },
		{ servers.smtps_port, NET_TLS_IMPLICIT, NULL, NULL,
		  servers.other_ca_file },
		{ servers.smtps_port, NET_TLS_IMPLICIT, NULL, NULL, "" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < COUNT_OF(rows); i++) {
		struct smtp_options options = {
			.server = servers_net(&servers, rows[i].port,
					      rows[i].tls),
		};
		struct smtp_session *session;
		struct smtp_offers offers;
		struct smtp_result result;
		struct error err;

		if (rows[i].host)
			options.server.host = rows[i].host;
		if (rows[i].password)
			options.server.password = rows[i].password;
		if (rows[i].ca_file)
			options.server.ca_file = rows[i].ca_file;
		assert_true(smtp_open(&options, &session, &err));
		smtp_send(session, "", "help@example.org", slice_from(MAIL),
			  &result);
		if (result.outcome != SMTP_CONFIG)
			fail_msg("row %zu: outcome %d: %s", i, result.outcome,
				 result.text);
		assert_false(smtp_offers(session, &offers, &err));
		assert_int_equal(err.class, ERROR_CONFIG);
		smtp_close(session);
	}
}

static void
test_options_that_cannot_work(void **state)
{
	struct smtp_options options = {
		.server = servers_net(&servers, 25, NET_TLS_NONE),
	};
	struct smtp_session *session = NULL;
	struct error err;

	(void)state;
	options.helo = "desk\r\nMAIL";
	assert_false(smtp_open(&options, &session, &err));
	assert_int_equal(err.class, ERROR_CONFIG);
	options.helo = NULL;
	options.server.host = "mail.example.org";
	assert_false(smtp_open(&options, &session, &err));
	assert_non_null(strstr(err.text, "loopback"));
	assert_null(session);
	smtp_close(NULL);
}

static void
test_addresses_never_sent(void **state)
{
	static const char *const rows[] = {
		"",
		"help",
		"@example.org",
		"help@",
		"help@example.org\r\nRCPT TO:<ana@example.org>",
		"help@example.org\nDATA",
		"help\r@example.org",
		"help@example.org>",
		"<help@example.org",
		"he lp@example.org",
		"help\x7f@example.org",
		"help\xff@example.org",
	};
	struct smtp_session *session = open_session(1, NET_TLS_NONE);
	size_t i;

	(void)state;
	for (i = 0; i < COUNT_OF(rows); i++) {
		assert_sent(session, "", rows[i], MAIL, SMTP_REFUSED, 0);
		if (*rows[i])
			assert_sent(session, rows[i], "help@example.org", MAIL,
				    SMTP_REFUSED, 0);
	}
	smtp_close(session);
}

static void
test_bytes_arrive_with_proper_line_ends(void **state)
{
	static const struct {
		const char *sent, *arrives;
	} rows[] = {
		{ "Subject: a\n\nb\n.\nMAIL FROM:<x@example.org>\n",
		  "Subject: a\r\n\r\nb\r\n.\r\nMAIL FROM:<x@example.org>\r\n" },
		{ "Subject: a\r\n\r\n.\r\n..\r\n.x", "Subject: a\r\n\r\n.\r\n"
						     "..\r\n.x\r\n" },
		{ "Subject: a\r\n\r\nb\r.\rc\n\r",
		  "Subject: a\r\n\r\nb\r\n.\r\n"
		  "c\r\n\r\n" },
		{ "Subject: \xC3\xA4\r\n\r\n\xE4\xB8\xAD\r\n",
		  "Subject: \xC3\xA4\r\n\r\n\xE4\xB8\xAD\r\n" },
	};
	struct smtp_session *session =
		open_session(servers.smtp_port, NET_TLS_NONE);
	struct smtp_result result;
	struct buf mail;
	size_t i;

	(void)state;
	buf_init(&mail, NULL);
	for (i = 0; i < COUNT_OF(rows); i++) {
		assert_sent(session, "", "help@example.org", rows[i].sent,
			    SMTP_ACCEPTED, 250);
		wait_for_mail(i + 1, &mail);
		assert_string_equal(strstr(mail.data, "Subject: "),
				    rows[i].arrives);
	}
	smtp_send(session, "", "help@example.org", slice_of("a\0b", 3),
		  &result);
	assert_int_equal(result.outcome, SMTP_REFUSED);
	assert_int_equal(result.code, 0);
	buf_clear(&mail);
	smtp_close(session);
}

/* --- what the server offers -------------------------------------------- */

#define NAME "m\xC3\xBCller@example.org"

/* A mail with text and subject outside ASCII. */
static void
compose(const struct smtp_offers *offers, struct buf *bytes)
{
	static struct address from = { "Ana \xC3\x81lvarez",
				       "ana@example.org" };
	static struct address to = { "", "help@example.org" };
	const struct draft draft = {
		.from = from,
		.to = { &to, 1 },
		.subject = "Gr\xC3\xBC\xC3\x9F"
			   "e",
		.message_id = "<offers@example.org>",
		.date = 1700000000,
		.in_reply_to = "",
		.text = ".\nGr\xC3\xBC\xC3\x9F"
			"e, \xE4\xB8\xAD\xE6\x96\x87\n",
		.html = "",
	};
	struct error err;

	buf_reset(bytes);
	if (!draft_compose(
		    &draft,
		    (struct draft_transport){ offers->eightbit, offers->utf8 },
		    bytes, &err))
		fail_msg("%s", err.text);
}

/* What Exim noted of the mail that it took last holds WORD: M8S=8 is a
 * declared 8-bit body, M8S=0 none; P= names SMTPUTF8 by its "utf8". */
static void
assert_declared(const char *word)
{
	struct arena *arena = arena_new();
	const char *log =
		arena_printf(arena, "%s/exim-main.log", servers.folder);
	struct slice text, line, last = { 0 };

	assert_true(io_read_file(log, 10000000, arena, &text, NULL));
	while (slice_next_line(&text, &line))
		if (slice_find(line, " <= ", 0) != (size_t)-1)
			last = line;
	if (slice_find(last, word, 0) == (size_t)-1)
		fail_msg("%.*s", (int)last.size, last.data);
	arena_free(arena);
}

static void
assert_ends_with(const struct buf *all, const struct buf *end)
{
	assert_true(all->size > end->size);
	assert_memory_equal(all->data + all->size - end->size, end->data,
			    end->size);
}

static const struct {
	const char *command;
	bool eightbit, utf8;
	const char *encoding, *declared;
} offered[] = {
	{ "offer 8bitmime smtputf8", true, true, ": 8bit\r\n", " M8S=8 " },
	{ "offer 8bitmime", true, false, ": 8bit\r\n", " M8S=8 " },
	{ "offer", false, false, ": base64\r\n", " M8S=0 " },
};

static void
test_mail_fits_what_is_offered(void **state)
{
	struct buf mail, arrived;
	size_t i;

	(void)state;
	buf_init(&mail, NULL);
	buf_init(&arrived, NULL);
	for (i = 0; i < COUNT_OF(offered); i++) {
		struct smtp_session *session;
		struct smtp_offers offers;

		servers_tell(&servers, offered[i].command);
		session = open_session(servers.smtp_port, NET_TLS_STARTTLS);
		assert_true(smtp_offers(session, &offers, NULL));
		assert_int_equal(offers.eightbit, offered[i].eightbit);
		assert_int_equal(offers.utf8, offered[i].utf8);
		compose(&offers, &mail);
		assert_non_null(strstr(mail.data, offered[i].encoding));
		assert_sent(session, "", "help@example.org", mail.data,
			    SMTP_ACCEPTED, 250);
		smtp_close(session);
		wait_for_mail(i + 1, &arrived);
		assert_declared(offered[i].declared);
		assert_declared(" P=esmtpsa "); /* no SMTPUTF8 */
		assert_ends_with(&arrived, &mail);
	}
	buf_clear(&mail);
	buf_clear(&arrived);
}

/* The server comes back with less than the mail was composed for. */
static void
test_offers_that_change(void **state)
{
	struct smtp_session *session =
		open_session(servers.smtps_port, NET_TLS_IMPLICIT);
	struct smtp_offers offers;
	struct buf mail, arrived;

	(void)state;
	buf_init(&mail, NULL);
	buf_init(&arrived, NULL);
	assert_true(smtp_offers(session, &offers, NULL));
	compose(&offers, &mail);
	servers_tell(&servers, "offer");
	assert_sent(session, "", "help@example.org", mail.data, SMTP_MISFIT, 0);
	assert_true(smtp_offers(session, &offers, NULL));
	compose(&offers, &mail);
	assert_sent(session, "", "help@example.org", mail.data, SMTP_ACCEPTED,
		    250);
	wait_for_mail(1, &arrived);
	assert_ends_with(&arrived, &mail);
	buf_clear(&mail);
	buf_clear(&arrived);
	smtp_close(session);
}

static void
test_addresses_outside_ascii(void **state)
{
	struct smtp_session *session =
		open_session(servers.smtp_port, NET_TLS_NONE);
	struct buf mail;

	(void)state;
	buf_init(&mail, NULL);
	assert_sent(session, NAME, NAME, MAIL, SMTP_ACCEPTED, 250);
	wait_for_mail(1, &mail);
	assert_non_null(strstr(mail.data, "(envelope-from <" NAME ">)"));
	assert_declared(" P=utf8esmtpa ");
	assert_string_equal(strstr(mail.data, "From: ana"), MAIL);
	servers_tell(&servers, "offer 8bitmime");
	assert_sent(session, "", NAME, MAIL, SMTP_REFUSED, 0);
	assert_sent(session, NAME, "help@example.org", MAIL, SMTP_REFUSED, 0);
	smtp_close(session);
	buf_clear(&mail);
}

/* Large, and with dots at the beginning of lines, which are doubled. */
static void
test_large_mail(void **state)
{
	struct smtp_session *session =
		open_session(servers.smtp_port, NET_TLS_STARTTLS);
	struct buf mail, arrived;
	size_t i;

	(void)state;
	buf_init(&mail, NULL);
	buf_init(&arrived, NULL);
	buf_add_str(&mail, "Subject: large\r\n\r\n");
	for (i = 0; i < 60000; i++)
		buf_printf(&mail, ".line %zu of a mail\r\n", i);
	assert_sent(session, "", "help@example.org", mail.data, SMTP_ACCEPTED,
		    250);
	wait_for_mail(1, &arrived);
	assert_string_equal(strstr(arrived.data, "Subject: "), mail.data);
	buf_clear(&mail);
	buf_clear(&arrived);
	smtp_close(session);
}

static int
stop(void **state)
{
	(void)state;
	servers_stop(&servers);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_accepted_over_every_kind_of_tls,
				       empty_inbox),
		cmocka_unit_test(test_one_connection_many_mails),
		cmocka_unit_test(test_settings_that_need_a_person),
		cmocka_unit_test(test_options_that_cannot_work),
		cmocka_unit_test(test_addresses_never_sent),
		cmocka_unit_test_setup(test_bytes_arrive_with_proper_line_ends,
				       empty_inbox),
		cmocka_unit_test_setup(test_large_mail, empty_inbox),
		cmocka_unit_test_setup(test_mail_fits_what_is_offered,
				       empty_inbox_all_offered),
		cmocka_unit_test_setup(test_offers_that_change,
				       empty_inbox_all_offered),
		cmocka_unit_test_setup(test_addresses_outside_ascii,
				       empty_inbox_all_offered),
	};

	if (!servers_start(&servers)) {
		printf("1..0 # SKIP Dovecot or Exim is not installed\n");
		return 0;
	}
	return cmocka_run_group_tests_name("smtp", tests, NULL, stop);
}
