# Tests speak TAP. A C test is a cmocka program tests/ROOM/test_NOUN.c, listed
# in tests/ROOM/local.mk like this (automake finds the source by the name):
#
#	room_tests = tests/room/test_noun
#	tests_room_test_noun_LDADD = $(room_libs) $(CMOCKA_LIBS)
#	if HAVE_CMOCKA
#	check_PROGRAMS += $(room_tests)
#	TESTS += $(room_tests)
#	endif
#
# A script that prints TAP is named *.py or *.sh and goes into TESTS and
# EXTRA_DIST. All find the source tree in $top_srcdir, the build in
# $top_builddir (both absolute) and the program in $TICKETGATE.
TEST_EXTENSIONS = .py .sh
TAP_DRIVER = env AM_TAP_AWK='$(AWK)' $(SHELL) \
	$(top_srcdir)/build-aux/tap-driver.sh
LOG_DRIVER = $(TAP_DRIVER)
PY_LOG_DRIVER = $(TAP_DRIVER)
PY_LOG_COMPILER = $(PYTHON3)
SH_LOG_DRIVER = $(TAP_DRIVER)
SH_LOG_COMPILER = $(SHELL)

# A sanitizer's finding ends the test at once; the environment of whoever
# runs the tests must not reach into them.
AM_TESTS_ENVIRONMENT = \
	ASAN_OPTIONS=abort_on_error=1:detect_leaks=1:strict_string_checks=1; \
	UBSAN_OPTIONS=print_stacktrace=1:halt_on_error=1; \
	CMOCKA_MESSAGE_OUTPUT=TAP; LC_ALL=C.UTF-8; TZ=UTC; \
	PYTHONDONTWRITEBYTECODE=1; \
	top_srcdir='$(abs_top_srcdir)'; top_builddir='$(abs_top_builddir)'; \
	TICKETGATE='$(abs_top_builddir)/ticketgate'; \
	export ASAN_OPTIONS UBSAN_OPTIONS CMOCKA_MESSAGE_OUTPUT LC_ALL TZ \
		PYTHONDONTWRITEBYTECODE top_srcdir top_builddir TICKETGATE; \
	unset TICKETGATE_CONFIG TICKETGATE_FAULT TICKETGATE_FAULT_LOG \
		TICKETGATE_FAULT_BYTES TICKETGATE_LOG \
		TICKETGATE_CLOCK_OFFSET;

EXTRA_DIST += tests/test.h

# The longest first, so that make -j does not end waiting for one.
include tests/e2e/local.mk
include tests/lint/local.mk
include tests/servers/local.mk
include tests/base/local.mk
include tests/message/local.mk
include tests/rules/local.mk
include tests/ticket/local.mk
include tests/template/local.mk
include tests/store/local.mk
include tests/net/local.mk
include tests/config/local.mk
include tests/desk/local.mk
include tests/daemon/local.mk
include tests/cli/local.mk
include tests/docs/local.mk
include tests/demo/local.mk
include tests/fuzz/local.mk
include tests/bench/local.mk
