/*
 * server.c - what can be said about a server before it is spoken to.
 *
 * Everything here ends up in an URL or in a command line of a protocol, so
 * whatever could end the one or the other is refused.
 */
#include "net/server.h"

#include "base/slice.h"

#define TIMEOUT_LONGEST 3600

static bool
is_host(const char *host)
{
	size_t i;

	for (i = 0; host[i]; i++) {
		unsigned char c = (unsigned char)host[i];
		bool ok = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
			  (c >= '0' && c <= '9') || c >= 0x80 ||
			  strchr(".-_:", c);

		if (!ok)
			return false;
	}
	return i > 0;
}

static bool
has_control(const char *text)
{
	for (; text && *text; text++)
		if ((unsigned char)*text < 0x20 || *text == 0x7F)
			return true;
	return false;
}

bool
net_server_check(const struct net_server *server, struct error *err)
{
	if (!server->host || !is_host(server->host))
		return error_set(err, ERROR_CONFIG,
				 "\"%s\" is no host name or address",
				 server->host ? server->host : "");
	if (server->port < 1 || server->port > 65535)
		return error_set(err, ERROR_CONFIG,
				 "port %d of %s is not in 1 to 65535",
				 server->port, server->host);
	if (server->timeout_s < 1 || server->timeout_s > TIMEOUT_LONGEST)
		return error_set(err, ERROR_CONFIG,
				 "the timeout of %s is not in 1 to %d seconds",
				 server->host, TIMEOUT_LONGEST);
	if (server->tls == NET_TLS_NONE && !net_host_is_loopback(server->host))
		return error_set(err, ERROR_CONFIG,
				 "tls = \"none\" is for loopback addresses "
				 "only, not for %s: use \"implicit\" or "
				 "\"starttls\"",
				 server->host);
	if (has_control(server->user) || has_control(server->password) ||
	    has_control(server->token))
		return error_set(err, ERROR_CONFIG,
				 "user or password for %s holds a line end or "
				 "another control character",
				 server->host);
	return true;
}
