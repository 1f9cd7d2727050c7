/*
 * identity.h - a short name for what a list of rules says.
 */
#ifndef TG_RULES_IDENTITY_H
#define TG_RULES_IDENTITY_H

#include <stddef.h>

#include "rules/rule.h"

/* The first SIZE - 1 hex digits of a SHA-256 over all that decides a verdict:
 * not comments, examples, file names or lines. */
void
rule_list_identify(const struct rule_list *list, char *out, size_t size);

#endif
