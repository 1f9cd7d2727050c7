noinst_LIBRARIES += libnet.a
libnet_a_SOURCES = \
	gateway/net/connection.c gateway/net/connection.h \
	gateway/net/guard.c gateway/net/guard.h \
	gateway/net/imap.c gateway/net/imap.h \
	gateway/net/imap_change.c \
	gateway/net/imap_fetch.c \
	gateway/net/imap_idle.c \
	gateway/net/imap_internal.h \
	gateway/net/imap_line.c \
	gateway/net/mutf7.c gateway/net/mutf7.h \
	gateway/net/server.c gateway/net/server.h \
	gateway/net/smtp.c gateway/net/smtp.h \
	gateway/net/smtp_body.c gateway/net/smtp_body.h \
	gateway/net/smtp_link.c gateway/net/smtp_link.h \
	gateway/net/smtp_reply.c gateway/net/smtp_reply.h \
	gateway/net/tls.c gateway/net/tls.h \
	gateway/net/transport.c gateway/net/transport.h \
	gateway/net/webhook.c gateway/net/webhook.h
libnet_a_CFLAGS = $(AM_CFLAGS) $(ETPAN_CFLAGS) $(CURL_CFLAGS)
net_libs = libnet.a $(base_libs) $(ETPAN_LIBS) $(CURL_LIBS)
