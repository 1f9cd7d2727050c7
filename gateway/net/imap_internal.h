/*
 * imap_internal.h - what the files of the IMAP client share. libetpan parses
 * and sends the protocol, connection.h carries it.
 */
#ifndef TG_NET_IMAP_INTERNAL_H
#define TG_NET_IMAP_INTERNAL_H

#include <libetpan/libetpan.h>

#include "net/connection.h"
#include "net/imap.h"

/* UIDs named in one command: keeps its line under the 8 KB that every server
 * takes (RFC 7162 section 4), even with no two UIDs in a row. */
#define IMAP_UIDS_MAX 500

/* Room for an answer besides what was asked for: news, texts, flags. */
#define IMAP_ANSWER_ROOM (256u * 1024)

struct imap {
	struct imap_options options;
	struct connection connection;
	mailimap *session;
	mailstream *stream;
	struct imap_folder folder;
	uint32_t looked; /* mails that were there at the last imap_uids() */
};

/* Begins a command whose answer may take BYTES besides the usual. */
void
imap_allow(struct imap *imap, uint64_t bytes);

/*
 * Ends a command: takes over the news that came with its answer and turns
 * RESULT, libetpan's, into true or an error. WHAT completes the sentence
 * "cannot ..."
 */
bool
imap_done(struct imap *imap, int result, const char *what, struct error *err);

/* Puts the mailbox in front of an error's text; returns false. */
bool
imap_blame(const struct imap *imap, struct error *err);

/* The UIDs as a set, runs of consecutive ones as ranges. The caller frees it
 * with mailimap_set_free(), unless it handed it to what frees it. */
struct mailimap_set *
imap_uid_set(const uint32_t *uids, size_t count);

/* Whether mails came that imap_uids() has not seen. */
bool
imap_has_news(const struct imap *imap);

#endif
