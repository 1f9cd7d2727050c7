/*
 * test_shipped.c - the templates that ship: complete, in three languages,
 * free of what they must not say.
 */
#include "../test.h"

#include "template/catalog.h"
#include "template/data.h"
#include "template/shipped.h"
#include "template/template.h"
#include "ticket/reply_clean.h"

static const char *const languages[] = { "en", "de", "zh" };

static struct template_set *
shipped_set(void)
{
	struct template_set *set = template_set_new();
	struct error err;

	for (size_t i = 0; i < template_shipped_count; i++) {
		const struct template_file *file = &template_shipped[i];

		if (!template_set_add(set, file->name,
				      slice_of(file->text, file->size), &err))
			fail_msg("%s", err.text);
	}
	return set;
}

static void
test_check(void **state)
{
	struct template_set *set = shipped_set();
	struct arena *arena = arena_new();
	struct string_list wrong = template_set_check(set, arena);

	(void)state;
	if (wrong.count > 0)
		fail_msg("%s", wrong.items[0]);
	arena_free(arena);
	template_set_free(set);
}

/* No three line ends in a row, no blanks at line ends but "-- ", nothing
 * unrendered, no line too wide to read. */
static void
check_looks(const char *name, const char *language, const char *text)
{
	struct slice rest = slice_from(text), line;

	if (strstr(text, "\n\n\n") || text[0] == '\n' || strstr(text, "{{"))
		fail_msg("%s (%s) looks bad:\n%s", name, language, text);
	while (slice_next_line(&rest, &line))
		if (line.size > 0 && line.data[line.size - 1] == ' ' &&
		    !slice_equal(line, slice_from("-- ")))
			fail_msg("%s (%s) has blanks at a line end:\n%s", name,
				 language, text);
}

static void
render_all(struct template_set *set, const char *name, json_t *data,
	   bool is_full)
{
	for (size_t i = 0; i < COUNT_OF(languages); i++) {
		struct arena *arena = arena_new();
		struct rendered out;
		struct error err;

		if (!template_render(set, name, languages[i], data, arena, &out,
				     &err))
			fail_msg("%s", err.text);
		assert_string_equal(out.language, languages[i]);
		assert_true(out.subject[0] && (out.text[0] || !is_full));
		assert_int_equal(
			strstr(out.text, REPLY_MARKER) == out.text,
			strcmp(template_entry(name)->audience, "staff") == 0);
		assert_null(strpbrk(out.subject, "\r\n"));
		if (json_is_object(json_object_get(data, "ticket")))
			assert_memory_equal(out.subject, "[IT #", 5);
		check_looks(name, languages[i], out.text);
		if (getenv("SHOW"))
			printf("# %s %s\nSubject: %s\n\n%s\n", name,
			       languages[i], out.subject, out.text);
		arena_free(arena);
	}
	json_decref(data);
}

static void
test_render(void **state)
{
	struct template_set *set = shipped_set();

	(void)state;
	for (size_t i = 0; i < template_catalog_count; i++) {
		const char *name = template_catalog[i].name;

		render_all(set, name, template_sample(name), true);
		render_all(set, name, template_sample_bare(name), false);
	}
	template_set_free(set);
}

/* An acknowledgement goes to whoever wrote, proven or not: nothing that they
 * chose may be in its text. */
static void
test_ack_echoes_nothing(void **state)
{
	struct template_set *set = shipped_set();
	json_t *data = template_sample("ack");
	json_t *ticket = json_object_get(data, "ticket");
	json_t *spam = json_pack("{s:s,s:s}", "name", "SPAM", "email",
				 "SPAM@example.org");

	(void)state;
	json_object_set_new(data, "text", json_string("SPAM"));
	json_object_set(data, "recipient", spam);
	json_object_set(ticket, "requester", spam);
	json_object_set_new(ticket, "subject", json_string("SPAM"));
	json_object_set_new(ticket, "resolution", json_string("SPAM"));
	json_object_set_new(
		ticket, "fields",
		json_pack("[{s:s,s:s}]", "name", "SPAM", "value", "SPAM"));
	json_object_set_new(ticket, "tags", json_pack("[s]", "SPAM"));
	json_object_set_new(ticket, "participants", json_pack("[o]", spam));
	for (size_t i = 0; i < COUNT_OF(languages); i++) {
		struct arena *arena = arena_new();
		struct rendered out;
		struct error err;

		assert_true(template_render(set, "ack", languages[i], data,
					    arena, &out, &err));
		assert_null(strstr(out.text, "SPAM"));
		arena_free(arena);
	}
	json_decref(data);
	template_set_free(set);
}

/* A reply may quote our mail without any marks: nothing in it must look like
 * a command ("#close", "12 close") at the beginning of a line, whatever was
 * written by whom. */
static void
check_no_commands(const char *name, const char *text)
{
	struct slice rest = slice_from(text), line;

	while (slice_next_line(&rest, &line)) {
		line = slice_trim(line);
		if (line.size > 0 && strchr("#0123456789\xEF", line.data[0]))
			fail_msg("%s has a line that may be a command:\n%s",
				 name, text);
	}
}

static void
test_no_commands(void **state)
{
	static const char words[] =
		"#close\n12 close\n  #spam\n\xEF\xBC\x83spam\n"
		"a line that is as long as it must be so that it is broken "
		"just before #close\n\n\n15 spam";
	struct template_set *set = shipped_set();

	(void)state;
	for (size_t i = 0; i < template_catalog_count; i++) {
		const char *name = template_catalog[i].name;
		json_t *data = template_sample(name);

		if (strcmp(template_catalog[i].audience, "staff") != 0) {
			json_decref(data);
			continue;
		}
		template_data_set_text(data, words);
		for (size_t j = 0; j < COUNT_OF(languages); j++) {
			struct arena *arena = arena_new();
			struct rendered out;
			struct error err;

			assert_true(template_render(set, name, languages[j],
						    data, arena, &out, &err));
			check_no_commands(name, out.text);
			arena_free(arena);
		}
		json_decref(data);
	}
	template_set_free(set);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_check),
		cmocka_unit_test(test_render),
		cmocka_unit_test(test_ack_echoes_nothing),
		cmocka_unit_test(test_no_commands),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
