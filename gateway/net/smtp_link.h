/*
 * smtp_link.h - a connection to an SMTP server: commands out, replies in.
 * Internal to net/.
 */
#ifndef TG_NET_SMTP_LINK_H
#define TG_NET_SMTP_LINK_H

#include "net/connection.h"
#include "net/smtp_reply.h"

struct smtp_link {
	struct connection connection;
	bool open;
	struct smtp_offers offers; /* of the last answer to EHLO */
	struct smtp_reply reply;   /* read last, or as far as it came */
	int code; /* of the last whole reply on it; 0: none */
	bool reads_offers; /* the next reply answers EHLO */
	char in[4096];	   /* what came and was not looked at yet */
	size_t in_pos, in_size;
};

/*
 * Connects, greets as HELO ("": the host's own name) and logs in; LINK must be
 * closed or zeroed, and must not be moved while it is open. SERVER must
 * outlive it. ERROR_RETRY or ERROR_CONFIG; link->code and link->reply.text
 * then hold the server's last answer, if there was one.
 */
bool
smtp_link_open(struct smtp_link *link, const struct net_server *server,
	       const char *helo, struct error *err);

/* Closes without a word. A closed one stays so. */
void
smtp_link_close(struct smtp_link *link);

/* Says QUIT, waits for no answer, and closes. */
void
smtp_link_quit(struct smtp_link *link);

/*
 * Sends COMMAND, with its CRLF, and reads the reply. False when none came:
 * link->connection.err says why, and nothing works any more but to close. So
 * it is when there are bytes that nobody asked for: whoever answers before
 * the question is out of step, or says goodbye.
 */
bool
smtp_link_ask(struct smtp_link *link, const char *command);

/* The two halves of it, for a message: room and time for SIZE bytes to send,
 * and the reply to them, for which it waits PATIENCE times the timeout. */
bool
smtp_link_begin(struct smtp_link *link, size_t size);
bool
smtp_link_hear(struct smtp_link *link, int patience);

#endif
