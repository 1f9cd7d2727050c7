# Rules of the source tree that no compiler knows.
TESTS += tests/lint/test_sources.py
EXTRA_DIST += tests/lint/test_sources.py tests/lint/cppcheck.cfg
