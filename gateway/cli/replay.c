/*
 * replay.c - `ticketgate replay --rules NEW`: what a changed rule set would
 * have done to the mail that is in the store.
 */
#include <signal.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/utf8.h"
#include "cli/command.h"
#include "cli/files.h"
#include "cli/options.h"
#include "cli/table.h"
#include "daemon/replay.h"
#include "store/query.h"

#define PROGRESS_EVERY 100 /* mails between two looks at the bar */

struct replay_options {
	struct options common;
	const char *rules;
	int64_t since; /* seconds back; 0: everything */
};

struct replay_run {
	struct replay *replay;
	struct error err;
	size_t total, sent; /* mails: in the store, handed out */
	size_t mails, changed, unreadable, now_unrouted, now_routed;
	json_t *answers; /* those that changed */
};

static const struct argp_option option_table[] = {
	{ "rules", 'r', "PATH", 0, "the rule file or folder to try", 0 },
	{ "since", 's', "TIME", 0,
	  "only mail of the last so long, such as 90d (default: all)", 0 },
	{ 0 }
};

static error_t
parse_option(int key, char *arg, struct argp_state *state)
{
	struct replay_options *o = state->input;

	switch (key) {
	case ARGP_KEY_INIT:
		state->child_inputs[0] = &o->common;
		return 0;
	case 'r':
		o->rules = arg;
		return 0;
	case 's':
		if (!clock_parse_duration(arg, &o->since))
			argp_error(state,
				   "--since wants a time such as 36h or 90d, "
				   "not '%s'",
				   arg);
		return 0;
	case ARGP_KEY_END:
		if (o->rules == NULL)
			argp_error(state, "which rules? --rules PATH");
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
	.args_doc = "--rules PATH",
	.children = children,
	.doc = "Reads the mail that is in the store again, classifies it by "
	       "the rules in force and by those at PATH, and shows what "
	       "differs: field, old value, new value, and the rule that sets "
	       "it. Nothing is changed. All cores are used.",
};

static void
on_answer(void *data, const json_t *answer)
{
	struct replay_run *run = data;
	bool before, now;

	run->mails++;
	if (json_is_true(json_object_get(answer, "unreadable"))) {
		run->unreadable++;
		return;
	}
	before = json_is_true(json_object_get(answer, "routed_before"));
	now = json_is_true(json_object_get(answer, "routed_now"));
	run->now_unrouted += before && !now;
	run->now_routed += !before && now;
	if (json_array_size(json_object_get(answer, "changes")) == 0)
		return;
	run->changed++;
	json_array_append_new(run->answers, json_deep_copy(answer));
}

/* "[=====     ] 1200 of 3400" on a terminal. */
static void
progress(const struct replay_run *run, bool last)
{
	char bar[31];
	int filled = run->total > 0 ? (int)(run->sent * 30 / run->total) : 30;

	if (!isatty(STDERR_FILENO) ||
	    (!last && run->sent % PROGRESS_EVERY != 0))
		return;
	memset(bar, ' ', 30);
	memset(bar, '=', (size_t)filled);
	bar[30] = '\0';
	fprintf(stderr, "\r[%s] %zu of %zu%s", bar, run->sent, run->total,
		last ? "\n" : "");
}

static bool
each_mail(void *data, const struct raw_mail *mail)
{
	struct replay_run *run = data;

	run->sent++;
	progress(run, false);
	return replay_mail(run->replay, mail, &run->err);
}

static int
by_receipt(const void *a, const void *b)
{
	const json_t *x = *(const json_t *const *)a;
	const json_t *y = *(const json_t *const *)b;
	json_int_t i = json_integer_value(json_object_get(x, "receipt"));
	json_int_t k = json_integer_value(json_object_get(y, "receipt"));

	return (i > k) - (i < k);
}

/* Workers answer in any order; people want the order of the mails. */
static json_t *
sorted(const json_t *answers, struct arena *arena)
{
	size_t count = json_array_size(answers);
	json_t **items = arena_calloc(arena, count, sizeof(json_t *));
	json_t *out = json_array();

	for (size_t i = 0; i < count; i++)
		items[i] = json_array_get(answers, i);
	if (count > 0)
		qsort(items, count, sizeof(*items), by_receipt);
	for (size_t i = 0; i < count; i++)
		json_array_append(out, items[i]);
	return out;
}

/* The text of OBJECT's KEY, safe to show, or INSTEAD. Answers come from a
 * process that read strangers' mail: whatever they hold is not trusted. */
static void
add_text(struct buf *out, const json_t *object, const char *key,
	 const char *instead)
{
	const char *text = json_string_value(json_object_get(object, key));

	utf8_add_display(out, slice_from(text ? text : instead), 0);
}

static void
add_rule(struct buf *out, const json_t *rule)
{
	if (!json_is_object(rule))
		return;
	buf_add_str(out, "  (");
	add_text(out, rule, "rule", "");
	buf_add_str(out, ", ");
	add_text(out, rule, "file", "");
	buf_printf(
		out, ":%lld)",
		(long long)json_integer_value(json_object_get(rule, "line")));
}

static void
print_change(const json_t *change)
{
	const json_t *rule = json_object_get(change, "new_rule");
	struct buf out;

	if (!json_is_object(rule))
		rule = json_object_get(change, "old_rule");
	buf_init(&out, NULL);
	buf_add_str(&out, "    ");
	add_text(&out, change, "name", "");
	buf_add_str(&out, ": ");
	add_text(&out, change, "old", "(none)");
	buf_add_str(&out, " -> ");
	add_text(&out, change, "new", "(none)");
	add_rule(&out, rule);
	puts(out.data);
	buf_clear(&out);
}

static void
print_answer(const json_t *answer, const char *tag, struct arena *arena)
{
	json_int_t ticket =
		json_integer_value(json_object_get(answer, "ticket"));
	const json_t *change;
	struct buf out;
	size_t i;

	buf_init(&out, NULL);
	buf_printf(&out, "\n%s ",
		   ticket ? ticket_ref(tag, ticket, arena) : "(no ticket)");
	add_text(&out, answer, "subject", "");
	buf_add_str(&out, ", from ");
	add_text(&out, answer, "from", "");
	puts(out.data);
	buf_clear(&out);
	json_array_foreach(json_object_get(answer, "changes"), i, change)
		print_change(change);
}

static int
report(struct workbench *bench, const struct replay_options *o,
       const struct replay_run *run)
{
	json_t *answers = sorted(run->answers, bench->arena), *answer;
	size_t i;

	if (o->common.json)
		return print_json(json_pack(
			"{s:I, s:I, s:I, s:I, s:I, s:o}", "mails",
			(json_int_t)run->mails, "changed",
			(json_int_t)run->changed, "now_unrouted",
			(json_int_t)run->now_unrouted, "now_routed",
			(json_int_t)run->now_routed, "unreadable",
			(json_int_t)run->unreadable, "changes", answers));
	printf("%zu mail%s, %zu change, %zu now unrouted, %zu now routed",
	       run->mails, run->mails == 1 ? "" : "s", run->changed,
	       run->now_unrouted, run->now_routed);
	if (run->unreadable > 0)
		printf(", %zu unreadable", run->unreadable);
	putchar('\n');
	json_array_foreach(answers, i, answer)
		print_answer(answer, bench->config->tag, bench->arena);
	json_decref(answers);
	return 0;
}

static bool
run_all(struct workbench *bench, const struct replay_options *o,
	struct replay_run *run, struct error *err)
{
	int64_t from = o->since > 0 ? clock_now() - o->since : 0;

	if (!query_raw_mail_count(bench->store, from, &run->total, err) ||
	    !query_raw_mails(bench->store, from, each_mail, run, err))
		return false;
	if (run->err.class != ERROR_NONE) {
		*err = run->err;
		return false;
	}
	if (!replay_finish(run->replay, err))
		return false;
	progress(run, true);
	return true;
}

static int
replay(struct workbench *bench, const struct replay_options *o)
{
	struct replay_run run = { .answers = json_array() };
	struct error err = { 0 };
	int status = 0;
	char *path = realpath(o->rules, NULL);
	int fd = path ? files_memfd_with(bench->config_path, path, &err) : -1;

	if (path == NULL)
		error_set(&err, ERROR_CONFIG, "there is no %s", o->rules);
	if (fd >= 0)
		run.replay = replay_new(bench->config_path, path, fd, 0,
					on_answer, &run, &err);
	if (run.replay != NULL && run_all(bench, o, &run, &err))
		status = report(bench, o, &run);
	else
		status = command_failed(&err);
	replay_free(run.replay);
	json_decref(run.answers);
	if (fd >= 0)
		close(fd);
	free(path);
	return status;
}

int
replay_command(int argc, char **argv)
{
	struct replay_options o = { .rules = NULL };
	struct workbench bench;
	int status;

	argp_parse(&parser, argc, argv, 0, NULL, &o);
	signal(SIGPIPE, SIG_IGN);
	status = workbench_open(&bench, &o.common, WORKBENCH_READ);
	if (status == 0)
		status = replay(&bench, &o);
	workbench_close(&bench);
	return status;
}
