/*
 * ticket.c - the words for a ticket's values, and its reference in subjects.
 *
 * A reference found in a subject is a claim of whoever wrote the subject: it
 * proves nothing and only says where to look.
 */
#include "ticket/ticket.h"

#include "base/slice.h"
#include "ticket/names.h"

static const char *const status_names[] = {
	[STATUS_NEW] = "new",	      [STATUS_OPEN] = "open",
	[STATUS_WAITING] = "waiting", [STATUS_RESOLVED] = "resolved",
	[STATUS_CLOSED] = "closed",
};

static const char *const waiting_names[] = {
	[WAITING_NOBODY] = "nobody",
	[WAITING_REQUESTER] = "requester",
	[WAITING_VENDOR] = "vendor",
};

static const char *const role_names[] = {
	[ROLE_REQUESTER] = "requester",
	[ROLE_CC] = "cc",
	[ROLE_VENDOR] = "vendor",
};

static const char *const relation_names[] = {
	[LINK_MENTIONS] = "mentions", [LINK_FOLLOWS] = "follows",
	[LINK_RELATED] = "related",   [LINK_DUPLICATE] = "duplicate",
	[LINK_MERGED] = "merged",     [LINK_SPLIT] = "split",
	[LINK_PARENT] = "parent",
};

const char *
ticket_status_name(enum ticket_status status)
{
	return status_names[status];
}

bool
ticket_status_from_name(const char *name, enum ticket_status *status)
{
	size_t i;

	if (!name_index(status_names, NAMES_OF(status_names), name, &i))
		return false;
	*status = (enum ticket_status)i;
	return true;
}

const char *
waiting_for_name(enum waiting_for who)
{
	return waiting_names[who];
}

bool
waiting_for_from_name(const char *name, enum waiting_for *who)
{
	size_t i;

	if (!name_index(waiting_names, NAMES_OF(waiting_names), name, &i))
		return false;
	*who = (enum waiting_for)i;
	return true;
}

const char *
participant_role_name(enum participant_role role)
{
	return role_names[role];
}

bool
participant_role_from_name(const char *name, enum participant_role *role)
{
	size_t i;

	if (!name_index(role_names, NAMES_OF(role_names), name, &i))
		return false;
	*role = (enum participant_role)i;
	return true;
}

const char *
link_relation_name(enum link_relation relation)
{
	return relation_names[relation];
}

bool
link_relation_from_name(const char *name, enum link_relation *relation)
{
	size_t i;

	if (!name_index(relation_names, NAMES_OF(relation_names), name, &i))
		return false;
	*relation = (enum link_relation)i;
	return true;
}

char *
ticket_ref(const char *tag, int64_t id, struct arena *arena)
{
	return arena_printf(arena, "[%s #%lld]", tag, (long long)id);
}

/* Numbers of more digits are nobody's ticket. */
#define REF_DIGITS_MAX 15

/* Reads " #1042]" after the tag at *POS; moves *POS behind it. */
static bool
ref_number(struct slice s, size_t *pos, int64_t *id)
{
	size_t p = *pos;
	size_t start;
	int64_t n = 0;

	while (p < s.size && s.data[p] == ' ')
		p++;
	if (p >= s.size || s.data[p++] != '#')
		return false;
	start = p;
	while (p < s.size && s.data[p] >= '0' && s.data[p] <= '9' &&
	       p - start < REF_DIGITS_MAX)
		n = n * 10 + (s.data[p++] - '0');
	if (p == start || p >= s.size || s.data[p] != ']' || n == 0)
		return false;
	*pos = p + 1;
	*id = n;
	return true;
}

bool
ticket_ref_next(const char *tag, struct slice subject, size_t *pos,
		size_t *start, int64_t *id)
{
	size_t tag_size = strlen(tag);

	for (; *pos < subject.size; (*pos)++) {
		size_t p = *pos + 1;

		if (subject.data[*pos] != '[')
			continue;
		if (!slice_equal_nocase(slice_sub(subject, p, p + tag_size),
					tag))
			continue;
		p += tag_size;
		if (!ref_number(subject, &p, id))
			continue;
		*start = *pos;
		*pos = p;
		return true;
	}
	return false;
}

static bool
id_among(const int64_t *ids, size_t count, int64_t id)
{
	for (size_t i = 0; i < count; i++)
		if (ids[i] == id)
			return true;
	return false;
}

size_t
ticket_refs_find(const char *tag, const char *subject, struct arena *arena,
		 int64_t **ids)
{
	struct slice s = slice_from(subject);
	size_t pos = 0, start, count = 0;
	int64_t id;

	*ids = NULL;
	while (count < TICKET_REFS_MAX &&
	       ticket_ref_next(tag, s, &pos, &start, &id))
		if (!id_among(*ids, count, id))
			ARENA_PUSH(arena, *ids, count, id);
	return count;
}

const struct participant *
ticket_participant(const struct ticket *ticket, const char *email)
{
	for (size_t i = 0; i < ticket->participant_count; i++)
		if (address_equal(ticket->participants[i].address.email, email))
			return &ticket->participants[i];
	return NULL;
}
