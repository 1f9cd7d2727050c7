# Tests of gateway/config/.
config_tests = \
	tests/config/test_calendar \
	tests/config/test_complaints \
	tests/config/test_config \
	tests/config/test_lint \
	tests/config/test_manual \
	tests/config/test_mistakes \
	tests/config/test_secret \
	tests/config/test_sources \
	tests/config/test_values
config_test_place = tests/config/place.c tests/config/place.h
tests_config_test_config_SOURCES = tests/config/test_config.c \
	$(config_test_place)
tests_config_test_mistakes_SOURCES = tests/config/test_mistakes.c \
	$(config_test_place)
tests_config_test_secret_SOURCES = tests/config/test_secret.c \
	$(config_test_place)
tests_config_test_calendar_LDADD = $(config_libs) $(CMOCKA_LIBS)
tests_config_test_complaints_LDADD = $(config_libs) $(CMOCKA_LIBS)
tests_config_test_config_LDADD = $(config_libs) $(CMOCKA_LIBS)
tests_config_test_lint_LDADD = $(config_libs) $(CMOCKA_LIBS)
tests_config_test_manual_LDADD = $(config_libs) $(CMOCKA_LIBS)
tests_config_test_mistakes_LDADD = $(config_libs) $(CMOCKA_LIBS)
tests_config_test_secret_LDADD = $(config_libs) $(CMOCKA_LIBS)
tests_config_test_sources_LDADD = $(config_libs) $(CMOCKA_LIBS)
tests_config_test_values_LDADD = $(config_libs) $(CMOCKA_LIBS)
if HAVE_CMOCKA
check_PROGRAMS += $(config_tests)
TESTS += $(config_tests)
endif
