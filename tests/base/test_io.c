/* test_io.c - files, whole writes, frames on a pipe. */
#include "../test.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/io.h"

struct place {
	struct arena *arena;
	char folder[64];
	struct error err;
};

static int
make_place(void **state)
{
	struct place *place = calloc(1, sizeof(*place));

	assert_non_null(place);
	place->arena = arena_new();
	snprintf(place->folder, sizeof(place->folder), "/tmp/test_io.XXXXXX");
	assert_non_null(mkdtemp(place->folder));
	*state = place;
	return 0;
}

static int
leave_place(void **state)
{
	struct place *place = *state;
	static const char *const names[] = { "a", "fifo", "locked/a",
					     "locked" };
	size_t i;

	for (i = 0; i < COUNT_OF(names); i++)
		remove(arena_printf(place->arena, "%s/%s", place->folder,
				    names[i]));
	assert_int_equal(rmdir(place->folder), 0); /* nothing left behind */
	arena_free(place->arena);
	free(place);
	return 0;
}

static char *
path_in(struct place *place, const char *name)
{
	return arena_printf(place->arena, "%s/%s", place->folder, name);
}

static void
test_file_round_trip(void **state)
{
	struct place *place = *state;
	const char *path = path_in(place, "a");
	struct stat about;
	struct slice out;

	assert_true(io_write_file_atomic(path, "old", 3, 0600, &place->err));
	assert_true(
		io_write_file_atomic(path, "new\0er", 6, 0640, &place->err));
	assert_int_equal(stat(path, &about), 0);
	assert_int_equal(about.st_mode & 0777, 0640);
	assert_true(io_read_file(path, 6, place->arena, &out, &place->err));
	assert_int_equal(out.size, 6);
	assert_memory_equal(out.data, "new\0er", 7);
	assert_false(io_read_file(path, 5, place->arena, &out, &place->err));
	assert_int_equal(place->err.class, ERROR_REJECT);
	assert_int_equal(out.size, 6);
}

static void
test_what_is_no_file(void **state)
{
	struct place *place = *state;
	const char *fifo = path_in(place, "fifo");
	struct slice out = { "untouched", 9 };

	assert_int_equal(mkfifo(fifo, 0600), 0);
	assert_false(io_read_file(fifo, 10, place->arena, &out, &place->err));
	assert_int_equal(place->err.class, ERROR_CONFIG);
	assert_false(io_read_file(place->folder, 10, place->arena, &out,
				  &place->err));
	assert_int_equal(place->err.class, ERROR_CONFIG);
	assert_false(io_read_file(path_in(place, "none"), 10, place->arena,
				  &out, &place->err));
	assert_int_equal(place->err.class, ERROR_CONFIG);
	assert_non_null(strstr(place->err.text, "/none"));
	assert_false(io_write_file_atomic(path_in(place, "none/a"), "", 0, 0600,
					  &place->err));
	assert_string_equal(out.data, "untouched");
}

static void
test_read_all(void **state)
{
	struct place *place = *state;
	struct slice out;
	int ends[2];

	assert_int_equal(pipe(ends), 0);
	assert_true(io_write_all(ends[1], "12345", 5, &place->err));
	close(ends[1]);
	assert_true(io_read_all(ends[0], 5, place->arena, &out, &place->err));
	assert_string_equal(out.data, "12345");
	close(ends[0]);
	assert_int_equal(pipe(ends), 0);
	assert_true(io_write_all(ends[1], "123456", 6, &place->err));
	close(ends[1]);
	assert_false(io_read_all(ends[0], 5, place->arena, &out, &place->err));
	assert_int_equal(place->err.class, ERROR_REJECT);
	close(ends[0]);
}

/* A frame larger than a pipe holds, written by a child. */
static void
test_large_frame(void **state)
{
	struct place *place = *state;
	const size_t size = 1000000;
	char *bytes = arena_alloc(place->arena, size);
	struct buf payload;
	uint8_t type = 0;
	int ends[2];
	pid_t pid;

	memset(bytes, 'm', size);
	buf_init(&payload, place->arena);
	assert_int_equal(pipe(ends), 0);
	pid = fork();
	if (pid == 0)
		_exit(!io_frame_write(ends[1], 9, bytes, size, NULL) ||
		      !io_frame_write(ends[1], 8, NULL, 0, NULL));
	close(ends[1]);
	assert_int_equal(io_frame_read(ends[0], 60000, size, &type, &payload,
				       &place->err),
			 IO_OK);
	assert_int_equal(type, 9);
	assert_int_equal(payload.size, size);
	assert_memory_equal(payload.data, bytes, size);
	assert_int_equal(
		io_frame_read(ends[0], 60000, 0, &type, &payload, &place->err),
		IO_OK);
	assert_int_equal(type, 8);
	assert_int_equal(payload.size, 0);
	assert_int_equal(
		io_frame_read(ends[0], 60000, 0, &type, &payload, &place->err),
		IO_EOF);
	close(ends[0]);
	assert_int_equal(waitpid(pid, NULL, 0), pid);
}

/* Every truncated prefix of a frame is an error, but the empty one an end. */
static void
test_truncated_frames(void **state)
{
	static const char frame[] = "\x07\x03\x00\x00\x00xyz";
	struct place *place = *state;
	struct buf payload;
	size_t size;

	buf_init(&payload, place->arena);
	for (size = 0; size < sizeof(frame) - 1; size++) {
		uint8_t type = 0;
		int ends[2];

		assert_int_equal(pipe(ends), 0);
		assert_true(io_write_all(ends[1], frame, size, &place->err));
		assert_int_equal(io_frame_read(ends[0], 0, 10, &type, &payload,
					       &place->err),
				 IO_TIMEOUT);
		close(ends[1]);
		close(ends[0]);
		assert_int_equal(pipe(ends), 0);
		assert_true(io_write_all(ends[1], frame, size, &place->err));
		close(ends[1]);
		assert_int_equal(io_frame_read(ends[0], 1000, 10, &type,
					       &payload, &place->err),
				 size ? IO_FAILED : IO_EOF);
		assert_int_equal(type, 0);
		close(ends[0]);
	}
}

/* A reader that is stopped must not stop who writes to it. */
static void
test_nobody_reads(void **state)
{
	struct place *place = *state;
	struct timeval patience = { 0, 10000 };
	size_t size = 8 << 20; /* more than a socket takes */
	int ends[2];

	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, ends), 0);
	assert_int_equal(setsockopt(ends[0], SOL_SOCKET, SO_SNDTIMEO, &patience,
				    sizeof(patience)),
			 0);
	alarm(60); /* instead of waiting for ever */
	assert_false(io_frame_write(ends[0], 1,
				    arena_calloc(place->arena, size, 1), size,
				    &place->err));
	alarm(0);
	assert_int_equal(place->err.class, ERROR_RETRY);
	close(ends[0]);
	close(ends[1]);
}

static void
test_oversized_frame_and_closed_pipe(void **state)
{
	struct place *place = *state;
	struct buf payload;
	uint8_t type = 0;
	int ends[2];

	buf_init(&payload, place->arena);
	assert_int_equal(pipe(ends), 0);
	assert_true(io_frame_write(ends[1], 1, "xyz", 3, &place->err));
	assert_int_equal(
		io_frame_read(ends[0], 0, 2, &type, &payload, &place->err),
		IO_FAILED);
	assert_int_equal(place->err.class, ERROR_REJECT);
	close(ends[0]);
	signal(SIGPIPE, SIG_IGN);
	assert_false(io_frame_write(ends[1], 1, "xyz", 3, &place->err));
	assert_int_equal(place->err.class, ERROR_RETRY);
	close(ends[1]);
}

static void
test_paths(void **state)
{
	static const struct {
		const char *from, *path, *want;
	} rows[] = {
		{ "/etc/desk/desk.conf", "rules", "/etc/desk/rules" },
		{ "/etc/desk/desk.conf", "/srv/rules", "/srv/rules" },
		{ "desk.conf", "rules", "rules" },
		{ "a/desk.conf", "../rules", "a/../rules" },
		{ "/desk.conf", "rules", "/rules" },
	};
	struct place *place = *state;
	size_t i;

	for (i = 0; i < COUNT_OF(rows); i++)
		assert_string_equal(io_path_beside(place->arena, rows[i].from,
						   rows[i].path),
				    rows[i].want);
}

#define in_place(test)                                                         \
	cmocka_unit_test_setup_teardown(test, make_place, leave_place)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		in_place(test_file_round_trip),
		in_place(test_what_is_no_file),
		in_place(test_read_all),
		in_place(test_large_frame),
		in_place(test_truncated_frames),
		in_place(test_nobody_reads),
		in_place(test_oversized_frame_and_closed_pipe),
		in_place(test_paths),
	};

	return cmocka_run_group_tests_name("io", tests, NULL, NULL);
}
