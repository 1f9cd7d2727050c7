/*
 * authority.h - whether a mail acts as staff: proven, not claimed.
 */
#ifndef TG_TICKET_AUTHORITY_H
#define TG_TICKET_AUTHORITY_H

#include "ticket/decision.h"
#include "ticket/thread.h"

enum standing {
	STANDING_OTHER,	 /* not staff, or staff writing as anybody may */
	STANDING_PROVEN, /* acts as staff */
	STANDING_CLAIMED /* would act as staff, and lacks proof */
};

struct authority {
	enum standing standing;
	const struct staff *person;   /* not OTHER */
	const struct evidence *proof; /* PROVEN; NULL: by a release */
	const struct ticket *ticket;  /* it is about; NULL for none */
	const struct phrase *why; /* what proves it, or what is missing; NULL:
				     OTHER */
};

/*
 * A mail acts as staff only if
 *   its one From address belongs to a person of the directory, and
 *   it answers an id of a staff mail that was sent to an address of that
 *   same person, or carries a code signed for them; and
 *   the mail server's verdict passes, where it is asked for (trust.h).
 * Or a person has released it.
 *
 * A mail from a staff address claims to act as staff if it names a ticket in
 * which that person does not take part, carries a code that is used up, or
 * begins with a command. Anything else from there is an ordinary mail.
 */
struct authority
authority_of(const struct decision *d, const struct place *place);

#endif
