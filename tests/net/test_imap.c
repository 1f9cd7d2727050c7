/*
 * test_imap.c - the IMAP client against a real Dovecot.
 */
#include "../test.h"
#include "servers.h"

#include <unistd.h>

#include "base/arena.h"
#include "base/clock.h"
#include "net/imap.h"

#define MAIL "From: ana@example.org\r\nSubject: %zu\r\n\r\ntext of mail %zu\r\n"

static struct servers servers;

static struct imap_options
options_for(int port, enum net_tls tls)
{
	return (struct imap_options){
		.server = servers_net(&servers, port, tls),
		.max_message = 1000000,
	};
}

static struct imap *
open_inbox(void)
{
	struct imap_options options =
		options_for(servers.imap_port, NET_TLS_NONE);
	struct imap *imap = NULL;
	struct error err = { 0 };

	if (!imap_open(&options, &imap, &err))
		fail_msg("%s", err.text);
	return imap;
}

static void
append_mails(size_t count)
{
	char mail[256];
	size_t i;

	for (i = 0; i < count; i++) {
		int size = snprintf(mail, sizeof(mail), MAIL, i, i);

		servers_append(&servers, mail, (size_t)size);
	}
}

struct uids {
	struct arena *arena;
	uint32_t *list;
	size_t count;
};

static struct uids
uids_of(struct imap *imap)
{
	struct uids uids = { .arena = arena_new() };
	struct error err;

	if (!imap_uids(imap, 1, uids.arena, &uids.list, &uids.count, &err))
		fail_msg("%s", err.text);
	return uids;
}

static void
empty_inbox(void)
{
	struct imap *imap = open_inbox();
	struct uids uids = uids_of(imap);

	assert_true(imap_delete(imap, uids.list, uids.count, NULL));
	arena_free(uids.arena);
	imap_close(imap);
}

static int
with_empty_inbox(void **state)
{
	(void)state;
	empty_inbox();
	return 0;
}

/* --- opening ----------------------------------------------------------- */

static void
test_every_kind_of_tls(void **state)
{
	const struct {
		const char *host;
		int port;
		enum net_tls tls;
	} rows[] = {
		{ "127.0.0.1", servers.imap_port, NET_TLS_NONE },
		{ "localhost", servers.imap_port, NET_TLS_NONE },
		{ "127.0.0.1", servers.imap_port, NET_TLS_STARTTLS },
		{ "127.0.0.1", servers.imaps_port, NET_TLS_IMPLICIT },
		{ "localhost", servers.imaps_port, NET_TLS_IMPLICIT },
	};
	size_t i;

	(void)state;
	for (i = 0; i < COUNT_OF(rows); i++) {
		struct imap_options options =
			options_for(rows[i].port, rows[i].tls);
		struct imap *imap = NULL;
		struct error err = { 0 };

		options.server.host = rows[i].host;
		if (!imap_open(&options, &imap, &err))
			fail_msg("row %zu: %s", i, err.text);
		assert_true(imap_folder(imap)->uidvalidity > 0);
		assert_true(imap_folder(imap)->can_move);
		assert_true(imap_folder(imap)->can_idle);
		assert_true(imap_folder(imap)->can_uidplus);
		imap_close(imap);
	}
}

static void
test_what_is_refused(void **state)
{
	const struct {
		const char *host;
		int port;
		enum net_tls tls;
		const char *password, *user, *ca_file, *folder, *words;
	} rows[] = {
		{ NULL, servers.imap_port, NET_TLS_NONE, "wrong", NULL, NULL,
		  NULL, "login" },
		{ servers.wrong_name_host, servers.imaps_port, NET_TLS_IMPLICIT,
		  NULL, NULL, NULL, NULL, "match" },
		{ servers.wrong_name_host, servers.imap_port, NET_TLS_STARTTLS,
		  NULL, NULL, NULL, NULL, "match" },
		{ NULL, servers.imaps_port, NET_TLS_IMPLICIT, NULL, NULL,
		  servers.other_ca_file, NULL, "certificate" },
		{ NULL, servers.imap_port, NET_TLS_STARTTLS, NULL, NULL,
		  servers.other_ca_file, NULL, "certificate" },
		{ NULL, servers.imaps_port, NET_TLS_IMPLICIT, NULL, NULL, "",
		  NULL, "certificate" },
		{ "mail.example.org", 143, NET_TLS_NONE, NULL, NULL, NULL, NULL,
		  "loopback" },
		{ "127.0.0.1.example.org", 143, NET_TLS_NONE, NULL, NULL, NULL,
		  NULL, "loopback" },
		{ "a b", 143, NET_TLS_NONE, NULL, NULL, NULL, NULL,
		  "no host name" },
		{ "localhost/x", 143, NET_TLS_NONE, NULL, NULL, NULL, NULL,
		  "no host name" },
		{ NULL, 0, NET_TLS_NONE, NULL, NULL, NULL, NULL, "port" },
		{ NULL, servers.imap_port, NET_TLS_NONE, "a\r\nb", NULL, NULL,
		  NULL, "line end" },
		{ NULL, servers.imap_port, NET_TLS_NONE, NULL, "help\n", NULL,
		  NULL, "line end" },
		{ NULL, servers.imap_port, NET_TLS_NONE, NULL, "", NULL, NULL,
		  "no user" },
		{ NULL, servers.imap_port, NET_TLS_NONE, NULL, NULL, NULL,
		  "Nowhere", "exist" },
		{ NULL, servers.imap_port, NET_TLS_NONE, NULL, NULL, NULL,
		  "INBOX\r\nx LOGOUT", "control" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < COUNT_OF(rows); i++) {
		struct imap_options options =
			options_for(rows[i].port, rows[i].tls);
		struct imap *imap = NULL;
		struct error err = { 0 };

		if (rows[i].host)
			options.server.host = rows[i].host;
		if (rows[i].password)
			options.server.password = rows[i].password;
		if (rows[i].user)
			options.server.user = rows[i].user;
		if (rows[i].ca_file)
			options.server.ca_file = rows[i].ca_file;
		options.folder = rows[i].folder;
		assert_false(imap_open(&options, &imap, &err));
		assert_null(imap);
		if (err.class != ERROR_CONFIG ||
		    !strstr(err.text, rows[i].words))
			fail_msg("row %zu: class %d: %s", i, err.class,
				 err.text);
	}
}

static void
test_nobody_listens(void **state)
{
	struct imap_options options = options_for(1, NET_TLS_NONE);
	struct imap *imap;
	struct error err = { 0 };

	(void)state;
	assert_false(imap_open(&options, &imap, &err));
	assert_int_equal(err.class, ERROR_RETRY);
	imap_close(NULL);
}

/* --- fetching ---------------------------------------------------------- */

struct seen_mails {
	size_t count, oversized, bytes, stop_after;
	bool seen_flag;
	int64_t date;
	char last[4096];
};

static bool
collect(const struct imap_mail *mail, void *context, struct error *err)
{
	struct seen_mails *seen = context;

	seen->count++;
	seen->bytes += mail->bytes.size;
	seen->oversized += mail->oversized;
	seen->seen_flag = mail->seen;
	seen->date = mail->internaldate;
	if (!mail->oversized)
		assert_int_equal(mail->size, mail->bytes.size);
	snprintf(seen->last, sizeof(seen->last), "%.*s", (int)mail->bytes.size,
		 mail->bytes.data);
	if (seen->count == seen->stop_after)
		return error_set(err, ERROR_REJECT, "enough");
	return true;
}

static void
test_fetch_in_batches(void **state)
{
	struct imap *imap;
	struct seen_mails seen = { 0 };
	struct uids uids, none;
	struct error err = { 0 };
	size_t i;

	(void)state;
	append_mails(70);
	imap = open_inbox();
	assert_int_equal(imap_folder(imap)->exists, 70);
	uids = uids_of(imap);
	assert_int_equal(uids.count, 70);
	for (i = 1; i < uids.count; i++)
		assert_true(uids.list[i - 1] < uids.list[i]);
	if (!imap_fetch(imap, uids.list, uids.count, collect, &seen, &err))
		fail_msg("%s", err.text);
	assert_int_equal(seen.count, 70);
	assert_false(seen.seen_flag);
	assert_true(seen.date > clock_now() - 3600);
	assert_true(seen.date < clock_now() + 60);
	assert_string_equal(strstr(seen.last, "text"), "text of mail 69\r\n");
	/* beyond the last: "n:*" names the last mail, which is too small */
	none.arena = arena_new();
	assert_true(imap_uids(imap, uids.list[69] + 1, none.arena, &none.list,
			      &none.count, &err));
	assert_int_equal(none.count, 0);
	/* the handler's own refusal, after which all goes on */
	seen = (struct seen_mails){ .stop_after = 3 };
	assert_false(
		imap_fetch(imap, uids.list, uids.count, collect, &seen, &err));
	assert_string_equal(err.text, "enough");
	assert_int_equal(seen.count, 3);
	assert_true(imap_noop(imap, NULL, &err));
	arena_free(none.arena);
	arena_free(uids.arena);
	imap_close(imap);
}

static void
test_oversized_comes_as_header(void **state)
{
	size_t size = 1100000;
	char *mail = malloc(size);
	struct seen_mails seen = { 0 };
	struct uids uids;
	struct imap *imap;
	struct error err;

	(void)state;
	assert_non_null(mail);
	memset(mail, 'x', size);
	memcpy(mail, "Subject: large\r\n\r\n", 18);
	append_mails(1);
	servers_append(&servers, mail, size);
	append_mails(1);
	imap = open_inbox();
	uids = uids_of(imap);
	if (!imap_fetch(imap, uids.list, uids.count, collect, &seen, &err))
		fail_msg("%s", err.text);
	assert_int_equal(seen.count, 3);
	assert_int_equal(seen.oversized, 1);
	assert_true(seen.bytes < 500);
	seen = (struct seen_mails){ 0 };
	assert_true(imap_fetch(imap, uids.list + 1, 1, collect, &seen, &err));
	assert_string_equal(seen.last, "Subject: large\r\n\r\n");
	arena_free(uids.arena);
	imap_close(imap);
	free(mail);
}

/* --- changing ---------------------------------------------------------- */

static size_t
count_in(const char *folder)
{
	struct imap_options options =
		options_for(servers.imap_port, NET_TLS_NONE);
	struct imap *imap;
	struct error err;
	size_t exists;

	options.folder = folder;
	if (!imap_open(&options, &imap, &err))
		fail_msg("%s", err.text);
	exists = imap_folder(imap)->exists;
	imap_close(imap);
	return exists;
}

static void
test_seen_move_delete(void **state)
{
	static const char folder[] = "Erledigt & \xC3\xBC\xE4\xB8\xAD \"x\"";
	struct imap *imap;
	struct seen_mails seen = { 0 };
	struct uids uids;
	struct error err = { 0 };

	(void)state;
	append_mails(6);
	imap = open_inbox();
	uids = uids_of(imap);
	assert_true(imap_store_seen(imap, uids.list, 1, &err));
	assert_true(imap_fetch(imap, uids.list, 1, collect, &seen, &err));
	assert_true(seen.seen_flag);
	assert_true(imap_fetch(imap, uids.list + 1, 1, collect, &seen, &err));
	assert_false(seen.seen_flag);
	if (!imap_move(imap, uids.list, 3, folder, &err))
		fail_msg("%s", err.text);
	if (!imap_move(imap, uids.list + 3, 1, folder, &err))
		fail_msg("%s", err.text);
	assert_true(imap_delete(imap, uids.list + 4, 1, &err));
	assert_int_equal(count_in(folder), 4);
	assert_int_equal(count_in("INBOX"), 1);
	/* replayed: gone is as good as done */
	seen = (struct seen_mails){ 0 };
	assert_true(imap_store_seen(imap, uids.list, 5, &err));
	assert_true(imap_move(imap, uids.list, 5, folder, &err));
	assert_true(imap_delete(imap, uids.list, 5, &err));
	assert_true(imap_fetch(imap, uids.list, 5, collect, &seen, &err));
	assert_int_equal(seen.count, 0);
	assert_int_equal(count_in(folder), 4);
	assert_int_equal(count_in("INBOX"), 1);
	assert_false(imap_move(imap, uids.list, 1, "a\r\nb", &err));
	assert_int_equal(err.class, ERROR_CONFIG);
	arena_free(uids.arena);
	imap_close(imap);
}

/* --- waiting ----------------------------------------------------------- */

static void
test_idle(void **state)
{
	struct imap *imap = open_inbox();
	int64_t start = clock_monotonic_ms();
	struct error err = { 0 };
	struct uids uids;
	int wake[2];

	(void)state;
	arena_free(uids_of(imap).arena);
	assert_int_equal(pipe(wake), 0);
	assert_int_equal(imap_idle(imap, 30, wake[0], &err), IMAP_IDLE_TIMEOUT);
	assert_int_equal(write(wake[1], "x", 1), 1);
	assert_int_equal(imap_idle(imap, 60000, wake[0], &err),
			 IMAP_IDLE_WOKEN);
	/* mail that came before IDLE, and the count after it was looked at */
	append_mails(1);
	assert_int_equal(imap_idle(imap, 60000, -1, &err), IMAP_IDLE_CHANGED);
	assert_int_equal(imap_idle(imap, 60000, -1, &err), IMAP_IDLE_CHANGED);
	uids = uids_of(imap);
	assert_int_equal(uids.count, 1);
	assert_int_equal(imap_idle(imap, 30, -1, &err), IMAP_IDLE_TIMEOUT);
	/* our own change is no news, a mail that came meanwhile is */
	append_mails(1);
	assert_true(imap_delete(imap, uids.list, uids.count, &err));
	assert_int_equal(imap_idle(imap, 60000, -1, &err), IMAP_IDLE_CHANGED);
	assert_true(clock_monotonic_ms() - start < 60000);
	arena_free(uids.arena);
	close(wake[0]);
	close(wake[1]);
	imap_close(imap);
}

/* A mail that arrives while IDLE waits, put there by a child. */
static void
test_idle_wakes_on_new_mail(void **state)
{
	struct imap *imap = open_inbox();
	struct error err = { 0 };
	bool changed = true;
	struct uids uids;

	(void)state;
	arena_free(uids_of(imap).arena);
	if (fork() == 0) {
		append_mails(1);
		_exit(0);
	}
	assert_int_equal(imap_idle(imap, 60000, -1, &err), IMAP_IDLE_CHANGED);
	uids = uids_of(imap);
	assert_int_equal(uids.count, 1);
	assert_true(imap_noop(imap, &changed, &err));
	assert_false(changed);
	arena_free(uids.arena);
	imap_close(imap);
}

static void
test_server_stops(void **state)
{
	struct imap *imap = open_inbox();
	struct imap *idling = open_inbox();
	struct error err = { 0 };

	(void)state;
	arena_free(uids_of(idling).arena);
	servers_tell(&servers, "stop imap");
	assert_int_equal(imap_idle(idling, 60000, -1, &err), IMAP_IDLE_FAILED);
	assert_int_equal(err.class, ERROR_RETRY);
	assert_false(imap_noop(imap, NULL, &err));
	assert_int_equal(err.class, ERROR_RETRY);
	assert_false(imap_noop(imap, NULL, &err)); /* and stays so */
	imap_close(imap);
	imap_close(idling);
	servers_tell(&servers, "start imap");
	imap_close(open_inbox());
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
		cmocka_unit_test(test_every_kind_of_tls),
		cmocka_unit_test(test_what_is_refused),
		cmocka_unit_test(test_nobody_listens),
		cmocka_unit_test_setup(test_fetch_in_batches, with_empty_inbox),
		cmocka_unit_test_setup(test_oversized_comes_as_header,
				       with_empty_inbox),
		cmocka_unit_test_setup(test_seen_move_delete, with_empty_inbox),
		cmocka_unit_test_setup(test_idle, with_empty_inbox),
		cmocka_unit_test_setup(test_idle_wakes_on_new_mail,
				       with_empty_inbox),
		cmocka_unit_test(test_server_stops),
	};

	if (!servers_start(&servers)) {
		printf("1..0 # SKIP Dovecot or Exim is not installed\n");
		return 0;
	}
	return cmocka_run_group_tests_name("imap", tests, NULL, stop);
}
