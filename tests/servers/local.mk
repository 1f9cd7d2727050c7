# The private mail servers for tests and for the demonstration.
TESTS += tests/servers/test_servers.py
EXTRA_DIST += tests/tap.py tests/servers/servers.py tests/servers/hosting.py \
	tests/servers/test_servers.py
