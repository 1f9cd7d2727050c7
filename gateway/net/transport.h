/*
 * transport.h - one libcurl handle set up for a server: address, TLS with
 * verification, login, no proxy, no signals. Internal to net/.
 */
#ifndef TG_NET_TRANSPORT_H
#define TG_NET_TRANSPORT_H

#include <curl/curl.h>

#include "base/error.h"
#include "net/server.h"

/* libcurl keeps pointers into it: it must not be moved or copied. */
struct transport {
	CURL *easy;
	bool loopback_only;
	char detail[CURL_ERROR_SIZE]; /* libcurl's own words, or "" */
};

/* SCHEME is "imap" or "smtp" and gets its "s" by the server's tls; PATH is
 * what follows the slash. SERVER was checked. */
bool
transport_init(struct transport *transport, const struct net_server *server,
	       const char *scheme, const char *path, struct error *err);

/* NULL and half-built ones are allowed. */
void
transport_clear(struct transport *transport);

/* Whether a failure is about the certificate, TLS or login settings, so that
 * waiting cures nothing. */
bool
transport_is_config(CURLcode code);

/* libcurl's words for CODE. */
const char *
transport_words(const struct transport *transport, CURLcode code);

#endif
