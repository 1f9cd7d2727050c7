# Tests of README.md, CONTRIBUTING.md and doc/: what they say is so.
TESTS += tests/docs/test_docs.py
EXTRA_DIST += tests/docs/test_docs.py
