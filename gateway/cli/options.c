/*
 * options.c - options, configuration and store, the same for all commands.
 */
#include "cli/options.h"

#include <stdlib.h>
#include <sysexits.h>

#include "base/buf.h"
#include "base/utf8.h"

static error_t
parse_option(int key, char *arg, struct argp_state *state)
{
	struct options *options = state->input;

	switch (key) {
	case 'c':
		options->config_path = arg;
		return 0;
	case 'j':
		options->json = true;
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

#define OPTION_CONFIG                                                          \
	{                                                                      \
		"config", 'c', "FILE", 0, "read the configuration from FILE",  \
			0                                                      \
	}
#define OPTION_JSON                                                            \
	{                                                                      \
		"json", 'j', NULL, 0, "print JSON, for programs", 0            \
	}

static const struct argp_option config_options[] = { OPTION_CONFIG, { 0 } };
static const struct argp_option config_json_options[] = { OPTION_CONFIG,
							  OPTION_JSON,
							  { 0 } };

const struct argp options_config_argp = { .options = config_options,
					  .parser = parse_option };
const struct argp options_config_json_argp = { .options = config_json_options,
					       .parser = parse_option };

int64_t
option_number(const char *text, const char *what, struct argp_state *state)
{
	const char *digits = *text == '#' ? text + 1 : text;
	char *end;
	long long n = strtoll(digits, &end, 10);

	if (*digits < '0' || *digits > '9' || n <= 0 || *end != '\0')
		argp_error(state, "'%s' is no %s; it is a number from 1", text,
			   what);
	return n;
}

int
command_failed(const struct error *err)
{
	struct buf line;

	buf_init(&line, NULL);
	utf8_add_display(&line, slice_from(err->text), 0);
	fprintf(stderr, "ticketgate: %s\n", line.data);
	buf_clear(&line);
	return error_exit_status(err->class);
}

static void
print_complaints(const struct complaints *complaints)
{
	for (size_t i = 0; i < complaints->count; i++)
		fprintf(stderr, "%s%s\n",
			complaints->items[i].is_warning ? "warning: " : "",
			complaint_format(&complaints->items[i],
					 complaints->arena));
}

/* Who only looks is not stopped by what is wrong with the rest. */
static struct config *
load_config(struct workbench *bench, bool looking,
	    struct complaints *complaints)
{
	if (looking)
		return config_load_for_looking(bench->sources,
					       bench->config_path, bench->arena,
					       complaints);
	return config_load(bench->sources, bench->config_path, bench->arena,
			   complaints);
}

static bool
open_config(struct workbench *bench, const char *given, bool looking,
	    struct error *err)
{
	const char *path = config_find(given, bench->arena, err);
	struct complaints complaints;
	char *absolute;

	if (path == NULL)
		return false;
	absolute = realpath(path, NULL);
	bench->config_path =
		arena_strdup(bench->arena, absolute ? absolute : path);
	free(absolute);
	bench->sources = sources_new();
	complaints_init(&complaints, bench->arena);
	bench->config = load_config(bench, looking, &complaints);
	if (bench->config == NULL || complaints.errors > 0)
		print_complaints(&complaints);
	if (bench->config != NULL)
		return true;
	return error_set(err, ERROR_CONFIG,
			 "the configuration %s has errors; `ticketgate "
			 "check -c %s` lists them all",
			 path, path);
}

int
workbench_open(struct workbench *bench, const struct options *options,
	       enum workbench_mode mode)
{
	struct error err = { 0 };

	memset(bench, 0, sizeof(*bench));
	bench->arena = arena_new();
	if (!open_config(bench, options->config_path, mode == WORKBENCH_LOOK,
			 &err))
		return command_failed(&err);
	if (mode == WORKBENCH_CONFIG)
		return 0;
	bench->store = store_open(bench->config->database, STORE_READ, &err);
	return bench->store ? 0 : command_failed(&err);
}

void
workbench_close(struct workbench *bench)
{
	store_close(bench->store);
	sources_free(bench->sources);
	arena_free(bench->arena);
	memset(bench, 0, sizeof(*bench));
}

int
print_json(json_t *json)
{
	int rc;

	if (json == NULL) {
		fprintf(stderr, "ticketgate: the result does not fit JSON\n");
		return EX_SOFTWARE;
	}
	rc = json_dumpf(json, stdout, JSON_INDENT(2));
	json_decref(json);
	if (rc < 0 || putchar('\n') == EOF || fflush(stdout) != 0) {
		fprintf(stderr, "ticketgate: cannot write the output\n");
		return EX_IOERR;
	}
	return 0;
}
