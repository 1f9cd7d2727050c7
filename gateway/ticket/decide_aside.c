/*
 * decide_aside.c - mail that opens no ticket.
 *
 * Nothing is lost without a name: what is ignored names the rule, what is
 * quarantined waits for a person, who is told by one mail.
 */
#include "ticket/addresses.h"
#include "ticket/decide_parts.h"
#include "ticket/notify.h"

struct op *
hold_mail(struct decision *d, const char *name, int64_t ticket,
	  const char *reason)
{
	struct op *op = plan_add(&d->b, OP_HOLD, ticket);

	op->name = name;
	op->text = reason;
	return op;
}

static const struct phrase *
source_phrase(const struct verdict_source *source, struct arena *arena)
{
	return phrase_with(
		arena, PHRASE_BY_RULE, source->rule,
		arena_printf(arena, "%s:%d", source->file, source->line));
}

/* Whether the notice could be answered by what is quarantined here: a robot
 * that answers our mail would be told of for ever. */
static bool
may_loop(const struct decision *d)
{
	return d->facts->kind == KIND_AUTO_REPLY || d->in->evidence_count > 0;
}

/* One person is told, not all: quarantine fills with what nobody wants. */
static struct plan *
quarantine(struct decision *d, const struct phrase *line)
{
	const char *reason = phrase_english(line, d->arena);
	const struct staff **people;
	size_t count;

	plan_by(&d->b, WHO_BUILT_IN, reason);
	hold_mail(d, "quarantined", 0, reason);
	count = notify_people(d->staff, "", "", d->now, d->arena, &people);
	if (count > 0 && !may_loop(d))
		plan_staff_mail(&d->b, 0, "held", people[0], PURPOSE_HELD,
				line);
	return plan_end(&d->b, OUTCOME_QUARANTINED, 0, reason);
}

static struct plan *
by_rule(struct decision *d)
{
	const struct verdict *verdict = d->in->verdict;
	const struct phrase *source =
		source_phrase(&verdict->disposition_source, d->arena);

	if (verdict->disposition == VERDICT_QUARANTINE)
		return quarantine(d, source);
	return plan_end(&d->b, OUTCOME_IGNORED, 0,
			phrase_english(source, d->arena));
}

struct plan *
decide_aside(struct decision *d)
{
	const struct decide_input *in = d->in;
	const struct facts *facts = d->facts;

	bool passes = in->released || in->sender_trusted;

	if (in->verdict->disposition == VERDICT_IGNORE && !in->released)
		return by_rule(d);
	if (in->verdict->disposition == VERDICT_QUARANTINE && !passes)
		return by_rule(d);
	if (address_is_noreply(d->policy, d->sender.email) && !passes)
		return quarantine(d, phrase_fixed(PHRASE_NOREPLY));
	if (!facts->is_ticket.yes && !in->released)
		return plan_end(
			&d->b, OUTCOME_IGNORED, 0,
			arena_printf(d->arena,
				     "built-in rule: %s that opens no ticket "
				     "(%s)",
				     facts_kind_name(facts->kind),
				     facts->is_ticket.why));
	return NULL;
}
