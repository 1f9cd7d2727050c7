/*
 * gather.c - looks up what decide() wants to know: which ids, tags and codes
 * of the mail are known and proven, and the tickets they name.
 *
 * Runs in the transaction in which the plan is carried out, so no other
 * process can change a ticket in between.
 */
#include "desk/case.h"

#include "config/rulefile.h"
#include "store/held.h"
#include "store/messages.h"
#include "store/outbox.h"
#include "store/tickets.h"

#define MERGE_HOPS_MAX 8 /* a merge chain longer than this is a loop */

static void
evidence_push(struct desk_case *c, struct evidence evidence)
{
	ARENA_PUSH(c->arena, c->in.evidence, c->in.evidence_count, evidence);
}

static bool
gather_held(struct desk_case *c, int64_t id, struct error *err)
{
	struct held held;
	bool found;

	if (!held_get(c->desk->store, id, c->arena, &held, &found, err))
		return false;
	if (found && strcmp(held.state, "waiting") == 0)
		ARENA_PUSH(c->arena, c->in.held, c->in.held_count,
			   ((struct held_mail){ .id = held.id,
						.from = held.from,
						.subject = held.subject,
						.reason = held.reason,
						.ticket = held.ticket }));
	return true;
}

/* An id of ours counts as proof only if it is known and its hash fits the
 * address that it was sent to. */
static bool
gather_reply_id(struct desk_case *c, const char *id, bool in_bounce,
		bool *proven, struct error *err)
{
	struct outbox_mail mail;
	struct reply_id parts;
	bool found;

	*proven = false;
	if (!reply_id_looks_ours(id))
		return true;
	if (!outbox_by_message_id(c->desk->store, id, c->arena, &mail, &found,
				  err))
		return false;
	if (!found ||
	    !reply_id_verify(c->desk->key, id, mail.recipient, &parts))
		return true;
	evidence_push(c, (struct evidence){ .how = EVIDENCE_REPLY_ID,
					    .ticket = parts.ticket,
					    .text = id,
					    .sent_to = mail.recipient,
					    .purpose = parts.purpose,
					    .held = mail.held,
					    .event = mail.event,
					    .undo = mail.undo,
					    .in_bounce = in_bounce });
	*proven = true;
	return mail.held == 0 || gather_held(c, mail.held, err);
}

/* An id that was seen on a ticket: a hint, no proof. */
static bool
gather_seen_id(struct desk_case *c, const char *id, bool in_bounce,
	       struct error *err)
{
	int64_t ticket;

	if (!message_id_ticket(c->desk->store, id, &ticket, err))
		return false;
	if (ticket != 0)
		evidence_push(c, (struct evidence){ .how = EVIDENCE_SEEN_ID,
						    .ticket = ticket,
						    .text = id,
						    .sent_to = "",
						    .in_bounce = in_bounce });
	return true;
}

/* Proven ids first: evidence stands in the order of its strength. */
static bool
gather_ids(struct desk_case *c, const struct wanted *wanted, struct error *err)
{
	const char *returned = c->facts->bounce.count > 0
				       ? c->facts->bounce.original_message_id
				       : "";
	bool *proven =
		arena_calloc(c->arena, wanted->ids.count, sizeof(*proven));

	for (size_t i = 0; i < wanted->ids.count; i++) {
		const char *id = wanted->ids.items[i];

		if (!gather_reply_id(c, id, strcmp(id, returned) == 0,
				     &proven[i], err))
			return false;
	}
	for (size_t i = 0; i < wanted->ids.count; i++) {
		const char *id = wanted->ids.items[i];

		if (!proven[i] &&
		    !gather_seen_id(c, id, strcmp(id, returned) == 0, err))
			return false;
	}
	return true;
}

static void
gather_tags(struct desk_case *c)
{
	const char *tag = c->in.policy->tag;
	int64_t *ids = NULL;
	size_t n = ticket_refs_find(tag, c->facts->subject, c->arena, &ids);

	for (size_t i = 0; i < n; i++)
		evidence_push(c,
			      (struct evidence){
				      .how = EVIDENCE_TAG,
				      .ticket = ids[i],
				      .text = ticket_ref(tag, ids[i], c->arena),
				      .sent_to = "" });
}

/* What was held may be released when its code has expired; who released it
 * knows what it says. */
static bool
gather_code(struct desk_case *c, const char *code, struct error *err)
{
	const struct staff_directory *staff = c->in.staff;
	int64_t now = c->in.released ? 0 : c->now;

	if (code[0] == '\0')
		return true;
	for (size_t i = 0; i < staff->count; i++) {
		const char *person = staff->people[i].name;
		const char *action = "";
		int64_t ticket = 0, event = 0;
		bool used;

		if (action_code_verify(c->desk->key, code, person, now, &ticket,
				       &action, &event, c->arena) != CODE_VALID)
			continue;
		if (!code_used(c->desk->store, code, &used, err))
			return false;
		if (!used)
			evidence_push(c,
				      (struct evidence){ .how = EVIDENCE_CODE,
							 .ticket = ticket,
							 .text = code,
							 .sent_to = "",
							 .event = event,
							 .person = person,
							 .action = action });
		return true;
	}
	return true;
}

static bool
ticket_is_there(const struct desk_case *c, int64_t id)
{
	for (size_t i = 0; i < c->in.ticket_count; i++)
		if (c->in.tickets[i]->id == id)
			return true;
	return false;
}

/* A ticket, and those it was merged into. */
static bool
gather_ticket(struct desk_case *c, int64_t id, struct error *err)
{
	for (int hop = 0; hop < MERGE_HOPS_MAX && id != 0; hop++) {
		struct ticket *ticket = NULL;

		if (ticket_is_there(c, id))
			return true;
		if (!ticket_get(c->desk->store, id, c->arena, &ticket, err))
			return false;
		if (ticket == NULL)
			return true;
		ARENA_PUSH(c->arena, c->in.tickets, c->in.ticket_count, ticket);
		id = ticket->merged_into;
	}
	return true;
}

static bool
gather_tickets(struct desk_case *c, const struct wanted *wanted,
	       struct error *err)
{
	for (size_t i = 0; i < c->in.evidence_count; i++)
		if (!gather_ticket(c, c->in.evidence[i].ticket, err))
			return false;
	for (size_t i = 0; i < c->in.held_count; i++)
		if (!gather_ticket(c, c->in.held[i].ticket, err))
			return false;
	for (size_t i = 0; i < wanted->ticket_count; i++)
		if (!gather_ticket(c, wanted->tickets[i], err))
			return false;
	return true;
}

/* What was changed since the oldest mail of ours that is answered: which of
 * it is a race is decide()'s to say. */
static bool
gather_changes(struct desk_case *c, struct error *err)
{
	int64_t known = INT64_MAX;

	for (size_t i = 0; i < c->in.evidence_count; i++) {
		const struct evidence *e = &c->in.evidence[i];

		if ((e->how == EVIDENCE_REPLY_ID || e->how == EVIDENCE_CODE) &&
		    e->event < known)
			known = e->event;
	}
	if (known == INT64_MAX)
		return true;
	for (size_t i = 0; i < c->in.ticket_count; i++) {
		struct ticket *ticket = c->in.tickets[i];

		if (!ticket_changes(c->desk->store, ticket->id, known, c->arena,
				    &ticket->changes, &ticket->change_count,
				    err))
			return false;
	}
	return true;
}

static struct undo_part *
part_of(struct desk_case *c, struct evidence *e, int64_t ticket)
{
	for (size_t i = 0; i < e->part_count; i++)
		if (e->parts[i].ticket == ticket)
			return &e->parts[i];
	ARENA_PUSH(c->arena, e->parts, e->part_count,
		   (struct undo_part){ .ticket = ticket });
	return &e->parts[e->part_count - 1];
}

/* The tickets that the plan changed of which a receipt tells. */
static bool
gather_parts(struct desk_case *c, struct evidence *e, struct error *err)
{
	struct event *events;
	size_t count;

	if (!events_between(c->desk->store, e->undo, e->event, c->arena,
			    &events, &count, err))
		return false;
	for (size_t i = 0; i < count; i++) {
		struct undo_part *part;

		if (!event_can_undo(&events[i]))
			continue;
		part = part_of(c, e, events[i].ticket);
		if (strcmp(events[i].op, op_type_name(OP_STATUS)) == 0 ||
		    strcmp(events[i].op, op_type_name(OP_OWNER)) == 0 ||
		    strcmp(events[i].op, op_type_name(OP_MERGE)) == 0)
			part->overrules = true;
	}
	return true;
}

/* For #undo. */
static bool
gather_undo(struct desk_case *c, struct error *err)
{
	for (size_t i = 0; i < c->in.evidence_count; i++) {
		struct evidence *e = &c->in.evidence[i];

		if (e->undo == 0)
			continue;
		if (!gather_parts(c, e, err))
			return false;
		for (size_t k = 0; k < e->part_count; k++)
			if (!gather_ticket(c, e->parts[k].ticket, err))
				return false;
	}
	return true;
}

/* Whom a note is told to: those who wrote notes before. */
static bool
gather_note_people(struct desk_case *c, struct error *err)
{
	if (!staff_by_address(c->in.staff, facts_sender(c->facts).email))
		return true;
	for (size_t i = 0; i < c->in.ticket_count; i++) {
		struct ticket *ticket = c->in.tickets[i];
		struct string_list *names = &ticket->note_people;
		struct string_list emails;

		if (!message_note_authors(c->desk->store, ticket->id, c->arena,
					  &emails, err))
			return false;
		for (size_t k = 0; k < emails.count; k++) {
			const struct staff *person =
				staff_by_address(c->in.staff, emails.items[k]);

			if (person)
				ARENA_PUSH(c->arena, names->items, names->count,
					   person->name);
		}
	}
	return true;
}

/* The queues of the rules, which stay as they are as long as this process, and
 * those of tickets: for names in commands. */
static bool
gather_queues(struct desk_case *c, struct error *err)
{
	struct desk *desk = c->desk;
	struct string_list *all = &c->in.queues;
	struct string_list used;

	if (!staff_by_address(c->in.staff, facts_sender(c->facts).email))
		return true;
	if (desk->queues_arena == NULL) {
		desk->queues_arena = arena_new();
		if (desk->config->rules[0] != '\0')
			rulefile_queues(desk->sources, desk->config->rules,
					desk->queues_arena, &desk->queues);
	}
	if (!ticket_queues(desk->store, c->arena, &used, err))
		return false;
	for (size_t i = 0; i < desk->queues.count; i++)
		ARENA_PUSH(c->arena, all->items, all->count,
			   desk->queues.items[i]);
	for (size_t i = 0; i < used.count; i++)
		ARENA_PUSH(c->arena, all->items, all->count, used.items[i]);
	return true;
}

static bool
gather_suppressed(struct desk_case *c, const char *email, struct error *err)
{
	bool is;

	if (!address_is_suppressed(c->desk->store, email, &is, err))
		return false;
	if (is)
		ARENA_PUSH(c->arena, c->in.suppressed.items,
			   c->in.suppressed.count, email);
	return true;
}

/* How much everybody has to do, for "least busy of SKILL". */
static bool
gather_loads(struct desk_case *c, struct error *err)
{
	const struct staff_directory *staff = c->in.staff;
	const char *assign = verdict_get(c->verdict, "assign");

	if (assign == NULL)
		return true;
	for (size_t i = 0; i < staff->count; i++) {
		struct staff_load load = { staff->people[i].name, 0 };

		if (!ticket_count_owned(c->desk->store, load.name, &load.open,
					err))
			return false;
		ARENA_PUSH(c->arena, c->in.loads, c->in.load_count, load);
	}
	return true;
}

/* What the store knows of the people concerned. */
static bool
gather_people(struct desk_case *c, struct error *err)
{
	struct store *store = c->desk->store;
	const char *sender = facts_sender(c->facts).email;
	const char *requester =
		mail_requester(c->facts, c->in.policy, c->in.staff, c->arena)
			.email;

	if (!gather_loads(c, err) ||
	    !outbox_acks_since(store, requester, c->now - 3600,
			       &c->in.acks_last_hour, err) ||
	    !gather_suppressed(c, requester, err) ||
	    !sender_is_trusted(store, sender, &c->in.sender_trusted, err) ||
	    !gather_suppressed(c, sender, err))
		return false;
	for (size_t i = 0; i < c->in.ticket_count; i++) {
		const struct ticket *ticket = c->in.tickets[i];

		for (size_t k = 0; k < ticket->participant_count; k++)
			if (!gather_suppressed(
				    c, ticket->participants[k].address.email,
				    err))
				return false;
	}
	return true;
}

bool
desk_gather(struct desk_case *c, struct error *err)
{
	const struct config *config = c->desk->config;
	const struct wanted *wanted;

	c->in.policy = &config->policy;
	c->in.staff = &config->staff;
	c->in.facts = c->facts;
	c->in.verdict = c->verdict;
	c->in.mailbox = c->mailbox;
	c->in.now = c->now;
	c->in.answers = template_set_answers(c->desk->templates);
	wanted = evidence_wanted(c->facts, c->in.policy, c->in.staff, c->arena);
	if (!gather_ids(c, wanted, err))
		return false;
	gather_tags(c);
	return gather_code(c, wanted->code, err) &&
	       gather_tickets(c, wanted, err) && gather_undo(c, err) &&
	       gather_changes(c, err) && gather_note_people(c, err) &&
	       gather_queues(c, err) && gather_people(c, err);
}
