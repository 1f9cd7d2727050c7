/* test_fault.c - points that log their passing and kill at the Nth. */
#include "../test.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/fault.h"
#include "base/io.h"

/* Passes three points in a child with FAULT set; returns its wait status. */
static int
run_child(const char *fault, const char *log)
{
	pid_t pid = fork();
	int status = -1;

	if (pid == 0) {
		if (fault)
			setenv("TICKETGATE_FAULT", fault, 1);
		if (log)
			setenv("TICKETGATE_FAULT_LOG", log, 1);
		fault_point("room.first");
		fault_point("room.second");
		fault_point("room.first");
		_exit(0);
	}
	assert_true(pid > 0);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	return status;
}

static void
test_kills_at_the_named_passing(void **state)
{
	static const struct {
		const char *fault;
		bool dies;
		const char *log;
	} rows[] = {
		{ NULL, false, "room.first\nroom.second\nroom.first\n" },
		{ "", false, "room.first\nroom.second\nroom.first\n" },
		{ "room.other", false,
		  "room.first\nroom.second\nroom.first\n" },
		{ "room.first", true, "room.first\n" },
		{ "room.second", true, "room.first\nroom.second\n" },
		{ "room.first:2", true,
		  "room.first\nroom.second\nroom.first\n" },
		{ "room.first:3", false,
		  "room.first\nroom.second\nroom.first\n" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < COUNT_OF(rows); i++) {
		char path[] = "/tmp/test_fault.XXXXXX";
		struct arena *arena = arena_new();
		struct slice log;
		int status, fd = mkstemp(path);

		assert_true(fd >= 0);
		close(fd);
		status = run_child(rows[i].fault, path);
		assert_int_equal(WIFSIGNALED(status) &&
					 WTERMSIG(status) == SIGKILL,
				 rows[i].dies);
		assert_true(io_read_file(path, 4096, arena, &log, NULL));
		assert_string_equal(log.data, rows[i].log);
		unlink(path);
		arena_free(arena);
	}
	assert_int_equal(run_child(NULL, NULL), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_kills_at_the_named_passing),
	};

	return cmocka_run_group_tests_name("fault", tests, NULL, NULL);
}
