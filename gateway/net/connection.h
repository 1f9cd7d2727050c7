/*
 * connection.h - a byte stream to a server that is proven and logged in to,
 * with deadlines and a byte budget. Internal to net/.
 */
#ifndef TG_NET_CONNECTION_H
#define TG_NET_CONNECTION_H

#include <sys/types.h>

#include "base/buf.h"
#include "base/error.h"
#include "net/transport.h"

/* Bytes a second; a slower server runs into the deadline. */
#define CONNECTION_SLOWEST 8192

/* What the protocols differ in while libcurl leads the dialogue. */
struct connection_options {
	const struct net_server *server; /* must outlive the connection */
	const char *scheme, *path;	 /* as of transport_init() */
	int64_t login_s; /* for all of it: greeting, TLS, login */
	/* Whether LINE, with which the server refused, means that it works
	 * later by itself: then waiting is the remedy, and no person. */
	bool (*passes)(struct slice line);
	/* Is shown each line of the dialogue, without its end; OURS: we said
	 * it. NULL: nobody looks. */
	void (*see)(void *context, bool ours, struct slice line);
	void *context;
};

struct connection {
	struct transport transport;
	struct connection_options options;
	int fd;
	int64_t deadline; /* of the present command, monotonic ms */
	int64_t silence;  /* that is borne during it, ms */
	uint64_t budget;  /* bytes that the present command may still read */
	struct buf early; /* read by connection_wait() before it was wanted */
	size_t early_used;
	char last_line[256]; /* the server's last words during login */
	struct error err;    /* the first failure; nothing works after it */
};

/* Connects, checks the certificate, logs in: all that precedes the first
 * command of our own. ERROR_CONFIG: waiting cures nothing; else
 * ERROR_RETRY. */
bool
connection_open(struct connection *connection,
		const struct connection_options *options, struct error *err);

/* Closes without a word. NULL and half-built ones are allowed. */
void
connection_close(struct connection *connection);

/* Begins a command: EXPECTED bytes set its deadline, and with ROOM bytes more
 * its budget. */
void
connection_allow(struct connection *connection, uint64_t expected,
		 uint64_t room);

/* Bears a silence of MS from now on, until the next command begins; nothing
 * but an answer is awaited. */
void
connection_be_patient(struct connection *connection, int64_t ms);

/* 1 to SIZE bytes; -1 when the connection failed, its end included. */
ssize_t
connection_read(struct connection *connection, void *out, size_t size);

/* All of it, or -1. */
ssize_t
connection_write(struct connection *connection, const void *data, size_t size);

enum connection_news { NEWS_BYTES, NEWS_TIMEOUT, NEWS_WOKEN, NEWS_FAILED };

/* Waits at most TIMEOUT_MS until there is something to read, or WAKE_FD
 * (-1: none) is readable. Bytes that TLS holds back count. */
enum connection_news
connection_wait(struct connection *connection, int64_t timeout_ms, int wake_fd);

/* Ends the connection with an error of one's own; keeps the first one. */
void
connection_fail(struct connection *connection, enum error_class class,
		const char *text);

#endif
