/* test_log.c - a log line as it reaches standard error. */
#include "../test.h"

#include <fcntl.h>
#include <unistd.h>

#include "base/io.h"
#include "base/log.h"

/* What logging TEXT at LEVEL writes, without the time in front. */
static const char *
logged(struct arena *arena, enum log_level level, const char *text)
{
	int ends[2], saved = dup(STDERR_FILENO);
	struct slice out;

	assert_int_equal(pipe(ends), 0);
	assert_true(dup2(ends[1], STDERR_FILENO) >= 0);
	log_line(level, "%s", text);
	assert_true(dup2(saved, STDERR_FILENO) >= 0);
	close(saved);
	close(ends[1]);
	assert_true(io_read_all(ends[0], 4096, arena, &out, NULL));
	close(ends[0]);
	if (!out.size)
		return "";
	assert_true(out.size > 21);
	assert_int_equal(out.data[10], 'T');
	assert_int_equal(out.data[19], 'Z');
	return out.data + 21;
}

static void
test_lines(void **state)
{
	struct arena *arena = arena_new();

	(void)state;
	unsetenv("TICKETGATE_LOG");
	log_init("intake help");
	assert_string_equal(logged(arena, LOG_LEVEL_INFO, "ticket 12 opened"),
			    "info intake help: ticket 12 opened\n");
	assert_string_equal(logged(arena, LOG_LEVEL_DEBUG, "quiet"), "");
	assert_string_equal(
		logged(arena, LOG_LEVEL_WARN,
		       "a\nb\x1b[2J \xE4\xB8\xAD \xE2\x80\xAE\xC2\x9B\xFF"),
		"warn intake help: a\\x0Ab\\x1B[2J \xE4\xB8\xAD "
		"\\xE2\\x80\\xAE\\xC2\\x9B\\xFF\n");
	setenv("TICKETGATE_LOG", "debug", 1);
	log_init("sender");
	assert_string_equal(logged(arena, LOG_LEVEL_DEBUG, "seen"),
			    "debug sender: seen\n");
	setenv("TICKETGATE_LOG", "error", 1);
	log_init("sender");
	assert_string_equal(logged(arena, LOG_LEVEL_WARN, "quiet"), "");
	arena_free(arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_lines),
	};

	return cmocka_run_group_tests_name("log", tests, NULL, NULL);
}
