/*
 * options.h - what most subcommands share: -c FILE and --json (argp), the
 * configuration, and the store opened for reading.
 */
#ifndef TG_CLI_OPTIONS_H
#define TG_CLI_OPTIONS_H

#include <argp.h>
#include <jansson.h>
#include <stdbool.h>

#include "base/arena.h"
#include "base/error.h"
#include "config/config.h"
#include "config/sources.h"
#include "store/store.h"

struct options {
	const char *config_path; /* as given; NULL if not */
	bool json;
};

/* Parsers for struct argp.children; the parent's input is passed on as
 * state->child_inputs[0], a struct options. */
extern const struct argp options_config_argp;	   /* -c */
extern const struct argp options_config_json_argp; /* -c, --json */

/* What a command works with, opened in this order; see workbench_open(). */
struct workbench {
	struct arena *arena;
	struct sources *sources;
	const char *config_path; /* absolute */
	struct config *config;
	struct store *store;
};

/*
 * Finds and reads the configuration, and with WORKBENCH_READ opens the store
 * for reading; commands that write open a desk of their own. Rules and
 * templates are not looked at. On failure the complaints are on standard
 * error and the exit status comes back; 0 is success. Afterwards, in any
 * case: workbench_close().
 */
enum workbench_mode {
	WORKBENCH_CONFIG, /* no store */
	WORKBENCH_LOOK,	  /* shows what is there, even when the configuration
			     has errors elsewhere; these are printed */
	WORKBENCH_READ
};
int
workbench_open(struct workbench *bench, const struct options *options,
	       enum workbench_mode mode);
void
workbench_close(struct workbench *bench);

/* A number from 1 as a person types it: "12" or "#12". Anything else ends
 * the program with a usage error that calls it WHAT ("ticket"). */
int64_t
option_number(const char *text, const char *what, struct argp_state *state);

/* "ticketgate: TEXT" on standard error; returns the exit status. */
int
command_failed(const struct error *err);

/* Prints JSON and a line end on standard output, then drops the reference.
 * Returns the exit status. */
int
print_json(json_t *json);

#endif
