/*
 * command_join.c - commands that join tickets to tickets and people to
 * tickets.
 */
#include "base/slice.h"
#include "ticket/addresses.h"
#include "ticket/lifecycle.h"
#include "ticket/staff_run.h"

/* The ticket that the argument names, and not TICKET itself. */
static const struct phrase *
other_ticket(struct staff_run *run, const struct ticket *ticket,
	     const struct command *command, struct ticket **other)
{
	int64_t id;

	if (!command_ticket_argument(command, run->d->policy->tag, &id))
		return phrase_fixed(PHRASE_NEEDS_NUMBER);
	*other = staff_run_ticket(run, id);
	if (!*other)
		return phrase_fixed(PHRASE_NAMES_MISSING);
	if (*other == ticket)
		return phrase_fixed(PHRASE_NAMES_ITSELF);
	return NULL;
}

/* "Anna <anna@example.org>" or the address alone. */
static bool
parse_address(struct slice s, struct arena *arena, struct address *out)
{
	size_t open = slice_find(s, "<", 0);
	struct slice name = slice_of("", 0);

	s = slice_trim(s);
	if (open != (size_t)-1) {
		open = slice_find(s, "<", 0);
		if (s.data[s.size - 1] != '>')
			return false;
		name = slice_trim(slice_sub(s, 0, open));
		s = slice_sub(s, open + 1, s.size - 1);
	}
	if (name.size >= 2 && name.data[0] == '"' &&
	    name.data[name.size - 1] == '"')
		name = slice_sub(name, 1, name.size - 1);
	/* "a@x.example<mailto:a@x.example>", as Outlook writes links */
	if (slice_starts_nocase(s, "mailto:")) {
		s = slice_sub(s, strlen("mailto:"), s.size);
		if (slice_equal_nocase(name,
				       arena_memdup(arena, s.data, s.size)))
			name = slice_of("", 0);
	}
	out->name = name.size ? arena_memdup(arena, name.data, name.size) : "";
	out->email = s.size ? arena_memdup(arena, s.data, s.size) : "";
	return address_is_mailable(out->email);
}

/* Who names an address to us takes it for a good one. */
static void
clear_address(struct staff_run *run, const struct ticket *ticket,
	      const char *email)
{
	struct decision *d = run->d;

	if (!address_in_list(&d->in->suppressed, email))
		return;
	plan_add(&d->b, OP_CLEAR, ticket->id)->address =
		(struct address){ "", email };
	staff_run_done(run, ticket, PHRASE_SENDS_AGAIN, email);
}

const struct phrase *
run_for(struct staff_run *run, struct ticket *ticket,
	const struct command *command)
{
	struct decision *d = run->d;
	struct address before = ticket->requester, address;

	if (!parse_address(slice_from(command->argument), d->arena, &address))
		return phrase_fixed(PHRASE_NEEDS_ADDRESS);
	if (address_is_own(d->policy, address.email))
		return phrase_fixed(PHRASE_NAMES_OURS);
	clear_address(run, ticket, address.email);
	plan_add(&d->b, OP_REQUESTER, ticket->id)->address = address;
	ticket->requester = address;
	/* Who wrote for somebody else stays in the picture. */
	if (address_is_mailable(before.email) &&
	    !address_equal(before.email, address.email) &&
	    !address_is_own(d->policy, before.email) &&
	    !staff_by_address(d->staff, before.email))
		plan_participant(&d->b, ticket->id, before, ROLE_CC, true);
	staff_run_done(run, ticket, PHRASE_HAS_REQUESTER, address.email);
	return NULL;
}

/* A vendor of the ticket gets what is written to the requester from now on. */
static void
join(struct staff_run *run, struct ticket *ticket, struct address address)
{
	struct participant *people = NULL;
	size_t count = 0;

	for (size_t i = 0; i < ticket->participant_count; i++)
		if (!address_equal(ticket->participants[i].address.email,
				   address.email))
			ARENA_PUSH(run->d->arena, people, count,
				   ticket->participants[i]);
	ARENA_PUSH(run->d->arena, people, count,
		   ((struct participant){ address, ROLE_CC, false }));
	ticket->participants = people;
	ticket->participant_count = count;
	plan_participant(&run->d->b, ticket->id, address, ROLE_CC, true);
}

static bool
reads_answers(const struct ticket *ticket, const char *email)
{
	const struct participant *p = ticket_participant(ticket, email);

	return p && p->role != ROLE_VENDOR;
}

/* Addresses parted by commas, semicolons, or blanks where there are no
 * names. */
const struct phrase *
run_cc(struct staff_run *run, struct ticket *ticket,
       const struct command *command)
{
	struct decision *d = run->d;
	char *text = arena_strdup(d->arena, command->argument);
	bool named = strchr(text, '<') != NULL;
	const char *all = "";
	struct slice rest;

	for (char *c = text; *c; c++)
		if (*c == ';' || (!named && (*c == ' ' || *c == '\t')))
			*c = ',';
	rest = slice_from(text);
	while (rest.size > 0) {
		struct slice one = slice_sub(rest, 0, slice_find(rest, ",", 0));
		struct address address;

		rest = slice_sub(rest, one.size + 1, rest.size);
		if (slice_trim(one).size == 0)
			continue;
		if (!parse_address(one, d->arena, &address))
			return phrase_fixed(PHRASE_NEEDS_ADDRESSES);
		if (address_is_own(d->policy, address.email))
			return phrase_fixed(PHRASE_NAMES_OURS);
		if (staff_by_address(d->staff, address.email))
			return phrase_fixed(PHRASE_NAMES_STAFF);
		clear_address(run, ticket, address.email);
		if (!reads_answers(ticket, address.email))
			join(run, ticket, address);
		all = arena_printf(d->arena, "%s%s%s", all, all[0] ? ", " : "",
				   address.email);
	}
	staff_run_done(run, ticket, PHRASE_HAS_CC, all);
	return NULL;
}

static void
ends_here(struct staff_run *run, struct ticket *ticket, const char *template)
{
	staff_run_move(run, ticket, CAUSE_CLOSE, WAITING_NOBODY, "", 0);
	if (run->a->ticket && run->a->ticket->id == ticket->id) {
		run->moved = true;
		run->template = template;
	}
}

/* Those who take part here take part there from now on. */
const struct phrase *
run_merge(struct staff_run *run, struct ticket *ticket,
	  const struct command *command)
{
	struct decision *d = run->d;
	struct ticket *other;
	const struct phrase *problem =
		other_ticket(run, ticket, command, &other);

	if (problem)
		return problem;
	for (size_t i = 0; i < ticket->participant_count; i++) {
		const struct participant *p = &ticket->participants[i];

		if (!ticket_participant(other, p->address.email))
			plan_participant(&d->b, other->id, p->address,
					 p->role == ROLE_VENDOR ? ROLE_VENDOR
								: ROLE_CC,
					 true);
	}
	ends_here(run, ticket, "update");
	plan_link(&d->b, ticket->id, LINK_MERGED, other->id);
	plan_add(&d->b, OP_MERGE, ticket->id)->other = other->id;
	plan_event(&d->b, other->id,
		   arena_printf(d->arena, "#%lld was merged into this one",
				(long long)ticket->id));
	staff_run_done(run, ticket, PHRASE_WENT_INTO,
		       ticket_ref(d->policy->tag, other->id, d->arena));
	return NULL;
}

/* The newest event when the mail was made that this one answers; 0 if it is
 * no mail about what happened. */
static int64_t
answered_event(const struct staff_run *run)
{
	const struct evidence *proof = run->a->proof;

	if (!proof || proof->how != EVIDENCE_REPLY_ID ||
	    (proof->purpose != PURPOSE_NOTIFICATION &&
	     proof->purpose != PURPOSE_NOTE))
		return 0;
	return proof->event;
}

const struct phrase *
run_split(struct staff_run *run, struct ticket *ticket,
	  const struct command *command)
{
	struct decision *d = run->d;
	struct op *op;

	(void)command;
	if (run->split)
		return phrase_fixed(PHRASE_GIVEN_TWICE);
	if (ticket->incoming_count < 2)
		return phrase_fixed(PHRASE_ONE_MAIL);
	run->split = true;
	op = plan_add(&d->b, OP_OPEN, PLAN_NEW_TICKET);
	op->address = ticket->requester;
	op->text = ticket->subject;
	op->name = ticket->language;
	op = plan_add(&d->b, OP_SPLIT, PLAN_NEW_TICKET);
	op->other = ticket->id;
	op->number = answered_event(run);
	plan_link(&d->b, PLAN_NEW_TICKET, LINK_SPLIT, ticket->id);
	plan_add(&d->b, OP_OWNER, PLAN_NEW_TICKET)->name = run->person->name;
	/* Its number is known once it is made: a mail shows it. */
	ARENA_PUSH(d->arena, run->queries, run->query_count,
		   ((struct staff_query){ "show", "", "", PLAN_NEW_TICKET,
					  PURPOSE_NOTIFICATION }));
	staff_run_done(run, ticket, PHRASE_WAS_SPLIT, NULL);
	return NULL;
}

static const struct phrase *
link_to(struct staff_run *run, struct ticket *ticket,
	const struct command *command, enum link_relation relation,
	enum phrase_id done)
{
	struct decision *d = run->d;
	struct ticket *other;
	const struct phrase *problem =
		other_ticket(run, ticket, command, &other);

	if (problem)
		return problem;
	plan_link(&d->b, ticket->id, relation, other->id);
	staff_run_done(run, ticket, done,
		       ticket_ref(d->policy->tag, other->id, d->arena));
	return NULL;
}

const struct phrase *
run_link(struct staff_run *run, struct ticket *ticket,
	 const struct command *command)
{
	return link_to(run, ticket, command, LINK_RELATED, PHRASE_IS_RELATED);
}

const struct phrase *
run_duplicate(struct staff_run *run, struct ticket *ticket,
	      const struct command *command)
{
	const struct phrase *problem = link_to(
		run, ticket, command, LINK_DUPLICATE, PHRASE_IS_DUPLICATE);

	if (!problem)
		ends_here(run, ticket, "duplicate");
	return problem;
}

const struct phrase *
run_parent(struct staff_run *run, struct ticket *ticket,
	   const struct command *command)
{
	return link_to(run, ticket, command, LINK_PARENT, PHRASE_IS_PART);
}
