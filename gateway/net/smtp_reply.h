/*
 * smtp_reply.h - reading what an SMTP server answers (RFC 5321 section 4.2),
 * and what it offers in answer to EHLO. Pure: bytes in, values out. Internal
 * to net/.
 */
#ifndef TG_NET_SMTP_REPLY_H
#define TG_NET_SMTP_REPLY_H

#include "base/slice.h"
#include "net/smtp.h"

/* RFC 5321 section 4.5.3.1.5 allows 512 bytes a line; what is longer is
 * dropped, as nothing there is for a program. */
#define SMTP_REPLY_LINE_MAX 512

/* An honest answer to EHLO has some twenty lines. What is longer than both is
 * no reply. */
#define SMTP_REPLY_LINES_MAX 128
#define SMTP_REPLY_BYTES_MAX (64u * 1024)

enum smtp_reply_state {
	SMTP_REPLY_MORE,  /* so far so good, not yet whole */
	SMTP_REPLY_WHOLE, /* CODE and TEXT hold */
	SMTP_REPLY_BROKEN /* no SMTP: nothing is known */
};

struct smtp_reply {
	int code;		  /* 200..599, of the line read last */
	char text[SMTP_TEXT_MAX]; /* of all its lines, fit to be shown */
	unsigned lines;
	size_t bytes; /* given to smtp_reply_add() */
	char line[SMTP_REPLY_LINE_MAX];
	size_t line_size;
};

/* Before the first byte of a reply. */
void
smtp_reply_begin(struct smtp_reply *reply);

/*
 * Takes one line without its end: three digits, a hyphen when more lines
 * follow, text. Servers that change the code from line to line exist, and the
 * last one counts, but its first digit must stay: a reply that says yes and
 * no is none.
 */
enum smtp_reply_state
smtp_reply_add_line(struct smtp_reply *reply, struct slice line);

/* Takes bytes as they come, in pieces of any size; lines end in LF or CRLF.
 * *USED is how many of them belong to this reply. */
enum smtp_reply_state
smtp_reply_add(struct smtp_reply *reply, struct slice bytes, size_t *used);

/* Notes what LINE offers, the text of a line after the first one of an answer
 * to EHLO, such as "SIZE 1000". Unknown ones are passed over. */
void
smtp_offers_add(struct smtp_offers *offers, struct slice line);

#endif
