# Speed, measured by hand: `make bench` builds what BENCHMARKS lists; each
# program says how it is called. Meant for a build without sanitizers.
EXTRA_PROGRAMS += tests/bench/bench_read
BENCHMARKS += tests/bench/bench_read
tests_bench_bench_read_LDADD = $(message_libs) $(GMIME_LIBS)
tests_bench_bench_read_CFLAGS = $(AM_CFLAGS) $(GMIME_CFLAGS)

EXTRA_PROGRAMS += tests/bench/bench_rules
BENCHMARKS += tests/bench/bench_rules
tests_bench_bench_rules_LDADD = $(rules_libs)

.PHONY: bench
bench: $(BENCHMARKS)
