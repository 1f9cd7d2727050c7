# Tests of gateway/rules/, and of the rule files that config/ reads.
rules_tests = \
	tests/rules/test_explain \
	tests/rules/test_folded \
	tests/rules/test_literals \
	tests/rules/test_manual \
	tests/rules/test_pattern \
	tests/rules/test_prefilter \
	tests/rules/test_rulefile \
	tests/rules/test_shipped \
	tests/rules/test_suggest \
	tests/rules/test_table
tests_rules_test_explain_LDADD = $(config_libs) $(CMOCKA_LIBS)
tests_rules_test_folded_LDADD = $(rules_libs) $(CMOCKA_LIBS)
tests_rules_test_literals_LDADD = $(rules_libs) $(CMOCKA_LIBS)
tests_rules_test_manual_LDADD = $(config_libs) $(CMOCKA_LIBS)
tests_rules_test_pattern_LDADD = $(rules_libs) $(CMOCKA_LIBS)
tests_rules_test_prefilter_LDADD = $(rules_libs) $(CMOCKA_LIBS)
tests_rules_test_rulefile_LDADD = $(config_libs) $(CMOCKA_LIBS)
tests_rules_test_shipped_LDADD = $(config_libs) $(CMOCKA_LIBS)
tests_rules_test_suggest_LDADD = $(config_libs) $(CMOCKA_LIBS)
tests_rules_test_table_LDADD = $(rules_libs) $(CMOCKA_LIBS)
EXTRA_DIST += tests/rules/generate.h
if HAVE_CMOCKA
check_PROGRAMS += $(rules_tests)
TESTS += $(rules_tests)
endif
