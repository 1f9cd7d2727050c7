ticketgate_SOURCES = gateway/cli/main.c gateway/cli/command.h
ticketgate_LDADD = $(base_libs)
