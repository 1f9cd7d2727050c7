/*
 * imap_internal.h - what the files of the IMAP client share. libetpan parses
 * and sends the protocol, connection.h carries it.
 */
#ifndef TG_NET_IMAP_INTERNAL_H
#define TG_NET_IMAP_INTERNAL_H

#include <libetpan/libetpan.h>

#include "net/connection.h"
#include "net/guard.h"
#include "net/imap.h"

/* Mails asked for in one FETCH: keeps its line under the 8 KB that every
 * server takes (RFC 7162 section 4), even with no two UIDs in a row. */
#define IMAP_UIDS_MAX 500

/* Room for an answer besides what was asked for: news, texts, flags. */
#define IMAP_ANSWER_ROOM (256u * 1024)

struct imap {
	struct imap_options options;
	struct connection connection;
	struct guard guard; /* looks at each byte before libetpan does */
	mailimap *session;
	mailstream *stream;
	struct imap_folder folder;
	uint32_t looked; /* mails that were there at the last imap_uids() */
};

/* Begins a command whose answer is expected to take BYTES besides the usual:
 * they lengthen its deadline. */
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

/* --- lines of our own, where libetpan is not up to it ------------------- */

enum imap_line {
	LINE_UNTAGGED, /* "* ..." */
	LINE_CONTINUE, /* "+ ..." */
	LINE_OK,       /* of our tag */
	LINE_REFUSED,  /* NO or BAD of our tag */
	LINE_OTHER,
	LINE_FAILED
};

/* Sends LINE with its CRLF, as a command of its own with its own deadline.
 * False: the connection failed. */
bool
imap_say(struct imap *imap, const char *line);

/* Reads a line into LINE, without its end; commands of our own carry TAG. */
enum imap_line
imap_read_line(struct imap *imap, const char *tag, struct buf *line);

/* Whether mails came that imap_uids() has not seen. */
bool
imap_has_news(const struct imap *imap);

#endif
