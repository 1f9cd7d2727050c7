# Tests of gateway/daemon/; more of it is in tests/e2e/.
TESTS += tests/daemon/test_supervisor.py
EXTRA_DIST += tests/daemon/test_supervisor.py
