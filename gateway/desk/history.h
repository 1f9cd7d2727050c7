/*
 * history.h - a ticket's history as a mail shows it (#show).
 */
#ifndef TG_DESK_HISTORY_H
#define TG_DESK_HISTORY_H

#include <jansson.h>

#include "desk/case.h"

/* Adds the messages of TICKET and the changes that were made to it to DATA,
 * the changes in LANGUAGE. */
bool
history_add(struct desk_case *c, const struct ticket *ticket,
	    const char *language, json_t *data, struct error *err);

#endif
