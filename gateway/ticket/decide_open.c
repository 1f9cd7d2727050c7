/*
 * decide_open.c - a new ticket: what the rules say of it, who is told, and
 * the acknowledgement.
 */
#include "ticket/ack.h"
#include "ticket/addresses.h"
#include "ticket/assign.h"
#include "ticket/copied.h"
#include "ticket/decide_parts.h"
#include "ticket/field_use.h"
#include "ticket/notify.h"
#include "ticket/subject.h"

/* NULL: it has none. */
static const char *
new_subject(const struct decision *d)
{
	const struct facts *facts = d->facts;
	const char *summary = verdict_get(d->in->verdict, "summary");
	const char *subject = facts->subject;
	const char *core;

	if (summary && summary[0])
		return summary;
	if (d->for_other && facts->forwarded.subject &&
	    facts->forwarded.subject[0])
		subject = facts->forwarded.subject;
	core = subject_core(subject, d->policy->tag, d->arena);
	return core[0] ? core : NULL;
}

static const char *
new_language(const struct decision *d)
{
	const char *wanted = verdict_get(d->in->verdict, "language");

	if (!wanted || !wanted[0])
		wanted = d->facts->language;
	return wanted[0] ? wanted : d->policy->language;
}

static void
open_ticket(struct decision *d, const char *why)
{
	struct op *op;

	plan_by(&d->b, d->for_other ? d->author : WHO_REQUESTER, why);
	op = plan_add(&d->b, OP_OPEN, PLAN_NEW_TICKET);
	op->address = d->requester;
	op->text = new_subject(d);
	op->phrase = phrase_fixed(PHRASE_NO_SUBJECT);
	op->name = new_language(d);
	plan_message(&d->b, PLAN_NEW_TICKET, DIRECTION_IN, NULL);
	if (!d->for_other && d->facts->kind == KIND_HUMAN)
		copied_join(d, PLAN_NEW_TICKET, NULL);
}

static void
apply_verdict(struct decision *d)
{
	const struct verdict *verdict = d->in->verdict;

	for (size_t i = 0; i < verdict->field_count; i++) {
		const struct verdict_field *field = &verdict->fields[i];

		if (field_use(field->name) == FIELD_STEERS)
			continue;
		decision_by_rule(d, &field->source);
		plan_field(&d->b, PLAN_NEW_TICKET, field->name, field->value);
	}
	for (size_t i = 0; i < verdict->tag_count; i++) {
		decision_by_rule(d, &verdict->tags[i].source);
		plan_tag(&d->b, PLAN_NEW_TICKET, verdict->tags[i].value, true);
	}
}

/* The owner that a rule names, "" for none. */
static const char *
assign_owner(struct decision *d)
{
	const struct verdict_field *field =
		verdict_field(d->in->verdict, "assign");
	const struct staff *person;
	const struct phrase *problem;

	if (!field)
		return "";
	decision_by_rule(d, &field->source);
	person = assign_find(d, field->value, &problem);
	if (!person) {
		plan_event(&d->b, PLAN_NEW_TICKET,
			   arena_printf(d->arena, "not assigned: %s",
					phrase_english(problem, d->arena)));
		return "";
	}
	plan_add(&d->b, OP_OWNER, PLAN_NEW_TICKET)->name = person->name;
	return person->name;
}

/* A stranger's mail named a ticket: those who look after that one are told
 * first, so that they get this mail and not the ordinary notification. */
static void
tell_of_stranger(struct decision *d, const struct ticket *other)
{
	const struct staff **people;
	size_t count =
		staff_to_notify(d->staff, other, "", d->now, d->arena, &people);
	const struct phrase *line = phrase_with(
		d->arena, PHRASE_STRANGER, address_words(&d->sender),
		ticket_ref(d->policy->tag, other->id, d->arena),
		arena_printf(d->arena, "%lld", (long long)other->id));

	for (size_t i = 0; i < count; i++) {
		struct op *op =
			notify_person(d, PLAN_NEW_TICKET, "stranger", people[i],
				      PURPOSE_NOTIFICATION, line);

		if (!op)
			continue;
		op->other = other->id;
		op->mail->text = d->facts->reply_text;
		op->mail->attachments = true;
	}
}

static void
notify_about(struct decision *d, const struct staff *person,
	     const struct phrase *line)
{
	struct op *op = notify_person(d, PLAN_NEW_TICKET, "notification",
				      person, PURPOSE_NOTIFICATION, line);

	if (!op)
		return;
	op->mail->text = d->facts->reply_text;
	op->mail->attachments = true;
}

/* An address of nobody in the directory: the admin wants it told. */
static void
notify_address(struct decision *d, const char *email, const struct phrase *line)
{
	struct op *op;

	if (!address_is_mailable(email) || address_is_own(d->policy, email) ||
	    address_in_list(&d->told, email))
		return;
	list_add(&d->told, email, d->arena);
	op = plan_mail(&d->b, PLAN_NEW_TICKET, "notification",
		       (struct address){ "", email }, PURPOSE_NOTE);
	op->mail->automatic = true;
	op->mail->to_staff = true;
	op->mail->text = d->facts->reply_text;
	phrase_add(&op->mail->lines, line, d->arena);
}

/* A rule's notify: a person, everybody with a skill, or an address. */
static void
notify_extra(struct decision *d, const char *wanted, const struct phrase *line)
{
	const struct staff *person = staff_by_name(d->staff, wanted);

	if (!person)
		person = staff_by_address(d->staff, wanted);
	if (person) {
		notify_about(d, person, line);
		return;
	}
	for (size_t i = 0; i < d->staff->count; i++)
		if (staff_has_skill(&d->staff->people[i], assign_skill(wanted)))
			notify_about(d, &d->staff->people[i], line);
	notify_address(d, wanted, line);
}

/* FOLLOWED is the ticket that was closed too long ago, or NULL. */
static void
notify_of_new(struct decision *d, const char *owner,
	      const struct ticket *followed)
{
	const struct verdict *verdict = d->in->verdict;
	const char *queue = verdict_get(verdict, "queue");
	const struct phrase *line = phrase_with(d->arena, PHRASE_WROTE,
						address_words(&d->requester));
	const struct staff **people;
	size_t count;

	if (followed)
		line = phrase_with(
			d->arena, PHRASE_WROTE_AFTER,
			address_words(&d->requester),
			ticket_ref(d->policy->tag, followed->id, d->arena));
	if (d->for_other)
		line = phrase_with(d->arena, PHRASE_FORWARDED, d->author,
				   address_words(&d->requester));
	plan_by(&d->b, "desk",
		owner[0] ? "assigned by a rule"
			 : "a new ticket that nobody owns");
	count = notify_people(d->staff, owner, queue ? queue : "", d->now,
			      d->arena, &people);
	for (size_t i = 0; i < count; i++)
		notify_about(d, people[i], line);
	for (size_t i = 0; i < verdict->notify_count; i++) {
		decision_by_rule(d, &verdict->notify[i].source);
		notify_extra(d, verdict->notify[i].value, line);
	}
}

/* The rules' webhooks, each address once. */
static void
call_webhooks(struct decision *d)
{
	const struct verdict *verdict = d->in->verdict;

	for (size_t i = 0; i < verdict->webhook_count; i++) {
		const struct verdict_field *hook = &verdict->webhooks[i];
		size_t k = 0;

		while (strcmp(verdict->webhooks[k].value, hook->value) != 0)
			k++;
		if (k < i)
			continue;
		decision_by_rule(d, &hook->source);
		plan_add(&d->b, OP_WEBHOOK, PLAN_NEW_TICKET)->name =
			hook->value;
	}
}

/* Anybody can send a mail in anybody's name: nothing that the sender wrote,
 * their own name included, goes back to that address (desk/data.c). */
static void
acknowledge(struct decision *d)
{
	const char *refused = ack_refused(d);
	const char *template = verdict_get(d->in->verdict, "template");
	struct op *op;

	plan_by(&d->b, "desk", "a person wrote and waits for a sign");
	if (refused) {
		plan_by(&d->b, "desk", refused);
		plan_event(&d->b, PLAN_NEW_TICKET, "not acknowledged");
		return;
	}
	op = plan_mail(&d->b, PLAN_NEW_TICKET,
		       template && template[0] ? template : "ack",
		       (struct address){ "", d->requester.email },
		       PURPOSE_REQUESTER);
	op->mail->language = new_language(d);
	op->mail->automatic = true;
	op->mail->is_ack = true;
}

struct plan *
decide_open(struct decision *d, const struct place *place, bool follows)
{
	const char *why = "it answers nothing we know";
	const char *owner;

	if (follows)
		why = arena_printf(d->arena, "#%lld was closed too long ago",
				   (long long)place->ticket->id);
	else if (place->how == PLACE_STRANGER)
		why = arena_printf(d->arena,
				   "its sender takes no part in #%lld (%s)",
				   (long long)place->ticket->id,
				   evidence_words(place->evidence, d->arena));
	open_ticket(d, why);
	if (place->ticket)
		plan_link(&d->b, PLAN_NEW_TICKET,
			  follows ? LINK_FOLLOWS : LINK_MENTIONS,
			  place->ticket->id);
	apply_verdict(d);
	decision_tell_gave_up(d, PLAN_NEW_TICKET);
	owner = assign_owner(d);
	plan_by(&d->b, "desk", why);
	if (place->how == PLACE_STRANGER)
		tell_of_stranger(d, place->ticket);
	notify_of_new(d, owner, follows ? place->ticket : NULL);
	call_webhooks(d);
	acknowledge(d);
	return plan_end(&d->b, OUTCOME_OPENED, PLAN_NEW_TICKET, why);
}
