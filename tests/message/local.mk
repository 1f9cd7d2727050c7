# Tests of gateway/message/.
message_tests = \
	tests/message/test_address \
	tests/message/test_bounce \
	tests/message/test_bounce_prose \
	tests/message/test_charset \
	tests/message/test_date_field \
	tests/message/test_draft \
	tests/message/test_draft_json \
	tests/message/test_facts \
	tests/message/test_forwarded \
	tests/message/test_header \
	tests/message/test_hostile \
	tests/message/test_html \
	tests/message/test_kind \
	tests/message/test_language \
	tests/message/test_mime \
	tests/message/test_parts \
	tests/message/test_quote \
	tests/message/test_quote_words \
	tests/message/test_transfer
tests_message_test_bounce_SOURCES = tests/message/test_bounce.c \
	tests/message/bounce_sample.c \
	tests/message/bounce_sample.h
tests_message_test_bounce_prose_SOURCES = tests/message/test_bounce_prose.c \
	tests/message/bounce_sample.c \
	tests/message/bounce_sample.h
tests_message_test_address_LDADD = $(message_libs) $(CMOCKA_LIBS)
tests_message_test_bounce_LDADD = $(message_libs) $(CMOCKA_LIBS)
tests_message_test_bounce_prose_LDADD = $(message_libs) $(CMOCKA_LIBS)
tests_message_test_charset_LDADD = $(message_libs) $(CMOCKA_LIBS)
tests_message_test_date_field_LDADD = $(message_libs) $(CMOCKA_LIBS)
tests_message_test_draft_LDADD = $(message_libs) $(CMOCKA_LIBS)
tests_message_test_draft_json_LDADD = $(message_libs) $(CMOCKA_LIBS)
tests_message_test_facts_LDADD = $(message_libs) $(CMOCKA_LIBS)
tests_message_test_forwarded_LDADD = $(message_libs) $(CMOCKA_LIBS)
tests_message_test_header_LDADD = $(message_libs) $(CMOCKA_LIBS)
tests_message_test_hostile_LDADD = $(message_libs) $(CMOCKA_LIBS)
tests_message_test_html_LDADD = $(message_libs) $(CMOCKA_LIBS)
tests_message_test_kind_LDADD = $(message_libs) $(CMOCKA_LIBS)
tests_message_test_language_LDADD = $(message_libs) $(CMOCKA_LIBS)
tests_message_test_mime_LDADD = $(message_libs) $(CMOCKA_LIBS)
tests_message_test_parts_LDADD = $(message_libs) $(CMOCKA_LIBS)
tests_message_test_quote_LDADD = $(message_libs) $(CMOCKA_LIBS)
tests_message_test_quote_words_LDADD = $(message_libs) $(CMOCKA_LIBS)
tests_message_test_transfer_LDADD = $(message_libs) $(CMOCKA_LIBS)
if HAVE_CMOCKA
check_PROGRAMS += $(message_tests)
TESTS += $(message_tests)
endif
TESTS += tests/message/test_compose.py
EXTRA_DIST += tests/message/test_compose.py
EXTRA_DIST += tests/message/samples
