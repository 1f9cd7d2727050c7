/*
 * tls.h - how a connection to a mail server is protected.
 */
#ifndef TG_NET_TLS_H
#define TG_NET_TLS_H

#include <stdbool.h>

/* The certificate's chain and host name are verified always; there is no
 * switch to turn that off. */
enum net_tls {
	NET_TLS_IMPLICIT, /* from the first byte (RFC 8314) */
	NET_TLS_STARTTLS, /* required: without it nothing is said */
	NET_TLS_NONE	  /* on loopback addresses only */
};

/* Whether HOST is written as a loopback address: "localhost", 127.0.0.0/8,
 * ::1 (with or without brackets). Does not ask the resolver; a connection
 * with NET_TLS_NONE checks the address it really gets again. */
bool
net_host_is_loopback(const char *host);

#endif
