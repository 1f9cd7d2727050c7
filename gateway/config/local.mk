noinst_LIBRARIES += libconfig.a
libconfig_a_SOURCES = \
	gateway/config/calendar.c gateway/config/calendar.h \
	gateway/config/check.c gateway/config/check.h \
	gateway/config/complaints.c gateway/config/complaints.h \
	gateway/config/config.c gateway/config/config.h \
	gateway/config/lint.c gateway/config/lint.h \
	gateway/config/rule_actions.c \
	gateway/config/rule_conditions.c \
	gateway/config/rule_escapes.c \
	gateway/config/rule_example_run.c \
	gateway/config/rule_examples.c \
	gateway/config/rule_loader.c gateway/config/rule_loader.h \
	gateway/config/rule_ranges.c gateway/config/rule_ranges.h \
	gateway/config/rulefile.c gateway/config/rulefile.h \
	gateway/config/schema.c gateway/config/schema.h \
	gateway/config/secret.c \
	gateway/config/settings.c gateway/config/settings.h \
	gateway/config/sources.c gateway/config/sources.h \
	gateway/config/values.c gateway/config/values.h
libconfig_a_CFLAGS = $(AM_CFLAGS) $(LIBCONFIG_CFLAGS) $(JANSSON_CFLAGS)
config_libs = libconfig.a $(LIBCONFIG_LIBS) $(ticket_libs)
