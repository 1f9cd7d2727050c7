# Tests of gateway/template/.
template_tests = \
	tests/template/test_data \
	tests/template/test_manual \
	tests/template/test_mustache \
	tests/template/test_phrases \
	tests/template/test_set \
	tests/template/test_shipped
tests_template_test_mustache_SOURCES = tests/template/test_mustache.c \
	tests/template/bare.c tests/template/bare.h
tests_template_test_data_LDADD = $(template_libs) $(CMOCKA_LIBS)
tests_template_test_manual_LDADD = $(template_libs) $(CMOCKA_LIBS)
tests_template_test_mustache_LDADD = $(template_libs) $(CMOCKA_LIBS)
tests_template_test_phrases_LDADD = $(template_libs) $(CMOCKA_LIBS)
tests_template_test_set_LDADD = $(template_libs) $(CMOCKA_LIBS)
tests_template_test_shipped_LDADD = $(template_libs) $(CMOCKA_LIBS)
if HAVE_CMOCKA
check_PROGRAMS += $(template_tests)
TESTS += $(template_tests)
endif
