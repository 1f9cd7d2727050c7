/*
 * list.c - `ticketgate list`: the queue.
 */
#include <sysexits.h>

#include "base/clock.h"
#include "cli/command.h"
#include "cli/options.h"
#include "desk/ticket_json.h"
#include "cli/ticket_table.h"
#include "store/query.h"

struct list_options {
	struct options common;
	struct ticket_filter filter;
};

static const struct argp_option option_table[] = {
	{ "all", 'a', NULL, 0,
	  "resolved and closed tickets too; --json lists them in any case", 0 },
	{ "status", 's', "STATUS", 0,
	  "only tickets that are new, open, waiting, resolved or closed", 0 },
	{ "queue", 'q', "QUEUE", 0, "only tickets in this queue", 0 },
	{ "owner", 'o', "NAME", 0, "only tickets of this person", 0 },
	{ "requester", 'r', "ADDRESS", 0, "only tickets of this requester", 0 },
	{ "tag", 't', "TAG", 0, "only tickets with this tag", 0 },
	{ "limit", 'n', "NUMBER", 0, "at most so many tickets", 0 },
	{ 0 }
};

/* Its name, written whole. */
static error_t
set_status(struct list_options *o, const char *arg, struct argp_state *state)
{
	enum ticket_status status;

	if (!ticket_status_from_name(arg, &status))
		argp_error(state,
			   "'%s' is no status; there are new, open, waiting, "
			   "resolved and closed",
			   arg);
	o->filter.status = arg;
	o->filter.include_closed = true;
	return 0;
}

static error_t
parse_option(int key, char *arg, struct argp_state *state)
{
	struct list_options *o = state->input;

	switch (key) {
	case ARGP_KEY_INIT:
		state->child_inputs[0] = &o->common;
		return 0;
	case 'a':
		o->filter.include_closed = true;
		return 0;
	case 's':
		return set_status(o, arg, state);
	case 'q':
		o->filter.queue = arg;
		return 0;
	case 'o':
		o->filter.owner = arg;
		return 0;
	case 'r':
		o->filter.requester = arg;
		return 0;
	case 't':
		o->filter.tag = arg;
		return 0;
	case 'n':
		o->filter.limit = (size_t)option_number(arg, "limit", state);
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

static const struct argp_child children[] = {
	{ &options_config_json_argp, 0, NULL, 0 }, { 0 }
};
static const struct argp parser = {
	.options = option_table,
	.parser = parse_option,
	.children = children,
	.doc = "Lists the tickets that are neither resolved nor closed (with "
	       "--json all of them), the one that changed last first.",
};

int
list_command(int argc, char **argv)
{
	struct list_options o = { .filter = { .status = "",
					      .queue = "",
					      .owner = "",
					      .requester = "",
					      .tag = "" } };
	struct workbench bench;
	struct ticket **tickets = NULL;
	struct error err = { 0 };
	size_t count = 0;
	int status;

	argp_parse(&parser, argc, argv, 0, NULL, &o);
	/* people look at the work ahead; programs choose for themselves */
	o.filter.include_closed |= o.common.json;
	status = workbench_open(&bench, &o.common, WORKBENCH_LOOK);
	if (status == 0) {
		if (!query_list(bench.store, &o.filter, bench.arena, &tickets,
				&count, &err))
			status = command_failed(&err);
		else if (o.common.json)
			status = print_json(tickets_to_json(tickets, count,
							    bench.config->tag));
		else
			ticket_table_print(tickets, count, clock_now(),
					   bench.arena);
	}
	workbench_close(&bench);
	return status;
}
