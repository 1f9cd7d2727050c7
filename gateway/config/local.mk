noinst_LIBRARIES += libconfig.a
libconfig_a_SOURCES = \
	gateway/config/complaints.c gateway/config/complaints.h \
	gateway/config/config.h \
	gateway/config/lint.c gateway/config/lint.h \
	gateway/config/rulefile.h \
	gateway/config/settings.c gateway/config/settings.h \
	gateway/config/sources.c gateway/config/sources.h
libconfig_a_CFLAGS = $(AM_CFLAGS) $(LIBCONFIG_CFLAGS) $(JANSSON_CFLAGS)
config_libs = libconfig.a $(LIBCONFIG_LIBS) $(ticket_libs) $(base_libs)
