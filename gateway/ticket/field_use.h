/*
 * field_use.h - what becomes of a field that the rules set.
 */
#ifndef TG_TICKET_FIELD_USE_H
#define TG_TICKET_FIELD_USE_H

enum field_use {
	FIELD_KEPT,  /* on the ticket; a later mail may add it if it lacks */
	FIELD_SORTS, /* on the ticket; settled when the ticket is opened */
	FIELD_STEERS /* says how the ticket is opened and is not kept on it */
};

/* Any name is allowed: admins name fields as they like, and those that
 * Ticketgate makes nothing of are kept. */
enum field_use
field_use(const char *name);

#endif
