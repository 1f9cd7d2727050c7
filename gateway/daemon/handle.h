/*
 * handle.h - from stored receipts to decisions: what intake, `deliver` and
 * `held release` do with mails once their bytes are durable.
 */
#ifndef TG_DAEMON_HANDLE_H
#define TG_DAEMON_HANDLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "daemon/reader_client.h"
#include "desk/desk.h"

/* A mail on which the reader died this often is not tried again ... */
#define HANDLE_READER_FAILURES_MAX 2
/* ... nor one whose handling began this often and never came to an end. */
#define HANDLE_ATTEMPTS_MAX 6

struct handler {
	struct desk *desk;
	struct reader *reader;
	/* told of each mail after its commit; may be NULL */
	void (*done)(const struct receipt *receipt, const struct facts *facts,
		     const struct desk_result *result);
};

/*
 * Reads, classifies and decides over pending receipts, all in one commit; a
 * mail that spoils the batch is handled alone, and in the end as a stub. No
 * transaction may be open. False: ERROR_RETRY (database, reader that does
 * not start); what was committed stays so, the rest is pending.
 */
bool
handle_receipts(struct handler *handler, const int64_t *ids, size_t count,
		struct error *err);

/*
 * Receipts that somebody left pending: those of MAILBOX ("" : the pipe) whose
 * handling an earlier life began, and held mails of any mailbox that a person
 * released. One by one, so that whichever was the cause is found.
 */
bool
handle_leftovers(struct handler *handler, const char *mailbox,
		 struct error *err);

#endif
