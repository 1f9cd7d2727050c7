/*
 * bench_read.c - how fast mails are read, against GMime's bare parse.
 *
 *	bench_read DIRECTORY [ROUNDS]
 *
 * All files are loaded first; then each way of reading goes over all of
 * them, in processor time. GMime builds its tree of parts and decodes nothing; facts_read()
 * decodes, converts, renders and classifies everything.
 */
#include <dirent.h>
#include <sysexits.h>

#include "base/io.h"
#include "message/facts_json.h"
#include "message/mime.h"

#ifdef HAVE_GMIME
#include <gmime/gmime.h>
#endif

#define MAIL_MAX ((size_t)64 * 1024 * 1024)

struct mails {
	struct slice *items;
	size_t count, bytes;
};

static int
is_visible(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

static bool
load(const char *folder, struct arena *arena, struct mails *out)
{
	struct dirent **entries;
	int count = scandir(folder, &entries, is_visible, alphasort);
	struct error err;

	for (int i = 0; i < count; i++) {
		const char *path = arena_printf(arena, "%s/%s", folder,
						entries[i]->d_name);
		struct slice mail;

		if (io_read_file(path, MAIL_MAX, arena, &mail, &err)) {
			ARENA_PUSH(arena, out->items, out->count, mail);
			out->bytes += mail.size;
		}
		free(entries[i]);
	}
	if (count >= 0)
		free(entries);
	return out->count > 0;
}

static void
parse_only(struct slice mail, struct arena *arena)
{
	mime_parse(mail, arena);
}

static void
read_facts(struct slice mail, struct arena *arena)
{
	facts_read(mail, arena);
}

static void
read_json(struct slice mail, struct arena *arena)
{
	json_t *json = facts_to_json(facts_read(mail, arena));

	free(json_dumps(json, JSON_COMPACT));
	json_decref(json);
}

#ifdef HAVE_GMIME
static void
parse_gmime(struct slice mail, struct arena *arena)
{
	GMimeStream *stream =
		g_mime_stream_mem_new_with_buffer(mail.data, mail.size);
	GMimeParser *parser = g_mime_parser_new_with_stream(stream);
	GMimeMessage *message = g_mime_parser_construct_message(parser, NULL);

	(void)arena;
	if (message)
		g_object_unref(message);
	g_object_unref(parser);
	g_object_unref(stream);
}
#endif

static void
measure(const char *name, const struct mails *mails, int rounds,
	void (*run)(struct slice mail, struct arena *arena))
{
	struct arena *arena = arena_new();
	clock_t start = clock();
	double seconds;

	for (int round = 0; round < rounds; round++) {
		for (size_t i = 0; i < mails->count; i++) {
			run(mails->items[i], arena);
			arena_reset(arena);
		}
	}
	arena_free(arena);
	seconds = (double)(clock() - start + 1) / CLOCKS_PER_SEC;
	printf("%-28s %8.0f mails/s %8.1f MB/s\n", name,
	       (double)mails->count * rounds / seconds,
	       (double)mails->bytes * rounds / seconds / 1e6);
	fflush(stdout);
}

int
main(int argc, char **argv)
{
	int rounds = argc > 2 ? (int)strtol(argv[2], NULL, 10) : 3;
	struct arena *arena = arena_new();
	struct mails mails = { .count = 0 };
	struct error err;

	if (argc < 2 || !load(argv[1], arena, &mails)) {
		fprintf(stderr, "usage: bench_read DIRECTORY [ROUNDS]\n");
		return EX_USAGE;
	}
	if (!facts_preload(&err))
		fprintf(stderr, "%s\n", err.text);
	printf("%zu mails, %.1f MB, %d rounds\n", mails.count,
	       (double)mails.bytes / 1e6, rounds);
	measure("mime_parse", &mails, rounds, parse_only);
	measure("facts_read", &mails, rounds, read_facts);
	measure("facts_read and JSON", &mails, rounds, read_json);
#ifdef HAVE_GMIME
	g_mime_init();
	measure("GMime, bare parse", &mails, rounds, parse_gmime);
	g_mime_shutdown();
#endif
	arena_free(arena);
	return 0;
}
