/*
 * check.c - `ticketgate check`: are configuration, rules and templates right?
 */
#include <sysexits.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "cli/command.h"
#include "cli/options.h"
#include "desk/check.h"

struct check_options {
	struct options common;
};

static error_t
parse_option(int key, char *arg, struct argp_state *state)
{
	struct check_options *o = state->input;

	(void)arg;
	if (key != ARGP_KEY_INIT)
		return ARGP_ERR_UNKNOWN;
	state->child_inputs[0] = &o->common;
	return 0;
}

static const struct argp_child children[] = {
	{ &options_config_json_argp, 0, NULL, 0 }, { 0 }
};
static const struct argp parser = {
	.parser = parse_option,
	.children = children,
	.doc = "Checks the configuration and the rules and templates that it "
	       "names, and runs the examples of the rules. Nothing is "
	       "changed. The exit status is 0 if the daemon would start with "
	       "them.",
};

static json_t *
complaint_json(const struct complaint *c)
{
	return json_pack("{s:s, s:s, s:i, s:s, s:s}", "severity",
			 c->is_warning ? "warning" : "error", "file", c->file,
			 "line", c->line, "key", c->key, "text", c->text);
}

static int
report_json(const struct complaints *complaints)
{
	json_t *array = json_array();

	for (size_t i = 0; i < complaints->count; i++)
		json_array_append_new(array,
				      complaint_json(&complaints->items[i]));
	return print_json(array);
}

static void
report_lines(const struct complaints *complaints,
	     const struct desk_checked *checked)
{
	struct buf line;

	buf_init(&line, NULL);
	for (size_t i = 0; i < complaints->count; i++) {
		const struct complaint *c = &complaints->items[i];

		buf_reset(&line);
		buf_add_str(&line, c->is_warning ? "warning: " : "");
		utf8_add_display(
			&line,
			slice_from(complaint_format(c, complaints->arena)), 0);
		fprintf(stderr, "%s\n", line.data);
	}
	buf_clear(&line);
	if (complaints->errors > 0)
		fprintf(stderr, "%zu error%s\n", complaints->errors,
			complaints->errors == 1 ? "" : "s");
	else
		printf("good: %zu mailboxes, %zu staff, %zu rules with %zu "
		       "examples, %zu templates\n",
		       checked->mailboxes, checked->staff, checked->rules,
		       checked->examples, checked->templates);
}

int
check_command(int argc, char **argv)
{
	struct check_options o = { .common = { 0 } };
	struct arena *arena = arena_new();
	struct sources *sources = sources_new();
	struct complaints complaints;
	struct desk_checked checked;
	struct error err = { 0 };
	const char *path;
	int status = 0;

	argp_parse(&parser, argc, argv, 0, NULL, &o);
	complaints_init(&complaints, arena);
	path = config_find(o.common.config_path, arena, &err);
	if (path == NULL) {
		status = command_failed(&err);
		goto out;
	}
	desk_check(sources, path, DESK_CHECK_EXAMPLES, arena, &complaints,
		   &checked);
	if (o.common.json)
		status = report_json(&complaints);
	else
		report_lines(&complaints, &checked);
	if (complaints.errors > 0)
		status = EX_CONFIG;
out:
	sources_free(sources);
	arena_free(arena);
	return status;
}
