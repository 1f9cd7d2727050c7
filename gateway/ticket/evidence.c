/*
 * evidence.c - what a mail mentions that the store should look up.
 *
 * Everything here is text of strangers: the numbers are bounded, so that one
 * mail with ten thousand references costs no more than another.
 */
#include "ticket/command.h"
#include "ticket/decide.h"
#include "ticket/decision.h"
#include "ticket/reply_clean.h"
#include "ticket/subject.h"

#define IDS_MAX	    50
#define TICKETS_MAX 200

static void
want_id(struct wanted *wanted, const char *id, struct arena *arena)
{
	if (id[0] == '\0' || wanted->ids.count == IDS_MAX)
		return;
	for (size_t i = 0; i < wanted->ids.count; i++)
		if (strcmp(wanted->ids.items[i], id) == 0)
			return;
	list_add(&wanted->ids, id, arena);
}

/* The returned mail first, then In-Reply-To, then References from the end:
 * the last one is the nearest (RFC 5322 section 3.6.4). */
static void
want_ids(struct wanted *wanted, const struct facts *facts, struct arena *arena)
{
	size_t i;

	if (facts->bounce.original_message_id)
		want_id(wanted, facts->bounce.original_message_id, arena);
	for (i = 0; i < facts->in_reply_to.count; i++)
		want_id(wanted, facts->in_reply_to.items[i], arena);
	for (i = facts->references.count; i-- > 0;)
		want_id(wanted, facts->references.items[i], arena);
}

static void
want_ticket(struct wanted *wanted, int64_t id, struct arena *arena)
{
	if (id <= 0 || wanted->ticket_count == TICKETS_MAX)
		return;
	for (size_t i = 0; i < wanted->ticket_count; i++)
		if (wanted->tickets[i] == id)
			return;
	ARENA_PUSH(arena, wanted->tickets, wanted->ticket_count, id);
}

/* The tickets that commands name, whatever mail they answer. */
static void
want_commands(struct wanted *wanted, const struct facts *facts,
	      const struct policy *policy, struct arena *arena)
{
	const char *text = reply_new_text(facts->reply_text, arena);
	struct command_list commands;

	command_parse(subject_command(facts->subject, policy->tag, arena), text,
		      CONTEXT_LIST, arena, &commands);
	for (size_t i = 0; i < commands.count; i++) {
		const struct command *command = &commands.items[i];
		int64_t id;

		want_ticket(wanted, command->ticket, arena);
		if (command_ticket_argument(command, policy->tag, &id))
			want_ticket(wanted, id, arena);
	}
}

struct wanted *
evidence_wanted(const struct facts *facts, const struct policy *policy,
		const struct staff_directory *staff, struct arena *arena)
{
	struct wanted *wanted = arena_alloc(arena, sizeof(*wanted));
	int64_t *tags;
	size_t count =
		ticket_refs_find(policy->tag, facts->subject, arena, &tags);

	want_ids(wanted, facts, arena);
	for (size_t i = 0; i < count; i++)
		want_ticket(wanted, tags[i], arena);
	wanted->code = action_code_find(facts->subject, arena);
	if (staff_of_mail(facts, staff))
		want_commands(wanted, facts, policy, arena);
	return wanted;
}
