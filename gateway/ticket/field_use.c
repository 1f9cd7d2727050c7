/*
 * field_use.c - the fields of which opening a ticket makes something: where
 * it goes, and how it is opened. A reply changes none of them, whatever the
 * rules say of it: people have seen the ticket by then.
 */
#include "ticket/field_use.h"

#include <stddef.h>
#include <string.h>

/* The rest of rule_known_fields (rules/rule.h) is kept like any other. */
static const struct {
	const char *name;
	enum field_use use;
} uses[] = {
	/* clang-format off */
	{ "queue", FIELD_SORTS },
	{ "kind", FIELD_SORTS },
	{ "priority", FIELD_SORTS },
	{ "impact", FIELD_SORTS },
	{ "urgency", FIELD_SORTS },
	{ "summary", FIELD_STEERS },
	{ "template", FIELD_STEERS },
	{ "language", FIELD_STEERS },
	{ "assign", FIELD_STEERS },
	/* clang-format on */
};

enum field_use
field_use(const char *name)
{
	for (size_t i = 0; i < sizeof(uses) / sizeof(uses[0]); i++)
		if (strcmp(uses[i].name, name) == 0)
			return uses[i].use;
	return FIELD_KEPT;
}
