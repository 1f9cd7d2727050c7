/*
 * test_rulefile.c - what rules do, told by their own examples, and what is
 * said about each mistake in them.
 */
#include "../test.h"

#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/io.h"
#include "config/rulefile.h"

struct place {
	struct arena *arena;
	char folder[64];
	struct sources *sources;
	struct complaints complaints;
	struct ruleset *ruleset;
	size_t examples;
};

static const char *const names[] = { "10.conf", "20.conf", "assets.csv",
				     "broken.csv", "jam.eml" };

static const char *
place_path(const struct place *place, const char *name)
{
	return arena_printf(place->arena, "%s/%s", place->folder, name);
}

static void
place_write(const struct place *place, const char *name, const char *text)
{
	struct error err;

	if (!io_write_file_atomic(place_path(place, name), text, strlen(text),
				  0600, &err))
		fail_msg("%s", err.text);
}

static int
setup(void **state)
{
	struct arena *arena = arena_new();
	struct place *place = arena_alloc(arena, sizeof(*place));

	place->arena = arena;
	memcpy(place->folder, "/tmp/test_rulefile.XXXXXX", 26);
	assert_non_null(mkdtemp(place->folder));
	place_write(place, "assets.csv",
		    "\xEF\xBB\xBF"
		    "asset;site;queue;tags\r\n"
		    "PR-10442;Berlin;printers;hardware\r\n"
		    "\"NB-1;2\";\"Ro\"\"me\";;\r\n"
		    "PR-9*;Lab;;lab\r\n\r\n");
	place_write(place, "broken.csv", "asset,site\nPR-1\n");
	place_write(place, "jam.eml",
		    "From: Ana <ana@example.org>\nSubject: Papierstau\n\n"
		    "Der Drucker PR-10442 hat Papierstau.\n");
	*state = place;
	return 0;
}

static int
teardown(void **state)
{
	struct place *place = *state;
	size_t i;

	for (i = 0; i < COUNT_OF(names); i++)
		unlink(place_path(place, names[i]));
	rmdir(place->folder);
	arena_free(place->arena);
	return 0;
}

/* Loads the folder with TEXT as its first file. */
static void
place_load(struct place *place, const char *text)
{
	place_write(place, "10.conf", text);
	complaints_init(&place->complaints, place->arena);
	place->sources = sources_new();
	place->ruleset = rulefile_load(place->sources, place->folder,
				       &place->complaints);
	place->examples = 0;
	if (place->ruleset)
		place->examples = rulefile_run_examples(
			place->ruleset, place->sources, &place->complaints);
}

static void
place_unload(struct place *place)
{
	ruleset_free(place->ruleset);
	sources_free(place->sources);
	place->ruleset = NULL;
}

static const char *
place_complaints(struct place *place)
{
	struct buf buf;
	size_t i;

	buf_init(&buf, place->arena);
	for (i = 0; i < place->complaints.count; i++)
		buf_printf(&buf, "%s\n",
			   complaint_format(&place->complaints.items[i],
					    place->arena));
	return buf.data ? buf.data : "";
}

/* --- what rules do ------------------------------------------------------ */

#define RULE(when, examples)                                                   \
	"rules = ( { name = \"r\"; when = { " when                             \
	" }; set = { queue = \"q\"; }; examples = ( " examples " ); } );"
#define YES "expect = { queue = \"q\"; };"
#define NO  "expect_not = \"r\";"

/* clang-format off */
static const struct {
	size_t examples;
	const char *rules;
} good[] = {
	/* the format of the manual's first page */
	{ 3, "vocabulary = { ASSET = \"(?:PC|NB|PR)-[0-9]{4,6}\"; };\n"
	     "rules = ( { name = \"printer\";\n"
	     "  when = { words = (\"printer\", \"toner\", \"paper jam\"); };\n"
	     "  set = { queue = \"printers\"; kind = \"incident\"; priority = \"low\"; tags = (\"hardware\"); };\n"
	     "  examples = ( { subject = \"PAPER  JAM\"; expect = { queue = \"printers\"; kind = \"incident\"; priority = \"low\"; tags = (\"hardware\"); }; },\n"
	     "    { text = \"sprinter\"; expect_not = \"printer\"; } ); },\n"
	     "  { name = \"asset named\"; when = { match = \"%{ASSET:asset}\"; };\n"
	     "    examples = ( { text = \"toner for pr-10442, please\"; expect = { asset = \"pr-10442\"; queue = \"printers\"; }; } ); } );" },
	/* first one wins, tags add up, stop ends */
	{ 1, "rules = ( { name = \"a\"; when = { words = \"x\"; }; set = { queue = \"one\"; tags = (\"t1\"); }; },\n"
	     "{ name = \"b\"; when = { words = \"x\"; subject = \"x\"; }; set = { queue = \"two\"; site = \"s\"; tags = (\"t2\", \"t1\"); }; stop = true; },\n"
	     "{ name = \"c\"; when = { words = \"x\"; text = \"y\"; }; set = { asset = \"never\"; };\n"
	     "examples = ( { subject = \"x\"; text = \"y\"; expect = { queue = \"one\"; site = \"s\"; tags = (\"t1\", \"t2\"); asset = \"\"; }; expect_not = \"c\"; } ); } );" },
	/* priority from impact and urgency */
	{ 2, "rules = ( { name = \"i\"; when = { words = \"down\"; }; set = { impact = \"high\"; }; }, { name = \"u\"; when = { words = \"now\"; }; set = { urgency = \"high\"; };\n"
	     "examples = ( { text = \"down now\"; expect = { priority = \"urgent\"; }; }, { text = \"down\"; expect = { priority = \"high\"; }; } ); } );" },
	{ 1, "rules = ( { name = \"i\"; when = { words = \"down\"; }; set = { impact = \"high\"; urgency = \"high\"; priority = \"low\"; };\n"
	     "examples = ( { text = \"down\"; expect = { priority = \"low\"; }; } ); } );" },
	/* each part alone */
	{ 3, RULE("subject = \"^urgent\";", "{ subject = \"URGENT: x\"; " YES " }, { text = \"urgent\"; " NO " }, { subject = \"not urgent\"; " NO " }") },
	{ 2, RULE("text = \"urgent\";", "{ text = \"urgent\"; " YES " }, { subject = \"urgent\"; " NO " }") },
	{ 3, RULE("from = \"^boss@example\\\\.org$\";", "{ from = \"The Boss <boss@example.org>\"; " YES " }, { from = \"boss@example.org\"; " YES " }, { from = \"aboss@example.org\"; " NO " }") },
	{ 2, RULE("from = \"The Boss\";", "{ from = \"The Boss <b@example.org>\"; " YES " }, { from = \"b@example.org\"; " NO " }") },
	{ 3, RULE("to = \"all@\";", "{ to = \"all@example.org\"; " YES " }, { cc = \"all@example.org\"; " NO " }, { from = \"all@example.org\"; " NO " }") },
	{ 1, RULE("cc = \"all@\";", "{ cc = \"all@example.org\"; " YES " }") },
	{ 2, RULE("mailbox = \"^help$\";", "{ mailbox = \"help\"; " YES " }, { mailbox = \"helpless\"; " NO " }") },
	{ 3, RULE("header = { X-Spam-Flag = \"yes\"; List-Id = true; };", "{ header = { x-spam-flag = \"YES\"; list-id = \"<l>\"; }; " YES " }, { header = { X-Spam-Flag = \"YES\"; }; " NO " }, { text = \"x\"; " NO " }") },
	{ 2, RULE("header = { List-Id = false; };", "{ text = \"x\"; " YES " }, { header = { List-Id = \"x\"; }; " NO " }") },
	{ 2, RULE("from = (\"ana@\", \"ben@\");", "{ from = \"ben@example.org\"; " YES " }, { from = \"cleo@example.org\"; " NO " }") },
	/* attachments */
	{ 3, RULE("attachment = { name = \"\\\\.(exe|scr)$\"; };", "{ attachment = (\"a.txt\", \"b.EXE\"); " YES " }, { attachment = \"exe.txt\"; " NO " }, { text = \"x\"; " NO " }") },
	{ 2, RULE("attachment = true;", "{ attachment = \"a\"; " YES " }, { text = \"x\"; " NO " }") },
	{ 2, RULE("attachment = false;", "{ attachment = \"a\"; " NO " }, { text = \"x\"; " YES " }") },
	{ 2, RULE("attachment = { name = \"pdf$\"; size = \"> 1M\"; };", "{ attachment = \"a.pdf\"; size = 2000000; " YES " }, { attachment = \"a.pdf\"; size = 2000; " NO " }") },
	{ 1, RULE("attachment = { type = \"octet-stream\"; };", "{ attachment = \"a\"; " YES " }") },
	/* lists of values */
	{ 3, RULE("kind = (\"list\", \"auto-generated\");", "{ kind = \"list\"; " YES " }, { kind = \"auto-generated\"; " YES " }, { text = \"x\"; " NO " }") },
	{ 2, RULE("language = \"de\";", "{ language = \"de\"; " YES " }, { language = \"en\"; " NO " }") },
	{ 4, RULE("domain = \"example.org\";", "{ from = \"a@example.org\"; " YES " }, { from = \"a@sales.EXAMPLE.org\"; " YES " }, { from = \"a@notexample.org\"; " NO " }, { text = \"x\"; " NO " }") },
	{ 2, RULE("domain = \"@example.org\";", "{ from = \"a@example.org\"; " YES " }, { from = \"a@example.com\"; " NO " }") },
	{ 2, RULE("directory = (\"VIP\", \"Board\");", "{ directory = (\"Ana\", \"vip\"); " YES " }, { directory = \"Ana\"; " NO " }") },
	/* numbers and times */
	{ 3, RULE("size = \"> 1M\";", "{ size = 1048577; " YES " }, { size = 1048576; " NO " }, { text = \"x\"; " NO " }") },
	{ 2, RULE("size = \"1K..2K\";", "{ size = 1024; " YES " }, { size = 2049; " NO " }") },
	{ 2, RULE("size = \"<=1K\";", "{ size = 1024; " YES " }, { size = 1025; " NO " }") },
	{ 2, RULE("size = \"<1K\";", "{ size = 1023; " YES " }, { size = 1024; " NO " }") },
	{ 2, RULE("open_tickets = 3;", "{ open_tickets = 3; " YES " }, { open_tickets = 2; " NO " }") },
	{ 2, RULE("open_tickets = \">= 2\";", "{ open_tickets = 2; " YES " }, { open_tickets = 1; " NO " }") },
	{ 3, RULE("time = \"08:00-17:30\";", "{ time = \"2026-11-23 08:00\"; " YES " }, { time = \"2026-11-23 17:30\"; " NO " }, { time = \"2026-11-23 07:59\"; " NO " }") },
	{ 3, RULE("time = (\"22:00-6:00\", \"12:00-13:00\");", "{ time = \"2026-11-23 23:00\"; " YES " }, { time = \"2026-11-23 05:59\"; " YES " }, { time = \"2026-11-23 11:00\"; " NO " }") },
	{ 3, RULE("weekday = \"sat-mon\";", "{ time = \"2026-11-22 10:00\"; " YES " }, { time = \"2026-11-23 10:00\"; " YES " }, { time = \"2026-11-24 10:00\"; " NO " }") },
	{ 2, RULE("weekday = (\"Tuesday\", \"fri\");", "{ time = \"2026-11-24 10:00\"; " YES " }, { time = \"2026-11-25 10:00\"; " NO " }") },
	{ 2, RULE("staff = true;", "{ staff = true; " YES " }, { text = \"x\"; " NO " }") },
	{ 2, RULE("forward = true;", "{ forward = true; " YES " }, { text = \"x\"; " NO " }") },
	/* any, not, nesting */
	{ 4, RULE("any = ( { words = \"a1\"; }, { words = \"b1\"; text = \"c1\"; } );", "{ text = \"a1\"; " YES " }, { text = \"b1 c1\"; " YES " }, { text = \"b1\"; " NO " }, { text = \"c1\"; " NO " }") },
	{ 3, RULE("words = \"a1\"; not = { words = \"b1\"; text = \"c1\"; };", "{ text = \"a1\"; " YES " }, { text = \"a1 b1\"; " YES " }, { text = \"a1 b1 c1\"; " NO " }") },
	{ 3, RULE("words = \"a1\"; not = ( { words = \"b1\"; }, { text = \"c1\"; } );", "{ text = \"a1\"; " YES " }, { text = \"a1 b1\"; " NO " }, { text = \"a1 c1\"; " NO " }") },
	{ 3, RULE("not = { any = ( { words = \"x\"; }, { not = { words = \"y\"; }; } ); };", "{ text = \"y\"; " YES " }, { text = \"x y\"; " NO " }, { text = \"z\"; " NO " }") },
	{ 1, "rules = ( { name = \"all mail\"; set = { queue = \"q\"; }; examples = ( { subject = \"\"; " YES " } ); } );" },
	/* captures inside any, vocabulary in vocabulary, built-in entries */
	{ 2, "vocabulary = { DIGITS = \"[0-9]{4}\"; ASSET = \"PR-%{DIGITS}\"; };\n"
	     "rules = ( { name = \"r\"; when = { any = ( { match = \"asset %{ASSET:asset}\"; }, { match = \"room %{DIGITS:room}\"; } ); };\n"
	     "examples = ( { text = \"asset PR-1234\"; expect = { asset = \"PR-1234\"; room = \"\"; }; }, { text = \"room 4711\"; expect = { room = \"4711\"; }; } ); } );" },
	{ 9, "rules = ( { name = \"r\"; when = { any = ( { match = \"ip %{IP:v}\"; }, { match = \"host %{HOST:v}\"; }, { match = \"mail %{EMAIL:v}\"; }, { match = \"phone %{PHONE:v}\"; },\n"
	     "{ match = \"number %{NUMBER:v}\"; }, { match = \"mac %{MAC:v}\"; }, { match = \"url %{URL:v}\"; }, { match = \"date %{DATE:v}\"; }, { match = \"code %{ERRORCODE:v}\"; } ); };\n"
	     "examples = ( { text = \"ip 10.1.2.3.\"; expect = { v = \"10.1.2.3\"; }; }, { text = \"host srv-01.example.org, down\"; expect = { v = \"srv-01.example.org\"; }; },\n"
	     "{ text = \"mail ana.b+x@example.org.\"; expect = { v = \"ana.b+x@example.org\"; }; }, { text = \"phone +49 (30) 1234-567.\"; expect = { v = \"+49 (30) 1234-567\"; }; },\n"
	     "{ text = \"number -12.5\"; expect = { v = \"-12.5\"; }; }, { text = \"mac 00:1a:2B:3c:4d:5e\"; expect = { v = \"00:1a:2B:3c:4d:5e\"; }; },\n"
	     "{ text = \"url https://example.org/a?b=1.\"; expect = { v = \"https://example.org/a?b=1\"; }; }, { text = \"date 2026-11-22\"; expect = { v = \"2026-11-22\"; }; },\n"
	     "{ text = \"code 0x80070005!\"; expect = { v = \"0x80070005\"; }; } ); } );" },
	{ 1, "vocabulary = { IP = \"IP-[a-z]+\"; }; rules = ( { name = \"r\"; when = { match = \"%{IP:v}\"; }; examples = ( { text = \"10.0.0.1 IP-x\"; expect = { v = \"IP-x\"; }; } ); } );" },
	/* values made of captures */
	{ 1, "rules = ( { name = \"r\"; when = { match = \"printer (?<room>[0-9]+)\"; }; set = { summary = \"Printer in %{room} (%{domain}): %{subject}\"; };\n"
	     "examples = ( { subject = \"help\"; text = \"printer 12\"; from = \"a@example.org\"; expect = { summary = \"Printer in 12 (example.org): help\"; room = \"12\"; }; } ); } );" },
	/* tables */
	{ 4, "rules = ( { name = \"r\"; when = { match = \"(?<asset>(?:PR|NB)-[0-9;]+)\"; }; lookup = \"assets.csv\";\n"
	     "examples = ( { text = \"pr-10442\"; expect = { site = \"Berlin\"; queue = \"printers\"; tags = (\"hardware\"); }; }, { text = \"NB-1;2\"; expect = { site = \"Ro\\\"me\"; queue = \"\"; }; },\n"
	     "{ text = \"PR-999\"; expect = { site = \"Lab\"; tags = \"lab\"; }; }, { text = \"PR-1\"; expect = { site = \"\"; asset = \"PR-1\"; }; } ); } );" },
	{ 2, "rules = ( { name = \"r\"; when = { match = \"(?<tag>(?:PR|NB)-[0-9]+)|(?<old>OLD-[0-9]+)\"; }; lookup = { file = \"assets.csv\"; by = (\"old\", \"tag\"); };\n"
	     "examples = ( { text = \"pr-10442\"; expect = { site = \"Berlin\"; }; }, { text = \"OLD-1\"; expect = { site = \"\"; }; } ); } );" },
	/* dispositions and the rest, in the rule or in set */
	{ 2, "rules = ( { name = \"i\"; when = { words = \"news\"; }; ignore = true; no_ack = true; }, { name = \"q\"; when = { words = \"virus\"; }; set = { quarantine = true; };\n"
	     "examples = ( { text = \"news virus\"; expect = { ignore = true; quarantine = false; no_ack = true; }; }, { text = \"virus\"; expect = { quarantine = true; no_ack = false; }; } ); } );" },
	{ 1, "rules = ( { name = \"r\"; when = { words = \"x\"; }; notify = (\"Ana\", \"network\"); webhook = \"https://hooks.example.org/a\"; set = { assign = \"least-busy:network\"; };\n"
	     "examples = ( { text = \"x\"; expect = { notify = (\"Ana\", \"network\"); webhook = \"https://hooks.example.org/a\"; assign = \"least-busy:network\"; }; } ); } );" },
	/* a mail in a file, and an example without expectation */
	{ 2, "rules = ( { name = \"r\"; when = { words = \"papierstau\"; }; set = { queue = \"q\"; }; examples = ( { file = \"jam.eml\"; " YES " }, { text = \"Papierstau\"; } ); } );" },
};
/* clang-format on */

static void
test_good(void **state)
{
	struct place *place = *state;
	size_t i;

	for (i = 0; i < COUNT_OF(good); i++) {
		place_load(place, good[i].rules);
		if (!place->ruleset || place->complaints.count > 0)
			fail_msg("%zu: %s", i, place_complaints(place));
		if (place->examples != good[i].examples)
			fail_msg("%s\n%zu examples", good[i].rules,
				 place->examples);
		place_unload(place);
	}
}

/* --- what is said about mistakes ---------------------------------------- */

#define W "when = { words = \"x\"; }; "
#define S "set = { queue = \"q\"; }; "

/* clang-format off */
static const struct {
	const char *rules;
	const char *says; /* of one complaint, behind FILE */
	bool is_warning;
} bad[] = {
	/* keys */
	{ "rulez = ();", ":1: rulez: unknown key 'rulez' in a rule file; did you mean 'rules'?", false },
	{ "colour = 1;", ":1: colour: unknown key 'colour' in a rule file; known are vocabulary, rules", false },
	{ "rules = (\n{ nam = \"r\"; " W S "} );", ":2: rules[0].nam: unknown key 'nam' in a rule; did you mean 'name'?", false },
	{ "rules = ( { name = \"r\"; when = { wrods = \"x\"; }; " S "} );", "rules[0].when.wrods: unknown key 'wrods' in a condition; did you mean 'words'?", false },
	{ "rules = ( { name = \"r\"; when = { attachment = { nmae = \"x\"; }; }; " S "} );", "unknown key 'nmae' in attachment; did you mean 'name'?", false },
	{ "rules = ( { name = \"r\"; " W S "examples = ( { subjct = \"x\"; } ); } );", "unknown key 'subjct' in an example; did you mean 'subject'?", false },
	{ "when = { words = \"x\"; };", "unknown key 'when' in a rule file; it belongs into a rule", false },
	{ "rules = ( { name = \"r\"; words = \"x\"; " S "} );", "unknown key 'words' in a rule; it is a condition; put it into when", false },
	{ "rules = ( { name = \"r\"; " W "queue = \"q\"; } );", "unknown key 'queue' in a rule; it is a field; put it into set", false },
	{ "rules = ( { name = \"r\"; when = { words = \"x\"; ignore = true; }; } );", "unknown key 'ignore' in a condition; it is an action", false },
	/* types */
	{ "rules = { };", "rules: must be a list rules = ( {...}, {...} ); but is a group", false },
	{ "rules = ( \"x\" );", "rules[0]: must be a group such as { key = value; }, but is a text", false },
	{ "vocabulary = ( );", "vocabulary: must be a group", false },
	{ "rules = ( { name = 5; " W S "} );", "rules[0].name: must be a text in quotes, but is a number", false },
	{ "rules = ( { name = \"r\"; when = 5; " S "} );", "rules[0].when: must be a group", false },
	{ "rules = ( { name = \"r\"; when = { words = 5; }; " S "} );", "rules[0].when.words: must be a list such as (\"one\", \"two\"), but is a number", false },
	{ "rules = ( { name = \"r\"; when = { words = ( ); }; " S "} );", "rules[0].when.words: is an empty list", false },
	{ "rules = ( { name = \"r\"; when = { match = 5; }; " S "} );", "must be a pattern in quotes or a list of them, but is a number", false },
	{ "rules = ( { name = \"r\"; when = { match = ( ); }; " S "} );", "is an empty list", false },
	{ "rules = ( { name = \"r\"; when = { header = \"x\"; }; " S "} );", "rules[0].when.header: must be a group such as { List-Id = \"pattern\"; }, but is a text", false },
	{ "rules = ( { name = \"r\"; when = { staff = \"yes\"; }; " S "} );", "rules[0].when.staff: must be true or false, but is a text", false },
	{ "rules = ( { name = \"r\"; when = { any = \"x\"; }; " S "} );", "rules[0].when.any: must be ( {...}, {...} ) with conditions in each, but is a text", false },
	{ "rules = ( { name = \"r\"; " W "set = { queue = { }; }; } );", "rules[0].set.queue: must be a text in quotes, but is a group", false },
	{ "rules = ( { name = \"r\"; " W S "stop = \"true\"; } );", "rules[0].stop: must be true or false", false },
	{ "rules = ( { name = \"r\"; " W S "examples = \"x\"; } );", "rules[0].examples: must be a list", false },
	/* names */
	{ "rules = ( { " W S "} );", "rules[0]: has no name; add name", false },
	{ "rules = ( { name = \"r\"; " W S "},\n{ name = \"r\"; " W S "} );", ":2: rules[1]: a rule called 'r' is at ", false },
	{ "vocabulary = { asset = \"x\"; };", "'asset' cannot be a vocabulary name; use upper-case letters", false },
	/* values */
	{ "rules = ( { name = \"r\"; " W "set = { kind = \"incidnt\"; }; } );", "rules[0].set.kind: 'incidnt' is not a known kind; did you mean 'incident'?", false },
	{ "rules = ( { name = \"r\"; " W "set = { priority = \"1\"; }; } );", "'1' is not a known priority; use one of low, normal, high, urgent", false },
	{ "rules = ( { name = \"r\"; " W "set = { impact = \"huge\"; }; } );", "'huge' is not a known impact; use one of low, medium, high", false },
	{ "rules = ( { name = \"r\"; " W "set = { Queue = \"q\"; }; } );", "'Queue' cannot be a field's name", false },
	{ "rules = ( { name = \"r\"; " W "set = { tags = \"a b\"; }; } );", "'a b' cannot be a tag", false },
	{ "rules = ( { name = \"r\"; " W "set = { assign = \"skil:network\"; }; } );", "'skil:network' names nobody", false },
	{ "rules = ( { name = \"r\"; " W "webhook = \"http://example.org/\"; } );", "'http://example.org/' is no address such as https://", false },
	{ "rules = ( { name = \"r\"; when = { kind = \"humen\"; }; " S "} );", "'humen' is not a known kind of mail; did you mean 'human'?", false },
	{ "rules = ( { name = \"r\"; when = { language = \"german\"; }; " S "} );", "'german' is no language code; write two letters", false },
	{ "rules = ( { name = \"r\"; when = { from = \"*@example.org\"; }; " S "} );", "repeat what stands before them: write .* for any text", false },
	{ "rules = ( { name = \"r\"; when = { size = \"big\"; }; " S "} );", "'big' is no range; write \"> 5M\"", false },
	{ "rules = ( { name = \"r\"; when = { size = \"5M..1M\"; }; " S "} );", "is no range", false },
	{ "rules = ( { name = \"r\"; when = { open_tickets = \"3M\"; }; " S "} );", "is no range; write \"> 3\"", false },
	{ "rules = ( { name = \"r\"; when = { time = \"8-17\"; }; " S "} );", "'8-17' is no time of day; write \"08:00-17:30\"", false },
	{ "rules = ( { name = \"r\"; when = { time = \"08:00-25:00\"; }; " S "} );", "is no time of day", false },
	{ "rules = ( { name = \"r\"; when = { weekday = \"someday\"; }; " S "} );", "'someday' is no day", false },
	{ "rules = ( { name = \"r\"; when = { words = \" \"; }; " S "} );", "a word is empty or holds only blanks", false },
	{ "rules = ( { name = \"r\"; when = { }; " S "} );", "rules[0].when: is empty, and so holds for every mail", false },
	{ "rules = ( { name = \"r\"; when = { not = { not = { not = { not = { not = { not = { not = { not = { not = { words = \"x\"; }; }; }; }; }; }; }; }; }; }; " S "} );", "nested more than 8 deep", false },
	/* patterns */
	{ "rules = ( { name = \"r\";\nwhen = {\nmatch = \"(x\"; }; " S "} );", ":3: rules[0].when.match: the pattern is not a valid regular expression: missing closing parenthesis", false },
	{ "rules = ( { name = \"r\"; when = { match = \"a\\x08b\"; }; " S "} );", "control character 0x08; double each backslash: \\\\b is a word border", false },
	{ "rules = ( { name = \"r\"; when = { match = \"a\\tb\"; }; " S "} );", "control character 0x09", false },
	{ "rules = ( { name = \"r\"; when = { match = \"%{ASET:asset}\"; }; " S "} ); vocabulary = { ASSET = \"x\"; };", "%{ASET} is not in the vocabulary; did you mean %{ASSET}?", false },
	{ "rules = ( { name = \"r\"; when = { match = \"%{IP\"; }; " S "} );", "\"%{\" has no \"}\"", false },
	{ "rules = ( { name = \"r\"; when = { match = \"%{IP:tags}\"; }; " S "} );", "cannot capture into a field called \"tags\"", false },
	{ "rules = ( { name = \"r\"; when = { match = \"%{IP:My-IP}\"; }; " S "} );", "cannot capture into a field called \"My-IP\"", false },
	{ "rules = ( { name = \"r\"; when = { any = ( { words = \"print*\"; } ); }; " S "} );", "'print*' is looked for with these very characters", true },
	{ "rules = ( { name = \"r\"; when = { words = \"a|b\"; }; " S "} );", "'a|b' is looked for with these very characters", true },
	{ "rules = ( { name = \"r\"; " W "ignore = true; quarantine = true; } );", "the rule 'r' both ignores and quarantines", true },
	{ "rules = ( { name = \"r\"; " W "webhook = \"https:///x\"; } );", "is no address such as https://", false },
	{ "# nothing", "no rules are in this file; add rules = (", true },
	{ "vocabulary = { A = \"%{B}\"; B = \"%{A}\"; };", "is used in a circle of vocabulary entries", false },
	{ "vocabulary = { A = \"%{B}%{B}%{B}%{B}%{B}%{B}%{B}%{B}\"; B = \"%{C}%{C}%{C}%{C}%{C}%{C}%{C}%{C}\"; C = \"%{D}%{D}%{D}%{D}%{D}%{D}%{D}%{D}\"; D = \"%{E}%{E}%{E}%{E}%{E}%{E}%{E}%{E}\"; E = \"%{F}%{F}%{F}%{F}\"; F = \"xxxx\"; };", "grows over 65536 bytes", false },
	{ "rules = ( { name = \"r\"; when = { match = \"a\\\\Cb\"; }; " S "} );", "\\C", false },
	{ "rules = ( { name = \"r\"; when = { match = \"(?<Room>x)\"; }; " S "} );", "the group (?<Room>...) cannot capture into a field", false },
	{ "rules = ( { name = \"r\"; when = { match = \"(?<tags>x)\"; }; " S "} );", "the group (?<tags>...) cannot capture into a field", false },
	/* files */
	{ "rules = ( { name = \"r\"; " W "lookup = \"missing.csv\"; } );", "missing.csv", false },
	{ "rules = ( { name = \"r\"; " W "lookup = \"broken.csv\"; } );", "broken.csv:2: this row has 1 cells and the head 2", false },
	{ "rules = ( { name = \"r\"; " W "lookup = { fil = \"assets.csv\"; }; } );", "unknown key 'fil' in a lookup; did you mean 'file'?", false },
	{ "rules = ( { name = \"r\"; " W "lookup = { by = \"x\"; }; } );", "names no file; add file = \"NAME.csv\";", false },
	{ "rules = ( { name = \"r\"; " W "lookup = { file = \"assets.csv\"; by = \"Tag\"; }; } );", "'Tag' cannot be a field's name", false },
	/* examples */
	{ "rules = ( { name = \"r\"; " W S "examples = (\n{ text = \"x\"; expect = {\nqueue = \"p\"; }; } ); } );", ":3: rules[0].examples[0].expect.queue: the example of rule 'r' fails: queue should be 'p' and is 'q'; the rule that matched is 'r'", false },
	{ "rules = ( { name = \"r\"; " W S "examples = ( { text = \"y\"; expect = { queue = \"q\"; }; } ); } );", "queue should be 'q' and is not so; no rule matched", false },
	{ "rules = ( { name = \"r\"; " W S "examples = ( { text = \"y\"; } ); } );", "the rule should match and does not; no rule matched", false },
	{ "rules = ( { name = \"r\"; " W S "examples = ( { text = \"x\"; expect_not = \"r\"; } ); } );", "rule 'r' should not match and does", false },
	{ "rules = ( { name = \"r\"; " W S "examples = ( { text = \"x\"; expect_not = \"s\"; } ); } );", "there is no rule called 's' to expect_not", false },
	{ "rules = ( { name = \"r\"; " W S "examples = ( { text = \"x\"; expect_not = { queue = \"q\"; }; } ); } );", "queue should not be 'q'", false },
	{ "rules = ( { name = \"r\"; " W S "examples = ( { text = \"x\"; expect = { tags = \"t\"; ignore = true; }; } ); } );", "tags should be 't' and is not so", false },
	{ "rules = ( { name = \"r\"; " W S "examples = ( { text = \"x\"; expect = { ignore = true; }; } ); } );", "ignore should be 'true' and is 'false'", false },
	{ "rules = ( { name = \"r\"; " W S "examples = ( { file = \"none.eml\"; } ); } );", "none.eml", false },
	{ "rules = ( { name = \"r\"; " W S "examples = ( { kind = \"robot\"; } ); } );", "'robot' is no kind of mail", false },
	{ "rules = ( { name = \"r\"; " W S "examples = ( { text = \"x\"; time = \"noon\"; } ); } );", "its time is not like \"2026-11-22 08:30\"", false },
	{ "rules = ( { name = \"r\"; " W S "examples = ( { size = -1; } ); } );", "must be a number from 0", false },
	/* lint */
	{ "rules = ( { name = \"r\"; when = { match = \"\\bprinter\"; }; " S "} );", "\\b in quotes", true },
	{ "rules = ( { name = \"r\"; when = { match = \"x*\"; }; " S "} );", "the pattern matches the empty string", true },
	{ "rules = ( { name = \"r\"; when = { match = \"(a+)+b\"; }; " S "} );", "the pattern may try its repetitions", true },
	{ "rules = ( { name = \"r\"; when = { from = \"@example.org$\"; }; " S "} );", "the dot in \"example.org\" matches any character", true },
	{ "rules = ( { name = \"r\"; " W S "}, { name = \"s\"; " W S "} );", "the rule 's' can never win: 'r' at ", true },
	{ "rules = ( { name = \"r\"; " W S "}, { name = \"s\"; " W "set = { site = \"x\"; }; } );", "the rule 's' has the same conditions as 'r' at ", true },
	{ "rules = ( { name = \"r\"; " W "stop = true; " S "}, { name = \"s\"; when = { words = \"x\"; text = \"y\"; }; set = { site = \"x\"; }; } );", "comes first and stops", true },
	{ "rules = ( { name = \"r\"; " W "} );", "the rule 'r' does nothing", true },
	{ "rules = ( { name = \"r\"; " W "set = { queu = \"q\"; }; } );", "unknown field 'queu'; did you mean 'queue'?", false },
	{ "rules = ( { name = \"r\"; " W "set = { summary = \"%{asst}\"; }; } );", "no rule ever sets or captures 'asst'", true },
	{ "rules = ( { name = \"r\"; " W "lookup = \"assets.csv\"; } );", "is looked up by 'asset', which no rule ever sets", true },
	/* what libconfig itself would say */
	{ "rules = (\n{ name = \"r\" " W S "}\n{ } );", ":3", false },
	{ "rules = ( { name = \"r\"; name = \"s\"; } );", ":1", false },
	{ "@include \"other.conf\"\n", ":1", false },
};
/* clang-format on */

static void
check_bad(struct place *place, size_t i)
{
	size_t k;

	place_load(place, bad[i].rules);
	for (k = 0; k < place->complaints.count; k++) {
		const struct complaint *one = &place->complaints.items[k];

		if (strstr(complaint_format(one, place->arena), bad[i].says) &&
		    one->is_warning == bad[i].is_warning)
			break;
	}
	if (k == place->complaints.count)
		fail_msg("should say '%s', says\n%s", bad[i].says,
			 place_complaints(place));
	if (bad[i].is_warning && place->complaints.errors > 0)
		fail_msg("%s\nis an error:\n%s", bad[i].rules,
			 place_complaints(place));
	place_unload(place);
}

static void
test_bad(void **state)
{
	size_t i;

	for (i = 0; i < COUNT_OF(bad); i++)
		check_bad(*state, i);
}

/* Every prefix of a file is refused or read, and nothing else happens. */
static void
test_prefixes(void **state)
{
	static const size_t samples[] = { 0, 9, 33, 45 };
	struct place *place = *state;
	size_t i, size;

	for (i = 0; i < COUNT_OF(samples); i++) {
		const char *text = good[samples[i]].rules;

		for (size = 0; size < strlen(text); size += 3) {
			place_load(place,
				   arena_memdup(place->arena, text, size));
			if (!place->ruleset)
				assert_true(place->complaints.errors > 0);
			place_unload(place);
		}
	}
}

/* All errors of all files are told in one run, in the order of the files. */
static void
test_several_files(void **state)
{
	struct place *place = *state;

	place_write(place, "20.conf",
		    "vocabulary = { ROOM = \"[0-9]+\"; };\nrules = ( { } );");
	place_load(place, "rules = ( { name = \"r\"; when = { match = "
			  "\"room %{ROOM:room}\"; }; bogus = 1; } );");
	assert_null(place->ruleset);
	assert_int_equal(place->complaints.errors, 2);
	assert_non_null(strstr(place->complaints.items[0].file, "10.conf"));
	assert_non_null(strstr(place->complaints.items[1].file, "20.conf"));
	place_unload(place);
	place_write(place, "20.conf", "vocabulary = { ROOM = \"[0-9]+\"; };");
	place_load(place,
		   "rules = ( { name = \"r\"; when = { match = \"room "
		   "%{ROOM:room}\"; }; examples = ( { text = \"room 12\"; "
		   "expect = { room = \"12\"; }; } ); } );");
	assert_int_equal(place->complaints.count, 0);
	assert_int_equal(place->examples, 1);
	place_unload(place);
	unlink(place_path(place, "20.conf"));
}

static void
test_missing_folder(void **state)
{
	struct place *place = *state;

	complaints_init(&place->complaints, place->arena);
	place->sources = sources_new();
	assert_null(rulefile_load(place->sources,
				  place_path(place, "no such folder"),
				  &place->complaints));
	assert_int_equal(place->complaints.errors, 1);
	sources_free(place->sources);
}

/* A folder without rule files is no error, but hardly what was meant. */
static void
test_empty_folder(void **state)
{
	struct place *place = *state;
	struct ruleset *ruleset;

	complaints_init(&place->complaints, place->arena);
	place->sources = sources_new();
	ruleset = rulefile_load(place->sources, place->folder,
				&place->complaints);
	assert_non_null(ruleset);
	assert_int_equal(ruleset_count(ruleset), 0);
	assert_non_null(
		strstr(place_complaints(place), "the folder holds no file"));
	ruleset_free(ruleset);
	sources_free(place->sources);
}

/* The queues of rules and of their tables, each once; of a broken file what
 * can be read. */
static void
test_queues(void **state)
{
	struct place *place = *state;
	struct sources *sources = sources_new();
	struct string_list queues;

	place_write(place, "10.conf",
		    "rules = ( { name = \"a\"; when = { words = (\"x\"); };"
		    " set = { queue = \"VPN\"; kind = \"incident\"; }; },"
		    " { name = \"b\"; when = { match = \"(?<q>y)\"; };"
		    " set = { queue = \"%{q}\"; }; },"
		    " { name = \"c\"; when = { words = (\"z\"); };"
		    " lookup = \"assets.csv\"; },"
		    " { name = \"d\"; when = { words = (\"x\"); };"
		    " set = { queue = \"VPN\"; }; } );");
	place_write(place, "20.conf", "rules = ( {");
	rulefile_queues(sources, place->folder, place->arena, &queues);
	assert_int_equal(queues.count, 2);
	assert_string_equal(queues.items[0], "VPN");
	assert_string_equal(queues.items[1], "printers");
	rulefile_queues(sources, place_path(place, "none"), place->arena,
			&queues);
	assert_int_equal(queues.count, 0);
	sources_free(sources);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_good, setup, teardown),
		cmocka_unit_test_setup_teardown(test_bad, setup, teardown),
		cmocka_unit_test_setup_teardown(test_prefixes, setup, teardown),
		cmocka_unit_test_setup_teardown(test_several_files, setup,
						teardown),
		cmocka_unit_test_setup_teardown(test_missing_folder, setup,
						teardown),
		cmocka_unit_test_setup_teardown(test_empty_folder, setup,
						teardown),
		cmocka_unit_test_setup_teardown(test_queues, setup, teardown),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
