/*
 * fake_server.h - a server on loopback that follows a script, in a child.
 *
 * A script is a list of steps that ends with NULL:
 *	"> TEXT"	sends TEXT and CRLF
 *	"$ TEXT"	the same after the tag of the line read last
 *	"< WORD"	reads a line, which must hold WORD in any case
 *	"body"		reads up to the line with a single dot
 *	"drip TEXT"	sends TEXT for ever, a byte every 20 ms
 *	"flood TEXT"	sends TEXT for ever, as fast as it goes
 *	"hang"		waits until the client closes
 *	"next"		closes, and goes on with the next connection
 */
#ifndef TG_TESTS_NET_FAKE_SERVER_H
#define TG_TESTS_NET_FAKE_SERVER_H

#include "net/server.h"

struct fake_server {
	int pid, port;
};

void
fake_start(struct fake_server *fake, const char *const *script);

/* Ends it; true when the script was followed to its end. */
bool
fake_stop(struct fake_server *fake);

/* Runs ROW(0) to ROW(COUNT - 1), each in a child of its own and all at once,
 * because most of their time is spent waiting for a timeout. A row that fails
 * an assertion fails the test. */
void
fake_run_rows(size_t count, void (*row)(size_t index));

/* Long enough for an answer that comes, however busy the machine is; short
 * enough to wait for in a test. */
#define FAKE_TIMEOUT_S 2

/* How to reach it: without TLS, as "help", with that timeout. */
struct net_server
fake_net(const struct fake_server *fake);

#endif
