/*
 * test_explain.c - the trace of every rule, three answers in conditions, and
 * verdicts over the pipe.
 */
#include "../test.h"

#include <unistd.h>

#include "base/buf.h"
#include "base/io.h"
#include "config/rulefile.h"
#include "rules/explain.h"

static const char rules[] =
	"rules = (\n"
	"{ name = \"first\"; when = { words = (\"toner\", \"jam\"); };\n"
	"  set = { queue = \"printers\"; }; },\n"
	"{ name = \"loser\"; when = { match = \"toner (?<room>[0-9]+)?\"; };\n"
	"  set = { queue = \"other\"; }; },\n"
	"{ name = \"partly\"; when = { from = \"ana@\"; };\n"
	"  set = { queue = \"third\"; site = \"Rome\"; }; },\n"
	"{ name = \"miss\"; when = { words = \"nothing\"; };\n"
	"  set = { queue = \"x\"; }; },\n"
	"{ name = \"hard\"; when = { text = \"(a+)+[xy]\"; };\n"
	"  set = { queue = \"y\"; }; },\n"
	"{ name = \"hard or soft\"; when = { any = ( { text = \"(a+)+[xy]\"; "
	"},\n"
	"  { words = \"jam\"; } ); }; set = { tags = \"soft\"; }; },\n"
	"{ name = \"hard and false\"; when = { text = \"(a+)+[xy]\";\n"
	"  words = \"nothing\"; }; set = { tags = \"never\"; }; },\n"
	"{ name = \"not hard\"; when = { not = { text = \"(a+)+[xy]\"; }; };\n"
	"  set = { tags = \"not-hard\"; }; },\n"
	"{ name = \"end\"; when = { words = \"jam\"; }; stop = true; },\n"
	"{ name = \"after\"; when = { words = \"jam\"; subject = \"x\"; };\n"
	"  set = { tags = \"late\"; }; }\n"
	");\n";

struct mail {
	struct arena *arena;
	struct sources *sources;
	struct ruleset *ruleset;
	struct facts *facts;
	struct rule_context context;
};

static int
setup(void **state)
{
	struct arena *arena = arena_new();
	struct mail *mail = arena_alloc(arena, sizeof(*mail));
	char path[] = "/tmp/test_explain.XXXXXX";
	struct complaints complaints;
	struct error err;
	struct buf text;

	assert_true(close(mkstemp(path)) == 0);
	assert_true(io_write_file_atomic(path, rules, sizeof(rules) - 1, 0600,
					 &err));
	complaints_init(&complaints, arena);
	mail->arena = arena;
	mail->sources = sources_new();
	mail->ruleset = rulefile_load(mail->sources, path, &complaints);
	unlink(path);
	assert_non_null(mail->ruleset);
	buf_init(&text, arena);
	buf_add_str(&text, "From: Ana <ana@example.org>\nSubject: Toner x\n\n"
			   "toner 12, and a Jam. JAM!\n");
	while (text.size < 60000)
		buf_add_str(&text, "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");
	buf_add_str(&text, "\n");
	mail->facts = facts_read(buf_slice(&text), arena);
	mail->context = (struct rule_context){ .mailbox = "help" };
	*state = mail;
	return 0;
}

static int
teardown(void **state)
{
	struct mail *mail = *state;

	ruleset_free(mail->ruleset);
	sources_free(mail->sources);
	arena_free(mail->arena);
	return 0;
}

static void
test_results(void **state)
{
	static const struct {
		const char *rule;
		enum trace_result result;
		enum pattern_answer answer;
	} expected[] = {
		{ "first", TRACE_HIT, PATTERN_YES },
		{ "loser", TRACE_SHADOWED, PATTERN_YES },
		{ "partly", TRACE_HIT, PATTERN_YES },
		{ "miss", TRACE_MISS, PATTERN_NO },
		{ "hard", TRACE_GAVE_UP, PATTERN_GAVE_UP },
		{ "hard or soft", TRACE_HIT, PATTERN_YES },
		{ "hard and false", TRACE_MISS, PATTERN_NO },
		{ "not hard", TRACE_GAVE_UP, PATTERN_GAVE_UP },
		{ "end", TRACE_HIT, PATTERN_YES },
		{ "after", TRACE_STOPPED, PATTERN_YES },
	};
	struct mail *mail = *state;
	struct explanation *explanation = ruleset_explain(
		mail->ruleset, mail->facts, &mail->context, mail->arena);
	size_t i;

	assert_int_equal(explanation->rule_count, COUNT_OF(expected));
	for (i = 0; i < COUNT_OF(expected); i++) {
		const struct trace_rule *trace = &explanation->rules[i];

		assert_string_equal(trace->rule->name, expected[i].rule);
		if (trace->result != expected[i].result ||
		    trace->answer != expected[i].answer)
			fail_msg("%s: %s", expected[i].rule,
				 trace_result_name(trace->result));
	}
}

/* "part:start-end:text" of all spans of a rule. */
static const char *
spans_of(const struct explanation *explanation, size_t rule,
	 struct arena *arena)
{
	const struct trace_rule *trace = &explanation->rules[rule];
	struct buf buf;
	size_t i, k;

	buf_init(&buf, arena);
	for (i = 0; i < trace->condition_count; i++)
		for (k = 0; k < trace->conditions[i].span_count; k++) {
			const struct trace_span *span =
				&trace->conditions[i].spans[k];

			buf_printf(&buf, "%s:%zu-%zu:%s ", span->part,
				   span->start, span->end, span->text);
		}
	return buf.data ? buf.data : "";
}

static void
test_spans(void **state)
{
	struct mail *mail = *state;
	struct explanation *explanation = ruleset_explain(
		mail->ruleset, mail->facts, &mail->context, mail->arena);

	assert_string_equal(explanation->subject, "Toner x");
	assert_string_equal(spans_of(explanation, 0, mail->arena),
			    "subject:0-5:Toner text:0-5:toner text:16-19:Jam "
			    "text:21-24:JAM ");
	assert_string_equal(spans_of(explanation, 1, mail->arena),
			    "subject:0-6:Toner  text:0-8:toner 12 ");
	assert_string_equal(spans_of(explanation, 2, mail->arena),
			    "from:0-4:ana@ from:21-25:ana@ ");
	assert_string_equal(spans_of(explanation, 3, mail->arena), "");
}

static void
test_verdict(void **state)
{
	struct mail *mail = *state;
	struct verdict *verdict = ruleset_classify(mail->ruleset, mail->facts,
						   &mail->context, mail->arena);

	assert_string_equal(verdict_get(verdict, "queue"), "printers");
	assert_string_equal(verdict_get(verdict, "site"), "Rome");
	assert_null(verdict_get(verdict, "room"));
	assert_int_equal(verdict->loser_count, 2);
	assert_string_equal(verdict->losers[0].source.rule, "loser");
	assert_int_equal(verdict->losers[0].source.line, 4);
	assert_string_equal(verdict->losers[0].source.matched, "Toner");
	assert_int_equal(verdict->gave_up_count, 2);
	assert_string_equal(verdict->gave_up[0].rule, "hard");
	assert_string_equal(verdict->gave_up[1].rule, "not hard");
	assert_int_equal(verdict->tag_count, 1);
	assert_int_equal(verdict->hits.count, 5);
}

/* What the reader writes is what intake reads; anything else is refused. */
static void
test_pipe(void **state)
{
	struct mail *mail = *state;
	struct verdict *verdict = ruleset_classify(mail->ruleset, mail->facts,
						   &mail->context, mail->arena);
	static const struct verdict nothing = { .ruleset_id = NULL };
	json_t *json = verdict_to_json(verdict), *again;
	struct error err;

	assert_true(verdict_from_json(json, mail->arena, &verdict, &err));
	again = verdict_to_json(verdict);
	assert_true(json_equal(json, again));
	json_decref(again);
	json_decref(json);
	json = verdict_to_json(&nothing);
	assert_non_null(json);
	assert_true(verdict_from_json(json, mail->arena, &verdict, &err));
	json_decref(json);
}

/* clang-format off */
static const struct {
	const char *path; /* member to replace, by dots; digits index a list */
	const char *value;
} damages[] = {
	{ "disposition", "\"delete\"" }, { "disposition", "1" },
	{ "no_ack", "1" }, { "no_ack", "null" },
	{ "disposition_source", "null" }, { "disposition_source.line", "-1" },
	{ "disposition_source.line", "3000000000" }, { "disposition_source.line", "1.5" },
	{ "no_ack_source.rule", "5" }, { "no_ack_source.file", "null" },
	{ "fields", "{}" }, { "fields.0", "5" }, { "fields.0.name", "\"Bad Name\"" },
	{ "fields.0.name", "\"site\"" }, { "fields.0.name", "\"a\\u0000b\"" }, { "fields.0.value", "null" },
	{ "fields.0.source", "[]" }, { "fields.0.source.matched", "5" },
	{ "tags", "null" }, { "tags.0.value", "{}" }, { "notify", "5" },
	{ "webhooks", "\"\"" }, { "losers", "true" }, { "losers.0", "null" },
	{ "gave_up", "null" }, { "gave_up.0", "[]" }, { "gave_up.0.rule", "1" },
	{ "hits", "{}" }, { "hits.0", "1" }, { "ruleset_id", "null" },
};
/* clang-format on */

static void
damage(json_t *json, const char *path, const char *value)
{
	json_t *new = json_loads(value, JSON_DECODE_ANY | JSON_ALLOW_NUL, NULL);
	char step[32];
	size_t size;

	assert_non_null(new);
	for (;; path += size + 1) {
		size = strcspn(path, ".");
		memcpy(step, path, size);
		step[size] = '\0';
		if (path[size] == '\0')
			break;
		json = json_is_array(json)
			       ? json_array_get(json, strtoul(step, NULL, 10))
			       : json_object_get(json, step);
		assert_non_null(json);
	}
	if (json_is_array(json))
		json_array_set_new(json, strtoul(step, NULL, 10), new);
	else
		json_object_set_new(json, step, new);
}

static void
test_damaged_pipe(void **state)
{
	struct mail *mail = *state;
	struct verdict *verdict = ruleset_classify(mail->ruleset, mail->facts,
						   &mail->context, mail->arena);
	json_t *good = verdict_to_json(verdict);
	json_t *array = json_array();
	struct error err;
	size_t i;

	for (i = 0; i < COUNT_OF(damages); i++) {
		json_t *bad = json_deep_copy(good);

		damage(bad, damages[i].path, damages[i].value);
		err = (struct error){ 0 };
		if (verdict_from_json(bad, mail->arena, &verdict, &err))
			fail_msg("%s = %s", damages[i].path, damages[i].value);
		assert_int_equal(err.class, ERROR_REJECT);
		json_decref(bad);
	}
	assert_false(verdict_from_json(array, mail->arena, &verdict, &err));
	assert_false(verdict_from_json(NULL, mail->arena, &verdict, &err));
	json_decref(array);
	json_decref(good);
}

static void
test_json(void **state)
{
	struct mail *mail = *state;
	struct explanation *explanation = ruleset_explain(
		mail->ruleset, mail->facts, &mail->context, mail->arena);
	json_t *json = explanation_to_json(explanation);
	const json_t *rule, *span;

	assert_int_equal(json_array_size(json_object_get(json, "rules")), 10);
	rule = json_array_get(json_object_get(json, "rules"), 0);
	assert_string_equal(json_string_value(json_object_get(rule, "result")),
			    "hit");
	span = json_array_get(json_object_get(rule, "conditions"), 0);
	span = json_array_get(json_object_get(span, "spans"), 0);
	assert_string_equal(json_string_value(json_object_get(span, "text")),
			    "Toner");
	json_decref(json);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_results),
		cmocka_unit_test(test_spans),
		cmocka_unit_test(test_verdict),
		cmocka_unit_test(test_pipe),
		cmocka_unit_test(test_damaged_pipe),
		cmocka_unit_test(test_json),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, setup, teardown);
}
