/*
 * test_set.c - files, names, languages, headers, and what the check finds.
 */
#include "../test.h"

#include "template/template.h"

struct file {
	const char *name, *text;
};

static struct template_set *
make_set(const struct file *files, size_t count)
{
	struct template_set *set = template_set_new();
	struct error err;

	for (size_t i = 0; i < count; i++)
		if (!template_set_add(set, files[i].name,
				      slice_from(files[i].text), &err))
			fail_msg("%s", err.text);
	return set;
}

/* Renders with a small object of data. */
static bool
render(struct template_set *set, const char *name, const char *language,
       struct arena *arena, struct rendered *out, struct error *err)
{
	json_t *data = json_pack("{s:s,s:s,s:{s:s}}", "x",
				 "one\r\nBcc: evil@example.org\n\ntwo", "y",
				 "<b>", "ticket", "ref", "[IT #1]");
	bool ok = template_render(set, name, language, data, arena, out, err);

	json_decref(data);
	return ok;
}

static void
test_languages(void **state)
{
	static const struct file files[] = {
		{ "ack.txt", "Subject: s\n\nplain\n" },
		{ "t/ack.de.txt", "Subject: s\n\nde\n" },
		{ "t/ack.zh.txt", "Subject: s\n\nzh\n" },
		{ "t/ack.zh-tw.txt", "Subject: s\n\nzh-tw\n" },
		{ "closed.de.txt", "Subject: s\n\nde\n" },
		{ "update.txt", "Subject: s\n\nplain\n" },
		{ "update.en.txt", "Subject: s\n\nen\n" },
	};
	static const struct {
		const char *set_language; /* desk.language */
		const char *name, *language, *text, *used;
	} rows[] = {
		{ "en", "ack", "en", "plain\n", "en" },
		{ "en", "ack", "de", "de\n", "de" },
		{ "en", "ack", "DE", "de\n", "de" },
		{ "en", "ack", "zh-TW", "zh-tw\n", "zh-tw" },
		{ "en", "ack", "zh-CN", "zh\n", "zh" },
		{ "en", "ack", "fr", "plain\n", "en" },
		{ "en", "ack", "", "plain\n", "en" },
		{ "de", "ack", "fr", "de\n", "de" },
		{ "de", "ack", "", "de\n", "de" },
		{ "de", "ack", "en", "plain\n", "en" },
		{ "en", "closed", "fr", "de\n", "de" },
		{ "en", "update", "en", "en\n", "en" },
	};
	struct template_set *set = make_set(files, COUNT_OF(files));

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct arena *arena = arena_new();
		struct rendered out;
		struct error err;

		template_set_language(set, rows[i].set_language);
		assert_true(render(set, rows[i].name, rows[i].language, arena,
				   &out, &err));
		assert_string_equal(out.text, rows[i].text);
		assert_string_equal(out.language, rows[i].used);
		arena_free(arena);
	}
	template_set_free(set);
}

static void
test_replaced(void **state)
{
	static const struct file files[] = {
		{ "ack.txt", "Subject: s\n\nshipped\n" },
		{ "/etc/desk/ack.txt", "Subject: s\n\nours\n" },
	};
	struct template_set *set = make_set(files, COUNT_OF(files));
	struct arena *arena = arena_new();
	struct rendered out;
	struct error err;

	(void)state;
	assert_true(render(set, "ack", "en", arena, &out, &err));
	assert_string_equal(out.text, "ours\n");
	arena_free(arena);
	template_set_free(set);
}

static void
test_headers(void **state)
{
	static const struct file files[] = {
		{ "ack.txt", "X-Desk: {{y}} {{x}}\n"
			     "Subject: {{ticket.ref}} {{x}}\r\n"
			     "X-Empty: {{#y}} {{/y}}\n"
			     "\n"
			     "{{x}}\n\n\n" },
	};
	struct template_set *set = make_set(files, COUNT_OF(files));
	struct arena *arena = arena_new();
	struct rendered out;
	struct error err;

	(void)state;
	assert_true(render(set, "ack", "en", arena, &out, &err));
	assert_string_equal(out.subject,
			    "[IT #1] one Bcc: evil@example.org two");
	assert_int_equal(out.header_count, 1);
	assert_string_equal(out.headers[0].name, "X-Desk");
	assert_string_equal(out.headers[0].value,
			    "<b> one Bcc: evil@example.org two");
	assert_string_equal(out.text, "one\nBcc: evil@example.org\n\ntwo\n");
	assert_string_equal(out.html, "");
	arena_free(arena);
	template_set_free(set);
}

static void
test_html(void **state)
{
	static const struct file files[] = {
		{ "ack.txt", "Subject: {{y}}\n\n{{> p}}{{y}}" },
		{ "ack.html", "<p>{{> p}}{{y}}{{{y}}}</p>\n" },
		{ "_p.txt", "text {{y}}\n" },
		{ "_p.html", "<i>{{y}}</i>\n" },
		{ "update.txt", "Subject: s\nFormat: text+html\n\n{{y}}" },
	};
	struct template_set *set = make_set(files, COUNT_OF(files));
	struct arena *arena = arena_new();
	struct rendered out;
	struct error err;

	(void)state;
	assert_true(render(set, "ack", "en", arena, &out, &err));
	assert_string_equal(out.subject, "<b>");
	assert_string_equal(out.text, "text <b><b>\n");
	assert_string_equal(out.html, "<p><i>&lt;b&gt;</i>&lt;b&gt;<b></p>\n");
	assert_true(render(set, "update", "en", arena, &out, &err));
	assert_string_equal(out.text, "<b>\n");
	assert_non_null(strstr(out.html, "<p>&lt;b&gt;</p>"));
	assert_int_equal(out.header_count, 0);
	arena_free(arena);
	template_set_free(set);
}

static void
test_html_from_text(void **state)
{
	static const struct {
		const char *text, *body;
	} rows[] = {
		{ "", "" },
		{ "one\ntwo\n\nthree", "<p>one<br>\ntwo</p>\n<p>three</p>\n" },
		{ "<script>\"&'", "<p>&lt;script&gt;&quot;&amp;&#39;</p>\n" },
		{ "see https://example.org/a?b=1&c, or",
		  "<p>see <a href=\"https://example.org/a?b=1&amp;c\">"
		  "https://example.org/a?b=1&amp;c</a>, or</p>\n" },
		{ "<mailto:a@example.org?subject=x>",
		  "<p>&lt;<a href=\"mailto:a@example.org?subject=x\">"
		  "mailto:a@example.org?subject=x</a>&gt;</p>\n" },
		{ "javascript:alert(1) xhttp://a http://\"onclick=x",
		  "<p>javascript:alert(1) xhttp://a <a href=\"http://\">"
		  "http://</a>&quot;onclick=x</p>\n" },
		{ "a\n> b\n> c\nd", "<p>a</p>\n<blockquote>\n<p>b<br>\nc</p>\n"
				    "</blockquote>\n<p>d</p>\n" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct arena *arena = arena_new();
		const char *html = template_html_from_text(rows[i].text, arena);
		const char *body = strstr(html, "<body>\n") + 7;
		const char *end = strstr(html, "</body>");

		if (strlen(rows[i].body) != (size_t)(end - body) ||
		    memcmp(body, rows[i].body, (size_t)(end - body)) != 0)
			fail_msg("row %zu gave:\n%s", i, html);
		arena_free(arena);
	}
}

static void
test_answers(void **state)
{
	static const struct file files[] = {
		{ "answer.vpn.txt", "{{ticket.ref}}: connect again\n" },
		{ "answer.reset.txt", "Subject: is part of the text\n" },
		{ "answer.reset.de.txt", "auf Deutsch\n" },
	};
	struct template_set *set = make_set(files, COUNT_OF(files));
	struct string_list names = template_set_answers(set);
	struct arena *arena = arena_new();
	struct rendered out;
	struct error err;

	(void)state;
	assert_int_equal(names.count, 2);
	assert_string_equal(names.items[0], "reset");
	assert_string_equal(names.items[1], "vpn");
	assert_true(template_set_has(set, "answer.reset"));
	assert_false(template_set_has(set, "answer.none"));
	assert_true(render(set, "answer.reset", "de", arena, &out, &err));
	assert_string_equal(out.text, "auf Deutsch\n");
	assert_true(render(set, "answer.reset", "fr", arena, &out, &err));
	assert_string_equal(out.text, "Subject: is part of the text\n");
	assert_string_equal(out.subject, "");
	assert_true(render(set, "answer.vpn", "de", arena, &out, &err));
	assert_string_equal(out.text, "[IT #1]: connect again\n");
	arena_free(arena);
	template_set_free(set);
}

/* Files that are refused, and the words that say why. */
static void
test_refused(void **state)
{
	static const struct {
		const char *name, *text, *says;
	} rows[] = {
		{ "ack.md", "", "ack.md: a template is named" },
		{ "ack.german.txt", "", "a template is named" },
		{ "ack.de.at.txt", "", "a template is named" },
		{ ".txt", "", "a template is named" },
		{ "_.txt", "", "a template is named" },
		{ "a b.txt", "", "a template is named" },
		{ "ack.txt", "", "ack.txt:1: the template has no Subject" },
		{ "ack.txt", "Hello\n", "ack.txt:1: a template begins with" },
		{ "ack.txt", "Subject: x\nHello,\n",
		  "ack.txt:2: a template begins with" },
		{ "ack.txt", "X-Y: x\n\nSubject: x\n", "has no Subject" },
		{ "ack.txt", "Subject: {{x\n\n", "ack.txt:1: the tag" },
		{ "ack.txt", "Subject: x\n\na\n{{#x}}\n",
		  "ack.txt:4: the section {{#x}}" },
		{ "ack.txt", "Subject: x\nFormat: html\n\n", "ack.txt:2: For" },
		{ "ack.txt", "Subject: x\nBcc: {{x}}\n\n",
		  "ack.txt:2: the header Bcc" },
		{ "ack.txt", "Subject: x\nFROM: {{x}}\n\n", "the header FROM" },
		{ "ack.txt", "Subject: x\nContent-Type: x\n\n", "the header" },
		{ "ack.txt", "Subject: x\nMessage-ID: x\n\n", "the header" },
		{ "ack.txt", "Subject: x\nReturn-Path: x\n\n", "the header" },
		{ "ack.txt", "Subject: x\n\n\xFF", "not valid UTF-8" },
	};
	struct template_set *set = template_set_new();

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct error err = { 0 };

		if (template_set_add(set, rows[i].name,
				     slice_from(rows[i].text), &err))
			fail_msg("row %zu was taken", i);
		assert_int_equal(err.class, ERROR_CONFIG);
		if (!strstr(err.text, rows[i].says))
			fail_msg("row %zu says: %s", i, err.text);
	}
	template_set_free(set);
}

/* What the check says, a line each; missing files do not count. */
static const char *
check_says(struct template_set *set, struct arena *arena)
{
	struct string_list wrong = template_set_check(set, arena);
	const char *says = "";

	for (size_t i = 0; i < wrong.count; i++)
		if (!strstr(wrong.items[i], "is missing; add it"))
			says = arena_printf(arena, "%s%s\n", says,
					    wrong.items[i]);
	return says;
}

/* What the check says of one file. */
static void
test_check(void **state)
{
	static const struct {
		const char *name, *text;
		const char *says; /* NULL: nothing */
	} rows[] = {
		{ "ack.txt", "Subject: {{ticket.ref}}\n\n{{desk.name}}\n",
		  NULL },
		{ "ack-vip.txt", "Subject: {{ticket.ref}}\n\nx\n", NULL },
		{ "answer.x.txt", "{{ticket.requester.name}}\n", NULL },
		{ "ack.txt", "Subject: {{ticket.reff}}\n\n",
		  "ack.txt:1: {{ticket.reff}} is no name" },
		{ "ack.txt", "Subject: x\n\n{{nobody}}\n",
		  "ack.txt:3: {{nobody}} is no name" },
		{ "ack-vip.txt", "Subject: {{x}}\n\n", "ack-vip.txt:1: {{x}}" },
		{ "ackk.txt", "Subject: x\n\n", "no mail is called \"ackk\"" },
		{ "answer.x.txt", "a\n{{nme}}", "answer.x.txt:2: {{nme}}" },
		/* also in what is not shown for the sample */
		{ "ack.txt",
		  "Subject: x\n\n{{^ticket.owner}}{{x}}"
		  "{{/ticket.owner}}",
		  "{{x}} is no name" },
		{ "ack.txt",
		  "Subject: x\n\n{{#ticket.is.closed}}{{x}}"
		  "{{/ticket.is.closed}}",
		  "{{x}} is no name" },
		{ "digest.txt",
		  "Subject: x\n\n{{#tickets}}{{reff}}"
		  "{{/tickets}}",
		  "{{reff}} is no name" },
		{ "ack.txt", "Subject: x\n\n{{> nothing}}", "is no partial" },
		/* what may be absent must be asked for */
		{ "receipt.txt", "Subject: {{ticket.ref}}\n\n-=-=-=-=-=-=-=-\n",
		  "{{ticket.ref}} is no name" },
		{ "receipt.txt",
		  "Subject: {{#ticket}}{{ref}}{{/ticket}}\n\n"
		  "-=-=-=-=-=-=-=- above, please\n",
		  NULL },
		/* mails to staff begin with what answers are cut at */
		{ "receipt.txt", "Subject: x\n\nDone.\n",
		  "begin its text with {{> marker}}" },
		{ "receipt.html", "<p>Done.</p>\n", "{{> marker}}" },
		{ "receipt.txt", "Subject: x\n\nHi\n-=-=-=-=-=-=-=-\n",
		  "begin its text with {{> marker}}" },
		{ "digest.txt", "Subject: {{ticket.ref}}\n\n",
		  "{{ticket.ref}} is no name" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct file file = { rows[i].name, rows[i].text };
		struct template_set *set = make_set(&file, 1);
		struct arena *arena = arena_new();
		const char *says = check_says(set, arena);

		if (rows[i].says ? !strstr(says, rows[i].says)
				 : says[0] != '\0')
			fail_msg("row %zu says: %s", i, says);
		arena_free(arena);
		template_set_free(set);
	}
}

/* Each wrong name of each file, once, and what hangs on one is left out. */
static void
test_check_all(void **state)
{
	static const struct file files[] = {
		{ "ack.txt", "Subject: {{a}} {{ticket.ref}}\n\n{{b}}{{a}}\n"
			     "{{#c}}{{ref}}{{/c}}{{^d}}{{x}}{{/d}}\n"
			     "{{> nothing}}{{> p}}{{ticket}}\n"
			     "{{#ticket}}{{ref}}{{e}}{{/ticket}}{{b}}\n" },
		{ "_p.txt", "one\n{{f}}\n" },
		{ "update.txt", "Subject: x\n\n{{> p}}\n" },
		{ "answer.x.txt", "{{g}}\n" },
	};
	static const char *const says[] = {
		"ack.txt:1: {{a}} is no name",
		"ack.txt:3: {{b}} is no name",
		"ack.txt:3: {{a}} is no name",
		"ack.txt:4: {{c}} is no name",
		"ack.txt:4: {{d}} is no name",
		"ack.txt:5: {{nothing}} is no partial",
		"_p.txt:2: {{f}} is no name",
		"ack.txt:5: {{ticket}} stands for a group",
		"ack.txt:6: {{e}} is no name",
		"ack.txt:6: {{b}} is no name",
		"answer.x.txt:1: {{g}} is no name",
	};
	struct template_set *set = make_set(files, COUNT_OF(files));
	struct arena *arena = arena_new();
	struct slice rest = slice_from(check_says(set, arena)), line;
	size_t i = 0;

	(void)state;
	for (; slice_next_line(&rest, &line); i++)
		if (i == COUNT_OF(says) || slice_find(line, says[i], 0) != 0)
			fail_msg("line %zu is: %.*s", i, (int)line.size,
				 line.data);
	assert_int_equal(i, COUNT_OF(says));
	arena_free(arena);
	template_set_free(set);
}

static void
test_check_complete(void **state)
{
	struct template_set *set = template_set_new();
	struct arena *arena = arena_new();

	(void)state;
	assert_int_equal(template_set_check(set, arena).count,
			 template_catalog_count);
	assert_null(template_sample("nothing"));
	arena_free(arena);
	template_set_free(set);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_languages),
		cmocka_unit_test(test_replaced),
		cmocka_unit_test(test_headers),
		cmocka_unit_test(test_html),
		cmocka_unit_test(test_html_from_text),
		cmocka_unit_test(test_answers),
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_check),
		cmocka_unit_test(test_check_all),
		cmocka_unit_test(test_check_complete),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
