/*
 * read.c - `ticketgate read`: what the gateway reads out of a mail, as JSON.
 *
 * Needs no configuration, and ends with 0 whatever bytes a mail has. What
 * goes wrong is only the file itself: then the next one is read all the same.
 */
#include <dirent.h>
#include <errno.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/io.h"
#include "cli/command.h"
#include "message/facts_json.h"

/* A mail larger than this is no mail; servers refuse at 25 to 150 MB. */
#define READ_MAX ((size_t)512 * 1024 * 1024)

static const char usage_text[] =
	"usage: ticketgate read [--json] FILE|DIRECTORY|- ...\n\n"
	"Prints what the gateway reads out of each mail, one JSON object a\n"
	"line: addresses, subject, date, kind, text, new text, attachments.\n"
	"A directory stands for the files in it, in the order of their names;\n"
	"- for standard input. Needs no configuration.\n";

struct reading {
	struct arena *arena;
	int status;
};

static void
complain(struct reading *reading, const struct error *err)
{
	fprintf(stderr, "ticketgate read: %s\n", err->text);
	reading->status = EX_NOINPUT;
}

static void
print_facts(struct reading *reading, struct slice raw)
{
	json_t *json = facts_to_json(facts_read(raw, reading->arena));

	if (json_dumpf(json, stdout, JSON_COMPACT) != 0 ||
	    putchar('\n') == EOF) {
		fprintf(stderr, "ticketgate read: cannot write: %s\n",
			strerror(errno));
		exit(EX_IOERR);
	}
	json_decref(json);
}

static void
read_file(struct reading *reading, const char *path)
{
	struct error err = { .class = ERROR_NONE };
	struct slice raw;
	bool ok;

	if (!strcmp(path, "-"))
		ok = io_read_all(STDIN_FILENO, READ_MAX, reading->arena, &raw,
				 &err);
	else
		ok = io_read_file(path, READ_MAX, reading->arena, &raw, &err);
	if (ok)
		print_facts(reading, raw);
	else
		complain(reading, &err);
	arena_reset(reading->arena);
}

/* Hidden files are no mails: folders hold indexes and locks. */
static int
is_visible(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

static bool
is_directory(const char *path)
{
	struct stat info;

	return stat(path, &info) == 0 && S_ISDIR(info.st_mode);
}

static void
read_directory(struct reading *reading, const char *path)
{
	struct dirent **entries;
	int count = scandir(path, &entries, is_visible, alphasort);
	struct arena *arena = arena_new();
	struct error err;

	if (count < 0) {
		error_set(&err, ERROR_CONFIG, "cannot list %s: %s", path,
			  strerror(errno));
		complain(reading, &err);
		count = 0;
		entries = NULL;
	}
	for (int i = 0; i < count; i++) {
		const char *file =
			arena_printf(arena, "%s/%s", path, entries[i]->d_name);

		if (!is_directory(file))
			read_file(reading, file);
		free(entries[i]);
	}
	free(entries);
	arena_free(arena);
}

static bool
is_option(const char *word)
{
	return word[0] == '-' && word[1];
}

int
read_command(int argc, char **argv)
{
	struct reading reading = { .status = 0 };
	int files = 0;

	for (int i = 1; i < argc; i++) {
		if (!strcmp(argv[i], "--help") || !strcmp(argv[i], "-h")) {
			fputs(usage_text, stdout);
			return 0;
		}
		if (is_option(argv[i]) && strcmp(argv[i], "--json") != 0) {
			fprintf(stderr,
				"ticketgate read: there is no option %s\n\n%s",
				argv[i], usage_text);
			return EX_USAGE;
		}
		files += !is_option(argv[i]);
	}
	if (!files) {
		fputs(usage_text, stderr);
		return EX_USAGE;
	}
	reading.arena = arena_new();
	for (int i = 1; i < argc; i++) {
		if (is_option(argv[i]))
			continue;
		if (is_directory(argv[i]))
			read_directory(&reading, argv[i]);
		else
			read_file(&reading, argv[i]);
	}
	arena_free(reading.arena);
	return fflush(stdout) == 0 ? reading.status : EX_IOERR;
}
