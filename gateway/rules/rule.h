/*
 * rule.h - one rule as its author wrote it: values, not yet compiled.
 *
 * config/rulefile.c makes these from the admins' files; ruleset_compile()
 * checks what only the compiled form can tell and keeps pointers into them:
 * they must outlive the rule set. Strings are never NULL unless said so.
 * ticketgate-rules(5) is the manual of all of it.
 */
#ifndef TG_RULES_RULE_H
#define TG_RULES_RULE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "message/facts.h"

/* Where something is written, for complaints and for explain. */
struct rule_place {
	const char *file; /* as in messages: "rules/10-printers.conf" */
	int line;
	const char *key; /* "rules[3].when.match" */
};

/* What a pattern looks at. */
enum rule_part {
	PART_MATCH, /* subject, a line end, new text */
	PART_SUBJECT,
	PART_TEXT, /* what the sender wrote this time or forwarded */
	PART_FROM, /* each address on a line, then "Name <address>" */
	PART_TO,
	PART_CC,
	PART_MAILBOX, /* the mailbox's configured name */
	PART_HEADER,  /* the values of one header, a line each */
	PART_ATTACHMENT_NAME,
	PART_ATTACHMENT_TYPE
};

/* Inclusive on both ends. */
struct rule_range {
	int64_t min, max;
};

enum condition_type {
	CONDITION_ALL,	     /* children: all hold; none: always holds */
	CONDITION_ANY,	     /* children: at least one holds */
	CONDITION_NOT,	     /* one child */
	CONDITION_WORDS,     /* values: words or phrases */
	CONDITION_PATTERN,   /* part, header, pattern */
	CONDITION_HEADER,    /* header: is there (or not: flag) */
	CONDITION_KIND,	     /* values: names of enum mail_kind */
	CONDITION_LANGUAGE,  /* values: ISO 639-1 codes */
	CONDITION_DOMAIN,    /* values: the requester's domain, or above it */
	CONDITION_DIRECTORY, /* values: names the requester is known by */
	CONDITION_SIZE,	     /* range: bytes of the raw mail */
	CONDITION_TICKETS,   /* range: open tickets of the requester */
	CONDITION_TIME,	     /* ranges: minutes since midnight, local time */
	CONDITION_WEEKDAY,   /* days: bit 0 is Monday */
	CONDITION_STAFF,     /* flag */
	CONDITION_FORWARD,   /* flag: is a forward */
	CONDITION_ATTACHMENT /* children: of types PATTERN (PART_ATTACHMENT_*)
				and SIZE; one attachment meets all of them.
				None: there is (or is not: flag) any */
};

struct condition {
	enum condition_type type;
	struct rule_place place;
	struct condition *children;
	size_t child_count;
	enum rule_part part;
	const char *header;
	const char *pattern; /* as written, with %{NAME} */
	struct string_list values;
	struct rule_range *ranges; /* a time range may wrap: min > max */
	size_t range_count;
	unsigned days;
	bool flag;

	size_t index; /* ruleset_compile()'s own: into its compiled parts */
};

/* A name and a value: a field to set, a field that an example expects, a
 * header of an example. */
struct rule_pair {
	const char *name, *value;
	struct rule_place place;
};

struct rule_pairs {
	struct rule_pair *items;
	size_t count;
};

/* A table: the first column is what is looked up, the others are fields to
 * set. */
struct rule_table {
	struct rule_place place;
	struct string_list by;	    /* fields whose values are looked up, the
				       first that is found wins; one at least:
				       the head of the first column */
	const char *file;	    /* of the table, for messages */
	struct string_list columns; /* the head */
	const char ***rows;	    /* each columns.count cells */
	int *lines;		    /* of each row in the file */
	size_t row_count;
	const char **keys; /* first cells, folded */
	uint32_t *slots;   /* hash of keys: row plus 1; 0 free */
	size_t slot_count; /* a power of two */
	uint32_t *special; /* rows whose key is a net, a domain or has "*" */
	size_t special_count;
};

/* A mail that a rule's author made up or kept, and what should come out. */
struct rule_example {
	struct rule_place place;
	const char *file; /* a mail; "" when the parts are given here */
	const char *subject, *text, *from, *to, *cc;
	const char *mailbox, *language, *kind;
	struct rule_pairs headers;
	struct string_list attachments; /* names */
	struct string_list directory;
	const char *time; /* "2026-11-22 08:30", local; "" for now */
	bool staff, forward;
	int64_t size, open_tickets;
	struct rule_pairs expect;	  /* also tags, ignore, ... */
	struct rule_pairs expect_not;	  /* fields that must not be so */
	struct string_list expect_misses; /* rules that must not match */
};

struct rule {
	const char *name; /* unique in the set */
	struct rule_place place;
	struct condition when; /* CONDITION_ALL */
	struct rule_pairs set; /* values may have %{field} */
	struct string_list tags;
	struct rule_table *tables;
	size_t table_count;
	struct string_list notify, webhooks;
	bool stop, quarantine, ignore, no_ack;
	struct rule_example *examples;
	size_t example_count;
};

/* A named piece of a pattern. */
struct vocabulary_entry {
	const char *name; /* [A-Z][A-Z0-9_]* */
	const char *pattern;
	struct rule_place place;
};

/* All that the files of one rule set say. */
struct rule_list {
	struct rule *rules;
	size_t count;
	struct vocabulary_entry *vocabulary; /* beside the built-in one */
	size_t vocabulary_count;
};

/* The key by which a condition is written: "words", "match", "header". */
const char *
condition_key(const struct condition *condition);

/* Whether NAME may be a field's: [a-z][a-z0-9_]{0,31}. */
bool
rule_is_field_name(const char *name);

/* The values that a field may have, ending with NULL, or NULL when any will
 * do: kind, priority, impact, urgency. */
const char *const *
rule_field_values(const char *field);

/* The priority that follows from impact and urgency; a value that is not
 * known counts as "medium". */
const char *
rule_priority(const char *impact, const char *urgency);

/* Fields of which Ticketgate itself makes something, ending with NULL. */
extern const char *const rule_known_fields[];

#endif
