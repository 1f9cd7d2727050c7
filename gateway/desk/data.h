/*
 * data.h - what templates may speak of: a ticket, a mail and the plan, put
 * into the shapes of template/data.h (ticketgate-templates(5)).
 */
#ifndef TG_DESK_DATA_H
#define TG_DESK_DATA_H

#include <jansson.h>

#include "desk/case.h"

/* The data of one mail of the plan; TICKET may be NULL (a list, a held mail).
 * New reference, or NULL and ERR. */
json_t *
mail_data(struct desk_case *c, const struct op *op, const struct ticket *ticket,
	  struct error *err);

#endif
