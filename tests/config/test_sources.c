/*
 * test_sources.c - what was read once stays, through a descriptor as well,
 * and a damaged descriptor gives nothing.
 */
#include "../test.h"

#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "config/sources.h"
#include "base/arena.h"
#include "base/io.h"

struct place {
	struct arena *arena;
	char folder[64];
};

static const char *
place_path(const struct place *place, const char *name)
{
	return arena_printf(place->arena, "%s/%s", place->folder, name);
}

static void
place_write(const struct place *place, const char *name, const char *text)
{
	struct error err;

	assert_true(io_write_file_atomic(place_path(place, name), text,
					 strlen(text), 0600, &err));
}

static int
place_setup(void **state)
{
	struct arena *arena = arena_new();
	struct place *place = arena_alloc(arena, sizeof(*place));

	place->arena = arena;
	memcpy(place->folder, "/tmp/test_sources.XXXXXX", 25);
	assert_non_null(mkdtemp(place->folder));
	place_write(place, "b.conf", "second");
	place_write(place, "a.conf", "first");
	place_write(place, ".hidden.conf", "no");
	place_write(place, "a.conf~", "no");
	place_write(place, ".conf", "no");
	*state = place;
	return 0;
}

static int
place_teardown(void **state)
{
	static const char *const names[] = { "a.conf",	     "b.conf",
					     ".hidden.conf", "a.conf~",
					     ".conf",	     "new.conf" };
	struct place *place = *state;

	for (size_t i = 0; i < COUNT_OF(names); i++)
		unlink(place_path(place, names[i]));
	assert_int_equal(rmdir(place->folder), 0);
	arena_free(place->arena);
	return 0;
}

static void
expect_file(struct sources *sources, const char *path, const char *text)
{
	struct slice bytes;
	struct error err;

	assert_true(sources_read(sources, path, &bytes, &err));
	assert_int_equal(bytes.size, strlen(text));
	assert_string_equal(bytes.data, text);
}

static void
test_read_remembers(void **state)
{
	struct place *place = *state;
	const char *path = place_path(place, "a.conf");
	struct sources *sources = sources_new();

	expect_file(sources, path, "first");
	place_write(place, "a.conf", "edited");
	expect_file(sources, path, "first");
	sources_free(sources);
}

static void
test_list(void **state)
{
	struct place *place = *state;
	struct sources *sources = sources_new();
	struct string_list list;
	struct error err;

	assert_true(sources_list(sources, place->folder, ".conf", &list, &err));
	assert_int_equal(list.count, 2);
	assert_string_equal(list.items[0], place_path(place, "a.conf"));
	assert_string_equal(list.items[1], place_path(place, "b.conf"));
	assert_true(sources_list(sources, place_path(place, "b.conf"), ".conf",
				 &list, &err));
	assert_int_equal(list.count, 1);
	assert_string_equal(list.items[0], place_path(place, "b.conf"));
	place_write(place, "new.conf", "late");
	assert_true(sources_list(sources, place->folder, ".conf", &list, &err));
	assert_int_equal(list.count, 2);
	sources_free(sources);
}

static void
test_missing(void **state)
{
	struct place *place = *state;
	const char *path = place_path(place, "gone.conf");
	struct sources *sources = sources_new();
	struct string_list list;
	struct slice bytes;
	struct error err;

	assert_false(sources_exists(sources, path));
	assert_true(sources_exists(sources, place->folder));
	assert_true(S_ISDIR(sources_mode(sources, place->folder)));
	assert_false(sources_read(sources, path, &bytes, &err));
	assert_int_equal(err.class, ERROR_CONFIG);
	assert_non_null(strstr(err.text, path));
	assert_false(sources_list(sources, path, ".conf", &list, &err));
	assert_int_equal(err.class, ERROR_CONFIG);
	assert_false(sources_read(sources, place->folder, &bytes, &err));
	assert_int_equal(err.class, ERROR_CONFIG);
	sources_free(sources);
}

/* A descriptor with the folder's two files and its listing. */
static int
save_all(struct place *place)
{
	struct sources *sources = sources_new();
	int fd = memfd_create("sources", 0);
	struct string_list list;
	struct slice bytes;
	struct error err;

	assert_true(fd >= 0);
	assert_true(sources_list(sources, place->folder, ".conf", &list, &err));
	for (size_t i = 0; i < list.count; i++)
		assert_true(sources_read(sources, list.items[i], &bytes, &err));
	assert_true(sources_save(sources, fd, &err));
	sources_free(sources);
	return fd;
}

static void
test_restore(void **state)
{
	struct place *place = *state;
	int fd = save_all(place);
	struct sources *sources;
	struct string_list list;
	struct slice bytes;
	struct error err;

	place_write(place, "a.conf", "edited");
	assert_int_equal(unlink(place_path(place, "b.conf")), 0);
	assert_int_equal(lseek(fd, 0, SEEK_CUR), 0);
	sources = sources_restore(fd, &err);
	assert_non_null(sources);
	assert_int_equal(lseek(fd, 0, SEEK_CUR), 0);
	expect_file(sources, place_path(place, "a.conf"), "first");
	expect_file(sources, place_path(place, "b.conf"), "second");
	assert_true(sources_list(sources, place->folder, ".conf", &list, &err));
	assert_int_equal(list.count, 2);
	assert_true(sources_exists(sources, place->folder));

	/* What was not asked for before is not looked up on disk. */
	assert_false(sources_exists(sources, place_path(place, "a.conf")));
	assert_false(sources_read(sources, place_path(place, ".conf"), &bytes,
				  &err));
	assert_int_equal(err.class, ERROR_CONFIG);
	assert_false(sources_list(sources, place->folder, ".txt", &list, &err));
	sources_free(sources);
	close(fd);
}

static void
test_save_is_stable(void **state)
{
	struct place *place = *state;
	int fd = save_all(place), again = memfd_create("again", 0);
	struct sources *sources;
	struct slice one, two;
	struct error err;

	sources = sources_restore(fd, &err);
	assert_non_null(sources);
	assert_true(sources_save(sources, again, &err));
	lseek(fd, 0, SEEK_SET);
	lseek(again, 0, SEEK_SET);
	assert_true(io_read_all(fd, 1 << 20, place->arena, &one, &err));
	assert_true(io_read_all(again, 1 << 20, place->arena, &two, &err));
	assert_true(slice_equal(one, two));
	sources_free(sources);
	close(fd);
	close(again);
}

/* Every cut, and every byte changed, is noticed. */
static void
test_damaged(void **state)
{
	struct place *place = *state;
	int fd = save_all(place), bad = memfd_create("bad", 0);
	struct slice whole;
	struct error err;

	assert_true(io_read_all(fd, 1 << 20, place->arena, &whole, &err));
	for (size_t size = 0; size < whole.size; size++) {
		assert_int_equal(ftruncate(bad, 0), 0);
		assert_int_equal(pwrite(bad, whole.data, size, 0), size);
		assert_null(sources_restore(bad, &err));
		assert_int_equal(err.class, ERROR_BUG);
	}
	for (size_t i = 0; i < whole.size; i++) {
		char changed = (char)(whole.data[i] ^ 1);

		assert_int_equal(pwrite(bad, whole.data, whole.size, 0),
				 whole.size);
		assert_int_equal(pwrite(bad, &changed, 1, (off_t)i), 1);
		assert_null(sources_restore(bad, &err));
	}
	close(bad);
	close(fd);
}

int
main(void)
{
#define WITH_PLACE(test)                                                       \
	cmocka_unit_test_setup_teardown(test, place_setup, place_teardown)
	const struct CMUnitTest tests[] = {
		WITH_PLACE(test_read_remembers), WITH_PLACE(test_list),
		WITH_PLACE(test_missing),	 WITH_PLACE(test_restore),
		WITH_PLACE(test_save_is_stable), WITH_PLACE(test_damaged),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
