/*
 * smtp.h - handing mail to an SMTP server (RFC 5321), one recipient a
 * transaction, over one connection that is kept for many mails.
 *
 * A send has three kinds of answer: accepted, refused, unknown. They are
 * never folded: after SMTP_UNKNOWN the same bytes with the same Message-ID
 * may be sent again, and only then may somebody get a mail twice.
 */
#ifndef TG_NET_SMTP_H
#define TG_NET_SMTP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/slice.h"
#include "net/server.h"

struct smtp_options {
	struct net_server server;
	const char *helo; /* name given in EHLO; NULL or "": the host's own */
};

/* What the server's last EHLO answer offered, as far as it can be used. */
struct smtp_offers {
	bool eightbit; /* 8BITMIME (RFC 6152): bodies with bytes over 127 */
	bool utf8;     /* SMTPUTF8 (RFC 6531): the same in headers, addresses */
	bool starttls, auth;
	bool sizes;    /* SIZE (RFC 1870) */
	uint64_t size; /* its limit; 0: none told */
};

enum smtp_outcome {
	SMTP_ACCEPTED,
	SMTP_REFUSED, /* for good: 5xx, or an address that must not be sent */
	SMTP_RETRY,   /* 4xx, or no answer before the mail was handed over */
	SMTP_UNKNOWN, /* no answer after the final dot */
	SMTP_CONFIG,  /* login, certificate or option refused: for a person */
	SMTP_MISFIT   /* nothing was sent: the message holds bytes over 127 that
			 the server does not take. Compose it anew, for what
			 smtp_offers() says now */
};

#define SMTP_TEXT_MAX 512

struct smtp_result {
	enum smtp_outcome outcome;
	int code;		  /* the server's last reply; 0: none */
	char text[SMTP_TEXT_MAX]; /* its text, or one sentence of our own;
				     no control characters */
};

struct smtp_session;

/* Checks the options and makes a session; connects with the first use.
 * ERROR_CONFIG when the options cannot work. Strings of OPTIONS must outlive
 * the session, which the caller owns: smtp_close(). */
bool
smtp_open(const struct smtp_options *options, struct smtp_session **session,
	  struct error *err);

/* Says QUIT without waiting for the answer, and frees. NULL is allowed. */
void
smtp_close(struct smtp_session *session);

/* What the server offers, so that a mail can be composed to fit; connects
 * when there is no fresh connection. False: ERROR_RETRY or ERROR_CONFIG. */
bool
smtp_offers(struct smtp_session *session, struct smtp_offers *offers,
	    struct error *err);

/*
 * Sends MESSAGE from ENVELOPE_FROM ("" is the null sender) to RECIPIENT and
 * returns RESULT->outcome. Bare CR and LF go out as CRLF, lines that start
 * with a dot are escaped, NUL bytes are refused. An address with control
 * characters, blanks or angle brackets is refused before anything is sent. To
 * a server that lacks SMTPUTF8 a domain outside ASCII goes out in A-labels; an
 * address whose local part is not ASCII is refused.
 *
 * MAIL says what is true and the server can hear: the size, BODY=8BITMIME for
 * bytes over 127 in the body, SMTPUTF8 for those in the header or in an
 * address. A kept connection that turns out to be dead is replaced once; the
 * server may then offer less than before: SMTP_MISFIT. Each answer may take
 * timeout_s, the one to the whole mail five times that.
 */
enum smtp_outcome
smtp_send(struct smtp_session *session, const char *envelope_from,
	  const char *recipient, struct slice message,
	  struct smtp_result *result);

#endif
