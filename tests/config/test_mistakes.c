/*
 * test_mistakes.c - what is said about each mistake in a configuration.
 */
#include "place.h"

/* Each has exactly one complaint, which holds these words. */
static const struct {
	const char *text;
	const char *says; /* "LINE: KEY: " and words, searched in turn */
	const char *also;
} mistakes[] = {
	{ SMTP, ": desk: is missing", "add desk = { ... }" },
	{ "desk = 3;" SMTP, "1: desk: must be a group", NULL },
	{ SMTP "desk = { name = \"x\"; address = \"a@example.org\"; };",
	  "2: desk.database: is missing", NULL },
	{ SMTP DESK "mailboxs = ();", "3: mailboxs: unknown key",
	  "did you mean \"mailboxes\"?" },
	{ SMTP DESK "poll = 30;", "3: poll: unknown key here",
	  "belongs into mailboxes" },
	{ SMTP DESK "wombat = 30;", "3: wombat: unknown key", NULL },
	{ SMTP "desk = { nam = \"y\"; name = \"x\"; database = \"d\";\n"
	       "address = \"a@example.org\"; };",
	  "2: desk.nam: unknown key", "did you mean \"name\"?" },
	{ SMTP "desk = { name = \"x\"; database = \"d\";\n"
	       "address = \"help.example.org\"; };",
	  "3: desk.address: \"help.example.org\" is no mail address", NULL },
	{ SMTP "desk = { name = \"x\"; database = \"no/d\";\n"
	       "address = \"a@example.org\"; };",
	  "desk.database: the folder", "does not exist; create it" },
	{ SMTP "desk = { name = \"x\"; database = \"rules\";\n"
	       "address = \"a@example.org\"; };",
	  "desk.database: ", "is a folder; name a file" },
	{ SMTP "desk = { name = \"x\"; database = \"d\"; rules = \"gone\";\n"
	       "address = \"a@example.org\"; };",
	  "desk.rules: ", "does not exist" },
	{ SMTP "desk = { name = \"x\"; database = \"d\"; templates = \"open\";"
	       "address = \"a@example.org\"; };",
	  "desk.templates: ", "is no folder" },
	{ SMTP "desk = { name = \"x\"; database = \"d\"; tag = \"I T\";\n"
	       "address = \"a@example.org\"; };",
	  "2: desk.tag: \"I T\" may hold only letters", NULL },
	{ SMTP "desk = { name = \"x\\ny\"; database = \"d\";\n"
	       "address = \"a@example.org\"; };",
	  "2: desk.name: holds the control character 0x0a", NULL },
	{ SMTP "desk = { name = 3; database = \"d\";\n"
	       "address = \"a@example.org\"; };",
	  "2: desk.name: must be a text in quotes, but is a number", NULL },
	{ SMTP "desk = { name = \"x\"; database = \"d\"; cc = \"anybody\";\n"
	       "address = \"a@example.org\"; };",
	  "2: desk.cc: \"anybody\" is not one of \"nobody\"", NULL },
	{ SMTP "desk = { name = \"x\"; database = \"d\";\n"
	       "admin = \"a@example.org\"; address = \"a@example.org\"; };",
	  "desk.admin: a@example.org is an address of the desk", NULL },
	{ SMTP "desk = { name = \"x\"; database = \"d\"; ack_limit = -1;\n"
	       "address = \"a@example.org\"; };",
	  "2: desk.ack_limit: \"-1\" must be between 0 and 1000", NULL },
	{ DESK "smtp = { host = \"mail.example.org\"; tls = \"none\"; };",
	  "smtp.tls: \"none\" sends passwords", "starttls" },
	{ DESK "smtp = { host = \"mail.example.org\"; tls = \"ssl\"; };",
	  "2: smtp.tls: \"ssl\" is not one of \"implicit\"", NULL },
	{ DESK "smtp = { host = \"mail.example.org\"; user = \"u\"; };",
	  "smtp.password: user is set and no password", NULL },
	{ DESK "smtp = { host = \"mail.example.org\"; password = \"u\"; };",
	  "smtp.password: a password is set and no user", NULL },
	{ DESK "smtp = { host = \"http://mail.example.org\"; };",
	  "2: smtp.host: \"http://mail.example.org\" is no host name", NULL },
	{ DESK "smtp = { host = \"mail.example.org\"; retry = \"fast\"; };",
	  "2: smtp.retry: \"fast\" is no duration", "\"5m\"" },
	{ DESK "smtp = { host = \"mail.example.org\"; retry = \"2h\"; };",
	  "2: smtp.retry: \"2h\" must be between", "1 hour" },
	{ DESK "smtp = { host = \"mail.example.org\"; port = true; };",
	  "2: smtp.port: must be a number, but is true or false", NULL },
	{ DESK "smtp = { host = \"mail.example.org\"; port = 70000; };",
	  "2: smtp.port: \"70000\" must be between 1 and 65535", NULL },
	{ DESK "smtp = { host = \"mail.example.org\"; ca_file = \"no\"; };",
	  "smtp.ca_file: ", "does not exist" },
	{ DESK SMTP "mailboxes = { name = \"x\"; };",
	  "3: mailboxes: must be a list of groups", NULL },
	{ DESK SMTP "mailboxes = ( \"x\" );",
	  "3: mailboxes[0]: must be a group", NULL },
	{ WITH_MAILBOX(LOCAL "password = \"p\"; after = \"move:\";"),
	  "mailboxes[0].after: \"move:\" names no folder", "move:Done" },
	{ WITH_MAILBOX(LOCAL "password = \"p\"; after = \"read\";"),
	  "mailboxes[0].after: \"read\" is not one of", NULL },
	{ WITH_MAILBOX(LOCAL "password = \"p\"; after = \"move:INBOX\";"),
	  "mailboxes[0]: after moves mail into the folder", NULL },
	{ WITH_MAILBOX(LOCAL "password = \"p\"; password_file = \"secret\";"),
	  "mailboxes[0].password: more than one of", "keep one" },
	{ WITH_MAILBOX(LOCAL), "mailboxes[0].password: user is set", NULL },
	{ WITH_MAILBOX(LOCAL "password_file = \"gone\";"),
	  "mailboxes[0].password_file: ", "does not exist" },
	{ WITH_MAILBOX(LOCAL "password_command = ();"),
	  "mailboxes[0].password: user is set", NULL },
	{ WITH_MAILBOX(LOCAL "password = \"p\"; pasword_file = \"secret\";"),
	  "5: mailboxes[0].pasword_file: unknown key", "password_file" },
	{ WITH_MAILBOX("host = \"192.0.2.1\"; tls = \"none\"; "
		       "password = \"p\";"),
	  "4: mailboxes[0].tls: \"none\" sends", NULL },
	{ WITH_MAILBOX("host = \"127.0.0.1.example.org\"; tls = \"none\"; "
		       "password = \"p\";"),
	  "4: mailboxes[0].tls: \"none\" sends", NULL },
	{ WITH_MAILBOX("host = \"localhost.example.org\"; tls = \"none\"; "
		       "password = \"p\";"),
	  "4: mailboxes[0].tls: \"none\" sends", NULL },
	{ WITH_MAILBOX(LOCAL "password = \"p\"; max_message = \"big\";"),
	  "mailboxes[0].max_message: \"big\" is no size", "\"25M\"" },
	{ WITH_MAILBOX(LOCAL "password = \"p\"; max_message = \"1\";"),
	  "mailboxes[0].max_message: \"1\" must be between 1K and 1024M",
	  NULL },
	{ DESK SMTP "mailboxes = ( " MAILBOX ",\n" MAILBOX " );",
	  "4: mailboxes[1].name: \"help\" is the mailbox of line 3", NULL },
	{ DESK SMTP "mailboxes = ( " MAILBOX ",\n"
		    "{ name = \"two\"; host = \"127.0.0.1\"; port = 1143;"
		    " tls = \"none\"; user = \"help\"; password = \"x\"; } );",
	  "4: mailboxes[1]: reads the same folder as mailbox \"help\"", NULL },
	{ WITH_PERSON("name = \"ana\"; addresses = (\"b@example.org\");"),
	  "4: staff[1].name: \"ana\" is on line 3 already", NULL },
	{ WITH_PERSON("name = \"Bo\"; addresses = (\"ANA@example.org\");"),
	  "4: staff[1].addresses: ANA@example.org belongs to \"Ana\" (line 3)",
	  NULL },
	{ WITH_PERSON("name = \"Bo\"; addresses = (\"help@example.org\");"),
	  "4: staff[1].addresses: help@example.org is an address of the desk",
	  NULL },
	{ WITH_PERSON("name = \"Bo\"; addresses = (\"Bo <bo@example.org>\");"),
	  "4: staff[1].addresses: \"Bo <bo@example.org>\" is no mail", NULL },
	{ WITH_PERSON("name = \"Bo\"; addresses = ();"),
	  "4: staff[1].addresses: is empty", NULL },
	{ WITH_PERSON("name = \"Bo\"; addresses = (3);"),
	  "4: staff[1].addresses[0]: must be a text in quotes", NULL },
	{ WITH_PERSON("name = \"Bo\"; addresses = (\"b@example.org\");"
		      " hours = \"9 to 5\";"),
	  "4: staff[1].hours: \"9 to 5\" are no working hours", NULL },
	{ WITH_PERSON("name = \"Bo\"; addresses = (\"b@example.org\");"
		      " absent = (\"2026-02-30\");"),
	  "4: staff[1].absent: \"2026-02-30\" are no days", NULL },
	{ DESK SMTP STAFF "vendors = ( { name = \"V\";"
			  " addresses = (\"it1@example.com\"); } );",
	  "4: vendors[0].addresses: it1@example.com belongs to", NULL },
	{ DESK SMTP "vendors = ( { name = \"V\"; addresses = (\"@\"); } );",
	  "3: vendors[0].addresses: \"@\" is no mail address", NULL },
	{ DESK SMTP "trust = { staff = \"dkim\"; };",
	  "3: trust.authserv_id: is missing", NULL },
	{ DESK SMTP "desk = { };", "3: the name on this line was set", NULL },
	{ DESK SMTP "x = = 3;", "3: syntax error", NULL },
	{ DESK SMTP "@include \"more.conf\"\n", "3: @include", NULL },
};

static void
test_mistakes(void **state)
{
	struct place *place = *state;

	for (size_t i = 0; i < COUNT_OF(mistakes); i++) {
		const struct config *config =
			place_load(place, mistakes[i].text);
		const char *said = place_complaints(place);

		if (config)
			fail_msg("row %zu was taken", i);
		if (place->complaints.errors != 1 ||
		    !strstr(said, mistakes[i].says) ||
		    (mistakes[i].also && !strstr(said, mistakes[i].also)))
			fail_msg("row %zu, wanted \"%s\", said:\n%s", i,
				 mistakes[i].says, said);
	}
}

static void
test_all_at_once(void **state)
{
	struct place *place = *state;

	assert_null(place_load(
		place, "desk = { name = \"\"; address = \"x\";\n"
		       "database = 3; };\n"
		       "mailboxes = ( { poll = \"x\"; tls = \"tls\"; } );\n"
		       "staf = ( );\n"));
	/* name, address, database; name, host, user, poll, tls; staf */
	assert_int_equal(place->complaints.errors, 9);
}

static void
test_warnings(void **state)
{
	struct place *place = *state;
	struct config *config;

	config = place_load(place, DESK);
	assert_non_null(config);
	assert_false(config->smtp.present);
	assert_non_null(strstr(place_complaints(place), "smtp: is missing"));
	config = place_load(place,
			    WITH_MAILBOX(LOCAL "password_file = \"open\";"));
	assert_non_null(config);
	assert_non_null(strstr(place_complaints(place), "may read"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_PLACE(test_mistakes),
		WITH_PLACE(test_all_at_once),
		WITH_PLACE(test_warnings),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
