/*
 * classify.c - what the rules that match make of a mail.
 *
 * A field is set by the first rule that sets it; what later rules would have
 * set is kept among the losers, because that is what an admin asks next. Tags
 * add up. Within a rule, "set" comes before captures, captures before tables.
 */
#include "rules/compiled.h"

#include "base/buf.h"
#include "base/utf8.h"
#include "rules/table.h"

/* A captured value goes into tables and subjects: a line, not a letter. */
#define VALUE_MAX   256
#define MATCHED_MAX 120

const struct verdict_field *
verdict_field(const struct verdict *verdict, const char *name)
{
	size_t i;

	for (i = 0; i < verdict->field_count; i++)
		if (strcmp(verdict->fields[i].name, name) == 0)
			return &verdict->fields[i];
	return NULL;
}

const char *
verdict_get(const struct verdict *verdict, const char *name)
{
	const struct verdict_field *field = verdict_field(verdict, name);

	return field ? field->value : NULL;
}

/* S as one line, cut and without the blanks around it. */
static char *
line_of(struct arena *arena, struct slice s, size_t max)
{
	struct slice line = utf8_cut(slice_trim(s), max);
	char *text = arena_memdup(arena, line.data, line.size);
	size_t i;

	for (i = 0; i < line.size; i++)
		if ((unsigned char)text[i] < 0x20 || text[i] == 0x7F)
			text[i] = ' ';
	return text;
}

static void
verdict_set(struct verdict *verdict, struct arena *arena, const char *name,
	    const char *value, const struct verdict_source *source)
{
	struct verdict_field field = { name, value, *source };

	if (!value[0])
		return;
	if (verdict_field(verdict, name))
		ARENA_PUSH(arena, verdict->losers, verdict->loser_count, field);
	else
		ARENA_PUSH(arena, verdict->fields, verdict->field_count, field);
}

static void
verdict_add_tag(struct verdict *verdict, struct arena *arena, const char *tag,
		const struct verdict_source *source)
{
	struct verdict_field field = { "tags", tag, *source };
	size_t i;

	for (i = 0; i < verdict->tag_count; i++)
		if (strcmp(verdict->tags[i].value, tag) == 0)
			return;
	ARENA_PUSH(arena, verdict->tags, verdict->tag_count, field);
}

/* --- captures ----------------------------------------------------------- */

struct capture {
	const char *name;
	struct slice value;
	struct slice matched;
};

struct captures {
	struct capture *items;
	size_t count;
};

static void
captures_add(struct captures *captures, struct inquiry *inquiry,
	     const struct matcher *matcher)
{
	size_t count = pattern_capture_count(matcher->pattern), i;
	struct slice matched =
		slice_sub(matcher->subject, matcher->start, matcher->end);

	for (i = 0; i < count; i++) {
		struct capture capture = { pattern_capture_name(
						   matcher->pattern, i),
					   matcher->captures[i], matched };

		if (capture.value.data && capture.value.size > 0)
			ARENA_PUSH(inquiry->arena, captures->items,
				   captures->count, capture);
	}
}

/* The captures of all patterns by which CONDITION holds. */
static void
captures_collect(struct captures *captures, struct inquiry *inquiry,
		 const struct condition *condition)
{
	bool any = condition->type == CONDITION_ANY;
	size_t i;

	if (condition->type == CONDITION_PATTERN)
		captures_add(captures, inquiry,
			     inquiry_match(inquiry, condition));
	if (!any && condition->type != CONDITION_ALL)
		return;
	for (i = 0; i < condition->child_count; i++) {
		const struct condition *child = &condition->children[i];

		if (any && inquiry_evaluate(inquiry, child) != PATTERN_YES)
			continue;
		captures_collect(captures, inquiry, child);
		if (any)
			return;
	}
}

/* The first words by which CONDITION holds. */
static bool
matched_words(struct inquiry *inquiry, const struct condition *condition,
	      struct slice *out)
{
	bool any = condition->type == CONDITION_ANY;
	size_t start, end, i;

	if (condition->type == CONDITION_WORDS &&
	    inquiry_find_words(inquiry, condition, &start, &end)) {
		*out = slice_sub(inquiry_part(inquiry, PART_MATCH, NULL), start,
				 end);
		return true;
	}
	if (condition->type == CONDITION_PATTERN) {
		const struct matcher *matcher =
			inquiry_match(inquiry, condition);

		*out = slice_sub(matcher->subject, matcher->start,
				 matcher->end);
		return true;
	}
	if (!any && condition->type != CONDITION_ALL)
		return false;
	for (i = 0; i < condition->child_count; i++)
		if ((!any ||
		     inquiry_evaluate(inquiry, &condition->children[i]) ==
			     PATTERN_YES) &&
		    matched_words(inquiry, &condition->children[i], out))
			return true;
	return false;
}

/* --- values ------------------------------------------------------------- */

/* What %{NAME} in a value stands for: captured by this rule, set so far, or
 * a part of the mail; "" when nothing is known. */
static const char *
value_lookup(const struct verdict *verdict, struct inquiry *inquiry,
	     const struct captures *captures, const char *name)
{
	const char *value;
	size_t i;

	for (i = 0; i < captures->count; i++)
		if (strcmp(captures->items[i].name, name) == 0)
			return line_of(inquiry->arena, captures->items[i].value,
				       VALUE_MAX);
	value = verdict_get(verdict, name);
	if (value)
		return value;
	if (strcmp(name, "subject") == 0)
		return line_of(inquiry->arena,
			       inquiry_part(inquiry, PART_SUBJECT, NULL),
			       VALUE_MAX);
	if (strcmp(name, "email") == 0)
		return inquiry_requester(inquiry);
	if (strcmp(name, "domain") == 0) {
		const char *at = strrchr(inquiry_requester(inquiry), '@');

		return at ? at + 1 : "";
	}
	if (strcmp(name, "mailbox") == 0 && inquiry->context->mailbox)
		return inquiry->context->mailbox;
	return "";
}

static const char *
value_expand(const struct verdict *verdict, struct inquiry *inquiry,
	     const struct captures *captures, const char *value)
{
	const char *at, *end;
	struct buf out;

	if (!strstr(value, "%{"))
		return value;
	buf_init(&out, inquiry->arena);
	while ((at = strstr(value, "%{")) && (end = strchr(at, '}'))) {
		buf_add(&out, value, (size_t)(at - value));
		buf_add_str(&out,
			    value_lookup(verdict, inquiry, captures,
					 arena_memdup(inquiry->arena, at + 2,
						      (size_t)(end - at - 2))));
		value = end + 1;
	}
	buf_add_str(&out, value);
	return line_of(inquiry->arena, buf_slice(&out), VALUE_MAX);
}

/* --- applying ----------------------------------------------------------- */

static void
apply_captures(struct verdict *verdict, struct inquiry *inquiry,
	       const struct captures *captures, struct verdict_source source)
{
	size_t i;

	for (i = 0; i < captures->count; i++) {
		const struct capture *capture = &captures->items[i];

		source.matched =
			line_of(inquiry->arena, capture->matched, MATCHED_MAX);
		verdict_set(verdict, inquiry->arena, capture->name,
			    line_of(inquiry->arena, capture->value, VALUE_MAX),
			    &source);
	}
}

/* The row for the first of the table's fields that has one; *KEY is what was
 * looked up. */
static const char **
find_row(const struct verdict *verdict, struct inquiry *inquiry,
	 const struct captures *captures, const struct rule_table *table,
	 const char **key)
{
	const char **row = NULL;
	size_t i;

	for (i = 0; i < table->by.count && !row; i++) {
		*key = value_lookup(verdict, inquiry, captures,
				    table->by.items[i]);
		if ((*key)[0])
			row = rule_table_find(table, *key, inquiry->arena);
	}
	return row;
}

static void
apply_table(struct verdict *verdict, struct inquiry *inquiry,
	    const struct captures *captures, const struct rule_table *table,
	    struct verdict_source source)
{
	const char **row =
		find_row(verdict, inquiry, captures, table, &source.matched);
	size_t i;

	for (i = 1; row && i < table->columns.count; i++) {
		const char *column = table->columns.items[i];

		if (strcmp(column, "tags") != 0)
			verdict_set(verdict, inquiry->arena, column, row[i],
				    &source);
		else if (row[i][0])
			verdict_add_tag(verdict, inquiry->arena, row[i],
					&source);
	}
}

static void
apply_lists(struct verdict *verdict, struct inquiry *inquiry,
	    const struct rule *rule, const struct verdict_source *source)
{
	struct arena *arena = inquiry->arena;
	size_t i;

	for (i = 0; i < rule->tags.count; i++)
		verdict_add_tag(verdict, arena, rule->tags.items[i], source);
	for (i = 0; i < rule->notify.count; i++) {
		struct verdict_field one = { "notify", rule->notify.items[i],
					     *source };

		ARENA_PUSH(arena, verdict->notify, verdict->notify_count, one);
	}
	for (i = 0; i < rule->webhooks.count; i++) {
		struct verdict_field one = { "webhook", rule->webhooks.items[i],
					     *source };

		ARENA_PUSH(arena, verdict->webhooks, verdict->webhook_count,
			   one);
	}
}

static void
apply_disposition(struct verdict *verdict, const struct rule *rule,
		  const struct verdict_source *source)
{
	if ((rule->ignore || rule->quarantine) &&
	    verdict->disposition == VERDICT_TICKET) {
		verdict->disposition =
			rule->ignore ? VERDICT_IGNORE : VERDICT_QUARANTINE;
		verdict->disposition_source = *source;
	}
	if (rule->no_ack && !verdict->no_ack) {
		verdict->no_ack = true;
		verdict->no_ack_source = *source;
	}
}

/* How much the verdict says; grows with each thing added. */
static size_t
verdict_weight(const struct verdict *verdict)
{
	return verdict->field_count + verdict->loser_count + verdict->tag_count;
}

/* A rule that only looks something up has not matched when it is not there. */
static bool
only_looks_up(const struct rule *rule)
{
	return rule->table_count > 0 && rule->when.child_count == 0 &&
	       rule->set.count + rule->tags.count + rule->notify.count +
			       rule->webhooks.count ==
		       0 &&
	       !rule->stop && !rule->ignore && !rule->quarantine &&
	       !rule->no_ack;
}

/* What RULE, which matches, says. */
static void
verdict_apply(struct verdict *verdict, struct inquiry *inquiry,
	      const struct rule *rule)
{
	struct verdict_source source = { rule->name, rule->place.file,
					 rule->place.line, "" };
	struct captures captures = { NULL, 0 };
	size_t weight = verdict_weight(verdict), i;
	struct slice matched;

	if (matched_words(inquiry, &rule->when, &matched))
		source.matched = line_of(inquiry->arena, matched, MATCHED_MAX);
	captures_collect(&captures, inquiry, &rule->when);
	for (i = 0; i < rule->set.count; i++)
		verdict_set(verdict, inquiry->arena, rule->set.items[i].name,
			    value_expand(verdict, inquiry, &captures,
					 rule->set.items[i].value),
			    &source);
	apply_captures(verdict, inquiry, &captures, source);
	for (i = 0; i < rule->table_count; i++)
		apply_table(verdict, inquiry, &captures, &rule->tables[i],
			    source);
	apply_lists(verdict, inquiry, rule, &source);
	apply_disposition(verdict, rule, &source);
	if (verdict_weight(verdict) > weight || !only_looks_up(rule))
		ARENA_PUSH(inquiry->arena, verdict->hits.items,
			   verdict->hits.count, rule->name);
}

/* Derives the priority, once the last rule has been asked. */
static void
verdict_finish(struct verdict *verdict, struct arena *arena)
{
	const struct verdict_field *impact = verdict_field(verdict, "impact");
	const struct verdict_field *urgency = verdict_field(verdict, "urgency");
	const struct verdict_field *first = impact ? impact : urgency;
	struct verdict_source source;

	if (!first || verdict_field(verdict, "priority"))
		return;
	source = first->source;
	verdict_set(verdict, arena, "priority",
		    rule_priority(impact ? impact->value : NULL,
				  urgency ? urgency->value : NULL),
		    &source);
}

static void
verdict_give_up(struct verdict *verdict, struct arena *arena,
		const struct rule *rule)
{
	struct verdict_source source = { rule->name, rule->place.file,
					 rule->place.line, "" };

	ARENA_PUSH(arena, verdict->gave_up, verdict->gave_up_count, source);
}

struct verdict *
ruleset_classify(struct ruleset *ruleset, const struct facts *facts,
		 const struct rule_context *context, struct arena *arena)
{
	struct verdict *verdict = arena_alloc(arena, sizeof(*verdict));
	const struct rule_list *list = ruleset->list;
	struct inquiry inquiry;
	size_t i;

	verdict->disposition_source = verdict->no_ack_source =
		(struct verdict_source){ "", "", 0, "" };
	verdict->ruleset_id = ruleset->id;
	inquiry_begin(&inquiry, ruleset, facts, context, arena);
	for (i = 0; i < list->count; i++) {
		const struct rule *rule = &list->rules[i];
		uint64_t left = ruleset->candidates[i / 64] >> i % 64;
		enum pattern_answer answer;

		if (left == 0) { /* none up to the next word of the bitmap */
			i |= 63;
			continue;
		}
		if (!(left & 1))
			continue;
		answer = inquiry_evaluate(&inquiry, &rule->when);
		if (answer == PATTERN_GAVE_UP)
			verdict_give_up(verdict, arena, rule);
		if (answer != PATTERN_YES)
			continue;
		verdict_apply(verdict, &inquiry, rule);
		if (rule->stop)
			break;
	}
	verdict_finish(verdict, arena);
	return verdict;
}
