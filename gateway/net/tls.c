/*
 * tls.c - which hosts may be spoken to without TLS.
 */
#include "net/tls.h"

#include <arpa/inet.h>

#include "base/slice.h"

bool
net_host_is_loopback(const char *host)
{
	struct slice name = slice_from(host);
	struct in_addr v4;
	struct in6_addr v6;
	char text[64];

	if (slice_equal_nocase(name, "localhost"))
		return true;
	if (name.size > 2 && name.data[0] == '[' &&
	    name.data[name.size - 1] == ']')
		name = slice_sub(name, 1, name.size - 1);
	if (!name.size || name.size >= sizeof(text))
		return false;
	memcpy(text, name.data, name.size);
	text[name.size] = '\0';
	if (inet_pton(AF_INET, text, &v4) == 1)
		return ntohl(v4.s_addr) >> 24 == 127;
	return inet_pton(AF_INET6, text, &v6) == 1 && IN6_IS_ADDR_LOOPBACK(&v6);
}
