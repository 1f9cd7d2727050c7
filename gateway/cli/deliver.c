/*
 * deliver.c - `ticketgate deliver`: one mail on standard input, from an MTA's
 * pipe.
 *
 * Exit status 0 means that the mail is durable here and will be handled;
 * anything that a later try could cure is EX_TEMPFAIL, so that the MTA keeps
 * it: a broken configuration, a locked database and a mistyped option too. If
 * we die after the commit and before the MTA sees our exit status, it delivers
 * again, and the second copy is found to be a duplicate: better twice than
 * never.
 */
#include <signal.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/fault.h"
#include "base/io.h"
#include "cli/command.h"
#include "cli/files.h"
#include "cli/options.h"
#include "daemon/handle.h"
#include "desk/desk.h"

/* Larger mails than any MTA lets pass. */
#define DELIVER_MAX ((size_t)256 << 20)

struct deliver_options {
	struct options common;
};

static error_t
parse_option(int key, char *arg, struct argp_state *state)
{
	struct deliver_options *o = state->input;

	(void)arg;
	if (key != ARGP_KEY_INIT)
		return ARGP_ERR_UNKNOWN;
	state->child_inputs[0] = &o->common;
	return 0;
}

static const struct argp_child children[] = {
	{ &options_config_argp, 0, NULL, 0 }, { 0 }
};
static const struct argp parser = {
	.parser = parse_option,
	.children = children,
	.doc = "Takes one mail on standard input, for an MTA's pipe. The exit "
	       "status is 0 once the mail is safely stored, and 75 (try "
	       "again later) for whatever stands in the way.",
};

/* The mail in the store, durable, not yet decided. */
static bool
store_mail(struct store *store, struct slice raw, int64_t *id,
	   struct error *err)
{
	struct receipt_key key = { "", 0, 0 };

	fault_point("deliver.read");
	if (store_begin(store, err) &&
	    receipt_add(store, &key, raw, (int64_t)raw.size, false, clock_now(),
			id, err) &&
	    receipt_attempt(store, *id, err) && store_commit(store, err)) {
		fault_point("deliver.stored");
		return true;
	}
	store_rollback(store);
	return false;
}

/*
 * Decides over the mail now. It is durable: if this fails it stays pending,
 * and an intake or the next delivery takes it up; so the MTA may let go of it.
 */
static void
handle_now(struct workbench *bench, struct desk *desk, int sources_fd,
	   int64_t id)
{
	struct error err = { 0 };
	struct handler handler = { .desk = desk };

	handler.reader = reader_new("pipe", bench->config_path, sources_fd);
	if (!handle_receipts(&handler, &id, 1, &err) ||
	    !handle_leftovers(&handler, "", &err))
		command_failed(&err);
	reader_free(handler.reader);
}

static bool
read_mail(struct arena *arena, struct slice *raw, struct error *err)
{
	if (!io_read_all(STDIN_FILENO, DELIVER_MAX, arena, raw, err))
		return false;
	if (raw->size == 0)
		return error_set(err, ERROR_RETRY,
				 "there is no mail on standard input");
	return true;
}

/* Everything that could be wrong is tried before the mail is stored. */
static bool
deliver_mail(struct workbench *bench, struct error *err)
{
	int sources_fd = files_memfd(bench->config_path, err);
	struct desk desk = { 0 };
	struct slice raw;
	int64_t id = 0;
	bool ok = false;

	if (sources_fd < 0)
		return false;
	if (desk_open(&desk, bench->config, bench->sources, STORE_WRITE, err) &&
	    read_mail(bench->arena, &raw, err) &&
	    store_mail(desk.store, raw, &id, err)) {
		handle_now(bench, &desk, sources_fd, id);
		ok = true;
	}
	desk_close(&desk);
	close(sources_fd);
	return ok;
}

int
deliver_command(int argc, char **argv)
{
	struct deliver_options o = { .common = { 0 } };
	struct workbench bench;
	struct error err = { 0 };
	int status;

	/* Not EX_USAGE: the MTA would send the mail back. */
	argp_err_exit_status = EX_TEMPFAIL;
	argp_parse(&parser, argc, argv, 0, NULL, &o);
	signal(SIGPIPE, SIG_IGN);
	status = workbench_open(&bench, &o.common, WORKBENCH_CONFIG);
	if (status == 0 && !deliver_mail(&bench, &err))
		status = command_failed(&err);
	workbench_close(&bench);
	return status == 0 ? 0 : EX_TEMPFAIL;
}
