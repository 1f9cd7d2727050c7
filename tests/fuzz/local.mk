# One entry a parser of foreign bytes: tests/fuzz/fuzz_NOUN.c defines
# LLVMFuzzerTestOneInput(), tests/fuzz/seeds/NOUN/ holds its seeds. To add
# one: a name in fuzz_entries, a SOURCES and an LDADD line.
#
# An ordinary build links each with replay.c and runs it as a test: all seeds,
# their prefixes and a set number of damaged copies, the same each time. A
# build with --enable-fuzzing (clang) links libFuzzer, and `make fuzz` runs
# each for FUZZ_SECONDS.
fuzz_entries = \
	tests/fuzz/fuzz_authres \
	tests/fuzz/fuzz_charset \
	tests/fuzz/fuzz_command \
	tests/fuzz/fuzz_config \
	tests/fuzz/fuzz_dsn \
	tests/fuzz/fuzz_header \
	tests/fuzz/fuzz_html \
	tests/fuzz/fuzz_ical \
	tests/fuzz/fuzz_mime \
	tests/fuzz/fuzz_template \
	tests/fuzz/fuzz_quote \
	tests/fuzz/fuzz_rulefile \
	tests/fuzz/fuzz_smtp \
	tests/fuzz/fuzz_tnef
if FUZZING
fuzz_main =
fuzz_ldflags = $(AM_LDFLAGS) -fsanitize=fuzzer
EXTRA_PROGRAMS += $(fuzz_entries)
FUZZERS += $(fuzz_entries)
else
fuzz_main = tests/fuzz/replay.c
fuzz_ldflags = $(AM_LDFLAGS)
check_PROGRAMS += $(fuzz_entries)
TESTS += $(fuzz_entries)
endif

fuzz_sources = tests/fuzz/fuzz_sources.c tests/fuzz/fuzz_sources.h
tests_fuzz_fuzz_authres_SOURCES = tests/fuzz/fuzz_authres.c $(fuzz_main)
tests_fuzz_fuzz_authres_LDADD = $(ticket_libs)
tests_fuzz_fuzz_authres_LDFLAGS = $(fuzz_ldflags)
tests_fuzz_fuzz_charset_SOURCES = tests/fuzz/fuzz_charset.c $(fuzz_main)
tests_fuzz_fuzz_charset_LDADD = $(message_libs)
tests_fuzz_fuzz_charset_LDFLAGS = $(fuzz_ldflags)
tests_fuzz_fuzz_command_SOURCES = tests/fuzz/fuzz_command.c $(fuzz_main)
tests_fuzz_fuzz_command_LDADD = $(ticket_libs)
tests_fuzz_fuzz_command_LDFLAGS = $(fuzz_ldflags)
tests_fuzz_fuzz_config_SOURCES = tests/fuzz/fuzz_config.c $(fuzz_sources) $(fuzz_main)
tests_fuzz_fuzz_config_LDADD = $(config_libs)
tests_fuzz_fuzz_config_LDFLAGS = $(fuzz_ldflags)
tests_fuzz_fuzz_dsn_SOURCES = tests/fuzz/fuzz_dsn.c $(fuzz_main)
tests_fuzz_fuzz_dsn_LDADD = $(message_libs)
tests_fuzz_fuzz_dsn_LDFLAGS = $(fuzz_ldflags)
tests_fuzz_fuzz_header_SOURCES = tests/fuzz/fuzz_header.c $(fuzz_main)
tests_fuzz_fuzz_header_LDADD = $(message_libs)
tests_fuzz_fuzz_header_LDFLAGS = $(fuzz_ldflags)
tests_fuzz_fuzz_html_SOURCES = tests/fuzz/fuzz_html.c $(fuzz_main)
tests_fuzz_fuzz_html_LDADD = $(message_libs)
tests_fuzz_fuzz_html_LDFLAGS = $(fuzz_ldflags)
tests_fuzz_fuzz_ical_SOURCES = tests/fuzz/fuzz_ical.c $(fuzz_main)
tests_fuzz_fuzz_ical_LDADD = $(message_libs)
tests_fuzz_fuzz_ical_LDFLAGS = $(fuzz_ldflags)
tests_fuzz_fuzz_mime_SOURCES = tests/fuzz/fuzz_mime.c $(fuzz_main)
tests_fuzz_fuzz_mime_LDADD = $(message_libs)
tests_fuzz_fuzz_mime_LDFLAGS = $(fuzz_ldflags)
tests_fuzz_fuzz_template_SOURCES = tests/fuzz/fuzz_template.c \
	tests/template/bare.c tests/template/bare.h $(fuzz_main)
tests_fuzz_fuzz_template_LDADD = $(template_libs)
tests_fuzz_fuzz_template_LDFLAGS = $(fuzz_ldflags)
tests_fuzz_fuzz_quote_SOURCES = tests/fuzz/fuzz_quote.c $(fuzz_main)
tests_fuzz_fuzz_quote_LDADD = $(message_libs)
tests_fuzz_fuzz_quote_LDFLAGS = $(fuzz_ldflags)
tests_fuzz_fuzz_rulefile_SOURCES = tests/fuzz/fuzz_rulefile.c $(fuzz_sources) $(fuzz_main)
tests_fuzz_fuzz_rulefile_LDADD = $(config_libs)
tests_fuzz_fuzz_rulefile_LDFLAGS = $(fuzz_ldflags)
tests_fuzz_fuzz_smtp_SOURCES = tests/fuzz/fuzz_smtp.c $(fuzz_main)
tests_fuzz_fuzz_smtp_LDADD = $(net_libs)
tests_fuzz_fuzz_smtp_LDFLAGS = $(fuzz_ldflags)
tests_fuzz_fuzz_tnef_SOURCES = tests/fuzz/fuzz_tnef.c $(fuzz_main)
tests_fuzz_fuzz_tnef_LDADD = $(message_libs)
tests_fuzz_fuzz_tnef_LDFLAGS = $(fuzz_ldflags)

EXTRA_DIST += tests/fuzz/fuzz.h tests/fuzz/replay.c tests/fuzz/seeds

# What a run finds new is kept beside the build and used by the next run. What
# breaks is kept too, as tests/fuzz/NOUN-crash-*: tests/fuzz/fuzz_NOUN FILE
# shows it again. With -j several run at once.
FUZZ_SECONDS = 60
fuzz_runs = $(FUZZERS:=.run)
.PHONY: fuzz $(fuzz_runs)
fuzz: $(fuzz_runs)
	@test -n "$(FUZZERS)" || { echo "make fuzz: configure with" \
		"CC=clang --enable-fuzzing first" >&2; exit 1; }

$(fuzz_runs): %.run: %
	@noun=$(subst tests/fuzz/fuzz_,,$*); \
	log=tests/fuzz/$$noun.fuzz; \
	$(MKDIR_P) tests/fuzz/corpus/$$noun || exit 1; \
	UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1 ./$* \
		-max_total_time=$(FUZZ_SECONDS) -timeout=60 \
		-rss_limit_mb=2048 -max_len=65536 -print_final_stats=1 \
		-artifact_prefix=tests/fuzz/$$noun- tests/fuzz/corpus/$$noun \
		$(abs_top_srcdir)/tests/fuzz/seeds/$$noun >$$log 2>&1 || \
		{ tail -40 $$log; exit 1; }; \
	sed -n "s/^stat::number_of_executed_units: */fuzz_$$noun: /p" $$log
