/*
 * explain.c - `ticketgate explain`: what would become of a mail, and why.
 *
 * The mail is read and classified by a sandboxed reader, decided in a
 * transaction that is rolled back, and everything on the way is shown.
 */
#include <signal.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/io.h"
#include "base/utf8.h"
#include "cli/command.h"
#include "cli/explain_text.h"
#include "cli/files.h"
#include "cli/options.h"
#include "daemon/reader_client.h"
#include "desk/explain.h"
#include "message/facts_json.h"
#include "store/messages.h"

#define MAIL_MAX ((size_t)256 << 20)

struct explain_options {
	struct options common;
	const char *file; /* "-" is standard input */
	int64_t ticket;	  /* its first mail; 0: not asked */
	const char *mailbox;
};

static const struct argp_option option_table[] = {
	{ "ticket", 't', "N", 0, "the mail that opened ticket N", 0 },
	{ "mailbox", 'm', "NAME", 0,
	  "as if it had come into this mailbox (default: the first one)", 0 },
	{ 0 }
};

static error_t
parse_option(int key, char *arg, struct argp_state *state)
{
	struct explain_options *o = state->input;

	switch (key) {
	case ARGP_KEY_INIT:
		state->child_inputs[0] = &o->common;
		return 0;
	case 't':
		o->ticket = option_number(arg, "ticket", state);
		return 0;
	case 'm':
		o->mailbox = arg;
		return 0;
	case ARGP_KEY_ARG:
		if (o->file != NULL)
			argp_error(state, "one mail at a time");
		o->file = arg;
		return 0;
	case ARGP_KEY_END:
		if ((o->file == NULL) == (o->ticket == 0))
			argp_error(state, "give one mail: a file, - for "
					  "standard input, or --ticket N");
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
	.args_doc = "MAIL\n--ticket N",
	.children = children,
	.doc = "Shows what the desk would do with a mail if it came now, and "
	       "why: what was read, who it speaks for and how that is proven, "
	       "the ticket it would join, every rule with the words it saw, "
	       "the fields with file and line, and the mails that would go "
	       "out. Nothing is changed.",
};

/* The mail's bytes. */
static bool
load_mail(struct workbench *bench, const struct explain_options *o,
	  struct slice *raw, struct error *err)
{
	bool found;

	if (o->file != NULL && strcmp(o->file, "-") == 0)
		return io_read_all(STDIN_FILENO, MAIL_MAX, bench->arena, raw,
				   err);
	if (o->file != NULL)
		return io_read_file(o->file, MAIL_MAX, bench->arena, raw, err);
	if (!message_raw(bench->store, o->ticket, 1, bench->arena, raw, &found,
			 err))
		return false;
	return found || error_set(err, ERROR_REJECT, "ticket %lld has no mail",
				  (long long)o->ticket);
}

static const char *
mailbox_name(const struct workbench *bench, const struct explain_options *o)
{
	if (o->mailbox != NULL)
		return o->mailbox;
	return bench->config->mailbox_count > 0
		       ? bench->config->mailboxes[0].name
		       : "";
}

/* Everything about one mail; facts, verdict and rules come from the reader. */
static bool
explain_mail(struct workbench *bench, struct desk *desk, struct reader *reader,
	     const char *mailbox, struct slice raw, struct explained *out,
	     struct error *err)
{
	struct rule_context context;
	struct verdict *verdict;

	return reader_read(reader, raw, bench->arena, &out->facts, err) ==
		       READER_OK &&
	       desk_rule_context(desk, out->facts, mailbox, raw.size,
				 clock_now(), bench->arena, &context, err) &&
	       reader_explain(reader, &context, &out->rules, err) ==
		       READER_OK &&
	       reader_classify(reader, &context, bench->arena, &verdict, err) ==
		       READER_OK &&
	       desk_explain(desk, out->facts, verdict, mailbox, clock_now(),
			    bench->arena, &out->desk, err);
}

static int
explain_print(const struct explain_options *o, const struct explained *out,
	      struct arena *arena)
{
	if (o->common.json)
		return print_json(explained_to_json(out, arena));
	explained_print(out, arena);
	return 0;
}

static int
explain(struct workbench *bench, const struct explain_options *o,
	struct slice raw)
{
	struct explained out = { .facts = NULL };
	struct desk desk = { 0 };
	struct error err = { 0 };
	struct reader *reader = NULL;
	int fd = files_memfd(bench->config_path, &err);
	int status;
	bool ok = fd >= 0 && desk_open(&desk, bench->config, bench->sources,
				       STORE_WRITE, &err);

	if (ok) {
		reader = reader_new("explain", bench->config_path, fd);
		ok = explain_mail(bench, &desk, reader, mailbox_name(bench, o),
				  raw, &out, &err);
	}
	status = ok ? explain_print(o, &out, bench->arena)
		    : command_failed(&err);
	json_decref(out.rules);
	reader_free(reader);
	desk_close(&desk);
	if (fd >= 0)
		close(fd);
	return status;
}

int
explain_command(int argc, char **argv)
{
	struct explain_options o = { .file = NULL };
	struct workbench bench;
	struct error err = { 0 };
	struct slice raw;
	int status;

	argp_parse(&parser, argc, argv, 0, NULL, &o);
	signal(SIGPIPE, SIG_IGN);
	/* A mail can be explained before the first one came. */
	status = workbench_open(&bench, &o.common,
				o.ticket != 0 ? WORKBENCH_READ
					      : WORKBENCH_CONFIG);
	if (status == 0 && !load_mail(&bench, &o, &raw, &err)) {
		status = command_failed(&err);
		if (o.file != NULL)
			status = EX_NOINPUT;
	} else if (status == 0) {
		status = explain(&bench, &o, raw);
	}
	workbench_close(&bench);
	return status;
}
