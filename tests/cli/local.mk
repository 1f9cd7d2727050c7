# Tests of gateway/cli/.
TESTS += tests/cli/test_read.py
EXTRA_DIST += tests/cli/test_read.py
