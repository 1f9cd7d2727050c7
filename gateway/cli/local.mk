ticketgate_SOURCES = gateway/cli/main.c gateway/cli/command.h \
	gateway/cli/compose.c gateway/cli/read.c
ticketgate_LDADD = $(message_libs)
