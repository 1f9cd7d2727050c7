/*
 * read.c - `ticketgate read`: what the gateway reads out of a mail, as JSON.
 *
 * Needs no configuration, and ends with 0 whatever bytes a mail has. What
 * goes wrong is only the file itself: then the next one is read all the same.
 */
#include <argp.h>
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

struct read_options {
	char **files; /* of argv: FILE, DIRECTORY or - */
	int file_count;
};

static const struct argp_option option_table[] = {
	{ "json", 'j', NULL, 0, "print JSON, for programs (it always does)",
	  0 },
	{ 0 }
};

static error_t
parse_option(int key, char *arg, struct argp_state *state)
{
	struct read_options *o = state->input;

	(void)arg;
	switch (key) {
	case 'j':
		return 0;
	case ARGP_KEY_ARGS:
		o->files = state->argv + state->next;
		o->file_count = state->argc - state->next;
		return 0;
	case ARGP_KEY_NO_ARGS:
		argp_error(state, "which mails? name files, folders, or - for "
				  "standard input");
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

static const struct argp parser = {
	.options = option_table,
	.parser = parse_option,
	.args_doc = "FILE|DIRECTORY|-...",
	.doc = "Prints what the gateway reads out of each mail, one JSON "
	       "object a line: addresses, subject, date, kind, text, new "
	       "text, attachments. A directory stands for the files in it, in "
	       "the order of their names; - for standard input. Needs no "
	       "configuration.",
};

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

int
read_command(int argc, char **argv)
{
	struct reading reading = { .status = 0 };
	struct read_options o = { .file_count = 0 };

	argp_parse(&parser, argc, argv, 0, NULL, &o);
	reading.arena = arena_new();
	for (int i = 0; i < o.file_count; i++) {
		if (is_directory(o.files[i]))
			read_directory(&reading, o.files[i]);
		else
			read_file(&reading, o.files[i]);
	}
	arena_free(reading.arena);
	return fflush(stdout) == 0 ? reading.status : EX_IOERR;
}
