noinst_LIBRARIES += libdesk.a
libdesk_a_SOURCES = \
	gateway/desk/apply.c \
	gateway/desk/case.h \
	gateway/desk/check.c gateway/desk/check.h \
	gateway/desk/check_rules.c gateway/desk/check_rules.h \
	gateway/desk/data.c gateway/desk/data.h \
	gateway/desk/desk.c gateway/desk/desk.h \
	gateway/desk/history.c gateway/desk/history.h \
	gateway/desk/explain.c gateway/desk/explain.h \
	gateway/desk/gather.c \
	gateway/desk/mail.c \
	gateway/desk/similar.c gateway/desk/similar.h \
	gateway/desk/tell.c gateway/desk/tell.h \
	gateway/desk/templates.c gateway/desk/templates.h \
	gateway/desk/ticket_json.c gateway/desk/ticket_json.h \
	gateway/desk/undo.c \
	gateway/desk/webhook.c
libdesk_a_CFLAGS = $(AM_CFLAGS) $(JANSSON_CFLAGS)
desk_libs = libdesk.a $(config_libs) $(store_libs) $(template_libs) \
	$(rules_libs)
