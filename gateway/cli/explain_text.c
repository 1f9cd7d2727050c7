/*
 * explain_text.c - an explanation, in the order in which the desk works:
 * what was read, who speaks, which ticket, which rules, what is done.
 */
#include "cli/explain_text.h"

#include "base/buf.h"
#include "base/utf8.h"
#include "cli/table.h"
#include "message/facts_json.h"

#define CONTEXT_BYTES 30 /* shown on either side of a rule's words */

static void
heading(const char *text)
{
	bool colours = terminal_colours();

	printf("\n%s%s%s\n", colours ? "\033[1m" : "", text,
	       colours ? "\033[0m" : "");
}

/* "  label  text", safe; nothing for an empty text. */
static void
line(const char *label, const char *text)
{
	struct buf out;

	if (text == NULL || text[0] == '\0')
		return;
	buf_init(&out, NULL);
	utf8_add_display(&out, slice_from(text), 0);
	printf("  %-12s %s\n", label, out.data);
	buf_clear(&out);
}

static const char *
answer_text(const struct answer *answer, struct arena *arena)
{
	return arena_printf(arena, "%s%s%s", answer->yes ? "yes" : "no",
			    answer->why[0] ? ": " : "", answer->why);
}

static void
print_facts(const struct facts *f, struct arena *arena)
{
	struct address from = facts_sender(f);

	heading("The mail");
	line("From", from.name[0] ? arena_printf(arena, "%s <%s>", from.name,
						 from.email)
				  : from.email);
	line("Subject", f->subject);
	line("Language", f->language);
	line("Kind", arena_printf(arena, "%s%s%s", facts_kind_name(f->kind),
				  f->kind_why[0] ? ": " : "", f->kind_why));
	line("Acknowledge", answer_text(&f->may_acknowledge, arena));
	line("Reopen", answer_text(&f->may_reopen, arena));
	line("Ticket", answer_text(&f->is_ticket, arena));
	if (f->forwarded.present)
		line("Forwarded", arena_printf(arena, "a mail of %s",
					       f->forwarded.from.email));
	for (size_t i = 0; i < f->attachment_count; i++)
		line("Attached", f->attachments[i].name);
	for (size_t i = 0; i < f->notes.count; i++)
		line("Note", f->notes.items[i]);
}

static void
print_view(const struct decide_view *view, struct arena *arena)
{
	heading("Who speaks, and about what");
	line("Acts as", arena_printf(arena, "%s%s%s", view->authority,
				     view->authority_why[0] ? ": " : "",
				     view->authority_why));
	line("Thread",
	     view->ticket == 0
		     ? view->place
		     : arena_printf(arena, "%s ticket %lld: %s", view->place,
				    (long long)view->ticket, view->place_why));
	for (size_t i = 0; i < view->evidence.count; i++)
		line("Evidence", view->evidence.items[i]);
}

/* The start of a character at or before POS. */
static size_t
character_start(const char *text, size_t pos)
{
	while (pos > 0 && ((unsigned char)text[pos] & 0xC0) == 0x80)
		pos--;
	return pos;
}

static const char *
text_of(const json_t *object, const char *key)
{
	const char *text = json_string_value(json_object_get(object, key));

	return text ? text : "";
}

/* Safe to show: what the reader says of a mail is not trusted. */
static void
add_text(struct buf *out, const json_t *object, const char *key)
{
	utf8_add_display(out, slice_from(text_of(object, key)), 0);
}

/* "... the printer in [room 2.17] is ...": the words where they stand. */
static void
print_span(const json_t *span, const json_t *rules)
{
	const char *part = text_of(span, "part");
	const char *text = json_string_value(json_object_get(rules, part));
	json_int_t start = json_integer_value(json_object_get(span, "start"));
	json_int_t end = json_integer_value(json_object_get(span, "end"));
	bool colours = terminal_colours();
	size_t size = text ? strlen(text) : 0, from, to;
	struct buf out;

	buf_init(&out, NULL);
	buf_add_str(&out, "      ");
	add_text(&out, span, "part");
	buf_add_str(&out, ": ");
	if (text != NULL && start >= 0 && start <= end && (size_t)end <= size) {
		from = character_start(text, start > CONTEXT_BYTES
						     ? start - CONTEXT_BYTES
						     : 0);
		to = character_start(text, (size_t)end + CONTEXT_BYTES < size
						   ? (size_t)end + CONTEXT_BYTES
						   : size);
		buf_add_str(&out, from > 0 ? "..." : "");
		utf8_add_display(&out, slice_of(text + from, start - from), 0);
		buf_add_str(&out, colours ? "\033[7m" : "[");
		utf8_add_display(&out, slice_of(text + start, end - start), 0);
		buf_add_str(&out, colours ? "\033[0m" : "]");
		utf8_add_display(&out, slice_of(text + end, to - end), 0);
		buf_add_str(&out, to < size ? "..." : "");
	} else {
		add_text(&out, span, "text");
	}
	puts(out.data);
	buf_clear(&out);
}

/* "(printer, rules/10.conf:3)", or without the rule's name. */
static void
add_place(struct buf *out, const json_t *place, bool name)
{
	buf_add_char(out, '(');
	if (name) {
		add_text(out, place, "rule");
		buf_add_str(out, ", ");
	}
	add_text(out, place, "file");
	buf_printf(
		out, ":%lld)",
		(long long)json_integer_value(json_object_get(place, "line")));
}

static void
print_rule(const json_t *rule, const json_t *rules)
{
	const json_t *condition, *span;
	size_t i, k;
	const char *result = text_of(rule, "result");
	struct buf out;

	buf_init(&out, NULL);
	buf_printf(&out, "  %-9.9s ", result);
	add_text(&out, rule, "rule");
	buf_add_char(&out, ' ');
	add_place(&out, rule, false);
	puts(out.data);
	buf_clear(&out);
	if (strcmp(result, "miss") == 0)
		return;
	json_array_foreach(json_object_get(rule, "conditions"), i, condition)
		json_array_foreach(json_object_get(condition, "spans"), k, span)
			print_span(span, rules);
}

/* "queue = printers   (printer, rules/10.conf:3)". */
static void
print_fields(const json_t *fields, const char *sign)
{
	const json_t *field;
	size_t i;

	json_array_foreach(fields, i, field)
	{
		struct buf out;

		buf_init(&out, NULL);
		buf_printf(&out, "  %s ", sign);
		add_text(&out, field, "name");
		buf_add_str(&out, " = ");
		add_text(&out, field, "value");
		buf_add_str(&out, "   ");
		add_place(&out, json_object_get(field, "source"), true);
		puts(out.data);
		buf_clear(&out);
	}
}

static void
print_rules(const json_t *rules)
{
	const json_t *verdict = json_object_get(rules, "verdict"), *rule;
	size_t i;

	heading("Rules");
	json_array_foreach(json_object_get(rules, "rules"), i, rule)
		print_rule(rule, rules);
	heading("Fields (- : an earlier rule was faster)");
	print_fields(json_object_get(verdict, "fields"), " ");
	print_fields(json_object_get(verdict, "tags"), "+");
	print_fields(json_object_get(verdict, "losers"), "-");
}

static void
print_plan(const struct desk_explanation *e, struct arena *arena)
{
	struct buf out;

	heading("What would be done");
	buf_init(&out, NULL);
	utf8_add_display_text(&out,
			      slice_from(plan_format(e->plan, true, arena)));
	fputs(out.data, stdout);
	for (size_t i = 0; i < e->mail_count; i++) {
		const struct draft *mail = e->mails[i];

		printf("\n  --- mail to %s: ", mail->to.items[0].email);
		buf_reset(&out);
		utf8_add_display(&out, slice_from(mail->subject), 0);
		buf_add_char(&out, '\n');
		utf8_add_display_text(&out, slice_from(mail->text));
		puts(out.data);
	}
	buf_clear(&out);
}

void
explained_print(const struct explained *e, struct arena *arena)
{
	print_facts(e->facts, arena);
	print_view(&e->desk.view, arena);
	print_rules(e->rules);
	print_plan(&e->desk, arena);
}

static json_t *
view_json(const struct decide_view *view)
{
	json_t *evidence = json_array();

	for (size_t i = 0; i < view->evidence.count; i++)
		json_array_append_new(evidence,
				      json_string(view->evidence.items[i]));
	return json_pack("{s:s, s:o, s:s, s:o}", "place", view->place, "ticket",
			 view->ticket ? json_integer(view->ticket)
				      : json_null(),
			 "why", view->place_why, "evidence", evidence);
}

static json_t *
plan_json(const struct plan *plan, struct arena *arena)
{
	struct slice rest = slice_from(plan_format(plan, true, arena)), text;
	json_t *lines = json_array();

	while (slice_next_line(&rest, &text))
		json_array_append_new(lines,
				      json_stringn(text.data, text.size));
	return json_pack("{s:s, s:s, s:o}", "outcome",
			 outcome_name(plan->outcome), "why",
			 plan->why ? plan->why : "", "steps", lines);
}

json_t *
explained_to_json(const struct explained *e, struct arena *arena)
{
	json_t *mails = json_array();

	for (size_t i = 0; i < e->desk.mail_count; i++)
		json_array_append_new(mails, draft_to_json(e->desk.mails[i]));
	return json_pack("{s:o, s:{s:s, s:s}, s:o, s:O, s:o, s:o}", "facts",
			 facts_to_json(e->facts), "authority", "acts_as",
			 e->desk.view.authority, "why",
			 e->desk.view.authority_why, "thread",
			 view_json(&e->desk.view), "rules", e->rules, "plan",
			 plan_json(e->desk.plan, arena), "mails", mails);
}
