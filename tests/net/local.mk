# Tests of gateway/net/, against the private servers of tests/servers/ and
# against servers that misbehave by script.
net_tests = \
	tests/net/test_imap
tests_net_test_imap_SOURCES = tests/net/test_imap.c $(net_test_servers)
tests_net_test_imap_LDADD = $(net_libs) $(CMOCKA_LIBS)
net_test_servers = tests/net/servers.c tests/net/servers.h
if HAVE_CMOCKA
check_PROGRAMS += $(net_tests)
TESTS += $(net_tests)
endif
