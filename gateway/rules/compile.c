/*
 * compile.c - from rules as written to rules as asked.
 *
 * Everything that costs time or memory happens here, before a sandbox closes:
 * patterns become machine code, words and the certain words of patterns go
 * into one scanner, and each rule gets the literals that make it worth asking.
 * Whatever is wrong is reported with its place, all of it at once.
 */
#include "rules/compiled.h"

#include <time.h>

#include "rules/identity.h"
#include "rules/lint.h"
#include "rules/vocabulary.h"

/* Words are looked for at each place they may begin: a bound on the walk. */
#define WORD_MAX 200

struct compiler {
	struct ruleset *ruleset;
	struct arena *arena; /* the rule set's */
	ruleset_report *report;
	void *data;
	size_t errors;
	struct matcher **by_text; /* matchers, open addressing */
	size_t by_text_size;
};

static void
compiler_report(struct compiler *compiler, bool is_warning,
		const struct rule_place *place, const char *text)
{
	if (!is_warning)
		compiler->errors++;
	if (compiler->report)
		compiler->report(compiler->data, is_warning, place, text);
}

/* --- patterns ----------------------------------------------------------- */

/* "\b" in a libconfig string is a word border to version 1.5 and a backspace
 * from 1.8 on: whatever the version, no control character is meant. */
static bool
check_control(struct compiler *compiler, const struct condition *condition)
{
	const char *at = condition->pattern;

	for (; *at; at++) {
		if ((unsigned char)*at >= 0x20 && *at != 0x7F)
			continue;
		compiler_report(
			compiler, false, &condition->place,
			arena_printf(
				compiler->arena,
				"the pattern holds the control character "
				"0x%02X; double each backslash: \\\\b is a "
				"word border, \\\\t a tab, \\\\n a line end",
				(unsigned char)*at));
		return false;
	}
	return true;
}

/* A named group captures into the field of its name. */
static bool
check_captures(struct compiler *compiler, const struct condition *condition,
	       const struct pattern *pattern)
{
	size_t count = pattern_capture_count(pattern), i;

	for (i = 0; i < count; i++) {
		const char *name = pattern_capture_name(pattern, i);

		if (rule_is_field_name(name) && strcmp(name, "tags") != 0)
			continue;
		compiler_report(
			compiler, false, &condition->place,
			arena_printf(compiler->arena,
				     "the group (?<%s>...) cannot capture into "
				     "a field of that name; use lower-case "
				     "letters, digits and _, and not \"tags\"",
				     name));
		return false;
	}
	return true;
}

static size_t
matcher_hash(enum rule_part part, const char *header, const char *expression)
{
	uint64_t hash = 14695981039346656037u + (uint64_t)part;
	const char *at;

	for (at = expression; *at; at++)
		hash = (hash ^ (unsigned char)*at) * 1099511628211u;
	for (at = header; *at; at++)
		hash = (hash ^ (unsigned char)*at) * 1099511628211u;
	return (size_t)(hash ^ hash >> 32);
}

/* Where the matcher of this part and expression is, or should be. */
static struct matcher **
matcher_slot(struct compiler *compiler, enum rule_part part, const char *header,
	     const char *expression)
{
	size_t mask = compiler->by_text_size - 1;
	size_t at = matcher_hash(part, header, expression) & mask;

	for (;; at = (at + 1) & mask) {
		struct matcher *matcher = compiler->by_text[at];

		if (!matcher || (matcher->part == part &&
				 strcmp(matcher->expression, expression) == 0 &&
				 strcmp(matcher->header, header) == 0))
			return &compiler->by_text[at];
	}
}

static void
compile_pattern(struct compiler *compiler, struct condition *condition)
{
	struct ruleset *ruleset = compiler->ruleset;
	struct matcher *matcher, **slot;
	const char *expression;
	struct error err;

	if (!check_control(compiler, condition))
		return;
	expression = vocabulary_expand(ruleset->vocabulary, condition->pattern,
				       compiler->arena, &err);
	if (!expression) {
		compiler_report(compiler, false, &condition->place, err.text);
		return;
	}
	slot = matcher_slot(compiler, condition->part, condition->header,
			    expression);
	if (!*slot) {
		struct pattern *pattern = pattern_compile(expression, &err);

		if (!pattern) {
			compiler_report(compiler, false, &condition->place,
					err.text);
			return;
		}
		matcher = &ruleset->matchers[ruleset->matcher_count++];
		*matcher = (struct matcher){ .pattern = pattern,
					     .part = condition->part,
					     .header = condition->header,
					     .expression = expression };
		*slot = matcher;
	}
	condition->index = (size_t)(*slot - ruleset->matchers);
	if (check_captures(compiler, condition, (*slot)->pattern))
		lint_pattern(condition, expression, (*slot)->pattern,
			     ruleset->space, compiler->arena, compiler->report,
			     compiler->data);
}

/* --- words -------------------------------------------------------------- */

static const char *
fold_word(struct compiler *compiler, const char *word)
{
	struct ruleset *ruleset = compiler->ruleset;
	struct slice trimmed;

	folded_set(&ruleset->other_text, ruleset->folder, slice_from(word),
		   (size_t)-1);
	trimmed = slice_trim(
		slice_of(ruleset->other_text.data, ruleset->other_text.size));
	return arena_memdup(compiler->arena, trimmed.data, trimmed.size);
}

static void
compile_words(struct compiler *compiler, struct condition *condition)
{
	struct ruleset *ruleset = compiler->ruleset;
	struct word_list *list = &ruleset->word_lists[ruleset->word_list_count];
	struct arena *arena = compiler->arena;
	size_t i;

	condition->index = ruleset->word_list_count++;
	list->count = condition->values.count;
	list->folded = arena_calloc(arena, list->count, sizeof(struct slice));
	list->literals = arena_calloc(arena, list->count, sizeof(size_t));
	for (i = 0; i < list->count; i++) {
		const char *folded =
			fold_word(compiler, condition->values.items[i]);

		if (!folded[0] || strlen(folded) > WORD_MAX) {
			compiler_report(
				compiler, false, &condition->place,
				folded[0] ? "a phrase is longer than 200 bytes;"
					    " shorten it to what matters"
					  : "a word is empty or holds only "
					    "blanks; remove it or fill it in");
			folded = "?";
		}
		list->folded[i] = slice_from(folded);
		list->literals[i] = scanner_add(ruleset->scanner, folded, true);
	}
}

/* --- conditions --------------------------------------------------------- */

static void
compile_condition(struct compiler *compiler, struct condition *condition)
{
	size_t i;

	if (condition->type == CONDITION_PATTERN)
		compile_pattern(compiler, condition);
	else if (condition->type == CONDITION_WORDS)
		compile_words(compiler, condition);
	for (i = 0; i < condition->child_count; i++)
		compile_condition(compiler, &condition->children[i]);
}

static void
count_conditions(const struct condition *condition, size_t *patterns,
		 size_t *words)
{
	size_t i;

	*patterns += condition->type == CONDITION_PATTERN;
	*words += condition->type == CONDITION_WORDS;
	for (i = 0; i < condition->child_count; i++)
		count_conditions(&condition->children[i], patterns, words);
}

static void
compiler_make_room(struct compiler *compiler)
{
	struct ruleset *ruleset = compiler->ruleset;
	size_t patterns = ruleset->list->vocabulary_count, words = 0, i;

	for (i = 0; i < ruleset->list->count; i++)
		count_conditions(&ruleset->list->rules[i].when, &patterns,
				 &words);
	ruleset->matchers = arena_calloc(compiler->arena, patterns,
					 sizeof(*ruleset->matchers));
	ruleset->word_lists = arena_calloc(compiler->arena, words,
					   sizeof(*ruleset->word_lists));
	for (compiler->by_text_size = 16;
	     compiler->by_text_size < patterns * 2;)
		compiler->by_text_size *= 2;
	compiler->by_text =
		arena_calloc(compiler->arena, compiler->by_text_size,
			     sizeof(*compiler->by_text));
}

/* An entry that no rule uses yet must be right as well. */
static void
compile_vocabulary(struct compiler *compiler)
{
	const struct rule_list *list = compiler->ruleset->list;
	size_t i;

	for (i = 0; i < list->vocabulary_count; i++) {
		struct condition probe = {
			.type = CONDITION_PATTERN,
			.place = list->vocabulary[i].place,
			.part = PART_MATCH,
			.header = "",
			.pattern = list->vocabulary[i].pattern,
		};

		compile_pattern(compiler, &probe);
	}
}

/* --- the whole set ------------------------------------------------------ */

static void
compile_scanner(struct compiler *compiler,
		const struct ruleset_options *options)
{
	static const struct rule_place nowhere = { "", 0, "" };
	struct ruleset *ruleset = compiler->ruleset;
	enum ruleset_prefilter wanted = options->prefilter;
	struct error err;

	if (wanted == PREFILTER_AUTO)
		wanted = scanner_has_hyperscan() ? PREFILTER_HYPERSCAN
						 : PREFILTER_TRIE;
	if (wanted == PREFILTER_HYPERSCAN &&
	    !scanner_compile(ruleset->scanner, SCANNER_HYPERSCAN,
			     options->cache_path, &err)) {
		compiler_report(compiler, options->prefilter == PREFILTER_AUTO,
				&nowhere, err.text);
		wanted = PREFILTER_TRIE;
	} else if (wanted != PREFILTER_HYPERSCAN) {
		(void)scanner_compile(ruleset->scanner, SCANNER_TRIE, NULL,
				      NULL);
	}
	ruleset->prefilter = wanted;
}

static void
ruleset_make_scratch(struct ruleset *ruleset)
{
	size_t count = scanner_count(ruleset->scanner);

	ruleset->candidates = arena_calloc(ruleset->arena, ruleset->bitmap_size,
					   sizeof(uint64_t));
	ruleset->found_round =
		arena_calloc(ruleset->arena, count, sizeof(uint64_t));
	ruleset->found_at =
		arena_calloc(ruleset->arena, count, sizeof(uint32_t));
	ruleset->found_end =
		arena_calloc(ruleset->arena, count, sizeof(uint32_t));
}

static struct ruleset *
ruleset_new(struct rule_list *list)
{
	struct arena *arena = arena_new();
	struct ruleset *ruleset = arena_alloc(arena, sizeof(*ruleset));

	ruleset->arena = arena;
	ruleset->list = list;
	ruleset->vocabulary = arena_alloc(arena, sizeof(struct vocabulary));
	ruleset->vocabulary->own = list->vocabulary;
	ruleset->vocabulary->own_count = list->vocabulary_count;
	ruleset->scanner = scanner_new();
	ruleset->folder = folder_new();
	ruleset->space = pattern_space_new();
	folded_init(&ruleset->match_text);
	folded_init(&ruleset->other_text);
	ruleset->bitmap_size = list->count / 64 + 1;
	ruleset->always =
		arena_calloc(arena, ruleset->bitmap_size, sizeof(uint64_t));
	tzset();
	return ruleset;
}

struct ruleset *
ruleset_compile(struct rule_list *list, const struct ruleset_options *options,
		ruleset_report *report, void *data)
{
	static const struct ruleset_options defaults = {
		.prefilter = PREFILTER_AUTO
	};
	struct ruleset *ruleset = ruleset_new(list);
	struct compiler compiler = { .ruleset = ruleset,
				     .arena = ruleset->arena,
				     .report = report,
				     .data = data };
	size_t i;

	if (!options)
		options = &defaults;
	ruleset->vocabulary->suggest = options->suggest;
	compiler_make_room(&compiler);
	compile_vocabulary(&compiler);
	for (i = 0; i < list->count; i++)
		compile_condition(&compiler, &list->rules[i].when);
	if (compiler.errors == 0) {
		ruleset_make_triggers(ruleset);
		compile_scanner(&compiler, options);
	}
	if (compiler.errors > 0) {
		ruleset_free(ruleset);
		return NULL;
	}
	lint_rules(list, ruleset->arena, report, data);
	ruleset_make_scratch(ruleset);
	rule_list_identify(list, ruleset->id, sizeof(ruleset->id));
	return ruleset;
}

void
ruleset_own(struct ruleset *ruleset, struct arena *arena)
{
	ruleset->list_arena = arena;
}

void
ruleset_free(struct ruleset *ruleset)
{
	struct arena *list_arena;
	size_t i;

	if (!ruleset)
		return;
	list_arena = ruleset->list_arena;
	for (i = 0; i < ruleset->matcher_count; i++)
		pattern_free(ruleset->matchers[i].pattern);
	scanner_free(ruleset->scanner);
	folder_free(ruleset->folder);
	pattern_space_free(ruleset->space);
	folded_clear(&ruleset->match_text);
	folded_clear(&ruleset->other_text);
	arena_free(ruleset->arena);
	arena_free(list_arena);
}

size_t
ruleset_count(const struct ruleset *ruleset)
{
	return ruleset->list->count;
}

const struct rule *
ruleset_rule(const struct ruleset *ruleset, size_t i)
{
	return &ruleset->list->rules[i];
}

const struct rule *
ruleset_find(const struct ruleset *ruleset, const char *name)
{
	size_t i;

	for (i = 0; i < ruleset->list->count; i++)
		if (strcmp(ruleset->list->rules[i].name, name) == 0)
			return &ruleset->list->rules[i];
	return NULL;
}
