ticketgate_SOURCES = gateway/cli/main.c
ticketgate_LDADD = $(base_libs)
