/*
 * notify.c - who is told of what.
 *
 * One person if one is responsible, else those with the skill, else all;
 * those who are at work, if anybody is. Nobody twice for one event, nobody
 * of what they did themselves.
 */
#include "ticket/notify.h"

#include "ticket/addresses.h"
#include "ticket/assign.h"

static bool
everyone(const struct staff *person, const char *skill)
{
	(void)person;
	(void)skill;
	return true;
}

/* Those for whom WANTED holds: the available ones, or all if none is or NOW
 * is not known. */
static size_t
collect(const struct staff_directory *staff, const char *skill,
	bool (*wanted)(const struct staff *person, const char *skill),
	int64_t now, struct arena *arena, const struct staff ***people)
{
	size_t count = 0;

	*people = NULL;
	for (int anyone = 0; anyone < 2 && count == 0; anyone++)
		for (size_t i = 0; i < staff->count; i++) {
			const struct staff *person = &staff->people[i];

			if (wanted(person, skill) &&
			    (anyone || now == 0 ||
			     staff_available(person, now)))
				ARENA_PUSH(arena, *people, count, person);
		}
	return count;
}

size_t
notify_people(const struct staff_directory *staff, const char *owner,
	      const char *skill, int64_t now, struct arena *arena,
	      const struct staff ***people)
{
	const struct staff *person = staff_by_name(staff, owner);
	size_t count = 0;

	*people = NULL;
	if (owner[0] && person) {
		ARENA_PUSH(arena, *people, count, person);
		return count;
	}
	if (skill[0])
		count = collect(staff, skill, staff_has_skill, now, arena,
				people);
	if (count == 0)
		count = collect(staff, skill, everyone, now, arena, people);
	return count;
}

size_t
staff_to_notify(const struct staff_directory *staff,
		const struct ticket *ticket, const char *skill, int64_t now,
		struct arena *arena, const struct staff ***people)
{
	return notify_people(staff, ticket->owner,
			     skill && skill[0] ? skill : ticket->queue, now,
			     arena, people);
}

static bool
is_senders(const struct decision *d, const struct staff *person)
{
	if (!d->in)
		return false;
	return (person == d->from_staff && !d->for_other) ||
	       address_in_list(&person->addresses, d->requester.email);
}

struct op *
notify_person(struct decision *d, int64_t ticket, const char *template,
	      const struct staff *person, enum reply_purpose purpose,
	      const struct phrase *line)
{
	if (person->addresses.count == 0 || is_senders(d, person) ||
	    address_in_list(&d->told, person->addresses.items[0]))
		return NULL;
	list_add(&d->told, person->addresses.items[0], d->arena);
	return plan_staff_mail(&d->b, ticket, template, person, purpose, line);
}

void
notify_owner(struct decision *d, const struct ticket *ticket,
	     const char *template, enum reply_purpose purpose,
	     const struct phrase *line, const char *text, bool attachments)
{
	const struct staff **people;
	size_t count = staff_to_notify(d->staff, ticket, "", d->now, d->arena,
				       &people);

	for (size_t i = 0; i < count; i++) {
		struct op *op = notify_person(d, ticket->id, template,
					      people[i], purpose, line);

		if (!op)
			continue;
		op->mail->text = text;
		op->mail->attachments = attachments;
	}
}
