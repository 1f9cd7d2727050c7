# Tests of gateway/store/. Each has a database of its own in /tmp.
store_tests = \
	tests/store/test_crash \
	tests/store/test_events \
	tests/store/test_held \
	tests/store/test_messages \
	tests/store/test_outbox \
	tests/store/test_people \
	tests/store/test_query \
	tests/store/test_receipts \
	tests/store/test_schema \
	tests/store/test_search \
	tests/store/test_store \
	tests/store/test_tickets \
	tests/store/test_webhooks
store_test_parts = tests/store/fixture.c tests/store/fixture.h
store_test_libs = $(store_libs) $(CMOCKA_LIBS)
tests_store_test_crash_SOURCES = tests/store/test_crash.c \
	$(store_test_parts)
tests_store_test_crash_LDADD = $(store_test_libs)
tests_store_test_events_SOURCES = tests/store/test_events.c \
	$(store_test_parts)
tests_store_test_events_LDADD = $(store_test_libs)
tests_store_test_held_SOURCES = tests/store/test_held.c \
	$(store_test_parts)
tests_store_test_held_LDADD = $(store_test_libs)
tests_store_test_messages_SOURCES = tests/store/test_messages.c \
	$(store_test_parts)
tests_store_test_messages_LDADD = $(store_test_libs)
tests_store_test_outbox_SOURCES = tests/store/test_outbox.c \
	$(store_test_parts)
tests_store_test_outbox_LDADD = $(store_test_libs)
tests_store_test_people_SOURCES = tests/store/test_people.c \
	$(store_test_parts)
tests_store_test_people_LDADD = $(store_test_libs)
tests_store_test_query_SOURCES = tests/store/test_query.c \
	$(store_test_parts)
tests_store_test_query_LDADD = $(store_test_libs)
tests_store_test_receipts_SOURCES = tests/store/test_receipts.c \
	$(store_test_parts)
tests_store_test_receipts_LDADD = $(store_test_libs)
tests_store_test_schema_SOURCES = tests/store/test_schema.c \
	$(store_test_parts)
tests_store_test_schema_LDADD = $(store_test_libs)
tests_store_test_search_SOURCES = tests/store/test_search.c \
	$(store_test_parts)
tests_store_test_search_LDADD = $(store_test_libs)
tests_store_test_store_SOURCES = tests/store/test_store.c \
	$(store_test_parts)
tests_store_test_store_LDADD = $(store_test_libs)
tests_store_test_tickets_SOURCES = tests/store/test_tickets.c \
	$(store_test_parts)
tests_store_test_tickets_LDADD = $(store_test_libs)
tests_store_test_webhooks_SOURCES = tests/store/test_webhooks.c \
	$(store_test_parts)
tests_store_test_webhooks_LDADD = $(store_test_libs)
if HAVE_CMOCKA
check_PROGRAMS += $(store_tests)
TESTS += $(store_tests)
endif

EXTRA_PROGRAMS += tests/bench/bench_store
BENCHMARKS += tests/bench/bench_store
tests_bench_bench_store_LDADD = $(store_libs)
