# Tests of gateway/base/.
base_tests = \
	tests/base/test_arena \
	tests/base/test_buf \
	tests/base/test_clock \
	tests/base/test_error \
	tests/base/test_fault \
	tests/base/test_hash \
	tests/base/test_idn \
	tests/base/test_io \
	tests/base/test_log \
	tests/base/test_slice \
	tests/base/test_utf8
tests_base_test_arena_LDADD = $(base_libs) $(CMOCKA_LIBS)
tests_base_test_buf_LDADD = $(base_libs) $(CMOCKA_LIBS)
tests_base_test_clock_LDADD = $(base_libs) $(CMOCKA_LIBS)
tests_base_test_error_LDADD = $(base_libs) $(CMOCKA_LIBS)
tests_base_test_fault_LDADD = $(base_libs) $(CMOCKA_LIBS)
tests_base_test_hash_LDADD = $(base_libs) $(CMOCKA_LIBS)
tests_base_test_idn_LDADD = $(base_libs) $(CMOCKA_LIBS)
tests_base_test_io_LDADD = $(base_libs) $(CMOCKA_LIBS)
tests_base_test_log_LDADD = $(base_libs) $(CMOCKA_LIBS)
tests_base_test_slice_LDADD = $(base_libs) $(CMOCKA_LIBS)
tests_base_test_utf8_LDADD = $(base_libs) $(CMOCKA_LIBS)
if HAVE_CMOCKA
check_PROGRAMS += $(base_tests)
TESTS += $(base_tests)
endif
