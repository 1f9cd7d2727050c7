/*
 * place.c - a folder with what a configuration names.
 */
#include "place.h"

#include <unistd.h>

#include "base/io.h"

static const char *const files[] = { "t.conf", "rules", "templates",
				     "secret", "open",	"ca.pem" };

const char *
place_path(const struct place *place, const char *name)
{
	return arena_printf(place->arena, "%s/%s", place->folder, name);
}

void
place_write(const struct place *place, const char *name, const char *text,
	    mode_t mode)
{
	const char *path = place_path(place, name);
	struct error err;

	assert_true(io_write_file_atomic(path, text, strlen(text), mode, &err));
	assert_int_equal(chmod(path, mode), 0);
}

int
place_setup(void **state)
{
	struct arena *arena = arena_new();
	struct place *place = arena_alloc(arena, sizeof(*place));

	place->arena = arena;
	memcpy(place->folder, "/tmp/test_config.XXXXXX", 24);
	assert_non_null(mkdtemp(place->folder));
	assert_int_equal(mkdir(place_path(place, "rules"), 0700), 0);
	assert_int_equal(mkdir(place_path(place, "templates"), 0700), 0);
	place_write(place, "secret", "open sesame\r\nsecond line\n", 0600);
	place_write(place, "open", "x\n", 0644);
	place_write(place, "ca.pem", "", 0644);
	*state = place;
	return 0;
}

int
place_teardown(void **state)
{
	struct place *place = *state;

	for (size_t i = 0; i < COUNT_OF(files); i++)
		remove(place_path(place, files[i]));
	assert_int_equal(rmdir(place->folder), 0);
	arena_free(place->arena);
	return 0;
}

struct config *
place_load(struct place *place, const char *text)
{
	struct sources *sources = sources_new();
	struct config *config;

	place_write(place, "t.conf", text, 0600);
	complaints_init(&place->complaints, place->arena);
	config = config_load(sources, place_path(place, "t.conf"), place->arena,
			     &place->complaints);
	sources_free(sources);
	return config;
}

const char *
place_complaints(const struct place *place)
{
	struct buf out;

	buf_init(&out, place->arena);
	for (size_t i = 0; i < place->complaints.count; i++)
		buf_printf(&out, "%s\n",
			   complaint_format(&place->complaints.items[i],
					    place->arena));
	return out.data ? out.data : "";
}
