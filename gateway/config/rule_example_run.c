/*
 * rule_example_run.c - asking the rule set about the examples in it.
 */
#include "config/rulefile.h"

#include "base/buf.h"
#include "base/clock.h"
#include "base/utf8.h"
#include "message/language.h"

struct run {
	struct ruleset *ruleset;
	struct sources *sources;
	struct complaints *complaints;
	struct arena *arena; /* of one example */
	const struct rule *rule;
	const struct rule_example *example;
	struct rule_context context;
	struct facts *facts;
	struct verdict *verdict;
};

static void
run_complain(struct run *run, const struct rule_place *place, const char *text)
{
	complaints_add(run->complaints, false, place->file, place->line,
		       place->key, "the example of rule '%s' fails: %s",
		       run->rule->name, text);
}

/* --- the mail ----------------------------------------------------------- */

/* "Ana Example <ana@example.org>" or the bare address. */
static struct address_list
address_list_of(struct arena *arena, const char *text)
{
	struct address_list list = { NULL, 0 };
	struct address address = { "", text };
	const char *open = strchr(text, '<');
	const char *close = open ? strchr(open, '>') : NULL;

	if (close) {
		struct slice name =
			slice_trim(slice_of(text, (size_t)(open - text)));

		address.name = arena_memdup(arena, name.data, name.size);
		address.email = arena_memdup(arena, open + 1,
					     (size_t)(close - open - 1));
	}
	if (text[0])
		ARENA_PUSH(arena, list.items, list.count, address);
	return list;
}

static void
add_headers(struct run *run)
{
	const struct rule_pairs *pairs = &run->example->headers;
	size_t i;

	for (i = 0; i < pairs->count; i++) {
		struct header header = { pairs->items[i].name,
					 pairs->items[i].value,
					 pairs->items[i].value };

		ARENA_PUSH(run->arena, run->facts->headers,
			   run->facts->header_count, header);
	}
}

static void
add_attachments(struct run *run)
{
	const struct string_list *names = &run->example->attachments;
	size_t i;

	for (i = 0; i < names->count; i++) {
		struct attachment attachment = {
			.name = names->items[i],
			.type = "application/octet-stream",
			.content_id = "",
			.data = (const unsigned char *)"",
			.size = (size_t)run->example->size,
		};

		ARENA_PUSH(run->arena, run->facts->attachments,
			   run->facts->attachment_count, attachment);
	}
}

/* The facts that reading such a mail would give. */
static void
make_facts(struct run *run)
{
	const struct rule_example *example = run->example;
	struct facts *facts = facts_read(slice_of("", 0), run->arena);

	facts->subject = example->subject;
	facts->text = facts->reply_text = example->text;
	facts->from = address_list_of(run->arena, example->from);
	facts->to = address_list_of(run->arena, example->to);
	facts->cc = address_list_of(run->arena, example->cc);
	facts->language = example->language[0] ? example->language
					       : language_detect(example->text);
	facts->forwarded = (struct forwarded){ .present = example->forward,
					       .from = { "", "" },
					       .subject = "",
					       .message_id = "",
					       .text = "" };
	(void)facts_kind_from_name(example->kind, &facts->kind);
	run->facts = facts;
	add_headers(run);
	add_attachments(run);
}

/* "2026-11-22 08:30" in local time. */
static bool
parse_moment(const char *text, int64_t *out)
{
	struct tm tm = { .tm_isdst = -1 };
	const char *end = strptime(text, "%Y-%m-%d %H:%M", &tm);
	time_t t;

	if (!end || *end)
		return false;
	t = mktime(&tm);
	*out = (int64_t)t;
	return t != (time_t)-1;
}

static bool
make_mail(struct run *run)
{
	const struct rule_example *example = run->example;
	struct slice raw;
	struct error err;

	run->context = (struct rule_context){
		.mailbox = example->mailbox,
		.now = clock_now(),
		.from_staff = example->staff,
		.open_tickets = (size_t)example->open_tickets,
		.size = (size_t)example->size,
		.directory = example->directory,
	};
	if (example->time[0] &&
	    !parse_moment(example->time, &run->context.now)) {
		run_complain(run, &example->place,
			     "its time is not like \"2026-11-22 08:30\"");
		return false;
	}
	if (!example->file[0]) {
		make_facts(run);
		return true;
	}
	if (!sources_read(run->sources, example->file, &raw, &err)) {
		run_complain(run, &example->place, err.text);
		return false;
	}
	run->facts = facts_read(raw, run->arena);
	run->context.size = raw.size;
	return true;
}

/* --- what came out ------------------------------------------------------ */

static bool
list_has(const struct string_list *list, const char *text)
{
	size_t i;

	for (i = 0; i < list->count; i++)
		if (strcmp(list->items[i], text) == 0)
			return true;
	return false;
}

static bool
has_tag(const struct verdict *verdict, const char *tag)
{
	size_t i;

	for (i = 0; i < verdict->tag_count; i++)
		if (strcmp(verdict->tags[i].value, tag) == 0)
			return true;
	return false;
}

static const char *
yes_no(bool yes)
{
	return yes ? "true" : "false";
}

/* What the verdict has for NAME; NULL when the name stands for a field that
 * nothing set. */
static const char *
outcome(const struct verdict *verdict, const char *name)
{
	if (strcmp(name, "ignore") == 0)
		return yes_no(verdict->disposition == VERDICT_IGNORE);
	if (strcmp(name, "quarantine") == 0)
		return yes_no(verdict->disposition == VERDICT_QUARANTINE);
	if (strcmp(name, "no_ack") == 0)
		return yes_no(verdict->no_ack);
	return verdict_get(verdict, name);
}

static bool
is_listed(const struct verdict_field *fields, size_t count, const char *value)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (strcmp(fields[i].value, value) == 0)
			return true;
	return false;
}

/* Whether NAME came out as VALUE. */
static bool
came_out(const struct verdict *verdict, const char *name, const char *value)
{
	const char *got;

	if (strcmp(name, "tags") == 0)
		return has_tag(verdict, value);
	if (strcmp(name, "notify") == 0)
		return is_listed(verdict->notify, verdict->notify_count, value);
	if (strcmp(name, "webhook") == 0)
		return is_listed(verdict->webhooks, verdict->webhook_count,
				 value);
	if (strcmp(name, "rule") == 0)
		return list_has(&verdict->hits, value);
	got = outcome(verdict, name);
	return strcmp(got ? got : "", value) == 0;
}

/* The rules that matched, for a person who wonders why. */
static const char *
describe_hits(struct run *run)
{
	const struct string_list *hits = &run->verdict->hits;
	struct buf buf;
	size_t i;

	if (hits->count == 0)
		return "no rule matched";
	buf_init(&buf, run->arena);
	buf_add_str(&buf, hits->count == 1 ? "the rule that matched is "
					   : "the rules that matched are ");
	for (i = 0; i < hits->count; i++)
		buf_printf(&buf, "%s'%s'", i ? ", " : "", hits->items[i]);
	return buf.data;
}

static void
check_expect(struct run *run, const struct rule_pair *pair)
{
	const char *got = NULL;

	if (came_out(run->verdict, pair->name, pair->value))
		return;
	if (strcmp(pair->name, "tags") != 0)
		got = outcome(run->verdict, pair->name);
	run_complain(run, &pair->place,
		     arena_printf(run->arena,
				  "%s should be '%s' and is %s%s%s; %s",
				  pair->name, pair->value, got ? "'" : "",
				  got ? got : "not so", got ? "'" : "",
				  describe_hits(run)));
}

static void
check_expect_not(struct run *run)
{
	const struct rule_example *example = run->example;
	size_t i;

	for (i = 0; i < example->expect_not.count; i++) {
		const struct rule_pair *pair = &example->expect_not.items[i];

		if (came_out(run->verdict, pair->name, pair->value))
			run_complain(run, &pair->place,
				     arena_printf(run->arena,
						  "%s should not be '%s'; %s",
						  pair->name, pair->value,
						  describe_hits(run)));
	}
	for (i = 0; i < example->expect_misses.count; i++) {
		const char *name = example->expect_misses.items[i];

		if (!ruleset_find(run->ruleset, name))
			run_complain(run, &example->place,
				     arena_printf(run->arena,
						  "there is no rule called "
						  "'%s' to expect_not; correct "
						  "the name",
						  name));
		else if (list_has(&run->verdict->hits, name))
			run_complain(run, &example->place,
				     arena_printf(run->arena,
						  "rule '%s' should not match "
						  "and does",
						  name));
	}
}

static void
check_verdict(struct run *run)
{
	const struct rule_example *example = run->example;
	size_t i;

	for (i = 0; i < example->expect.count; i++)
		check_expect(run, &example->expect.items[i]);
	check_expect_not(run);
	if (example->expect.count + example->expect_not.count +
			    example->expect_misses.count ==
		    0 &&
	    !list_has(&run->verdict->hits, run->rule->name))
		run_complain(run, &example->place,
			     arena_printf(run->arena,
					  "the rule should match and does not; "
					  "%s",
					  describe_hits(run)));
}

static void
run_example(struct run *run)
{
	run->arena = arena_new();
	if (make_mail(run)) {
		run->verdict = ruleset_classify(run->ruleset, run->facts,
						&run->context, run->arena);
		check_verdict(run);
	}
	arena_free(run->arena);
}

size_t
rulefile_run_examples(struct ruleset *ruleset, struct sources *sources,
		      struct complaints *complaints)
{
	struct run run = { .ruleset = ruleset,
			   .sources = sources,
			   .complaints = complaints };
	size_t total = 0, i, k;

	for (i = 0; i < ruleset_count(ruleset); i++) {
		run.rule = ruleset_rule(ruleset, i);
		for (k = 0; k < run.rule->example_count; k++, total++) {
			run.example = &run.rule->examples[k];
			run_example(&run);
		}
	}
	return total;
}
