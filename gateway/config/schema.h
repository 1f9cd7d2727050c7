/*
 * schema.h - the one table of all configuration keys.
 *
 * Reading, checking, the suggestion for an unknown key and the test that
 * ticketgate.conf(5) describes every key all go by it.
 */
#ifndef TG_CONFIG_SCHEMA_H
#define TG_CONFIG_SCHEMA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What a value is in the file, and as what it is kept in the record. */
enum value_type {
	VALUE_TEXT,	 /* one line; const char * */
	VALUE_WORD,	 /* [A-Za-z0-9_.-]+; const char * */
	VALUE_HOST,	 /* name or address; const char * */
	VALUE_ADDRESS,	 /* local@domain; const char * */
	VALUE_PATH,	 /* made absolute; const char * */
	VALUE_PORT,	 /* number; int */
	VALUE_COUNT,	 /* number; int64_t */
	VALUE_DURATION,	 /* "5m" or seconds; int64_t seconds */
	VALUE_SIZE,	 /* "25M" or bytes; int64_t bytes */
	VALUE_CHOICE,	 /* one of CHOICES; int, their position */
	VALUE_AFTER,	 /* mailbox_config.after and .move_to */
	VALUE_TEXTS,	 /* list of texts; struct string_list */
	VALUE_WORDS,	 /* list of words; struct string_list */
	VALUE_ADDRESSES, /* list of addresses; struct string_list */
	VALUE_DOMAINS,	 /* the same, "@domain" allowed */
	VALUE_ARGV,	 /* program and arguments; struct string_list */
	VALUE_HOURS,	 /* staff.hours and .hours_count */
	VALUE_DAYS	 /* staff.absences and .absence_count */
};

struct schema_key {
	const char *name;
	enum value_type type;
	bool required;
	/* Used when the key is absent; NULL: the record's zero stays ("" for
	 * strings). Lists are separated by blanks. */
	const char *fallback;
	int64_t min, max; /* of a number; both 0 for others */
	const char *const *choices;
	size_t offset;	 /* in the record */
	const char *doc; /* one line: what it is */
};

struct schema_section {
	const char *name;
	bool is_list; /* ( {...}, {...} ), else { ... } */
	bool required;
	const struct schema_key *keys;
	size_t key_count;
	/* Of the record: the size of one entry of a list; a single group is
	 * kept in struct config itself, at OFFSET. */
	size_t size, offset;
	size_t count_offset; /* of a list's size_t count in struct config */
	size_t line_offset;  /* of an entry's int line; 0: none */
	const char *doc;
};

extern const struct schema_section schema_sections[];
extern const size_t schema_section_count;

#endif
