/*
 * test_config.c - what is read from a configuration, and what is said about
 * each mistake in one.
 */
#include "../test.h"

#include <sys/stat.h>
#include <unistd.h>

#include "base/io.h"
#include "config/config.h"

struct place {
	struct arena *arena;
	char folder[64];
	struct complaints complaints;
};

static const char *const files[] = { "t.conf", "rules", "templates",
				     "secret", "open",	"ca.pem" };

static const char *
place_path(const struct place *place, const char *name)
{
	return arena_printf(place->arena, "%s/%s", place->folder, name);
}

static void
place_write(const struct place *place, const char *name, const char *text,
	    mode_t mode)
{
	const char *path = place_path(place, name);
	struct error err;

	assert_true(io_write_file_atomic(path, text, strlen(text), mode, &err));
	assert_int_equal(chmod(path, mode), 0);
}

static int
place_setup(void **state)
{
	struct arena *arena = arena_new();
	struct place *place = arena_alloc(arena, sizeof(*place));

	place->arena = arena;
	memcpy(place->folder, "/tmp/test_config.XXXXXX", 24);
	assert_non_null(mkdtemp(place->folder));
	assert_int_equal(mkdir(place_path(place, "rules"), 0700), 0);
	assert_int_equal(mkdir(place_path(place, "templates"), 0700), 0);
	place_write(place, "secret", "open sesame\r\nsecond line\n", 0600);
	place_write(place, "open", "x\n", 0644);
	place_write(place, "ca.pem", "", 0644);
	*state = place;
	return 0;
}

static int
place_teardown(void **state)
{
	struct place *place = *state;

	for (size_t i = 0; i < COUNT_OF(files); i++)
		remove(place_path(place, files[i]));
	assert_int_equal(rmdir(place->folder), 0);
	arena_free(place->arena);
	return 0;
}

static struct config *
load(struct place *place, const char *text)
{
	struct sources *sources = sources_new();
	struct config *config;

	place_write(place, "t.conf", text, 0600);
	complaints_init(&place->complaints, place->arena);
	config = config_load(sources, place_path(place, "t.conf"), place->arena,
			     &place->complaints);
	sources_free(sources);
	return config;
}

static const char *
all_complaints(struct place *place)
{
	struct buf out;

	buf_init(&out, place->arena);
	for (size_t i = 0; i < place->complaints.count; i++)
		buf_printf(&out, "%s\n",
			   complaint_format(&place->complaints.items[i],
					    place->arena));
	return out.data ? out.data : "";
}

/* The example that the manual begins with. */
#define DESK                                                                   \
	"desk = { name = \"IT Help\"; tag = \"IT\";"                           \
	" address = \"help@example.org\"; database = \"desk.db\"; };\n"
#define MAILBOX                                                                \
	"{ name = \"help\"; host = \"127.0.0.1\"; port = 1143;"                \
	" tls = \"none\"; user = \"help\"; password = \"secret\";"             \
	" folder = \"INBOX\"; after = \"seen\"; poll = 30; }"
#define SMTP "smtp = { host = \"127.0.0.1\"; port = 1025; tls = \"none\"; };\n"
#define STAFF                                                                  \
	"staff = ( { name = \"First line\"; addresses ="                       \
	" ( \"it1@example.org\", \"it1@example.com\" ); } );\n"

static void
test_plain(void **state)
{
	struct place *place = *state;
	struct config *config =
		load(place, DESK "mailboxes = ( " MAILBOX " );\n" SMTP STAFF);
	const struct mailbox_config *mailbox;

	if (!config || place->complaints.count)
		fail_msg("%s", all_complaints(place));
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
	struct config *config = load(
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
		fail_msg("%s", all_complaints(place));
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

#define WITH_MAILBOX(keys)                                                     \
	DESK SMTP "mailboxes = ( { name = \"m\"; user = \"u\";\n" keys " } "   \
		  ");\n"
#define LOCAL "host = \"localhost\"; tls = \"none\";\n"
#define WITH_PERSON(keys)                                                      \
	DESK SMTP "staff = ( { name = \"Ana\"; addresses = "                   \
		  "(\"ana@example.org\"); },\n{ " keys " } );\n"

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
		const struct config *config = load(place, mistakes[i].text);
		const char *said = all_complaints(place);

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

	assert_null(load(place,
			 "desk = { name = \"\"; address = \"x\";\n"
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

	config = load(place, DESK);
	assert_non_null(config);
	assert_false(config->smtp.present);
	assert_non_null(strstr(all_complaints(place), "smtp: is missing"));
	config = load(place, WITH_MAILBOX(LOCAL "password_file = \"open\";"));
	assert_non_null(config);
	assert_non_null(strstr(all_complaints(place), "may read"));
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
		fail_msg("%s", all_complaints(place));
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
		load(place, arena_memdup(place->arena, text, size));
}

static void
test_secret(void **state)
{
	struct place *place = *state;
	static const char *const good[] = { "printf", "a b\\nc\\n" };
	static const char *const fails[] = { "false" };
	static const char *const silent[] = { "true" };
	static const char *const gone[] = { "/nonexistent/program" };
	static const char *const endless[] = { "yes" };
	const struct {
		struct secret_source source;
		const char *password; /* NULL: fails */
		enum error_class class;
	} table[] = {
		{ { "plain", "", { NULL, 0 } }, "plain", ERROR_NONE },
		{ { "", "", { NULL, 0 } }, "", ERROR_NONE },
		{ { "", place_path(place, "secret"), { NULL, 0 } },
		  "open sesame",
		  ERROR_NONE },
		{ { "", place_path(place, "gone"), { NULL, 0 } },
		  NULL,
		  ERROR_CONFIG },
		{ { "", place_path(place, "ca.pem"), { NULL, 0 } },
		  NULL,
		  ERROR_CONFIG },
		{ { "", "", { (const char **)(uintptr_t)good, 2 } },
		  "a b",
		  ERROR_NONE },
		{ { "", "", { (const char **)(uintptr_t)fails, 1 } },
		  NULL,
		  ERROR_RETRY },
		{ { "", "", { (const char **)(uintptr_t)silent, 1 } },
		  NULL,
		  ERROR_CONFIG },
		{ { "", "", { (const char **)(uintptr_t)gone, 1 } },
		  NULL,
		  ERROR_CONFIG },
		{ { "", "", { (const char **)(uintptr_t)endless, 1 } },
		  NULL,
		  ERROR_RETRY },
	};

	for (size_t i = 0; i < COUNT_OF(table); i++) {
		const char *password = NULL;
		struct error err = { 0 };
		bool ok = config_secret(&table[i].source, "mailbox help",
					place->arena, &password, &err);

		if (ok != (table[i].password != NULL))
			fail_msg("row %zu: %s", i, err.text);
		if (ok) {
			assert_string_equal(password, table[i].password);
			continue;
		}
		assert_null(password);
		assert_int_equal(err.class, table[i].class);
		assert_non_null(strstr(err.text, "mailbox help"));
	}
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
#define WITH_PLACE(test)                                                       \
	cmocka_unit_test_setup_teardown(test, place_setup, place_teardown)
	const struct CMUnitTest tests[] = {
		WITH_PLACE(test_plain),	   WITH_PLACE(test_full),
		WITH_PLACE(test_mistakes), WITH_PLACE(test_all_at_once),
		WITH_PLACE(test_warnings), WITH_PLACE(test_restored),
		WITH_PLACE(test_prefixes), WITH_PLACE(test_secret),
		WITH_PLACE(test_find),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
