/*
 * servers.h - the private mail servers of tests/servers/, for tests in C.
 */
#ifndef TG_TESTS_NET_SERVERS_H
#define TG_TESTS_NET_SERVERS_H

#include "base/slice.h"
#include "net/server.h"

struct servers {
	int in, out; /* the child's standard input and output */
	int pid;
	int imap_port, imaps_port, smtp_port, smtps_port;
	char ca_file[256], other_ca_file[256];
	char wrong_name_host[64];
	char folder[256]; /* with exim-main.log */
};

/* Starts them with the users "help" and "ana" (password "secret") at
 * example.org, and müller@example.org for "help"; false when Dovecot or Exim
 * is not installed. Ends the test when they do not start. */
bool
servers_start(struct servers *servers);
void
servers_stop(struct servers *servers);

/* "stop imap", "start smtp", "offer 8bitmime" and so on. */
void
servers_tell(struct servers *servers, const char *command);

/* A server at 127.0.0.1 with the user "help" and the private authority. */
struct net_server
servers_net(const struct servers *servers, int port, enum net_tls tls);

/* Puts MAIL into the mailbox of "help" by another connection. */
void
servers_append(const struct servers *servers, const char *mail, size_t size);

#endif
