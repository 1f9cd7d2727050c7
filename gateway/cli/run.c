/*
 * run.c - `ticketgate run`: the daemon, in the foreground.
 */
#include <signal.h>
#include <sysexits.h>

#include "cli/command.h"
#include "cli/options.h"
#include "daemon/supervisor.h"

struct run_options {
	struct options common;
	bool once;
};

static const struct argp_option option_table[] = {
	{ "once", 'o', NULL, 0,
	  "poll every mailbox once, send what is due, and end (for cron)", 0 },
	{ 0 }
};

static error_t
parse_option(int key, char *arg, struct argp_state *state)
{
	struct run_options *o = state->input;

	(void)arg;
	switch (key) {
	case ARGP_KEY_INIT:
		state->child_inputs[0] = &o->common;
		return 0;
	case 'o':
		o->once = true;
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

static const struct argp_child children[] = {
	{ &options_config_argp, 0, NULL, 0 }, { 0 }
};
static const struct argp parser = {
	.options = option_table,
	.parser = parse_option,
	.children = children,
	.doc = "Runs the daemon in the foreground; log lines go to standard "
	       "error. SIGTERM ends it, SIGHUP reloads configuration, rules "
	       "and templates: if anything in them is wrong, what was in "
	       "force stays in force.",
};

/* A reload that is asked for before we are ready to do one waits, instead of
 * ending us. */
static void
hold_reloads(void)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGHUP);
	sigprocmask(SIG_BLOCK, &set, NULL);
}

int
run_command(int argc, char **argv)
{
	struct run_options o = { .once = false };
	struct arena *arena = arena_new();
	struct error err = { 0 };
	const char *path;
	char *absolute;
	int status;

	hold_reloads();
	argp_parse(&parser, argc, argv, 0, NULL, &o);
	path = config_find(o.common.config_path, arena, &err);
	if (path == NULL) {
		status = command_failed(&err);
	} else {
		absolute = realpath(path, NULL);
		status = supervisor_run(absolute ? absolute : path, o.once);
		free(absolute);
	}
	arena_free(arena);
	return status;
}
