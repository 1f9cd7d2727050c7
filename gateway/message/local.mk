noinst_LIBRARIES += libmessage.a
libmessage_a_SOURCES = \
	gateway/message/base64.c gateway/message/base64.h \
	gateway/message/address.c gateway/message/address.h \
	gateway/message/attribution.c gateway/message/attribution.h \
	gateway/message/body.c gateway/message/body.h \
	gateway/message/bounce.c gateway/message/bounce.h \
	gateway/message/bounce_fields.c \
	gateway/message/bounce_json.c \
	gateway/message/bounce_original.c \
	gateway/message/bounce_prose.c \
	gateway/message/bounce_status.c \
	gateway/message/bounce_words.c \
	gateway/message/charset.c gateway/message/charset.h \
	gateway/message/charset_guess.c \
	gateway/message/charset_table.c gateway/message/charset_table.h \
	gateway/message/content.c gateway/message/content.h \
	gateway/message/content_key.c gateway/message/content_key.h \
	gateway/message/date_field.c gateway/message/date_field.h \
	gateway/message/date_prose.c gateway/message/date_prose.h \
	gateway/message/draft.c gateway/message/draft.h \
	gateway/message/draft_address.c \
	gateway/message/draft_body.c gateway/message/draft_body.h \
	gateway/message/draft_header.c gateway/message/draft_header.h \
	gateway/message/draft_json.c \
	gateway/message/draft_parts.c gateway/message/draft_parts.h \
	gateway/message/draft_to_json.c \
	gateway/message/embedded.c gateway/message/embedded.h \
	gateway/message/encoded_word.c \
	gateway/message/enriched.c gateway/message/enriched.h \
	gateway/message/facts.c gateway/message/facts.h \
	gateway/message/facts_json.c gateway/message/facts_json.h \
	gateway/message/facts_wire.c \
	gateway/message/farewell.c gateway/message/farewell.h \
	gateway/message/file_name.c gateway/message/file_name.h \
	gateway/message/flowed.c gateway/message/flowed.h \
	gateway/message/forwarded.c \
	gateway/message/header.c gateway/message/header.h \
	gateway/message/html.c gateway/message/html.h \
	gateway/message/html_element.c gateway/message/html_element.h \
	gateway/message/html_feed.c gateway/message/html_feed.h \
	gateway/message/html_link.c gateway/message/html_link.h \
	gateway/message/html_style.c gateway/message/html_style.h \
	gateway/message/html_writer.c gateway/message/html_writer.h \
	gateway/message/ical.c gateway/message/ical.h \
	gateway/message/kind.c gateway/message/kind.h \
	gateway/message/kind_subject.c gateway/message/kind_subject.h \
	gateway/message/language.c gateway/message/language.h \
	gateway/message/language_words.c gateway/message/language_words.h \
	gateway/message/lines.c gateway/message/lines.h \
	gateway/message/mime.c gateway/message/mime.h \
	gateway/message/mime_body.c \
	gateway/message/mime_fields.c gateway/message/mime_fields.h \
	gateway/message/msgid.c gateway/message/msgid.h \
	gateway/message/param.c gateway/message/param.h \
	gateway/message/protection.c gateway/message/protection.h \
	gateway/message/quote.c gateway/message/quote.h \
	gateway/message/quote_words.c gateway/message/quote_words.h \
	gateway/message/quoted_header.c gateway/message/quoted_header.h \
	gateway/message/sender.c gateway/message/sender.h \
	gateway/message/rtf.c gateway/message/rtf.h \
	gateway/message/signature.c gateway/message/signature.h \
	gateway/message/tnef.c gateway/message/tnef.h \
	gateway/message/transfer.c gateway/message/transfer.h
libmessage_a_CFLAGS = $(AM_CFLAGS) $(XML2_CFLAGS) $(JANSSON_CFLAGS)
message_libs = libmessage.a $(base_libs) $(XML2_LIBS) $(JANSSON_LIBS)
