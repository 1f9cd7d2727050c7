/*
 * held.c - `ticketgate held`: mails that wait for a person, and what the
 * person decides: release, reject, trust, or a look at the bytes.
 */
#include <signal.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/io.h"
#include "cli/command.h"
#include "cli/files.h"
#include "cli/options.h"
#include "cli/table.h"
#include "daemon/handle.h"
#include "desk/desk.h"
#include "store/held.h"
#include "store/outbox.h"

struct held_options {
	struct options common;
	const char *verb; /* NULL: list */
	int64_t id;
	const char *address; /* for clear */
};

struct held_verb {
	const char *name;
	int (*run)(struct workbench *bench, const struct held_options *o);
};

static error_t
parse_argument(struct held_options *o, char *arg, struct argp_state *state)
{
	if (o->verb == NULL) {
		o->verb = arg;
		return 0;
	}
	if (strcmp(o->verb, "clear") == 0 && o->address == NULL) {
		o->address = arg;
		return 0;
	}
	if (o->id != 0 || o->address != NULL)
		argp_error(state, "one mail at a time");
	o->id = option_number(arg, "held mail", state);
	return 0;
}

static error_t
parse_option(int key, char *arg, struct argp_state *state)
{
	struct held_options *o = state->input;

	switch (key) {
	case ARGP_KEY_INIT:
		state->child_inputs[0] = &o->common;
		return 0;
	case ARGP_KEY_ARG:
		return parse_argument(o, arg, state);
	case ARGP_KEY_END:
		if (o->verb != NULL && strcmp(o->verb, "clear") == 0) {
			if (o->address == NULL)
				argp_error(state, "clear which address?");
		} else if (o->verb != NULL && o->id == 0)
			argp_error(state,
				   "%s which one? `ticketgate held` lists "
				   "the numbers",
				   o->verb);
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
	.args_doc = "\nrelease N\nreject N\ntrust N\nraw N\nclear ADDRESS",
	.children = children,
	.doc = "Lists the mails that wait for a person: held because a claim "
	       "in them was not proven, quarantined by a rule or because they "
	       "could not be read. release has mail N decided as if it had "
	       "passed; reject leaves it out of the queue for good; trust "
	       "releases it and lets its sender pass from now on; raw prints "
	       "its bytes. clear lets mail go to ADDRESS again, which is held "
	       "back since it could not be delivered there for good.",
};

static json_t *
held_json(const struct held *h)
{
	char iso[CLOCK_ISO_MAX];

	return json_pack("{s:I, s:s, s:s, s:s, s:s, s:s, s:s, s:o}", "id",
			 (json_int_t)h->id, "mailbox", h->mailbox, "from",
			 h->from, "subject", h->subject, "reason", h->reason,
			 "received", clock_format_iso(h->received, iso), "kind",
			 h->quarantined ? "quarantined" : "held", "ticket",
			 h->ticket ? json_integer(h->ticket) : json_null());
}

static int
print_held_json(const struct held *held, size_t count)
{
	json_t *array = json_array();

	for (size_t i = 0; i < count; i++)
		json_array_append_new(array, held_json(&held[i]));
	return print_json(array);
}

static void
print_held_table(const struct held *held, size_t count, struct arena *arena)
{
	static const struct table_column columns[] = {
		{ .title = "#", .right = true },
		{ .title = "KIND", .rank = 1 },
		{ .title = "RECEIVED", .rank = 2 },
		{ .title = "FROM", .min = 10, .flexible = true },
		{ .title = "SUBJECT", .min = 10, .flexible = true },
		{ .title = "REASON", .min = 12, .flexible = true },
	};
	struct table *table =
		table_new(columns, sizeof(columns) / sizeof(columns[0]), arena);

	if (count == 0) {
		puts("No mail is held.");
		return;
	}
	for (size_t i = 0; i < count; i++) {
		char iso[CLOCK_ISO_MAX];
		const char *cells[] = {
			arena_printf(arena, "%lld", (long long)held[i].id),
			held[i].quarantined ? "quarantined" : "held",
			clock_format_iso(held[i].received, iso),
			held[i].from,
			held[i].subject,
			held[i].reason,
		};

		table_row(table, cells, NULL);
	}
	table_print(table);
}

static int
run_list(struct workbench *bench, const struct held_options *o)
{
	struct held *held = NULL;
	struct error err = { 0 };
	size_t count = 0;

	if (!held_list(bench->store, bench->arena, &held, &count, &err))
		return command_failed(&err);
	if (o->common.json)
		return print_held_json(held, count);
	print_held_table(held, count, bench->arena);
	return 0;
}

static int
run_raw(struct workbench *bench, const struct held_options *o)
{
	struct error err = { 0 };
	struct receipt receipt;
	struct held held;
	bool found;

	if (!held_get(bench->store, o->id, bench->arena, &held, &found, &err))
		return command_failed(&err);
	if (found && !receipt_get(bench->store, held.receipt, bench->arena,
				  &receipt, &found, &err))
		return command_failed(&err);
	if (!found)
		error_set(&err, ERROR_REJECT, "there is no held mail %lld",
			  (long long)o->id);
	if (!found || !io_write_all(STDOUT_FILENO, receipt.raw.data,
				    receipt.raw.size, &err))
		return command_failed(&err);
	return 0;
}

/* Marks the mail; with TRUST its sender too. */
static bool
finish(struct workbench *bench, struct desk *desk, const struct held_options *o,
       const char *state, struct error *err)
{
	bool changed;

	if (!desk_held_finish(desk, o->id, state, strcmp(o->verb, "trust") == 0,
			      "command line", clock_now(), bench->arena,
			      &changed, err))
		return false;
	if (changed)
		return true;
	return error_set(err, ERROR_REJECT,
			 "mail %lld does not wait any more: somebody was "
			 "faster",
			 (long long)o->id);
}

/* Decides the released mail at once, by a reader of our own. */
static bool
handle_released(struct workbench *bench, struct desk *desk, struct error *err)
{
	int fd = files_memfd(bench->config_path, err);
	struct handler handler = { .desk = desk };
	bool ok;

	if (fd < 0)
		return false;
	handler.reader = reader_new("held", bench->config_path, fd);
	ok = handle_leftovers(&handler, "", err);
	reader_free(handler.reader);
	close(fd);
	return ok;
}

static int
run_finish(struct workbench *bench, const struct held_options *o)
{
	bool reject = strcmp(o->verb, "reject") == 0;
	struct desk desk = { 0 };
	struct error err = { 0 };
	bool ok;

	signal(SIGPIPE, SIG_IGN);
	ok = desk_open(&desk, bench->config, bench->sources, STORE_WRITE,
		       &err) &&
	     finish(bench, &desk, o, reject ? "rejected" : "released", &err) &&
	     (reject || handle_released(bench, &desk, &err));
	desk_close(&desk);
	return ok ? 0 : command_failed(&err);
}

static int
run_clear(struct workbench *bench, const struct held_options *o)
{
	struct desk desk = { 0 };
	struct error err = { 0 };
	bool was = false;
	bool ok = desk_open(&desk, bench->config, bench->sources, STORE_WRITE,
			    &err) &&
		  store_begin(desk.store, &err) &&
		  address_clear(desk.store, o->address, &was, &err) &&
		  store_commit(desk.store, &err);

	if (ok && !was)
		ok = error_set(&err, ERROR_REJECT,
			       "mail to %s is not held back", o->address);
	desk_close(&desk);
	return ok ? 0 : command_failed(&err);
}

static const struct held_verb verbs[] = {
	{ "clear", run_clear },	   { "raw", run_raw },
	{ "release", run_finish }, { "reject", run_finish },
	{ "trust", run_finish },
};

static int
run_verb(struct workbench *bench, const struct held_options *o)
{
	struct error err = { 0 };

	if (o->verb == NULL)
		return run_list(bench, o);
	for (size_t i = 0; i < sizeof(verbs) / sizeof(verbs[0]); i++)
		if (strcmp(verbs[i].name, o->verb) == 0)
			return verbs[i].run(bench, o);
	error_set(&err, ERROR_REJECT,
		  "'%s' is not known; there are release, reject, trust, raw, "
		  "clear",
		  o->verb);
	command_failed(&err);
	return EX_USAGE;
}

int
held_command(int argc, char **argv)
{
	struct held_options o = { .verb = NULL };
	struct workbench bench;
	int status;

	argp_parse(&parser, argc, argv, 0, NULL, &o);
	status = workbench_open(&bench, &o.common, WORKBENCH_READ);
	if (status == 0)
		status = run_verb(&bench, &o);
	workbench_close(&bench);
	return status;
}
