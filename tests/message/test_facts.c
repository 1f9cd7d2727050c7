/*
 * test_facts.c - whole mails: what is read out of the samples, the form that
 * goes over the pipe, every prefix of each, and when two are the same.
 */
#include "../test.h"

#include "base/io.h"
#include "base/utf8.h"
#include "message/facts_json.h"

#define SAMPLE_MAX  100000
#define WIRE_STRIDE 16 /* prefixes of which one goes over the pipe */

/*
 * KEY is a key of facts_to_json(); its value is compared as it stands if it
 * is a text, else as JSON without blanks. "in TEXT" only asks that it holds
 * TEXT.
 */
static const struct {
	const char *sample, *key, *want;
} wants[] = {
	{ "plain", "subject", "Printer on floor 2" },
	{ "plain", "from",
	  "[{\"name\":\"Ana\",\"email\":\"ana@example.net\"}]" },
	{ "plain", "date", "2026-11-22T08:00:00+01:00" },
	{ "plain", "message_id", "<s@example.net>" },
	{ "plain", "text", "Hello,\n\nthe printer PR-0042 jams.\n\nAna\n" },
	{ "plain", "kind", "human" },
	{ "plain", "notes", "[]" },
	{ "flowed", "text",
	  "This paragraph was broken in the middle of a word.\n"
	  "> quoted text that goes on\n>no quote, stuffed\n-- \nAna\n" },
	{ "alternative", "text",
	  "Gr\xC3\xBC\xC3\x9F"
	  "e aus K\xC3\xB6ln, das Passwort ist "
	  "abgelaufen." },
	{ "alternative", "attachments", "[]" },
	{ "excuse", "text", "in The projector in room 5 stays dark." },
	{ "picture", "text", "in [image: shot.png]" },
	{ "picture", "attachments", "in \"name\":\"shot.png\"" },
	{ "picture", "attachments", "in \"inline\":true" },
	{ "picture", "attachments", "in \"name\":\"Bericht M\xC3\xA4rz.pdf\"" },
	{ "picture", "attachments", "in \"name\":\"log.txt\"" },
	{ "phone", "text",
	  "Before the picture.\n[image: IMG_0042.jpeg]\nAfter it." },
	{ "forward", "text", "Please have a look." },
	{ "forward", "forwarded", "in \"email\":\"bo@example.com\"" },
	{ "forward", "forwarded", "in \"text\":\"The VPN drops every hour.\"" },
	{ "forward", "forwarded", "in \"date\":\"2026-11-21T22:00:00Z\"" },
	{ "forward", "forwarded", "in \"message_id\":\"<inner@example.com>\"" },
	{ "forward", "attachments", "in \"name\":\"VPN drops.eml\"" },
	{ "forward-base64", "forwarded", "in \"email\":\"cy@example.com\"" },
	{ "forward-base64", "forwarded", "in \"text\":\"encoded inside" },
	{ "uuencode", "attachments", "in \"name\":\"note.txt\"" },
	{ "uuencode", "attachments", "in \"type\":\"text/plain\"" },
	{ "uuencode", "text",
	  "Here is the file:\nThat was it. Now\nbegin 100 percent new "
	  "work.\n" },
	{ "yenc", "attachments", "in \"name\":\"data.bin\"" },
	{ "yenc", "text", "before\nafter\n" },
	{ "tnef", "text", "The files are attached." },
	{ "tnef", "attachments",
	  "in \"name\":\"Rapport \xC3\xA9t\xC3\xA9.pdf\"" },
	{ "tnef", "attachments", "in \"type\":\"application/pdf\"" },
	{ "tnef", "attachments", "in \"name\":\"notes.txt\"" },
	{ "tnef-body", "text",
	  "The printer in room 12 \xC3\xA4"
	  "chzt \xE2\x82\xAC loudly.\n"
	  "Please help.\n" },
	{ "invitation", "calendar_method", "REQUEST" },
	{ "invitation", "text",
	  "Server maintenance, building B\n"
	  "When: 2026-03-05 18:00 (Europe/Berlin) - 2026-03-05 20:00 "
	  "(Europe/Berlin)\nRepeats: FREQ=MONTHLY;COUNT=3\n"
	  "Where: Room 4; second floor\n"
	  "Organiser: M\xC3\xBCller, Jana <jana@example.org>\n\n"
	  "The mail server restarts twice.\nExpect short pauses.\n" },
	{ "invitation", "attachments", "in \"type\":\"text/calendar\"" },
	{ "smime-signed", "protection", "s/mime signed" },
	{ "smime-signed", "text", "Signed words." },
	{ "pgp-encrypted", "protection", "pgp encrypted" },
	{ "no-header", "text", "the scanner beeps\nand does nothing else\n" },
	{ "junk-before", "subject", "Behind junk" },
	{ "junk-before", "notes", "in before the header" },
	{ "raw-8bit", "subject",
	  "Dr\xC3\xBC"
	  "cker spinnt" },
	{ "raw-8bit", "from", "in J\xC3\xB6rg M\xC3\xBCller" },
	{ "raw-8bit", "text", "Das Ger\xC3\xA4t \xE2\x80\x93 wieder.\n" },
	{ "japanese", "subject",
	  "\xE3\x83\x97\xE3\x83\xAA\xE3\x83\xB3\xE3\x82\xBF" },
	{ "japanese", "text", "in \xE2\x91\xA0" },
	{ "chinese", "text", "in \xE9\x8E\x94" },
	{ "binary", "subject", "NUL\xEF\xBF\xBD and CR" },
	{ "binary", "text", "line one\nline two\xEF\xBF\xBD\nend" },
	{ "wrong-label", "text", "in This was never encoded" },
	{ "wrong-label", "text", "in \xE2\x80\x9Cquotes\xE2\x80\x9D" },
	{ "unclosed", "text", "kept" },
	{ "unclosed", "attachments", "in \"name\":\"notes.txt\"" },
	{ "report", "kind", "bounce" },
	{ "report", "bounce", "in \"address\":\"gone@example.com\"" },
	{ "report", "forwarded", "null" },
};

static struct slice
load(const char *sample, struct arena *arena)
{
	const char *root = getenv("top_srcdir");
	struct error err;
	struct slice mail;

	if (!io_read_file(arena_printf(arena, "%s/tests/message/samples/%s.eml",
				       root ? root : ".", sample),
			  SAMPLE_MAX, arena, &mail, &err))
		fail_msg("%s", err.text);
	return mail;
}

static const char *
value_of(const json_t *json, const char *key, struct arena *arena)
{
	const json_t *value = json_object_get(json, key);
	char *dump;

	if (json_is_string(value))
		return json_string_value(value);
	dump = json_dumps(value, JSON_COMPACT | JSON_ENCODE_ANY);
	arena_on_free(arena, free, dump);
	return dump;
}

static void
test_samples(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(wants); i++) {
		struct arena *arena = arena_new();
		json_t *json = facts_to_json(
			facts_read(load(wants[i].sample, arena), arena));
		const char *got = value_of(json, wants[i].key, arena);
		const char *want = wants[i].want;
		bool inside = !strncmp(want, "in ", 3);

		if (inside ? !strstr(got, want + 3) : strcmp(got, want) != 0)
			fail_msg("%s, %s:\n  got  %s\n  want %s",
				 wants[i].sample, wants[i].key, got, want);
		json_decref(json);
		arena_free(arena);
	}
}

static struct slice
attachment_bytes(const struct facts *facts, struct arena *arena)
{
	struct buf bytes;

	buf_init(&bytes, arena);
	for (size_t i = 0; i < facts->attachment_count; i++)
		buf_add(&bytes, facts->attachments[i].data,
			facts->attachments[i].size);
	return bytes.size ? buf_slice(&bytes) : slice_of("", 0);
}

/* Over the pipe and back gives the same facts. */
static void
check_wire(const struct facts *facts, struct arena *arena)
{
	json_t *wire = facts_to_wire(facts), *again;
	struct error err = { .text = "" };
	struct facts *back;

	if (!facts_from_wire(wire, attachment_bytes(facts, arena), arena, &back,
			     &err))
		fail_msg("%s", err.text);
	again = facts_to_wire(back);
	assert_true(json_equal(wire, again));
	json_decref(again);
	json_decref(wire);
}

/* Prefixes share one arena that is reset: the copy sees a read too far. */
static void
test_prefixes(void **state)
{
	const char *last = "";

	(void)state;
	for (size_t i = 0; i < COUNT_OF(wants); i++) {
		struct arena *arena, *keep;
		struct slice mail;

		if (!strcmp(last, wants[i].sample))
			continue;
		last = wants[i].sample;
		keep = arena_new();
		arena = arena_new();
		mail = load(last, keep);
		for (size_t n = 0; n <= mail.size; n++) {
			char *copy = malloc(n ? n : 1);
			const struct facts *facts;

			assert_non_null(copy);
			memcpy(copy, mail.data, n);
			facts = facts_read(slice_of(copy, n), arena);
			if (n % WIRE_STRIDE == 0)
				check_wire(facts, arena);
			arena_reset(arena);
			free(copy);
		}
		arena_free(arena);
		arena_free(keep);
	}
}

/* What a subverted reader might send: each is refused with its reason. */
static const struct {
	const char *key, *value, *complaint;
} lies[] = {
	{ "subject", "null", "subject" },
	{ "subject", "\"a\\u0000b\"", "subject" },
	{ "text", "17", "text" },
	{ "from", "{}", "from" },
	{ "from", "[1]", "name" },
	{ "references", "[null]", "references" },
	{ "kind", "\"friend\"", "kind" },
	{ "may_reopen", "true", "yes" },
	{ "date_seconds", "1e3", "date_seconds" },
	{ "date_seconds", "999999999999999", "date_seconds" },
	{ "date_offset", "100000", "date_offset" },
	{ "content_key", "\"abc\"", "content_key" },
	{ "attachments", "[]", "attachments" },
	{ "attachments",
	  "[{\"name\":\"a\",\"type\":\"b\",\"content_id\":\"\","
	  "\"inline\":false,\"size\":-1,\"sha256\":\"\"}]",
	  "size" },
	{ "attachments",
	  "[{\"name\":\"a\",\"type\":\"b\",\"content_id\":\"\","
	  "\"inline\":false,\"size\":13,\"sha256\":\"x\"}]",
	  "sha256" },
	{ "bounce",
	  "{\"recipients\":[{\"address\":\"\",\"status\":\"\","
	  "\"action\":\"lost\",\"diagnostic\":\"\"}],"
	  "\"original_message_id\":\"\"}",
	  "action" },
	{ "forwarded", "[]", "name" },
	{ "headers", "[{}]", "name" },
};

static void
test_lies(void **state)
{
	struct arena *arena = arena_new();
	struct facts *facts = facts_read(load("forward-base64", arena), arena);
	struct slice bytes = attachment_bytes(facts, arena);

	(void)state;
	for (size_t i = 0; i < COUNT_OF(lies); i++) {
		json_t *wire = facts_to_wire(facts);
		json_t *lie = json_loads(
			lies[i].value, JSON_DECODE_ANY | JSON_ALLOW_NUL, NULL);
		struct error err = { .text = "" };
		struct facts *back = NULL;

		assert_non_null(lie);
		json_object_set_new(wire, lies[i].key, lie);
		if (facts_from_wire(wire, bytes, arena, &back, &err) || back ||
		    err.class != ERROR_REJECT ||
		    !strstr(err.text, lies[i].complaint))
			fail_msg("%s = %s: %s", lies[i].key, lies[i].value,
				 err.text);
		json_decref(wire);
	}
	arena_free(arena);
}

/* Pairs of mails, and whether they are deliveries of the same. */
static const struct {
	const char *a, *b;
	bool same;
} pairs[] = {
	{ "Subject: x\nFrom: a@b\n\nbody\n", "Subject: x\nFrom: a@b\n\nbody\n",
	  true },
	{ "Subject: x\n\nbody\n",
	  "Received: from y\n\tby z; now\nReturn-Path: <a@b>\n"
	  "X-Spam-Status: No\nDKIM-Signature: v=1\nSubject: x\n\nbody\n",
	  true },
	{ "Subject: x\nTo: a@b\n\nbody", "To: a@b\nSubject: x\n\nbody", true },
	{ "Subject: x\n\na\nb\n", "Subject: x\r\n\r\na \r\nb\r\n\r\n\r\n",
	  true },
	{ "Subject: a b\n\nx", "subject: a\n  b\n\nx", true },
	{ "From x@y now\nSubject: x\n\nbody", "Subject: x\n\nbody", true },
	{ "Subject: x\n\nbody", "Subject: y\n\nbody", false },
	{ "Subject: x\n\nbody", "Subject: x\n\nBody", false },
	{ "Subject: x\n\na\n\nb", "Subject: x\n\na\nb", false },
	{ "Subject: x\n\nbody", "Subject: x\nTo: a@b\n\nbody", false },
	{ "Subject: x\nMessage-ID: <1@a>\n\nbody",
	  "Subject: x\nMessage-ID: <2@a>\n\nbody", false },
	{ "", "\n", true },
	{ "Subject: x\n\nbody", "", false },
};

static void
test_content_keys(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(pairs); i++) {
		struct arena *arena = arena_new();
		struct facts *a = facts_read(slice_from(pairs[i].a), arena);
		struct facts *b = facts_read(slice_from(pairs[i].b), arena);

		if (!strcmp(a->content_key, b->content_key) != pairs[i].same)
			fail_msg("pair %zu should %sbe the same", i,
				 pairs[i].same ? "" : "not ");
		arena_free(arena);
	}
}

static void
test_accessors(void **state)
{
	struct arena *arena = arena_new();
	struct facts *facts = facts_read(
		slice_from("Reply-To: r@example.org\nFrom: Ana Berg\n\nx"),
		arena);
	enum mail_kind kind;

	(void)state;
	assert_string_equal(facts_sender(facts).email, "r@example.org");
	assert_string_equal(facts_header(facts, "from"), "Ana Berg");
	assert_null(facts_header(facts, "To"));
	assert_true(address_equal("A@example.org", "a@EXAMPLE.org"));
	assert_false(address_equal("", ""));
	assert_false(address_equal("a@example.org", "a+b@example.org"));
	for (int i = KIND_HUMAN; i <= KIND_FEEDBACK; i++) {
		assert_true(facts_kind_from_name(
			facts_kind_name((enum mail_kind)i), &kind));
		assert_int_equal(kind, i);
	}
	assert_false(facts_kind_from_name("x", &kind));
	arena_free(arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_samples),
		cmocka_unit_test(test_prefixes),
		cmocka_unit_test(test_lies),
		cmocka_unit_test(test_content_keys),
		cmocka_unit_test(test_accessors),
	};

	return cmocka_run_group_tests_name("facts", tests, NULL, NULL);
}
