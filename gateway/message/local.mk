noinst_LIBRARIES += libmessage.a
libmessage_a_SOURCES = \
	gateway/message/bounce.c gateway/message/bounce.h \
	gateway/message/bounce_fields.c \
	gateway/message/bounce_prose.c \
	gateway/message/bounce_status.c \
	gateway/message/bounce_words.c \
	gateway/message/content_key.h \
	gateway/message/draft.h \
	gateway/message/facts.h \
	gateway/message/facts_json.h \
	gateway/message/html.h \
	gateway/message/kind.c gateway/message/kind.h \
	gateway/message/kind_subject.c gateway/message/kind_subject.h \
	gateway/message/language.h \
	gateway/message/mime.h \
	gateway/message/quote.h \
	gateway/message/sender.c gateway/message/sender.h
libmessage_a_CFLAGS = $(AM_CFLAGS) $(XML2_CFLAGS) $(JANSSON_CFLAGS) \
	$(TEXTCAT_CFLAGS)
message_libs = libmessage.a $(base_libs) $(XML2_LIBS) $(JANSSON_LIBS) \
	$(TEXTCAT_LIBS)
