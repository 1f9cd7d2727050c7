/*
 * trust.h - what the desk's own mail server says of a mail's sender.
 */
#ifndef TG_TICKET_TRUST_H
#define TG_TICKET_TRUST_H

#include "base/arena.h"
#include "message/facts.h"
#include "ticket/phrase.h"
#include "ticket/policy.h"

/*
 * Whether the mail passes policy.trust. Without authserv_id, or with
 * TRUST_REPLY_ID, every mail does. Else the topmost Authentication-Results
 * field must be of exactly that authserv-id, parse whole, and say "pass" for
 * a domain aligned with From's:
 *
 *   dkim=pass with header.d (or the domain of header.i)
 *   spf=pass with the domain of smtp.mailfrom
 *   dmarc=pass with header.from, counted for "dkim-or-spf"
 *
 * Aligned is the same domain, a parent or a child of it, the parent not a
 * single label: DMARC's relaxed alignment (RFC 7489 section 3.1) without a
 * list of public suffixes. A parent can sign for its children anyway; where
 * a domain gives children to strangers, staff should not have addresses.
 *
 * If it does not pass, *MISSING says what is missing.
 */
bool
trust_passes(const struct policy *policy, const struct facts *facts,
	     struct arena *arena, const struct phrase **missing);

#endif
