/*
 * tls.h - how a connection is protected; shared by imap.h and smtp.h.
 */
#ifndef TG_NET_TLS_H
#define TG_NET_TLS_H

/* NET_TLS_NONE is for loopback addresses only; the other two always verify
 * the certificate's chain and host name. */
enum net_tls { NET_TLS_IMPLICIT, NET_TLS_STARTTLS, NET_TLS_NONE };

#endif
