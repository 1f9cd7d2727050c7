/*
 * ack.c - may this mail be acknowledged?
 *
 * Two robots that answer each other fill two queues in an hour. So an
 * acknowledgement needs a human sender, and even then there is a limit an
 * hour: a robot that hides well meets it.
 */
#include "ticket/ack.h"

#include "ticket/addresses.h"

const char *
ack_refused(const struct decision *d)
{
	const struct decide_input *in = d->in;
	const char *to = d->requester.email;

	if (d->facts->kind != KIND_HUMAN)
		return arena_printf(d->arena, "the mail is no person's: %s",
				    d->facts->kind_why);
	if (!d->facts->may_acknowledge.yes)
		return d->facts->may_acknowledge.why;
	if (in->verdict->no_ack)
		return arena_printf(d->arena, "rule %s says so",
				    in->verdict->no_ack_source.rule);
	if (!address_is_mailable(to))
		return "the sender's address cannot be written to";
	if (address_is_own(d->policy, to))
		return "the sender's address is our own";
	if (address_is_noreply(d->policy, to))
		return "nobody reads mail to the sender's address";
	if (address_in_list(&in->suppressed, to))
		return "mail to the sender's address has failed for good";
	if ((int64_t)in->acks_last_hour >= d->policy->ack_limit)
		return arena_printf(d->arena,
				    "%zu acknowledgements to this address in "
				    "the last hour are enough",
				    in->acks_last_hour);
	return NULL;
}
