# Tests of gateway/message/.
message_tests = tests/message/test_bounce tests/message/test_kind \
	tests/message/test_draft
tests_message_test_bounce_LDADD = $(message_libs) $(CMOCKA_LIBS)
tests_message_test_kind_LDADD = $(message_libs) $(CMOCKA_LIBS)
tests_message_test_draft_LDADD = $(message_libs) $(CMOCKA_LIBS)
if HAVE_CMOCKA
check_PROGRAMS += $(message_tests)
TESTS += $(message_tests)
endif
TESTS += tests/message/test_compose.py
EXTRA_DIST += tests/message/test_compose.py
