noinst_LIBRARIES += librules.a
librules_a_SOURCES = \
	gateway/rules/classify.c \
	gateway/rules/compile.c gateway/rules/compiled.h \
	gateway/rules/evaluate.c \
	gateway/rules/explain.c gateway/rules/explain.h \
	gateway/rules/folded.c gateway/rules/folded.h \
	gateway/rules/identity.c gateway/rules/identity.h \
	gateway/rules/inquiry.c \
	gateway/rules/lint.c gateway/rules/lint.h \
	gateway/rules/lint_rules.c \
	gateway/rules/literal_chars.c gateway/rules/literal_reader.h \
	gateway/rules/literal_piece.c gateway/rules/literal_piece.h \
	gateway/rules/literals.c gateway/rules/literals.h \
	gateway/rules/pattern.c gateway/rules/pattern.h \
	gateway/rules/rule.c gateway/rules/rule.h \
	gateway/rules/ruleset.h \
	gateway/rules/scanner.c gateway/rules/scanner.h \
	gateway/rules/scanner_hs.c gateway/rules/scanner_hs.h \
	gateway/rules/suggest.c gateway/rules/suggest.h \
	gateway/rules/table.c gateway/rules/table.h \
	gateway/rules/triggers.c \
	gateway/rules/verdict_json.c \
	gateway/rules/vocabulary.c gateway/rules/vocabulary.h
librules_a_CFLAGS = $(AM_CFLAGS) $(PCRE2_CFLAGS) $(JANSSON_CFLAGS) $(HS_CFLAGS)
rules_libs = librules.a $(PCRE2_LIBS) $(HS_LIBS) $(message_libs) -lm
