/*
 * search.c - `ticketgate search WORDS`.
 */
#include <sysexits.h>

#include "base/buf.h"
#include "base/clock.h"
#include "cli/command.h"
#include "cli/options.h"
#include "desk/ticket_json.h"
#include "cli/ticket_table.h"
#include "store/query.h"

#define SEARCH_LIMIT 100

struct search_options {
	struct options common;
	struct buf words;
};

static error_t
parse_option(int key, char *arg, struct argp_state *state)
{
	struct search_options *o = state->input;

	switch (key) {
	case ARGP_KEY_INIT:
		state->child_inputs[0] = &o->common;
		return 0;
	case ARGP_KEY_ARG:
		buf_printf(&o->words, "%s%s", o->words.size ? " " : "", arg);
		return 0;
	case ARGP_KEY_NO_ARGS:
		argp_error(state, "what words to search for?");
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

static const struct argp_child children[] = {
	{ &options_config_json_argp, 0, NULL, 0 }, { 0 }
};
static const struct argp parser = {
	.parser = parse_option,
	.args_doc = "WORDS...",
	.children = children,
	.doc = "Finds tickets, closed ones too, whose mails, fields or people "
	       "contain all of the words; the best first. A number or a tag "
	       "such as [IT #12] finds that ticket.",
};

int
search_command(int argc, char **argv)
{
	struct search_options o = { .common = { 0 } };
	struct workbench bench;
	struct ticket **tickets = NULL;
	struct error err = { 0 };
	size_t count = 0;
	int status;

	buf_init(&o.words, NULL);
	argp_parse(&parser, argc, argv, 0, NULL, &o);
	status = workbench_open(&bench, &o.common, WORKBENCH_LOOK);
	if (status == 0) {
		if (!query_search(bench.store, o.words.data, SEARCH_LIMIT,
				  bench.arena, &tickets, &count, &err))
			status = command_failed(&err);
		else if (o.common.json)
			status = print_json(tickets_to_json(tickets, count,
							    bench.config->tag));
		else
			ticket_table_print(tickets, count, clock_now(),
					   bench.arena);
	}
	workbench_close(&bench);
	buf_clear(&o.words);
	return status;
}
