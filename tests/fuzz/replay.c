/*
 * replay.c - runs a fuzz entry over its seeds, without libFuzzer, as a test
 * that prints TAP: each seed, its prefixes, and damaged copies of it. The
 * same bytes each time, so that a failure can be run again.
 */
#include <dirent.h>
#include <libgen.h>

#include "base/arena.h"
#include "base/io.h"
#include "fuzz.h"

#define SEED_MAX       ((size_t)1024 * 1024)
#define PREFIXES_MAX   1000 /* of a longer seed, as many in even steps */
#define DAMAGED_COPIES 300
#define DAMAGES_A_COPY 4

/* xorshift64: any sequence will do that is the same everywhere. */
static uint64_t
next_random(uint64_t *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 7;
	*state ^= *state << 17;
	return *state;
}

/* The input is copied to memory of its own size, so that the sanitizer sees
 * a read behind its end. */
static void
run_copy(const char *data, size_t size)
{
	uint8_t *copy = malloc(size ? size : 1);

	if (!copy)
		abort();
	memcpy(copy, data, size);
	LLVMFuzzerTestOneInput(copy, size);
	free(copy);
}

static void
run_prefixes(struct slice seed)
{
	size_t step = seed.size / PREFIXES_MAX + 1;

	for (size_t size = 0; size < seed.size; size += step)
		run_copy(seed.data, size);
	run_copy(seed.data, seed.size);
}

/* Bytes that parsers care for. */
static const char odd_bytes[] = "\0\xFF\r\n=?\"<>();:-\\ \t%\033{}.,@/";

static void
run_damaged(struct slice seed, struct arena *arena)
{
	uint64_t state = 0x9E3779B97F4A7C15u ^ seed.size;
	char *copy = arena_memdup(arena, seed.data, seed.size);

	for (int i = 0; i < DAMAGED_COPIES && seed.size; i++) {
		memcpy(copy, seed.data, seed.size);
		for (int k = 0; k < DAMAGES_A_COPY; k++)
			copy[next_random(&state) % seed.size] =
				odd_bytes[next_random(&state) %
					  (sizeof(odd_bytes) - 1)];
		run_copy(copy, seed.size);
	}
}

static int
is_visible(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

/* tests/fuzz/fuzz_mime -> "mime"; libtool and valgrind may add a prefix. */
static const char *
noun_of(char *program)
{
	const char *name = strstr(basename(program), "fuzz_");

	return name ? name + strlen("fuzz_") : "none";
}

static bool
run_seed(const char *path, struct arena *arena)
{
	struct error err;
	struct slice seed;

	if (!io_read_file(path, SEED_MAX, arena, &seed, &err)) {
		printf("# %s\n", err.text);
		return false;
	}
	run_prefixes(seed);
	run_damaged(seed, arena);
	return true;
}

int
main(int argc, char **argv)
{
	const char *root = getenv("top_srcdir");
	struct arena *arena = arena_new();
	struct dirent **entries;
	char *folder;
	int count, failed = 0;

	folder = arena_printf(arena, "%s/tests/fuzz/seeds/%s",
			      root ? root : ".", noun_of(argv[0]));
	if (argc > 1) /* these files instead */
		count = argc - 1;
	else
		count = scandir(folder, &entries, is_visible, alphasort);
	if (count <= 0) {
		printf("1..1\nnot ok 1 - no seeds in %s\n", folder);
		return 1;
	}
	printf("1..%d\n", count);
	for (int i = 0; i < count; i++) {
		const char *path =
			argc > 1 ? argv[i + 1]
				 : arena_printf(arena, "%s/%s", folder,
						entries[i]->d_name);
		bool ok = run_seed(path, arena);

		failed += !ok;
		printf("%sok %d - %s\n", ok ? "" : "not ", i + 1, path);
		fflush(stdout);
		if (argc == 1)
			free(entries[i]);
	}
	if (argc == 1)
		free(entries);
	arena_free(arena);
	return failed != 0;
}
