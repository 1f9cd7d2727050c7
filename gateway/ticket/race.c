/*
 * race.c - two people answer one notification, or a person and time do.
 *
 * What goes wrong without it: a customer is asked twice, what a colleague
 * decided is overruled by who did not know of it, and an answer goes out
 * that does not fit what the customer wrote meanwhile.
 */
#include "ticket/race.h"

#include <stdlib.h>

#include "ticket/addresses.h"

/* More than this is told by "show". */
#define MAILS_TOLD_MAX 3

struct changes {
	const struct ticket_change **items; /* by event */
	size_t count;
};

int64_t
race_known(const struct decision *d, const struct evidence *proof)
{
	int64_t insisted = d->in->released ? d->in->released_event : 0;

	return proof->event > insisted ? proof->event : insisted;
}

static int
by_event(const void *a, const void *b)
{
	const struct ticket_change *const *x = a, *const *y = b;

	return ((*x)->event > (*y)->event) - ((*x)->event < (*y)->event);
}

static void
add_changes(struct changes *out, const struct ticket *ticket, int64_t known,
	    struct arena *arena)
{
	for (size_t i = 0; i < ticket->change_count; i++)
		if (ticket->changes[i].event > known)
			ARENA_PUSH(arena, out->items, out->count,
				   &ticket->changes[i]);
}

static bool
is_own(const struct ticket_change *change, const struct staff *person)
{
	return strcmp(change->who, person->name) == 0 ||
	       address_in_list(&person->addresses, change->email);
}

/* Who changed it later knew what was before. */
static void
drop_known(struct changes *changes, const struct staff *person)
{
	size_t known = changes->count;

	while (known > 0 && !is_own(changes->items[known - 1], person))
		known--;
	changes->items += known;
	changes->count -= known;
}

static bool
is_same_mail(const struct ticket_change *a, const struct ticket_change *b)
{
	return a->receipt == b->receipt && a->at == b->at &&
	       strcmp(a->who, b->who) == 0;
}

static const struct phrase *
who_words(const struct ticket_change *change, struct arena *arena)
{
	static const struct {
		const char *who;
		enum phrase_id words;
	} roles[] = {
		{ WHO_REQUESTER, PHRASE_THE_REQUESTER },
		{ WHO_PARTICIPANT, PHRASE_SOMEBODY_IN_CC },
		{ WHO_VENDOR, PHRASE_THE_VENDOR },
		{ WHO_TIMER, PHRASE_THE_TIMER },
	};

	for (size_t i = 0; i < sizeof(roles) / sizeof(roles[0]); i++)
		if (strcmp(change->who, roles[i].who) == 0)
			return change->email[0]
				       ? phrase_text(change->email, arena)
				       : phrase_fixed(roles[i].words);
	return phrase_who(change->who, arena);
}

static enum phrase_id
status_words(enum ticket_status status)
{
	switch (status) {
	case STATUS_NEW:
		return PHRASE_SET_NEW;
	case STATUS_OPEN:
		return PHRASE_WAS_REOPENED;
	case STATUS_WAITING:
		return PHRASE_SET_WAITING;
	case STATUS_RESOLVED:
		return PHRASE_RESOLVED;
	case STATUS_CLOSED:
		break;
	}
	return PHRASE_CLOSED;
}

/* What was done, as in "taken 40 seconds ago"; NULL for what goes without
 * saying. */
static const struct phrase *
change_words(const struct ticket_change *change, struct arena *arena)
{
	switch (change->kind) {
	case CHANGE_STATUS:
		if (change->before == STATUS_NEW &&
		    change->after == STATUS_OPEN)
			return NULL;
		return phrase_fixed(status_words(change->after));
	case CHANGE_MERGE:
		if (!change->into)
			return phrase_fixed(PHRASE_TAKEN_OUT);
		return phrase_of(arena, PHRASE_MERGED,
				 phrase_number(change->into, arena));
	case CHANGE_OWNER:
		break;
	}
	if (change->owner[0] == '\0')
		return phrase_fixed(PHRASE_GIVEN_BACK);
	if (strcmp(change->owner, change->who) == 0)
		return phrase_fixed(PHRASE_TAKEN);
	return phrase_with(arena, PHRASE_GIVEN, change->owner);
}

/* A AND B; either may be NULL. */
static const struct phrase *
both(const struct phrase *a, enum phrase_id and, const struct phrase *b,
     struct arena *arena)
{
	if (!a || !b)
		return a ? a : b;
	return phrase_of(arena, and, a, b);
}

/* What one mail changed: "taken and resolved 40 seconds ago by Second line".
 * ITEMS are its changes. */
static const struct phrase *
mail_words(const struct decision *d, const struct ticket_change *const *items,
	   size_t count)
{
	const struct phrase *all = NULL;

	for (size_t i = 0; i < count; i++)
		all = both(all, PHRASE_AND, change_words(items[i], d->arena),
			   d->arena);
	return phrase_of(d->arena, PHRASE_RACE,
			 all ? all : phrase_fixed(PHRASE_SET_OPEN),
			 phrase_ago(d->now - items[0]->at, d->arena),
			 who_words(items[0], d->arena));
}

/* The latest mails' changes, oldest first. */
static const struct phrase *
words_of(const struct decision *d, const struct changes *changes)
{
	const struct phrase *all = NULL;
	size_t end = changes->count;

	for (int told = 0; end > 0 && told < MAILS_TOLD_MAX; told++) {
		size_t from = end - 1;

		while (from > 0 && is_same_mail(changes->items[from - 1],
						changes->items[end - 1]))
			from--;
		all = both(mail_words(d, changes->items + from, end - from),
			   PHRASE_ALSO, all, d->arena);
		end = from;
	}
	return all;
}

static const struct phrase *
tell(const struct decision *d, struct changes *changes,
     const struct staff *person)
{
	if (changes->count == 0)
		return NULL;
	qsort(changes->items, changes->count, sizeof(*changes->items),
	      by_event);
	drop_known(changes, person);
	return words_of(d, changes);
}

const struct phrase *
race_of_one(const struct decision *d, int64_t id, int64_t known,
	    const struct staff *person)
{
	const struct ticket *ticket = decision_snapshot(d, id);
	struct changes changes = { NULL, 0 };

	if (!ticket)
		return NULL;
	add_changes(&changes, ticket, known, d->arena);
	return tell(d, &changes, person);
}

const struct phrase *
race_found(const struct decision *d, int64_t id, int64_t known,
	   const struct staff *person)
{
	const struct ticket *ticket = decision_snapshot(d, id);
	struct changes changes = { NULL, 0 };

	for (size_t i = 0; ticket && i < d->in->ticket_count; i++) {
		add_changes(&changes, ticket, known, d->arena);
		ticket = decision_snapshot(d, ticket->merged_into);
	}
	return tell(d, &changes, person);
}
