/*
 * copied.c - colleagues in To and Cc.
 *
 * What goes wrong elsewhere: whoever is put into Cc of a mail that looks like
 * the requester's reads along from then on. So only a mail whose sender is
 * proven brings others in (the caller sees to that), only as policy.cc
 * allows, and never robots: not our own addresses, not noreply ones. Staff
 * take part by the directory.
 */
#include "ticket/copied.h"

#include "ticket/addresses.h"

static bool
policy_allows(const struct decision *d, const char *email)
{
	switch (d->policy->cc) {
	case CC_NOBODY:
		return false;
	case CC_SAME_DOMAIN:
		return address_same_domain(email, d->sender.email);
	case CC_ANYONE:
		return true;
	}
	return false;
}

static bool
may_join(const struct decision *d, const struct ticket *ticket,
	 const char *email)
{
	return address_is_mailable(email) && policy_allows(d, email) &&
	       !address_is_own(d->policy, email) &&
	       !address_is_noreply(d->policy, email) &&
	       !staff_by_address(d->staff, email) &&
	       !address_equal(email, d->sender.email) &&
	       !address_equal(email, d->answer_to.email) &&
	       !(ticket && ticket_participant(ticket, email));
}

static void
join_list(struct decision *d, int64_t ticket_id, const struct ticket *ticket,
	  const struct address_list *list, struct string_list *joined)
{
	for (size_t i = 0; i < list->count && joined->count < COPIED_MAX; i++) {
		const struct address *address = &list->items[i];

		if (!may_join(d, ticket, address->email) ||
		    address_in_list(joined, address->email))
			continue;
		list_add(joined, address->email, d->arena);
		plan_participant(&d->b, ticket_id, *address, ROLE_CC, true);
	}
}

void
copied_join(struct decision *d, int64_t ticket_id, const struct ticket *ticket)
{
	struct string_list joined = { NULL, 0 };

	join_list(d, ticket_id, ticket, &d->facts->to, &joined);
	join_list(d, ticket_id, ticket, &d->facts->cc, &joined);
}
