/*
 * status.c - `ticketgate status`: is every mail accounted for, does anything
 * wait?
 */
#include <sysexits.h>

#include "base/clock.h"
#include "cli/command.h"
#include "cli/options.h"
#include "store/held.h"
#include "store/outbox.h"
#include "store/receipts.h"
#include "store/webhooks.h"

struct status {
	int64_t outcomes[OUTCOME_DUPLICATE + 1], received, pending_ever;
	size_t pending, actions, outbox, webhooks, held;
};

static error_t
parse_option(int key, char *arg, struct argp_state *state)
{
	(void)arg;
	if (key != ARGP_KEY_INIT)
		return ARGP_ERR_UNKNOWN;
	state->child_inputs[0] = state->input;
	return 0;
}

static const struct argp_child children[] = {
	{ &options_config_json_argp, 0, NULL, 0 }, { 0 }
};
static const struct argp parser = {
	.parser = parse_option,
	.children = children,
	.doc = "Counts what became of every mail that was ever received, and "
	       "what is still to be done: mails to decide, mailbox actions, "
	       "mails to send, webhooks to call, held mails that wait for a "
	       "person.",
};

static bool
status_read(struct workbench *bench, struct status *s, struct error *err)
{
	struct held *held;

	if (!receipt_counts(bench->store, 0, INT64_MAX, s->outcomes,
			    &s->pending_ever, err) ||
	    !receipt_backlog(bench->store, &s->pending, &s->actions, err) ||
	    !outbox_waiting(bench->store, &s->outbox, err) ||
	    !webhook_waiting(bench->store, &s->webhooks, err) ||
	    !held_list(bench->store, bench->arena, &held, &s->held, err))
		return false;
	s->received = s->pending_ever;
	for (int i = 0; i <= OUTCOME_DUPLICATE; i++)
		s->received += s->outcomes[i];
	return true;
}

static json_t *
status_json(const struct status *s)
{
	json_t *json = json_pack(
		"{s:I, s:I, s:I, s:I, s:I, s:I}", "received",
		(json_int_t)s->received, "pending", (json_int_t)s->pending,
		"actions", (json_int_t)s->actions, "outbox",
		(json_int_t)s->outbox, "webhooks", (json_int_t)s->webhooks,
		"held", (json_int_t)s->held);
	json_t *outcomes = json_object();

	for (int i = 0; i <= OUTCOME_DUPLICATE; i++)
		json_object_set_new(outcomes, outcome_name((enum outcome)i),
				    json_integer(s->outcomes[i]));
	json_object_set_new(json, "outcomes", outcomes);
	return json;
}

static void
status_print(const struct status *s)
{
	printf("%-18s %8lld\n", "mails received", (long long)s->received);
	for (int i = 0; i <= OUTCOME_DUPLICATE; i++)
		printf("  %-16s %8lld\n", outcome_name((enum outcome)i),
		       (long long)s->outcomes[i]);
	printf("  %-16s %8zu\n", "to be decided", s->pending);
	printf("%-18s %8zu\n", "mailbox actions", s->actions);
	printf("%-18s %8zu\n", "mails to send", s->outbox);
	printf("%-18s %8zu\n", "webhooks to call", s->webhooks);
	printf("%-18s %8zu\n", "held for a person", s->held);
}

int
status_command(int argc, char **argv)
{
	struct options options = { 0 };
	struct workbench bench;
	struct status s = { .pending = 0 };
	struct error err = { 0 };
	int status;

	argp_parse(&parser, argc, argv, 0, NULL, &options);
	status = workbench_open(&bench, &options, WORKBENCH_LOOK);
	if (status == 0) {
		if (!status_read(&bench, &s, &err))
			status = command_failed(&err);
		else if (options.json)
			status = print_json(status_json(&s));
		else
			status_print(&s);
	}
	workbench_close(&bench);
	return status;
}
