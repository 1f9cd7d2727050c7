# Rules of the source tree that no compiler knows.
lint_tests = tests/lint/test_manuals.py tests/lint/test_sources.py
TESTS += $(lint_tests)
EXTRA_DIST += $(lint_tests) tests/lint/cppcheck.cfg
