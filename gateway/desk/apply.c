/*
 * apply.c - carries out a plan: one function for each kind of op.
 *
 * All of it happens in the caller's transaction. A failure leaves the case
 * half applied in memory only: the caller rolls back.
 */
#include "desk/case.h"

#include "store/held.h"
#include "store/messages.h"
#include "store/outbox.h"
#include "store/tickets.h"
#include "ticket/addresses.h"

typedef bool (*op_apply)(struct desk_case *c, const struct op *op,
			 const struct actor *actor, struct error *err);

int64_t
desk_op_ticket(const struct desk_case *c, const struct op *op)
{
	return op->ticket == PLAN_NEW_TICKET ? c->new_ticket : op->ticket;
}

static bool
apply_open(struct desk_case *c, const struct op *op, const struct actor *actor,
	   struct error *err)
{
	const char *language = op->name ? op->name : "";
	const char *subject = op->text;

	if (subject == NULL)
		subject = template_set_words(c->desk->templates, language,
					     op->phrase, c->arena);
	return ticket_open(c->desk->store, actor, subject, &op->address,
			   language, c->mailbox, &c->new_ticket, err);
}

static bool
apply_message(struct desk_case *c, const struct op *op,
	      const struct actor *actor, struct error *err)
{
	if (c->facts == NULL)
		return true;
	return message_add(c->desk->store, actor, desk_op_ticket(c, op),
			   op->direction, c->facts, op->text, &c->message, err);
}

static bool
apply_status(struct desk_case *c, const struct op *op,
	     const struct actor *actor, struct error *err)
{
	return ticket_set_status(c->desk->store, actor, desk_op_ticket(c, op),
				 op->status, op->waiting_for,
				 op->name ? op->name : "", op->until, err);
}

static bool
apply_owner(struct desk_case *c, const struct op *op, const struct actor *actor,
	    struct error *err)
{
	return ticket_set_owner(c->desk->store, actor, desk_op_ticket(c, op),
				op->name, err);
}

static bool
apply_field(struct desk_case *c, const struct op *op, const struct actor *actor,
	    struct error *err)
{
	return ticket_set_field(c->desk->store, actor, desk_op_ticket(c, op),
				op->name, op->text ? op->text : "", err);
}

static bool
apply_tag(struct desk_case *c, const struct op *op, const struct actor *actor,
	  struct error *err)
{
	return ticket_set_tag(c->desk->store, actor, desk_op_ticket(c, op),
			      op->name, op->number != 0, err);
}

static bool
apply_participant(struct desk_case *c, const struct op *op,
		  const struct actor *actor, struct error *err)
{
	return ticket_set_participant(c->desk->store, actor,
				      desk_op_ticket(c, op), &op->address,
				      op->role, op->number != 0, err);
}

static bool
apply_requester(struct desk_case *c, const struct op *op,
		const struct actor *actor, struct error *err)
{
	return ticket_set_requester(c->desk->store, actor,
				    desk_op_ticket(c, op), &op->address, err);
}

static bool
apply_link(struct desk_case *c, const struct op *op, const struct actor *actor,
	   struct error *err)
{
	return ticket_add_link(c->desk->store, actor, desk_op_ticket(c, op),
			       op->relation, op->other, err);
}

static bool
apply_merge(struct desk_case *c, const struct op *op, const struct actor *actor,
	    struct error *err)
{
	return ticket_merge(c->desk->store, actor, desk_op_ticket(c, op),
			    op->other, err);
}

static bool
apply_resolution(struct desk_case *c, const struct op *op,
		 const struct actor *actor, struct error *err)
{
	return ticket_set_field(c->desk->store, actor, desk_op_ticket(c, op),
				"resolution", op->text, err);
}

static bool
apply_event(struct desk_case *c, const struct op *op, const struct actor *actor,
	    struct error *err)
{
	return ticket_add_event(c->desk->store, actor, desk_op_ticket(c, op),
				op->name, err);
}

static bool
apply_mail(struct desk_case *c, const struct op *op, const struct actor *actor,
	   struct error *err)
{
	(void)actor;
	return desk_mail(c, op, err);
}

static bool
apply_hold(struct desk_case *c, const struct op *op, const struct actor *actor,
	   struct error *err)
{
	struct held held = {
		.receipt = c->receipt,
		.quarantined = op->name && strcmp(op->name, "quarantined") == 0,
		.mailbox = c->mailbox,
		.from = c->facts ? facts_sender(c->facts).email : "",
		.subject = c->facts ? c->facts->subject : "",
		.reason = op->text,
		.received = actor->now,
		.ticket = op->ticket,
		.state = "waiting",
	};

	return held_add(c->desk->store, &held, &c->held, err) &&
	       receipt_hold(c->desk->store, c->receipt,
			    op->rest ? op->rest : "", err);
}

static bool
apply_held_done(struct desk_case *c, const struct op *op,
		const struct actor *actor, struct error *err)
{
	struct store *store = c->desk->store;
	struct held held;
	bool changed, found;

	if (!held_finish(store, op->other, op->name, op->who, actor->now,
			 &changed, err))
		return false;
	if (!changed || strcmp(op->name, "released") != 0)
		return true;
	return held_get(store, op->other, c->arena, &held, &found, err) &&
	       receipt_release(store, held.receipt, op->who, op->number != 0,
			       op->until, err);
}

static bool
apply_suppress(struct desk_case *c, const struct op *op,
	       const struct actor *actor, struct error *err)
{
	return address_suppress(c->desk->store, op->address.email, op->text,
				actor->now, err);
}

static bool
apply_clear(struct desk_case *c, const struct op *op, const struct actor *actor,
	    struct error *err)
{
	bool was;

	return address_clear(c->desk->store, op->address.email, &was, err) &&
	       ticket_add_event(c->desk->store, actor, desk_op_ticket(c, op),
				arena_printf(c->arena,
					     "mail to %s is sent again",
					     op->address.email),
				err);
}

static bool
apply_code_used(struct desk_case *c, const struct op *op,
		const struct actor *actor, struct error *err)
{
	bool first;

	return code_use(c->desk->store, op->text, actor->now, &first, err);
}

static bool
apply_undo(struct desk_case *c, const struct op *op, const struct actor *actor,
	   struct error *err)
{
	(void)actor;
	return desk_undo(c, op, err);
}

static bool
apply_trust(struct desk_case *c, const struct op *op, const struct actor *actor,
	    struct error *err)
{
	return sender_trust(c->desk->store, op->address.email, op->who,
			    actor->now, err);
}

/* Who wrote what was split off asks for it, not who asked for the rest. */
static bool
split_requester(struct desk_case *c, int64_t id, const struct actor *actor,
		struct error *err)
{
	struct message *messages;
	size_t count;

	if (!message_list(c->desk->store, id, c->arena, &messages, &count, err))
		return false;
	if (count == 0 || !address_is_mailable(messages[0].from.email) ||
	    address_is_own(&c->desk->config->policy, messages[0].from.email) ||
	    staff_by_address(&c->desk->config->staff, messages[0].from.email))
		return true;
	return ticket_set_requester(c->desk->store, actor, id,
				    &messages[0].from, err);
}

static bool
apply_split(struct desk_case *c, const struct op *op, const struct actor *actor,
	    struct error *err)
{
	int64_t id = desk_op_ticket(c, op);

	return message_move_newest(c->desk->store, actor, op->other, op->number,
				   id, err) &&
	       split_requester(c, id, actor, err);
}

static bool
apply_webhook(struct desk_case *c, const struct op *op,
	      const struct actor *actor, struct error *err)
{
	(void)actor;
	return desk_webhook(c, op, err);
}

static const op_apply op_table[] = {
	[OP_OPEN] = apply_open,
	[OP_MESSAGE] = apply_message,
	[OP_STATUS] = apply_status,
	[OP_OWNER] = apply_owner,
	[OP_FIELD] = apply_field,
	[OP_TAG] = apply_tag,
	[OP_PARTICIPANT] = apply_participant,
	[OP_REQUESTER] = apply_requester,
	[OP_LINK] = apply_link,
	[OP_MERGE] = apply_merge,
	[OP_RESOLUTION] = apply_resolution,
	[OP_EVENT] = apply_event,
	[OP_MAIL] = apply_mail,
	[OP_HOLD] = apply_hold,
	[OP_HELD_DONE] = apply_held_done,
	[OP_SUPPRESS] = apply_suppress,
	[OP_CODE_USED] = apply_code_used,
	[OP_UNDO] = apply_undo,
	[OP_TRUST] = apply_trust,
	[OP_CLEAR] = apply_clear,
	[OP_WEBHOOK] = apply_webhook,
	[OP_SPLIT] = apply_split,
};

static bool
apply_op(struct desk_case *c, const struct op *op, struct error *err)
{
	struct actor actor = { .who = op->who ? op->who : "desk",
			       .why = op->why ? op->why : "",
			       .receipt = c->receipt,
			       .now = c->now };

	return op_table[op->type](c, op, &actor, err) ||
	       error_context(err, "%s", op_type_name(op->type));
}

/* Mails last: they tell of all that the plan changed, so that no change of
 * the same plan is ever newer than what its mails tell (ticket/race.h). */
bool
desk_apply(struct desk_case *c, struct error *err)
{
	const struct plan *plan = c->plan;
	size_t i;

	if (!event_newest(c->desk->store, &c->first_event, err))
		return false;
	for (i = 0; i < plan->op_count; i++)
		if (plan->ops[i].type != OP_MAIL &&
		    !apply_op(c, &plan->ops[i], err))
			return false;
	if (!event_newest(c->desk->store, &c->last_event, err))
		return false;
	for (i = 0; i < plan->op_count; i++)
		if (plan->ops[i].type == OP_MAIL &&
		    !apply_op(c, &plan->ops[i], err))
			return false;
	return true;
}
