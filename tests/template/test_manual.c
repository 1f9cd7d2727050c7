/*
 * test_manual.c - ticketgate-templates(5) names every mail and every name
 * that its data have, and no other; its example renders.
 */
#include "../test.h"

#include "base/buf.h"
#include "base/io.h"
#include "template/template.h"

static struct slice
read_manual(struct arena *arena)
{
	const char *top = getenv("top_srcdir");
	struct slice text;
	struct error err;

	if (!io_read_file(arena_printf(arena, "%s/doc/ticketgate-templates.5",
				       top ? top : "."),
			  1 << 20, arena, &text, &err))
		fail_msg("%s", err.text);
	return text;
}

/* The words that stand behind MARK at the beginning of a line, each with an
 * LF around it. */
static struct slice
marked_words(struct arena *arena, const char *mark)
{
	struct slice rest = read_manual(arena), line;
	struct buf words;

	buf_init(&words, arena);
	buf_add_char(&words, '\n');
	while (slice_next_line(&rest, &line)) {
		if (!slice_starts_nocase(line, mark))
			continue;
		buf_add_slice(&words, slice_sub(line, strlen(mark), line.size));
		buf_add_char(&words, '\n');
	}
	return buf_slice(&words);
}

static bool
has_word(struct slice words, const char *word, struct arena *arena)
{
	return slice_find(words, arena_printf(arena, "\n%s\n", word), 0) !=
	       (size_t)-1;
}

static void
expect_same(struct slice manual, struct slice real, struct arena *arena)
{
	struct slice rest = manual, word;

	while (slice_next_line(&rest, &word)) {
		const char *copy = arena_memdup(arena, word.data, word.size);

		if (copy[0] && !has_word(real, copy, arena))
			fail_msg("the manual has %s", copy);
	}
	rest = real;
	while (slice_next_line(&rest, &word)) {
		const char *copy = arena_memdup(arena, word.data, word.size);

		if (copy[0] && !has_word(manual, copy, arena))
			fail_msg("the manual lacks %s", copy);
	}
}

static void
test_mails(void **state)
{
	struct arena *arena = arena_new();
	struct slice manual = marked_words(arena, ".It Cm ");
	struct buf real;

	(void)state;
	buf_init(&real, arena);
	buf_add_char(&real, '\n');
	for (size_t i = 0; i < template_catalog_count; i++)
		buf_printf(&real, "%s\n", template_catalog[i].name);
	expect_same(manual, buf_slice(&real), arena);
	arena_free(arena);
}

static void
add_name(struct buf *names, const char *name, struct arena *arena)
{
	if (!has_word(buf_slice(names), name, arena))
		buf_printf(names, "%s\n", name);
}

/* Adds the names of what VALUE holds, below PREFIX: "ticket.is.new". A list
 * is a name, and so are the parts of its entries. Data are few levels
 * deep. */
static void
add_names(struct buf *names, const char *prefix, json_t *value,
	  struct arena *arena)
{
	const char *key;
	json_t *item;

	if (json_is_array(value)) {
		add_name(names, prefix, arena);
		value = json_array_get(value, 0);
		if (!json_is_object(value))
			return;
	}
	if (!json_is_object(value)) {
		add_name(names, prefix, arena);
		return;
	}
	json_object_foreach(value, key, item) add_names(
		names,
		prefix[0] ? arena_printf(arena, "%s.%s", prefix, key) : key,
		item, arena);
}

/* Tickets in other places have the same parts, described once; what is a
 * group in some mails and null in others is in the manual as a word. */
static void
reduce_data(json_t *data)
{
	static const char *const same[] = { "other", "tickets" };
	static const char *const groups[] = { "ticket", "message", "query" };

	for (size_t i = 0; i < COUNT_OF(same); i++)
		json_object_set_new(data, same[i], json_null());
	for (size_t i = 0; i < COUNT_OF(groups); i++)
		if (json_is_null(json_object_get(data, groups[i])))
			json_object_del(data, groups[i]);
}

static void
test_names(void **state)
{
	struct arena *arena = arena_new();
	struct slice manual = marked_words(arena, ".It Va ");
	struct buf real;

	(void)state;
	buf_init(&real, arena);
	buf_add_str(&real, "\nticket\nmessage\nquery\n");
	for (size_t i = 0; i < template_catalog_count; i++) {
		json_t *data = template_sample(template_catalog[i].name);

		reduce_data(data);
		add_names(&real, "", data, arena);
		json_decref(data);
	}
	expect_same(manual, buf_slice(&real), arena);
	arena_free(arena);
}

/* The manual's example of a template. */
static void
test_example(void **state)
{
	struct arena *arena = arena_new();
	struct template_set *set = template_set_new();
	struct slice text = read_manual(arena);
	json_t *data = template_sample("ack");
	struct rendered out;
	struct error err;
	size_t start = slice_find(text, "Subject: ", 0);

	(void)state;
	text = slice_sub(text, start, slice_find(text, ".Ed", start));
	if (!template_set_add(set, "ack.txt", text, &err) ||
	    !template_set_add(set, "_footer.txt", slice_from("-- \nus\n"),
			      &err) ||
	    !template_render(set, "ack", "en", data, arena, &out, &err))
		fail_msg("%s", err.text);
	assert_string_equal(out.text,
			    "Hello,\n\nyour message has arrived; its number "
			    "is [IT #1042].\nFirst line is looking after "
			    "it.\n\n-- \nus\n");
	json_decref(data);
	template_set_free(set);
	arena_free(arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_mails),
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_example),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
