/*
 * tell.h - mails that are about the desk and not about a ticket.
 */
#ifndef TG_DESK_TELL_H
#define TG_DESK_TELL_H

#include "config/complaints.h"
#include "desk/desk.h"

/* Tells the admin address why a reload was refused (template rules-broken),
 * in a transaction of its own. Nobody configured: does nothing. */
bool
desk_tell_admin(struct desk *desk, const struct complaints *complaints,
		int64_t now, struct arena *arena, struct error *err);

#endif
