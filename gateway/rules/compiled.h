/*
 * compiled.h - the inside of a rule set, shared by the files that compile it,
 * ask it about a mail, and explain the answer. Not for other rooms.
 */
#ifndef TG_RULES_COMPILED_H
#define TG_RULES_COMPILED_H

#include "rules/folded.h"
#include "rules/pattern.h"
#include "rules/rule.h"
#include "rules/ruleset.h"
#include "rules/scanner.h"

/* Milliseconds that all patterns together may compute over one mail. */
#define RULESET_MAIL_MS 2000

#define RULESET_ID_SIZE 17 /* 16 hex digits */

/* One pattern over one part. Rules that use the same share it, and what it
 * said of the mail under way is kept. */
struct matcher {
	struct pattern *pattern; /* owned */
	enum rule_part part;
	const char *header; /* PART_HEADER: lower case */
	const char *expression;
	uint64_t round; /* mail for which the rest holds */
	enum pattern_answer answer;
	struct slice subject; /* the whole part */
	size_t start, end;
	struct slice *captures; /* in the order of the pattern's names */
};

/* The literals of one CONDITION_WORDS, in the author's order. */
struct word_list {
	struct slice *folded;
	size_t *literals; /* numbers in the scanner */
	size_t count;
};

/* A rule to look at when a literal was found in one of PARTS (bit 1 <<
 * enum rule_part). Chains by literal. */
struct trigger {
	uint32_t rule;
	uint32_t parts;
	struct trigger *next;
};

struct ruleset {
	struct arena *arena;
	struct arena *list_arena; /* see ruleset_own(); NULL */
	struct rule_list *list;
	struct vocabulary *vocabulary;
	char id[RULESET_ID_SIZE];

	struct matcher *matchers;
	size_t matcher_count;
	struct word_list *word_lists;
	size_t word_list_count;

	enum ruleset_prefilter prefilter; /* never AUTO */
	struct scanner *scanner;
	struct trigger **triggers;  /* by literal */
	uint32_t scanned_parts;	    /* that some trigger names */
	struct string_list headers; /* lower case, that some trigger needs */
	uint64_t *always;	    /* bit a rule: no literal tells */
	size_t bitmap_size;	    /* in words */

	/* of the mail under way, kept to be used again */
	struct folder *folder;
	struct pattern_space *space;
	uint64_t round;
	uint64_t *candidates;
	struct folded match_text; /* PART_MATCH */
	struct folded other_text;
	uint64_t *found_round; /* by literal: found in PART_MATCH */
	uint32_t *found_at;
	uint32_t *found_end;
};

/* A mail being asked about. */
struct inquiry {
	struct ruleset *ruleset;
	const struct facts *facts;
	const struct rule_context *context;
	struct arena *arena;
	struct slice parts[PART_MAILBOX + 1]; /* data NULL: not made yet */
	size_t subject_size;		      /* of PART_MATCH */
	const struct attachment *attachment;  /* the one looked at */
	int64_t raw_size;		      /* what CONDITION_SIZE sees */
};

/* Adds the literals of all rules to the scanner, and what each triggers. */
void
ruleset_make_triggers(struct ruleset *ruleset);

/* The text that PART stands for; HEADER for PART_HEADER. */
struct slice
inquiry_part(struct inquiry *inquiry, enum rule_part part, const char *header);

/* The requester's address. */
const char *
inquiry_requester(const struct inquiry *inquiry);

/* Begins with a mail: folds its text, and fills ruleset->candidates. */
void
inquiry_begin(struct inquiry *inquiry, struct ruleset *ruleset,
	      const struct facts *facts, const struct rule_context *context,
	      struct arena *arena);

/* Whether the condition holds; three answers (Kleene's logic). */
enum pattern_answer
inquiry_evaluate(struct inquiry *inquiry, const struct condition *condition);

/* The matcher of a pattern condition, asked. */
const struct matcher *
inquiry_match(struct inquiry *inquiry, const struct condition *condition);

/* The first word of a CONDITION_WORDS that is there, as its place in
 * PART_MATCH. */
bool
inquiry_find_words(struct inquiry *inquiry, const struct condition *condition,
		   size_t *start, size_t *end);

#endif
