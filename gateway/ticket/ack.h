/*
 * ack.h - whether a new ticket is acknowledged.
 */
#ifndef TG_TICKET_ACK_H
#define TG_TICKET_ACK_H

#include "ticket/decision.h"

/* Why the mail is not acknowledged, for people; NULL: it is. */
const char *
ack_refused(const struct decision *d);

#endif
