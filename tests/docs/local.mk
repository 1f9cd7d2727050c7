# Tests of README.md, CONTRIBUTING.md and doc/: what they say is so.
docs_tests = tests/docs/test_docs.py tests/docs/test_rooms.py
TESTS += $(docs_tests)
EXTRA_DIST += $(docs_tests)
