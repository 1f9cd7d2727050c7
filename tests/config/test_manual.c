/*
 * test_manual.c - ticketgate.conf(5) describes every key of the schema, each
 * in its section, and no other.
 */
#include "../test.h"

#include <unistd.h>

#include "base/io.h"
#include "config/config.h"
#include "config/schema.h"

#define KEY_MARK     ".It Ic "
#define SECTION_MARK ".Ss "

static struct slice
read_manual(struct arena *arena)
{
	const char *top = getenv("top_srcdir");
	struct slice text;
	struct error err;

	if (!io_read_file(arena_printf(arena, "%s/doc/ticketgate.conf.5",
				       top ? top : "."),
			  1 << 20, arena, &text, &err))
		fail_msg("%s", err.text);
	return text;
}

static const struct schema_section *
find_section(struct slice name)
{
	for (size_t i = 0; i < schema_section_count; i++)
		if (slice_equal(name, slice_from(schema_sections[i].name)))
			return &schema_sections[i];
	return NULL;
}

static bool
has_key(const struct schema_section *section, struct slice name)
{
	for (size_t i = 0; i < section->key_count; i++)
		if (slice_equal(name, slice_from(section->keys[i].name)))
			return true;
	return false;
}

/* The keys that the manual lists, as "section.key" lines; each must be in
 * the schema. */
static struct slice
manual_keys(struct arena *arena)
{
	const struct schema_section *section = NULL;
	struct slice rest = read_manual(arena), line;
	struct buf keys;

	buf_init(&keys, arena);
	buf_add_char(&keys, '\n');
	while (slice_next_line(&rest, &line)) {
		struct slice name =
			slice_sub(line, strlen(KEY_MARK), line.size);

		if (slice_starts_nocase(line, SECTION_MARK))
			section = find_section(slice_sub(
				line, strlen(SECTION_MARK), line.size));
		if (!section || !slice_starts_nocase(line, KEY_MARK))
			continue;
		if (!has_key(section, name))
			fail_msg("the manual has %s.%.*s", section->name,
				 (int)name.size, name.data);
		buf_printf(&keys, "%s.%.*s\n", section->name, (int)name.size,
			   name.data);
	}
	return buf_slice(&keys);
}

static void
test_every_key_is_described(void **state)
{
	struct arena *arena = arena_new();
	struct slice keys = manual_keys(arena);

	(void)state;
	for (size_t i = 0; i < schema_section_count; i++) {
		const struct schema_section *section = &schema_sections[i];

		for (size_t j = 0; j < section->key_count; j++) {
			const char *line =
				arena_printf(arena, "\n%s.%s\n", section->name,
					     section->keys[j].name);

			if (slice_find(keys, line, 0) == (size_t)-1)
				fail_msg("the manual lacks %s", line + 1);
		}
	}
	arena_free(arena);
}

/* The text of the manual's first display. */
static struct slice
manual_example(struct arena *arena)
{
	struct slice text = read_manual(arena);
	size_t start = slice_find(text, ".Bd -literal", 0), end;

	start = slice_find(text, "\n", start) + 1;
	end = slice_find(text, ".Ed", start);
	return slice_sub(text, start, end);
}

/* The example is right but for the files that it names. */
static void
test_example(void **state)
{
	char path[] = "/tmp/test_manual.XXXXXX";
	struct arena *arena = arena_new();
	struct slice example = manual_example(arena);
	struct sources *sources = sources_new();
	struct complaints complaints;
	int fd = mkstemp(path);
	struct error err;

	(void)state;
	assert_true(fd >= 0);
	assert_true(io_write_all(fd, example.data, example.size, &err));
	complaints_init(&complaints, arena);
	config_load(sources, path, arena, &complaints);
	assert_int_equal(unlink(path), 0);
	assert_true(complaints.count > 0);
	for (size_t i = 0; i < complaints.count; i++)
		if (!strstr(complaints.items[i].text, "does not exist"))
			fail_msg("%s",
				 complaint_format(&complaints.items[i], arena));
	sources_free(sources);
	close(fd);
	arena_free(arena);
}

/* A row that contradicts itself would only show in somebody's file. */
static void
test_schema_is_sound(void **state)
{
	(void)state;
	for (size_t i = 0; i < schema_section_count; i++) {
		const struct schema_section *section = &schema_sections[i];

		assert_true(section->key_count > 0);
		for (size_t j = 0; j < section->key_count; j++) {
			const struct schema_key *key = &section->keys[j];

			assert_true(key->min <= key->max);
			assert_true(!key->required || !key->fallback);
			assert_int_equal(key->type == VALUE_CHOICE,
					 key->choices != NULL);
			assert_true(key->doc && key->doc[0]);
		}
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_key_is_described),
		cmocka_unit_test(test_example),
		cmocka_unit_test(test_schema_is_sound),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
