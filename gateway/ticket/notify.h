/*
 * notify.h - who of the staff is told.
 */
#ifndef TG_TICKET_NOTIFY_H
#define TG_TICKET_NOTIFY_H

#include "ticket/decision.h"

/* As staff_to_notify(), for a ticket that is not there yet. */
size_t
notify_people(const struct staff_directory *staff, const char *owner,
	      const char *skill, int64_t now, struct arena *arena,
	      const struct staff ***people);

/*
 * Tells PERSON once a plan: adds a mail to their first address, unless this
 * plan has told them already or the mail is theirs. Returns the mail's op,
 * or NULL.
 */
struct op *
notify_person(struct decision *d, int64_t ticket, const char *template,
	      const struct staff *person, enum reply_purpose purpose,
	      const struct phrase *line);

/* What the ticket's owner has to know; without an owner, those whom
 * staff_to_notify() names. TEXT is what was written, "" for nothing. */
void
notify_owner(struct decision *d, const struct ticket *ticket,
	     const char *template, enum reply_purpose purpose,
	     const struct phrase *line, const char *text, bool attachments);

#endif
