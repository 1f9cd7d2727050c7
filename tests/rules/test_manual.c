/*
 * test_manual.c - every rule file in ticketgate-rules(5) loads without a
 * complaint, and its examples come out as they say.
 */
#include "../test.h"

#include <unistd.h>

#include "base/buf.h"
#include "base/io.h"
#include "config/rulefile.h"

#define BLOCK_START ".Bd -literal"
#define BLOCK_END   ".Ed"
#define FILE_MARK   ".\\\" file: "
#define SHELL_MARK  ".\\\" shell"

struct block {
	char *text;
	const char *file; /* NULL: a rule file */
	bool is_shell;
	int line;
};

struct manual {
	struct arena *arena;
	struct block *blocks;
	size_t count;
	char folder[64];
};

/* A line as a reader sees it: \e is a backslash, \& nothing. */
static void
add_shown(struct buf *out, struct slice line)
{
	size_t i;

	for (i = 0; i < line.size; i++) {
		if (line.data[i] != '\\' || i + 1 == line.size) {
			buf_add_char(out, line.data[i]);
			continue;
		}
		i++;
		if (line.data[i] == 'e')
			buf_add_char(out, '\\');
		else if (line.data[i] != '&')
			fail_msg("unknown escape in: %.*s", (int)line.size,
				 line.data);
	}
	buf_add_char(out, '\n');
}

static void
read_blocks(struct manual *manual, struct slice text)
{
	struct slice line, before = { NULL, 0 };
	struct block block;
	struct buf buf;
	int number = 0;

	while (slice_next_line(&text, &line)) {
		number++;
		if (!slice_starts_nocase(line, BLOCK_START)) {
			before = line;
			continue;
		}
		block = (struct block){ .line = number };
		block.is_shell = slice_starts_nocase(before, SHELL_MARK);
		if (slice_starts_nocase(before, FILE_MARK))
			block.file = arena_memdup(
				manual->arena, before.data + strlen(FILE_MARK),
				before.size - strlen(FILE_MARK));
		buf_init(&buf, manual->arena);
		while (slice_next_line(&text, &line) &&
		       !slice_starts_nocase(line, BLOCK_END)) {
			number++;
			add_shown(&buf, line);
		}
		number++;
		block.text = buf.data;
		ARENA_PUSH(manual->arena, manual->blocks, manual->count, block);
	}
}

static const char *
path_of(const struct manual *manual, const char *name)
{
	return arena_printf(manual->arena, "%s/%s", manual->folder, name);
}

static void
write_file(const struct manual *manual, const char *name, const char *text)
{
	struct error err;

	if (!io_write_file_atomic(path_of(manual, name), text, strlen(text),
				  0600, &err))
		fail_msg("%s", err.text);
}

static void
check_block(const struct manual *manual, const struct block *block,
	    size_t *examples)
{
	struct sources *sources = sources_new();
	struct complaints complaints;
	struct ruleset *ruleset;

	write_file(manual, "rules.conf", block->text);
	complaints_init(&complaints, manual->arena);
	ruleset = rulefile_load(sources, path_of(manual, "rules.conf"),
				&complaints);
	if (ruleset)
		*examples +=
			rulefile_run_examples(ruleset, sources, &complaints);
	if (complaints.count > 0)
		fail_msg("the block at line %d: %s", block->line,
			 complaint_format(&complaints.items[0], manual->arena));
	assert_non_null(ruleset);
	ruleset_free(ruleset);
	sources_free(sources);
}

static void
test_every_snippet(void **state)
{
	const char *top = getenv("top_srcdir");
	struct manual manual = { .arena = arena_new(),
				 .folder = "/tmp/test_manual.XXXXXX" };
	size_t i, rule_files = 0, examples = 0;
	struct slice text;
	struct error err;

	(void)state;
	if (!io_read_file(arena_printf(manual.arena,
				       "%s/doc/ticketgate-rules.5",
				       top ? top : "."),
			  1 << 20, manual.arena, &text, &err))
		fail_msg("%s", err.text);
	assert_non_null(mkdtemp(manual.folder));
	read_blocks(&manual, text);
	for (i = 0; i < manual.count; i++)
		if (manual.blocks[i].file)
			write_file(&manual, manual.blocks[i].file,
				   manual.blocks[i].text);
	for (i = 0; i < manual.count; i++) {
		if (manual.blocks[i].file || manual.blocks[i].is_shell)
			continue;
		rule_files++;
		check_block(&manual, &manual.blocks[i], &examples);
	}
	assert_true(rule_files >= 13);
	assert_true(examples >= 25);
	for (i = 0; i < manual.count; i++)
		if (manual.blocks[i].file)
			unlink(path_of(&manual, manual.blocks[i].file));
	unlink(path_of(&manual, "rules.conf"));
	rmdir(manual.folder);
	arena_free(manual.arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_snippet),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
