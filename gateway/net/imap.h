/*
 * imap.h - one folder of a mailbox over IMAP (RFC 9051, RFC 3501).
 *
 * imap_open() connects, logs in and selects; then the calls below in any
 * order; imap_close(). One connection a process, no threads.
 *
 * Every call that returns false (or IMAP_IDLE_FAILED) has filled ERR and
 * left the connection in an unknown state: close it and open another, after
 * a pause for ERROR_RETRY, after a person acted for ERROR_CONFIG (password,
 * certificate, folder). What was asked may have happened or not; every
 * change here may be asked again without harm.
 *
 * Every call ends in time whatever the server does: after timeout_s without
 * a byte, and after an overall deadline of timeout_s plus the time that the
 * expected bytes take at 8 KiB/s.
 */
#ifndef TG_NET_IMAP_H
#define TG_NET_IMAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/slice.h"
#include "net/server.h"

struct imap_options {
	struct net_server server;
	const char *folder; /* UTF-8; "INBOX" when NULL or "" */
	size_t max_message; /* bytes; larger mails come as headers only */
};

/* What SELECT and CAPABILITY told. EXISTS follows the server's news. */
struct imap_folder {
	uint32_t uidvalidity; /* UIDs mean nothing under another one */
	uint32_t uidnext;     /* 0: not told */
	uint32_t exists;      /* mails in the folder */
	bool can_move, can_idle, can_uidplus;
};

struct imap;

/* Connects, proves the server's identity, logs in, selects the folder. On
 * success the caller owns *IMAP: imap_close(). OPTIONS need not outlive the
 * call, its strings must outlive *IMAP. */
bool
imap_open(const struct imap_options *options, struct imap **imap,
	  struct error *err);

/* Logs out (waiting a few seconds at most) and frees. NULL is allowed. */
void
imap_close(struct imap *imap);

/* Valid until imap_close(). */
const struct imap_folder *
imap_folder(const struct imap *imap);

/* The UIDs in the folder that are at least FROM, ascending, in ARENA. The
 * server's answer to "n:*" may hold the last mail although its UID is
 * smaller (RFC 3501 section 6.4.8): such are left out. */
bool
imap_uids(struct imap *imap, uint32_t from, struct arena *arena,
	  uint32_t **uids, size_t *count, struct error *err);

struct imap_mail {
	uint32_t uid;
	int64_t internaldate; /* seconds since 1970; 0: not told */
	bool seen;
	size_t size;	    /* RFC822.SIZE; of the whole mail */
	bool oversized;	    /* over max_message: BYTES is the header only */
	struct slice bytes; /* as they came; until the handler returns */
};

/* Returns false, with ERR filled, to end the fetch: that is then its result,
 * and the connection stays usable. */
typedef bool
imap_mail_handler(const struct imap_mail *mail, void *context,
		  struct error *err);

/*
 * Fetches mails without setting \Seen, in batches bounded by number and
 * bytes; the handler gets each after its whole batch arrived, in the order of
 * UIDS, which must ascend. A UID that is no longer there is left out; a mail
 * that is there and that the server does not give ends the fetch before any
 * later one is handed over, so that the highest UID that was handed over
 * tells what is known.
 */
bool
imap_fetch(struct imap *imap, const uint32_t *uids, size_t count,
	   imap_mail_handler *handler, void *context, struct error *err);

/* Sets \Seen. A UID that is no longer there is no error, here and below. */
bool
imap_store_seen(struct imap *imap, const uint32_t *uids, size_t count,
		struct error *err);

/*
 * Moves mails to FOLDER (UTF-8, the server's own separators), which is made
 * if it is missing. With MOVE (RFC 6851) in one step; else COPY, \Deleted
 * and UID EXPUNGE, where a crash in between leaves a second copy rather than
 * none. Without UIDPLUS too, the originals stay marked \Deleted, because a
 * plain EXPUNGE would also remove what others marked.
 */
bool
imap_move(struct imap *imap, const uint32_t *uids, size_t count,
	  const char *folder, struct error *err);

/* Removes mails for good; without UIDPLUS they are only marked \Deleted. */
bool
imap_delete(struct imap *imap, const uint32_t *uids, size_t count,
	    struct error *err);

/* Lets the server tell its news; *CHANGED (NULL is allowed) when mails came
 * since the last imap_uids(). */
bool
imap_noop(struct imap *imap, bool *changed, struct error *err);

enum imap_idle_result {
	IMAP_IDLE_CHANGED, /* mails came since the last imap_uids() */
	IMAP_IDLE_TIMEOUT,
	IMAP_IDLE_WOKEN, /* WAKE_FD is readable (nothing was read from it) */
	IMAP_IDLE_FAILED /* ERR says why */
};

/*
 * Waits for news at most TIMEOUT_MS: by IDLE (RFC 2177; asked again before
 * the server's 29 minutes end), or without it just for the time or the
 * wake-up, with a NOOP at the end. WAKE_FD may be -1.
 */
enum imap_idle_result
imap_idle(struct imap *imap, int timeout_ms, int wake_fd, struct error *err);

#endif
