/*
 * rules.c - `ticketgate rules`: how each rule does. `rules suggest` is in
 * suggest.c.
 */
#include <sysexits.h>

#include "base/clock.h"
#include "cli/command.h"
#include "cli/options.h"
#include "cli/suggest.h"
#include "cli/table.h"
#include "config/rulefile.h"
#include "store/rule_hits.h"

struct rules_options {
	struct options common;
	bool suggest;
};

static error_t
parse_option(int key, char *arg, struct argp_state *state)
{
	struct rules_options *o = state->input;

	switch (key) {
	case ARGP_KEY_INIT:
		state->child_inputs[0] = &o->common;
		return 0;
	case ARGP_KEY_ARG:
		if (strcmp(arg, "suggest") != 0)
			argp_error(state,
				   "'%s' is not known; there is "
				   "suggest",
				   arg);
		o->suggest = true;
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
	.args_doc = "\nsuggest",
	.children = children,
	.doc = "Shows each rule in force with how often it matched, when last, "
	       "and how often staff later changed what it had set; those that "
	       "never matched come first. suggest reads the tickets that staff "
	       "moved to another queue and prints rules that would have put "
	       "them there; try them with replay before you use them.",
};

/* A rule of the files with what the store counted; in file order. */
struct row {
	const struct rule *rule;
	struct rule_stat stat;
};

static int
by_hits(const void *a, const void *b)
{
	const struct row *x = a, *y = b;

	if (x->stat.hits != y->stat.hits)
		return x->stat.hits < y->stat.hits ? -1 : 1;
	if (x->rule->place.line != y->rule->place.line)
		return x->rule->place.line < y->rule->place.line ? -1 : 1;
	return strcmp(x->rule->place.file, y->rule->place.file);
}

static struct ruleset *
load_rules(struct workbench *bench, struct error *err)
{
	struct complaints complaints;
	struct ruleset *ruleset;

	if (bench->config->rules[0] == '\0') {
		error_set(err, ERROR_CONFIG, "desk.rules names no rules in %s",
			  bench->config_path);
		return NULL;
	}
	complaints_init(&complaints, bench->arena);
	ruleset = rulefile_load(bench->sources, bench->config->rules,
				&complaints);
	if (ruleset == NULL)
		complaints_first_error(&complaints, err);
	return ruleset;
}

static bool
load_rows(struct workbench *bench, const struct ruleset *ruleset,
	  struct row **rows, size_t *count, struct error *err)
{
	struct rule_stat *stats;
	size_t stat_count;

	if (!rule_stats(bench->store, clock_now(), bench->arena, &stats,
			&stat_count, err))
		return false;
	*count = ruleset_count(ruleset);
	*rows = arena_calloc(bench->arena, *count, sizeof(**rows));
	for (size_t i = 0; i < *count; i++) {
		(*rows)[i].rule = ruleset_rule(ruleset, i);
		for (size_t k = 0; k < stat_count; k++)
			if (strcmp(stats[k].rule, (*rows)[i].rule->name) == 0)
				(*rows)[i].stat = stats[k];
	}
	if (*count > 0)
		qsort(*rows, *count, sizeof(**rows), by_hits);
	return true;
}

static void
print_rows(const struct row *rows, size_t count, struct arena *arena)
{
	static const struct table_column columns[] = {
		{ .title = "RULE", .min = 12, .flexible = true },
		{ .title = "HITS", .right = true },
		{ .title = "30 DAYS", .right = true, .rank = 3 },
		{ .title = "7 DAYS", .right = true, .rank = 4 },
		{ .title = "CORRECTED", .right = true, .rank = 1 },
		{ .title = "LAST HIT" },
		{ .title = "WHERE", .min = 16, .flexible = true, .rank = 2 },
	};
	struct table *table =
		table_new(columns, sizeof(columns) / sizeof(columns[0]), arena);

	for (size_t i = 0; i < count; i++) {
		const struct rule_stat *s = &rows[i].stat;
		const struct rule_place *place = &rows[i].rule->place;
		char iso[CLOCK_ISO_MAX];
		const char *cells[] = {
			rows[i].rule->name,
			arena_printf(arena, "%zu", s->hits),
			arena_printf(arena, "%zu", s->hits_month),
			arena_printf(arena, "%zu", s->hits_week),
			arena_printf(arena, "%zu", s->corrected),
			s->last ? clock_format_iso(s->last, iso) : "never",
			arena_printf(arena, "%s:%d", place->file, place->line),
		};

		table_row(table, cells, s->hits == 0 ? "33" : NULL);
	}
	table_print(table);
}

static json_t *
rows_json(const struct row *rows, size_t count)
{
	json_t *array = json_array();

	for (size_t i = 0; i < count; i++) {
		const struct rule_stat *s = &rows[i].stat;
		const struct rule_place *place = &rows[i].rule->place;
		char iso[CLOCK_ISO_MAX];

		json_array_append_new(
			array,
			json_pack("{s:s, s:s, s:i, s:I, s:I, s:I, s:I, s:o}",
				  "rule", rows[i].rule->name, "file",
				  place->file, "line", place->line, "hits",
				  (json_int_t)s->hits, "hits_30d",
				  (json_int_t)s->hits_month, "hits_7d",
				  (json_int_t)s->hits_week, "corrected",
				  (json_int_t)s->corrected, "last",
				  s->last ? json_string(clock_format_iso(
						    s->last, iso))
					  : json_null()));
	}
	return array;
}

static int
show_rules(struct workbench *bench, const struct rules_options *o)
{
	struct error err = { 0 };
	struct ruleset *ruleset = load_rules(bench, &err);
	struct row *rows;
	size_t count;
	int status = 0;

	if (ruleset == NULL || !load_rows(bench, ruleset, &rows, &count, &err))
		status = command_failed(&err);
	else if (o->common.json)
		status = print_json(rows_json(rows, count));
	else
		print_rows(rows, count, bench->arena);
	ruleset_free(ruleset);
	return status;
}

int
rules_command(int argc, char **argv)
{
	struct rules_options o = { .suggest = false };
	struct workbench bench;
	int status;

	argp_parse(&parser, argc, argv, 0, NULL, &o);
	status = workbench_open(&bench, &o.common, WORKBENCH_READ);
	if (status == 0)
		status = o.suggest ? suggest_rules(&bench, o.common.json)
				   : show_rules(&bench, &o);
	workbench_close(&bench);
	return status;
}
