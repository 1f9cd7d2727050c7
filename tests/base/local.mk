# Tests of gateway/base/.
base_tests =
if HAVE_CMOCKA
check_PROGRAMS += $(base_tests)
TESTS += $(base_tests)
endif
