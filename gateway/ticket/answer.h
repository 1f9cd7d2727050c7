/*
 * answer.h - what staff write: out to those who take part, or inside.
 */
#ifndef TG_TICKET_ANSWER_H
#define TG_TICKET_ANSWER_H

#include "ticket/decision.h"

/* Records TEXT on the ticket as what goes out. */
void
answer_record(struct decision *d, const struct ticket *ticket,
	      const char *text);

/* Mails TEXT to the requester and to those in Cc, one mail each, with
 * TEMPLATE ("update", "waiting", ...). PREPARED names a prepared answer to go
 * before it, "" none. To be called when all changes are planned: the mails
 * show the ticket as it is then. */
void
answer_send(struct decision *d, const struct ticket *ticket,
	    const char *template, const char *text, const char *prepared);

/* Whom answer_send() reaches, as a receipt names them: all, or the first ones
 * and how many others; NULL if it is nobody. *VENDOR tells whether a vendor of
 * the directory is among them. */
const struct phrase *
answer_readers(struct decision *d, const struct ticket *ticket, bool *vendor);

/* Keeps TEXT as a note and tells those who have to do with the ticket inside,
 * but not its author: its owner and who wrote notes before; if there is no
 * one, those whom staff_to_notify() names. */
void
answer_note(struct decision *d, const struct ticket *ticket, const char *text);

/* Tells the owner that somebody else did LINE. */
void
answer_tell_owner(struct decision *d, const struct ticket *ticket,
		  const struct phrase *line, const char *text);

#endif
