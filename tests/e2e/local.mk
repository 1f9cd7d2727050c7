# The whole program against real servers.
TESTS += tests/e2e/test_crash.py tests/e2e/test_path.py tests/e2e/test_rules.py \
	tests/e2e/test_webhooks.py tests/e2e/test_commands.py \
	tests/e2e/test_requester.py tests/e2e/test_languages.py \
	tests/e2e/test_attacks.py \
	tests/e2e/test_races.py
EXTRA_DIST += tests/e2e/desk.py tests/e2e/receiver.py tests/e2e/shift.py \
	tests/e2e/victim.py tests/e2e/test_crash.py tests/e2e/test_path.py \
	tests/e2e/test_rules.py tests/e2e/test_webhooks.py \
	tests/e2e/test_commands.py tests/e2e/test_requester.py \
	tests/e2e/test_languages.py tests/e2e/test_attacks.py \
	tests/e2e/test_races.py
