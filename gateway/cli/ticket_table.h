/*
 * ticket_table.h - the queue as people see it; used by list and search.
 */
#ifndef TG_CLI_TICKET_TABLE_H
#define TG_CLI_TICKET_TABLE_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "ticket/ticket.h"

/* Prints one row a ticket, ages counted to NOW; a sentence if there are
 * none. */
void
ticket_table_print(struct ticket *const *tickets, size_t count, int64_t now,
		   struct arena *arena);

#endif
