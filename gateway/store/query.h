/*
 * query.h - reading for people and programs: list, search, and the mails
 * that were received.
 */
#ifndef TG_STORE_QUERY_H
#define TG_STORE_QUERY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "message/facts.h"
#include "store/store.h"
#include "ticket/ticket.h"

/* What to list; "" and 0 mean any. */
struct ticket_filter {
	bool include_closed; /* resolved, closed and merged ones too; those
				with STATUS in any case */
	const char *status, *queue, *owner, *requester, *tag;
	int64_t since; /* updated at or after */
	size_t limit;  /* 0: no limit */
};

/* Newest change first. */
bool
query_list(struct store *store, const struct ticket_filter *filter,
	   struct arena *arena, struct ticket ***tickets, size_t *count,
	   struct error *err);

/*
 * Tickets whose subject, messages, fields or people contain all of WORDS
 * (quoted for FTS5; a tag or number finds its ticket), best first. Words in
 * Chinese, Japanese and Korean text are found anywhere, from one character
 * on; others as whole words or beginnings (a single letter as a whole word),
 * without case and accents. The words may stand in different messages. At
 * most the first 16 count.
 */
bool
query_search(struct store *store, const char *words, size_t limit,
	     struct arena *arena, struct ticket ***tickets, size_t *count,
	     struct error *err);

/* A stored mail; strings and RAW live until the callback returns. */
struct raw_mail {
	int64_t receipt;
	int64_t ticket; /* 0: none */
	int64_t received;
	const char *mailbox;
	bool follows; /* it went to a ticket that was there: what rules say
			 of a ticket's opening does not count */
	struct slice raw;
};

/* Mails received since SINCE (0: all), each content once, for replay: calls
 * EACH in their order until it returns false. */
bool
query_raw_mails(struct store *store, int64_t since,
		bool (*each)(void *data, const struct raw_mail *mail),
		void *data, struct error *err);

/* How many those are. */
bool
query_raw_mail_count(struct store *store, int64_t since, size_t *count,
		     struct error *err);

#endif
