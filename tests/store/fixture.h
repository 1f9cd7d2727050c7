/*
 * fixture.h - a fresh database in a folder of its own, and short ways to
 * fill it. Failures end the test at once.
 */
#ifndef TG_TESTS_STORE_FIXTURE_H
#define TG_TESTS_STORE_FIXTURE_H

#include "../test.h"

#include "store/messages.h"
#include "store/outbox.h"
#include "store/receipts.h"
#include "store/store.h"
#include "store/tickets.h"

/* A moment in 2026; tests count from it. */
#define NOON INT64_C(1795348800)

struct fixture {
	char folder[32];
	char path[48]; /* of the database */
	struct store *store;
	struct arena *arena;
	struct error err;
};

/* cmocka's set-up and tear-down: *STATE is a struct fixture with an open
 * store in STORE_TIMER mode. */
int
fixture_open(void **state);
int
fixture_close(void **state);

/* Asserts success, with the error's text otherwise. */
#define ok(fixture, call)                                                      \
	do {                                                                   \
		if (!(call))                                                   \
			fail_msg("%s: %s", #call, (fixture)->err.text);        \
	} while (0)

/* Asserts failure of CLASS with WORDS in its text. */
#define refused(fixture, call, wanted, words)                                  \
	do {                                                                   \
		(fixture)->err = (struct error){ 0 };                          \
		assert_false(call);                                            \
		assert_int_equal((fixture)->err.class, (wanted));              \
		if (!strstr((fixture)->err.text, (words)))                     \
			fail_msg("\"%s\" is not in: %s", (words),              \
				 (fixture)->err.text);                         \
	} while (0)

void
begin(struct fixture *f);
void
commit(struct fixture *f);

/* "requester" at NOON + SECONDS, by no receipt. */
struct actor
by(const char *who, int64_t seconds);

/* Within a transaction: opens a ticket. */
int64_t
open_ticket(struct fixture *f, const char *subject, const char *email);

/* Within a transaction: stores a receipt. */
int64_t
add_receipt(struct fixture *f, const char *mailbox, int64_t uid,
	    const char *raw);

/* Facts of a mail as a reader would make them. */
struct facts *
make_facts(struct fixture *f, const char *from, const char *subject,
	   const char *text, const char *message_id);

/* Within a transaction: puts such a mail on a ticket; returns its id. */
int64_t
add_message(struct fixture *f, int64_t ticket, enum direction direction,
	    const struct facts *facts);

/* The ticket, which must be there. */
struct ticket *
get_ticket(struct fixture *f, int64_t id);

/* The history of a ticket, oldest first; the newest of it, which must be
 * there; and how long it is. */
struct event *
events_of(struct fixture *f, int64_t ticket, size_t *count);
struct event
last_event(struct fixture *f, int64_t ticket);
size_t
event_count(struct fixture *f, int64_t ticket);

/* Runs SQL on the file by a connection of its own; the first column of the
 * first row, or SQLite's message, both in the arena. */
const char *
raw_sql(struct fixture *f, const char *sql);

#endif
