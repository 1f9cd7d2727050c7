/*
 * plan.c - a plan in words, one line each: what `explain` prints and what
 * tests compare.
 */
#include "ticket/plan.h"

#include "base/buf.h"
#include "base/clock.h"

static const char *const outcome_names[] = {
	[OUTCOME_OPENED] = "opened",	       [OUTCOME_APPENDED] = "appended",
	[OUTCOME_COMMAND] = "command",	       [OUTCOME_HELD] = "held",
	[OUTCOME_QUARANTINED] = "quarantined", [OUTCOME_IGNORED] = "ignored",
	[OUTCOME_DUPLICATE] = "duplicate",
};

static const char *const direction_names[] = {
	[DIRECTION_IN] = "in",
	[DIRECTION_OUT] = "out",
	[DIRECTION_NOTE] = "note",
};

const char *
outcome_name(enum outcome outcome)
{
	return outcome_names[outcome];
}

const char *
direction_name(enum direction direction)
{
	return direction_names[direction];
}

static const char *
or_empty(const char *text)
{
	return text ? text : "";
}

static void
add_phrase(const struct phrase *phrase, struct buf *out)
{
	struct arena *arena = arena_new();

	buf_printf(out, " \"%s\"", phrase_english(phrase, arena));
	arena_free(arena);
}

static void
format_open(const struct op *op, struct buf *out)
{
	if (op->text)
		buf_printf(out, " \"%s\"", op->text);
	else
		add_phrase(op->phrase, out);
	buf_printf(out, " for %s language %s", op->address.email,
		   or_empty(op->name));
}

static void
format_message(const struct op *op, struct buf *out)
{
	buf_printf(out, " %s", direction_name(op->direction));
	if (op->text)
		buf_printf(out, " \"%s\"", op->text);
}

static void
format_status(const struct op *op, struct buf *out)
{
	char iso[CLOCK_ISO_MAX];

	buf_printf(out, " %s", ticket_status_name(op->status));
	if (op->waiting_for != WAITING_NOBODY)
		buf_printf(out, " for %s", waiting_for_name(op->waiting_for));
	if (op->name && op->name[0])
		buf_printf(out, " %s", op->name);
	if (op->until)
		buf_printf(out, " until %s", clock_format_iso(op->until, iso));
}

static void
format_name(const struct op *op, struct buf *out)
{
	buf_printf(out, " %s", op->name && op->name[0] ? op->name : "nobody");
}

static void
format_field(const struct op *op, struct buf *out)
{
	buf_printf(out, " %s=%s", or_empty(op->name), or_empty(op->text));
}

static void
format_tag(const struct op *op, struct buf *out)
{
	buf_printf(out, " %c%s", op->number ? '+' : '-', or_empty(op->name));
}

static void
format_participant(const struct op *op, struct buf *out)
{
	buf_printf(out, " %c%s as %s", op->number ? '+' : '-',
		   op->address.email, participant_role_name(op->role));
}

static void
format_address(const struct op *op, struct buf *out)
{
	buf_printf(out, " %s", op->address.email);
	if (op->text)
		buf_printf(out, " \"%s\"", op->text);
}

static void
format_link(const struct op *op, struct buf *out)
{
	buf_printf(out, " %s #%lld", link_relation_name(op->relation),
		   (long long)op->other);
}

static void
format_other(const struct op *op, struct buf *out)
{
	buf_printf(out, " #%lld", (long long)op->other);
	if (op->name)
		buf_printf(out, " %s", op->name);
	if (op->number)
		buf_printf(out, " (%lld)", (long long)op->number);
	if (op->until)
		buf_printf(out, " knowing %lld", (long long)op->until);
}

static void
format_text(const struct op *op, struct buf *out)
{
	if (op->name)
		buf_printf(out, " %s", op->name);
	if (op->text)
		buf_printf(out, " \"%s\"", op->text);
}

static void
format_hold(const struct op *op, struct buf *out)
{
	format_text(op, out);
	if (op->rest)
		buf_printf(out, " for %s", op->rest);
}

static void
format_mail(const struct op *op, struct buf *out)
{
	const struct plan_mail *mail = op->mail;

	buf_printf(out, " %s to %s as %c", mail->template, mail->to.email,
		   (char)mail->purpose);
	if (mail->language[0])
		buf_printf(out, " language %s", mail->language);
	if (mail->query[0])
		buf_printf(out, " query %s", mail->query);
	if (mail->answer[0])
		buf_printf(out, " answer \"%s\"", mail->answer);
	if (op->other)
		buf_printf(out, " about #%lld", (long long)op->other);
	if (mail->text[0])
		buf_printf(out, " text \"%s\"", mail->text);
	if (mail->lines.count > 0)
		buf_add_str(out, " lines");
	for (size_t i = 0; i < mail->lines.count; i++)
		add_phrase(mail->lines.items[i], out);
}

static const struct {
	const char *name;
	void (*format)(const struct op *op, struct buf *out);
} op_types[] = {
	[OP_OPEN] = { "open", format_open },
	[OP_MESSAGE] = { "message", format_message },
	[OP_STATUS] = { "status", format_status },
	[OP_OWNER] = { "owner", format_name },
	[OP_FIELD] = { "field", format_field },
	[OP_TAG] = { "tag", format_tag },
	[OP_PARTICIPANT] = { "participant", format_participant },
	[OP_REQUESTER] = { "requester", format_address },
	[OP_LINK] = { "link", format_link },
	[OP_MERGE] = { "merge", format_other },
	[OP_RESOLUTION] = { "resolution", format_text },
	[OP_EVENT] = { "event", format_text },
	[OP_MAIL] = { "mail", format_mail },
	[OP_HOLD] = { "hold", format_hold },
	[OP_HELD_DONE] = { "held-done", format_other },
	[OP_SUPPRESS] = { "suppress", format_address },
	[OP_CODE_USED] = { "code-used", format_text },
	[OP_UNDO] = { "undo", format_other },
	[OP_CLEAR] = { "clear", format_address },
	[OP_TRUST] = { "trust", format_address },
	[OP_WEBHOOK] = { "webhook", format_text },
	[OP_SPLIT] = { "split", format_other },
};

const char *
op_type_name(enum op_type type)
{
	return op_types[type].name;
}

char *
plan_format(const struct plan *plan, bool reasons, struct arena *arena)
{
	struct buf out;

	buf_init(&out, arena);
	buf_printf(&out, "%s: %s\n", outcome_name(plan->outcome), plan->why);
	for (size_t i = 0; i < plan->op_count; i++) {
		const struct op *op = &plan->ops[i];

		buf_printf(&out, "  %s", op_type_name(op->type));
		if (op->ticket != PLAN_NEW_TICKET)
			buf_printf(&out, " #%lld", (long long)op->ticket);
		op_types[op->type].format(op, &out);
		if (reasons)
			buf_printf(&out, "; %s: %s", or_empty(op->who),
				   or_empty(op->why));
		buf_add_char(&out, '\n');
	}
	return buf_dup(&out, arena);
}
