/*
 * kind.h - person or robot, and the three answers that follow from it.
 *
 * Evidence is a table: header, pattern, kind, and what it says about each of
 * the three questions. A person's mail is never taken for anything else: the
 * subject alone decides last and only in whole, known forms.
 */
#ifndef TG_MESSAGE_KIND_H
#define TG_MESSAGE_KIND_H

#include "message/facts.h"
#include "message/mime.h"

/* Fills kind, kind_why, may_acknowledge, may_reopen, is_ticket and bounce of
 * FACTS, whose headers, text and calendar_method are already there. */
void
kind_decide(const struct mime *mime, struct facts *facts, struct arena *arena);

/* Failed recipients out of RFC 3464 reports, and out of the prose of MTAs
 * that send none. Returns false when the mail is no bounce; used by
 * kind_decide(). */
bool
bounce_read(const struct mime *mime, const struct facts *facts,
	    struct arena *arena, struct bounce *out);

#endif
