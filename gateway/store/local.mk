noinst_LIBRARIES += libstore.a
libstore_a_SOURCES = \
	gateway/store/addresses.c \
	gateway/store/content.c \
	gateway/store/events.c \
	gateway/store/find.c \
	gateway/store/held.c gateway/store/held.h \
	gateway/store/lease.c gateway/store/lease.h \
	gateway/store/links.c \
	gateway/store/marks.c \
	gateway/store/messages.c gateway/store/messages.h \
	gateway/store/outbox.c gateway/store/outbox.h \
	gateway/store/people.c \
	gateway/store/private.h \
	gateway/store/query.c gateway/store/query.h \
	gateway/store/receipts.c gateway/store/receipts.h \
	gateway/store/rule_hits.c gateway/store/rule_hits.h \
	gateway/store/schema.c \
	gateway/store/search.c \
	gateway/store/search_words.c gateway/store/search_words.h \
	gateway/store/snapshot.c \
	gateway/store/statement.c gateway/store/statement.h \
	gateway/store/store.c gateway/store/store.h \
	gateway/store/tickets.c gateway/store/tickets.h \
	gateway/store/webhooks.c gateway/store/webhooks.h
libstore_a_CFLAGS = $(AM_CFLAGS) $(SQLITE_CFLAGS) $(JANSSON_CFLAGS)
store_libs = libstore.a $(ticket_libs) $(message_libs) $(SQLITE_LIBS) \
	$(JANSSON_LIBS)
