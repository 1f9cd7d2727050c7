/*
 * transport.c - one libcurl handle set up for a server.
 *
 * libcurl is the program's one TLS stack. What goes wrong here is what it
 * would do by itself: honour proxies of the environment, add the system's
 * authorities to a private one, follow a name to an address that is not
 * loopback. Each has its line below.
 */
#include "net/transport.h"

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/arena.h"

static bool
is_loopback(const struct sockaddr *address)
{
	const struct sockaddr_in *v4 = (const void *)address;
	const struct sockaddr_in6 *v6 = (const void *)address;

	if (address->sa_family == AF_INET)
		return ntohl(v4->sin_addr.s_addr) >> 24 == 127;
	return address->sa_family == AF_INET6 &&
	       IN6_IS_ADDR_LOOPBACK(&v6->sin6_addr);
}

/* libcurl asks for every socket: the address is what the name really led to,
 * so that no resolver can lead a password out of the machine unprotected. */
static curl_socket_t
open_socket(void *context, curlsocktype purpose, struct curl_sockaddr *address)
{
	const struct transport *transport = context;

	(void)purpose;
	if (transport->loopback_only && !is_loopback(&address->addr))
		return CURL_SOCKET_BAD;
	return socket(address->family, address->socktype | SOCK_CLOEXEC,
		      address->protocol);
}

static void
set_protection(struct transport *transport, const struct net_server *server)
{
	CURL *easy = transport->easy;

	transport->loopback_only = server->tls == NET_TLS_NONE;
	curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, open_socket);
	curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, transport);
	curl_easy_setopt(easy, CURLOPT_USE_SSL,
			 (long)(server->tls == NET_TLS_NONE ? CURLUSESSL_NONE
							    : CURLUSESSL_ALL));
	curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 1L);
	curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 2L);
	curl_easy_setopt(easy, CURLOPT_SSLVERSION,
			 (long)CURL_SSLVERSION_TLSv1_2);
	if (server->ca_file && *server->ca_file) {
		curl_easy_setopt(easy, CURLOPT_CAINFO, server->ca_file);
		curl_easy_setopt(easy, CURLOPT_CAPATH, NULL);
	}
}

static void
set_login(CURL *easy, const struct net_server *server)
{
	if (!server->user || !*server->user)
		return;
	curl_easy_setopt(easy, CURLOPT_USERNAME, server->user);
	curl_easy_setopt(easy, CURLOPT_SASL_IR, 1L);
	if (server->token && *server->token) {
		curl_easy_setopt(easy, CURLOPT_XOAUTH2_BEARER, server->token);
		curl_easy_setopt(easy, CURLOPT_LOGIN_OPTIONS, "AUTH=XOAUTH2");
	} else {
		curl_easy_setopt(easy, CURLOPT_PASSWORD,
				 server->password ? server->password : "");
	}
}

static void
set_address(CURL *easy, const struct net_server *server, const char *scheme,
	    const char *path)
{
	struct arena *arena = arena_new();
	bool v6 = strchr(server->host, ':') != NULL;

	curl_easy_setopt(
		easy, CURLOPT_URL,
		arena_printf(arena, "%s%s://%s%s%s:%d/%s", scheme,
			     server->tls == NET_TLS_IMPLICIT ? "s" : "",
			     v6 ? "[" : "", server->host, v6 ? "]" : "",
			     server->port, path));
	curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "imap,imaps,smtp,smtps");
	curl_easy_setopt(easy, CURLOPT_PROXY, "");
	arena_free(arena);
}

bool
transport_init(struct transport *transport, const struct net_server *server,
	       const char *scheme, const char *path, struct error *err)
{
	static bool initialised;

	*transport = (struct transport){ 0 };
	if (!initialised && curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
		return error_set(err, ERROR_BUG, "libcurl does not start");
	initialised = true;
	transport->easy = curl_easy_init();
	if (!transport->easy)
		return error_set(err, ERROR_BUG, "libcurl does not start");
	curl_easy_setopt(transport->easy, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(transport->easy, CURLOPT_ERRORBUFFER,
			 transport->detail);
	curl_easy_setopt(transport->easy, CURLOPT_TCP_KEEPALIVE, 1L);
	set_address(transport->easy, server, scheme, path);
	set_protection(transport, server);
	set_login(transport->easy, server);
	return true;
}

void
transport_clear(struct transport *transport)
{
	if (!transport || !transport->easy)
		return;
	curl_easy_cleanup(transport->easy);
	transport->easy = NULL;
}

bool
transport_is_config(CURLcode code)
{
	static const CURLcode codes[] = {
		CURLE_PEER_FAILED_VERIFICATION,
		CURLE_SSL_CACERT_BADFILE,
		CURLE_SSL_ISSUER_ERROR,
		CURLE_SSL_CERTPROBLEM,
		CURLE_USE_SSL_FAILED,
		CURLE_LOGIN_DENIED,
		CURLE_UNSUPPORTED_PROTOCOL,
		CURLE_URL_MALFORMAT,
		CURLE_NOT_BUILT_IN,
	};
	size_t i;

	for (i = 0; i < sizeof(codes) / sizeof(codes[0]); i++)
		if (code == codes[i])
			return true;
	return false;
}

const char *
transport_words(const struct transport *transport, CURLcode code)
{
	return transport->detail[0] ? transport->detail
				    : curl_easy_strerror(code);
}
