/*
 * server.h - which server to speak to, and as whom.
 *
 * Programs that use net/ ignore SIGPIPE: a closed connection is an error of
 * the call that meets it.
 */
#ifndef TG_NET_SERVER_H
#define TG_NET_SERVER_H

#include <stdint.h>

#include "base/error.h"
#include "net/tls.h"

/* Strings may be NULL or "" where absent; they must outlive what was opened
 * with them. */
struct net_server {
	const char *host; /* a name, or an address (IPv6 without brackets) */
	int port;	  /* 1..65535 */
	enum net_tls tls;
	const char *user;     /* absent: no login (SMTP only) */
	const char *password; /* ignored when there is a token */
	const char *token;    /* OAuth2 bearer token, for XOAUTH2 */
	const char *ca_file;  /* PEM; replaces the system's authorities */
	int64_t timeout_s;    /* for a server that says nothing; 1..3600 */
};

/* Checks what needs no connection: host, port, no line ends in user, password
 * or token, NET_TLS_NONE on loopback only. ERROR_CONFIG names the remedy. */
bool
net_server_check(const struct net_server *server, struct error *err);

#endif
