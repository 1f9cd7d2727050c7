/*
 * test_config.c - what is read from a configuration.
 */
#include "place.h"

#include <unistd.h>

static void
test_plain(void **state)
{
	struct place *place = *state;
	struct config *config = place_load(place, DESK "mailboxes = ( " MAILBOX
						       " );\n" SMTP STAFF);
	const struct mailbox_config *mailbox;

	if (!config || place->complaints.count)
		fail_msg("%s", place_complaints(place));
	assert_string_equal(config->path, place_path(place, "t.conf"));
	assert_string_equal(config->desk_name, "IT Help");
	assert_string_equal(config->policy.desk_name, "IT Help");
	assert_string_equal(config->policy.tag, "IT");
	assert_string_equal(config->database, place_path(place, "desk.db"));
	assert_string_equal(config->rules, "");
	assert_string_equal(config->admin, "");
	assert_int_equal(config->policy.ack_limit, 10);
	assert_int_equal(config->policy.cc, CC_SAME_DOMAIN);
	assert_int_equal(config->policy.reopen_days, 14 * 86400);
	assert_int_equal(config->policy.close_after, 7 * 86400);
	assert_string_equal(config->policy.language, "en");
	assert_string_equal(config->policy.noreply.items[0], "noreply");
	assert_int_equal(config->policy.trust, TRUST_REPLY_ID);
	assert_string_equal(config->policy.authserv_id, "");
	assert_int_equal(config->mailbox_count, 1);
	mailbox = config_mailbox(config, "help");
	assert_ptr_equal(mailbox, &config->mailboxes[0]);
	assert_null(config_mailbox(config, "Help"));
	assert_string_equal(mailbox->server.host, "127.0.0.1");
	assert_int_equal(mailbox->server.port, 1143);
	assert_int_equal(mailbox->server.tls, NET_TLS_NONE);
	assert_int_equal(mailbox->server.timeout, 60);
	assert_string_equal(mailbox->server.password.value, "secret");
	assert_string_equal(mailbox->server.password.file, "");
	assert_string_equal(mailbox->address, "help@example.org");
	assert_int_equal(mailbox->after, AFTER_SEEN);
	assert_string_equal(mailbox->move_to, "");
	assert_int_equal(mailbox->poll, 30);
	assert_int_equal(mailbox->max_message, 50 << 20);
	assert_int_equal(mailbox->line, 2);
	assert_true(config->smtp.present);
	assert_int_equal(config->smtp.retry, 30);
	assert_int_equal(config->smtp.give_up, 5 * 86400);
	assert_string_equal(config->smtp.server.user, "");
	assert_int_equal(config->staff.count, 1);
	assert_int_equal(config->staff.people[0].addresses.count, 2);
	assert_int_equal(config->staff.people[0].hours_count, 0);
	assert_int_equal(config->staff.people[0].line, 4);
	assert_true(config_is_own_address(config, "Help@Example.org"));
	assert_false(config_is_own_address(config, "it1@example.org"));
}

static void
test_full(void **state)
{
	struct place *place = *state;
	struct config *config = place_load(
		place,
		"desk = { name = \"Hilfe\"; address = \"help@example.org\";\n"
		" database = \"/tmp/x.db\"; rules = \"rules\";\n"
		" templates = \"templates\"; admin = \"root@example.org\";\n"
		" language = \"de\"; ack_limit = 0; cc = \"anyone\";\n"
		" reopen = \"30d\"; close_after = 0;\n"
		" quarantine_senders = (\"robot\", \"x@example.net\"); };\n"
		"mailboxes = (\n"
		"{ name = \"a\"; host = \"imap.example.org\"; user = \"a\";\n"
		"  password_file = \"secret\"; after = \"move:Done\";\n"
		"  address = \"support@example.org\"; max_message = \"1G\";\n"
		"  timeout = \"5m\"; ca_file = \"ca.pem\"; },\n"
		"{ name = \"b\"; host = \"imap.example.org\"; user = \"b\";\n"
		"  tls = \"starttls\"; after = \"delete\";\n"
		"  password_command = (\"/bin/echo\", \"x y\"); } );\n"
		"smtp = { host = \"smtp.example.org\"; tls = \"starttls\";\n"
		"  user = \"u\"; password_file = \"secret\"; retry = \"1m\";\n"
		"  give_up = \"2d\"; helo = \"desk.example.org\"; };\n"
		"staff = ( { name = \"Ana\"; addresses = \"ana@example.org\";\n"
		"  skills = (\"printers\", \"net\"); sites = (\"Berlin\");\n"
		"  languages = (\"de\", \"en\");\n"
		"  hours = (\"Mon-Thu 08:00-17:00\", \"Fri 08:00-14:00\");\n"
		"  absent = \"2026-12-24..2027-01-02\"; } );\n"
		"vendors = ( { name = \"Acme\";\n"
		"  addresses = (\"@acme.example\", \"case@acme.example\"); } "
		");\n"
		"trust = { authserv_id = \"mx.example.org\"; };\n");
	const struct mailbox_config *mailbox;
	const struct staff *ana;

	if (!config || place->complaints.count)
		fail_msg("%s", place_complaints(place));
	assert_string_equal(config->database, "/tmp/x.db");
	assert_string_equal(config->rules, place_path(place, "rules"));
	assert_string_equal(config->tag, "IT");
	assert_int_equal(config->policy.cc, CC_ANYONE);
	assert_int_equal(config->policy.ack_limit, 0);
	assert_int_equal(config->policy.close_after, 0);
	assert_int_equal(config->policy.noreply.count, 2);
	assert_string_equal(config->policy.admin, "root@example.org");
	assert_int_equal(config->policy.own.count, 2);
	mailbox = &config->mailboxes[0];
	assert_int_equal(mailbox->server.port, 993);
	assert_int_equal(mailbox->server.timeout, 300);
	assert_int_equal(mailbox->after, AFTER_MOVE);
	assert_string_equal(mailbox->move_to, "Done");
	assert_string_equal(mailbox->address, "support@example.org");
	assert_int_equal(mailbox->max_message, 1 << 30);
	assert_string_equal(mailbox->server.ca_file,
			    place_path(place, "ca.pem"));
	mailbox = &config->mailboxes[1];
	assert_int_equal(mailbox->server.port, 143);
	assert_int_equal(mailbox->server.tls, NET_TLS_STARTTLS);
	assert_int_equal(mailbox->after, AFTER_DELETE);
	assert_int_equal(mailbox->server.password.command.count, 2);
	assert_int_equal(config->smtp.server.port, 587);
	assert_int_equal(config->smtp.retry, 60);
	ana = &config->staff.people[0];
	assert_int_equal(ana->addresses.count, 1);
	assert_int_equal(ana->skills.count, 2);
	assert_int_equal(ana->hours_count, 2);
	assert_int_equal(ana->hours[1].days, 1 << 4);
	assert_int_equal(ana->hours[1].to, 14 * 60);
	assert_int_equal(ana->absence_count, 1);
	assert_int_equal(config->policy.vendors.count, 1);
	assert_int_equal(config->policy.trust, TRUST_DKIM_OR_SPF);
}

/* A role that is started anew gets the same from the descriptor. */
static void
test_restored(void **state)
{
	struct place *place = *state;
	struct sources *sources = sources_new(), *again;
	int fd = fileno(tmpfile());
	struct config *config;
	struct error err;

	place_write(place, "t.conf",
		    WITH_MAILBOX(LOCAL "password_file = \"secret\";"), 0600);
	complaints_init(&place->complaints, place->arena);
	assert_non_null(config_load(sources, place_path(place, "t.conf"),
				    place->arena, &place->complaints));
	assert_true(sources_save(sources, fd, &err));
	place_write(place, "t.conf", "half of", 0600);
	again = sources_restore(fd, &err);
	assert_non_null(again);
	config = config_load(again, place_path(place, "t.conf"), place->arena,
			     &place->complaints);
	if (!config)
		fail_msg("%s", place_complaints(place));
	assert_string_equal(config->mailboxes[0].name, "m");
	sources_free(sources);
	sources_free(again);
}

/* No cut of a configuration crashes or is taken with a half value. */
static void
test_prefixes(void **state)
{
	static const char text[] = WITH_MAILBOX(LOCAL "password = \"p\";") STAFF
		"trust = { authserv_id = \"x\"; };";
	struct place *place = *state;

	for (size_t size = 0; size < sizeof(text); size++)
		place_load(place, arena_memdup(place->arena, text, size));
}

static void
test_find(void **state)
{
	struct place *place = *state;
	struct error err = { 0 };

	assert_string_equal(config_find("x.conf", place->arena, &err),
			    "x.conf");
	assert_int_equal(chdir(place->folder), 0);
	unsetenv("TICKETGATE_CONFIG");
	assert_null(config_find(NULL, place->arena, &err));
	assert_int_equal(err.class, ERROR_CONFIG);
	assert_non_null(strstr(err.text, "-c FILE"));
	place_write(place, "ticketgate.conf", "", 0600);
	assert_string_equal(config_find(NULL, place->arena, &err),
			    "ticketgate.conf");
	setenv("TICKETGATE_CONFIG", "/else", 1);
	assert_string_equal(config_find(NULL, place->arena, &err), "/else");
	assert_int_equal(unlink("ticketgate.conf"), 0);
	assert_int_equal(chdir("/"), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_PLACE(test_plain),	   WITH_PLACE(test_full),
		WITH_PLACE(test_restored), WITH_PLACE(test_prefixes),
		WITH_PLACE(test_find),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
