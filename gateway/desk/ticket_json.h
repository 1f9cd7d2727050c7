/*
 * ticket_json.h - tickets, messages and history as JSON: the interface of
 * list, search and show for programs. Keys are never renamed.
 */
#ifndef TG_DESK_TICKET_JSON_H
#define TG_DESK_TICKET_JSON_H

#include <jansson.h>

#include "store/messages.h"
#include "store/tickets.h"
#include "ticket/ticket.h"

/* One ticket as in `list --json`; TAG is the desk's. New reference. */
json_t *
ticket_to_json(const struct ticket *ticket, const char *tag);

/* An array of those. New reference. */
json_t *
tickets_to_json(struct ticket *const *tickets, size_t count, const char *tag);

/* One ticket as in `show --json`: messages as an array, and events. New
 * reference. */
json_t *
ticket_to_json_whole(const struct ticket *ticket, const char *tag,
		     const struct message *messages, size_t message_count,
		     const struct event *events, size_t event_count);

#endif
