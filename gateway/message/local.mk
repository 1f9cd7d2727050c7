noinst_LIBRARIES += libmessage.a
libmessage_a_SOURCES = \
	gateway/message/content_key.h \
	gateway/message/draft.h \
	gateway/message/facts.h \
	gateway/message/facts_json.h \
	gateway/message/html.h \
	gateway/message/kind.h \
	gateway/message/language.h \
	gateway/message/mime.h \
	gateway/message/quote.h
libmessage_a_CFLAGS = $(AM_CFLAGS) $(XML2_CFLAGS) $(JANSSON_CFLAGS) \
	$(TEXTCAT_CFLAGS)
message_libs = libmessage.a $(base_libs) $(XML2_LIBS) $(JANSSON_LIBS) \
	$(TEXTCAT_LIBS)
