ticketgate_SOURCES = gateway/cli/main.c gateway/cli/command.h \
	gateway/cli/read.c
ticketgate_LDADD = $(message_libs)
