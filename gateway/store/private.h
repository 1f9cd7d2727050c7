/*
 * private.h - what the files of store/ share and nobody else sees.
 */
#ifndef TG_STORE_PRIVATE_H
#define TG_STORE_PRIVATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <sqlite3.h>

#include "base/arena.h"
#include "message/facts.h"
#include "store/statement.h"
#include "store/store.h"
#include "store/tickets.h"

struct store {
	sqlite3 *db;
	char *path;
	enum store_mode mode;
	bool in_transaction;
	struct statement_cache statements;
	struct arena *scratch; /* emptied when a transaction begins or ends */
	int64_t *documents;    /* to be indexed before the commit; in SCRATCH */
	size_t document_count;
};

/* schema.c: brings a new or older database up to date, checks one that is
 * only read. */
bool
schema_prepare(struct store *store, struct error *err);

/* The SQL that leads from version N - 1 to N is at N - 1. */
extern const char *const schema_steps[];

/* Applies those of the first COUNT STEPS that are missing, in one transaction.
 * Separate for tests. */
bool
schema_apply(struct store *store, const char *const *steps, int count,
	     struct error *err);

/* The address folded for comparison, in store->scratch. */
const char *
email_key(struct store *store, const char *email);

/* addresses.c: address lists as JSON text, [{"name","email"}]. */
const char *
addresses_write(struct arena *arena, struct address_list list);
struct address_list
addresses_read(struct arena *arena, const char *json);

/* snapshot.c: the columns of a ticket "t" that ticket_rows() reads. */
/* clang-format off */
#define TICKET_COLUMNS \
	"SELECT t.id, t.subject, t.status, t.waiting_for, t.waiting_name," \
	" t.waiting_until, t.queue, t.kind, t.priority, t.requester_name," \
	" t.requester_email, t.owner, t.language, t.mailbox, t.merged_into," \
	" t.created, t.updated, t.resolved_at, t.closed_at," \
	" t.resolution, t.message_count"
/* clang-format on */

/* Takes rows of TICKET_COLUMNS to the end, closes ROWS, and adds tags, fields,
 * participants and links. */
bool
ticket_rows(struct store *store, struct cursor *rows, struct arena *arena,
	    struct ticket ***tickets, size_t *count, struct error *err);

/* events.c: a change of a ticket for event_write(). */
struct change {
	const char *op; /* op_type_name() */
	const char *name, *old_value, *new_value;
	const char *what; /* for people */
};

/* Appends the event and marks the ticket as updated. */
bool
event_write(struct store *store, const struct actor *actor, int64_t ticket,
	    const struct change *change, struct error *err);

/* ERROR_REJECT: there is no such ticket. */
bool
ticket_missing(struct store *store, int64_t id, struct error *err);

/* search.c: the ticket itself, or its message with this number (from 1), is
 * to be indexed (again) before the commit. */
#define SEARCH_TICKET 0
void
search_touch(struct store *store, int64_t ticket, int64_t ordinal);
bool
search_update(struct store *store, struct error *err);

#endif
