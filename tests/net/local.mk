# Tests of gateway/net/, against the private servers of tests/servers/ and
# against servers that misbehave by script.
net_tests = \
	tests/net/test_imap \
	tests/net/test_imap_faults \
	tests/net/test_parts \
	tests/net/test_smtp \
	tests/net/test_smtp_faults \
	tests/net/test_smtp_reply
net_test_servers = tests/net/servers.c tests/net/servers.h
net_test_fakes = tests/net/fake_server.c tests/net/fake_server.h
tests_net_test_imap_SOURCES = tests/net/test_imap.c $(net_test_servers)
tests_net_test_imap_LDADD = $(net_libs) $(CMOCKA_LIBS)
tests_net_test_parts_LDADD = $(net_libs) $(CMOCKA_LIBS)
tests_net_test_smtp_SOURCES = tests/net/test_smtp.c $(net_test_servers)
tests_net_test_smtp_LDADD = $(net_libs) $(message_libs) $(CMOCKA_LIBS)
tests_net_test_imap_faults_SOURCES = tests/net/test_imap_faults.c \
	$(net_test_fakes)
tests_net_test_imap_faults_LDADD = $(net_libs) $(CMOCKA_LIBS)
tests_net_test_smtp_faults_SOURCES = tests/net/test_smtp_faults.c \
	$(net_test_fakes)
tests_net_test_smtp_faults_LDADD = $(net_libs) $(CMOCKA_LIBS)
tests_net_test_smtp_reply_LDADD = $(net_libs) $(CMOCKA_LIBS)
if HAVE_CMOCKA
check_PROGRAMS += $(net_tests)
TESTS += $(net_tests)
endif
