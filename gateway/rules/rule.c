/*
 * rule.c - names and values that rules may use.
 */
#include "rules/rule.h"

#include <string.h>

#include "base/slice.h"

static const char *const condition_keys[] = {
	[CONDITION_ALL] = "when",
	[CONDITION_ANY] = "any",
	[CONDITION_NOT] = "not",
	[CONDITION_WORDS] = "words",
	[CONDITION_PATTERN] = "match",
	[CONDITION_HEADER] = "header",
	[CONDITION_KIND] = "kind",
	[CONDITION_LANGUAGE] = "language",
	[CONDITION_DOMAIN] = "domain",
	[CONDITION_DIRECTORY] = "directory",
	[CONDITION_SIZE] = "size",
	[CONDITION_TICKETS] = "open_tickets",
	[CONDITION_TIME] = "time",
	[CONDITION_WEEKDAY] = "weekday",
	[CONDITION_STAFF] = "staff",
	[CONDITION_FORWARD] = "forward",
	[CONDITION_ATTACHMENT] = "attachment",
};

static const char *const part_keys[] = {
	[PART_MATCH] = "match",
	[PART_SUBJECT] = "subject",
	[PART_TEXT] = "text",
	[PART_FROM] = "from",
	[PART_TO] = "to",
	[PART_CC] = "cc",
	[PART_MAILBOX] = "mailbox",
	[PART_HEADER] = "header",
	[PART_ATTACHMENT_NAME] = "name",
	[PART_ATTACHMENT_TYPE] = "type",
};

const char *const rule_known_fields[] = { "queue",    "kind",	 "priority",
					  "impact",   "urgency", "site",
					  "asset",    "summary", "template",
					  "language", "assign",	 NULL };

static const char *const kinds[] = { "incident", "request", "question",
				     "change",	 "problem", NULL };
static const char *const priorities[] = { "low", "normal", "high", "urgent",
					  NULL };
static const char *const levels[] = { "low", "medium", "high", NULL };

static const struct {
	const char *field;
	const char *const *values;
} field_values[] = {
	{ "kind", kinds },
	{ "priority", priorities },
	{ "impact", levels },
	{ "urgency", levels },
};

/* Rows impact, columns urgency, in the order of LEVELS. */
static const char *const priority_matrix[3][3] = {
	{ "low", "low", "normal" },
	{ "low", "normal", "high" },
	{ "normal", "high", "urgent" },
};

const char *
condition_key(const struct condition *condition)
{
	if (condition->type == CONDITION_PATTERN)
		return part_keys[condition->part];
	return condition_keys[condition->type];
}

bool
rule_is_field_name(const char *name)
{
	size_t size = strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_");

	return name[0] >= 'a' && name[0] <= 'z' && name[size] == '\0' &&
	       size <= 32;
}

const char *const *
rule_field_values(const char *field)
{
	size_t i;

	for (i = 0; i < sizeof(field_values) / sizeof(*field_values); i++)
		if (strcmp(field_values[i].field, field) == 0)
			return field_values[i].values;
	return NULL;
}

static size_t
level_index(const char *level)
{
	size_t i;

	for (i = 0; level && levels[i]; i++)
		if (ascii_casecmp(levels[i], level) == 0)
			return i;
	return 1;
}

const char *
rule_priority(const char *impact, const char *urgency)
{
	return priority_matrix[level_index(impact)][level_index(urgency)];
}
