ticketgate_SOURCES = \
	gateway/cli/check.c \
	gateway/cli/command.h \
	gateway/cli/compose.c \
	gateway/cli/deliver.c \
	gateway/cli/explain.c \
	gateway/cli/explain_text.c gateway/cli/explain_text.h \
	gateway/cli/files.c gateway/cli/files.h \
	gateway/cli/held.c \
	gateway/cli/list.c \
	gateway/cli/main.c \
	gateway/cli/options.c gateway/cli/options.h \
	gateway/cli/read.c \
	gateway/cli/replay.c \
	gateway/cli/rules.c \
	gateway/cli/run.c \
	gateway/cli/search.c \
	gateway/cli/show.c \
	gateway/cli/status.c \
	gateway/cli/suggest.c gateway/cli/suggest.h \
	gateway/cli/table.c gateway/cli/table.h \
	gateway/cli/template.c \
	gateway/cli/ticket_table.c gateway/cli/ticket_table.h
ticketgate_LDADD = $(daemon_libs)
