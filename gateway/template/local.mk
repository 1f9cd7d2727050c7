noinst_LIBRARIES += libtemplate.a
libtemplate_a_SOURCES = \
	gateway/template/catalog.c gateway/template/catalog.h \
	gateway/template/check.c \
	gateway/template/data.c gateway/template/data.h \
	gateway/template/file.c gateway/template/file.h \
	gateway/template/html_part.c \
	gateway/template/mustache.h \
	gateway/template/mustache_parse.c \
	gateway/template/mustache_render.c \
	gateway/template/phrase_file.c gateway/template/phrase_file.h \
	gateway/template/render.c gateway/template/render.h \
	gateway/template/set.c gateway/template/set.h \
	gateway/template/shipped.h gateway/template/template.h
nodist_libtemplate_a_SOURCES = gateway/template/shipped.c
libtemplate_a_CFLAGS = $(AM_CFLAGS) $(JANSSON_CFLAGS)
template_libs = libtemplate.a $(ticket_libs) $(JANSSON_LIBS)
