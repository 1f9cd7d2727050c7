noinst_LIBRARIES += libticket.a
libticket_a_SOURCES = \
	gateway/ticket/policy.h \
	gateway/ticket/staff.c gateway/ticket/staff.h
libticket_a_CFLAGS = $(AM_CFLAGS) $(JANSSON_CFLAGS)
ticket_libs = libticket.a $(rules_libs) $(message_libs)
