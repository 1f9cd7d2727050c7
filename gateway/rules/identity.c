/*
 * identity.c - the content hash of a list of rules.
 *
 * Each value is hashed with its NUL and each list with its length, so that
 * two different lists cannot give the same bytes.
 */
#include "rules/identity.h"

#include <string.h>

#include "base/hash.h"

/* Raise it when the meaning of rules changes: kept verdicts tell by it. */
#define IDENTITY_VERSION "ticketgate-rules-1"

static void
add_text(struct hash *hash, const char *text)
{
	hash_add(hash, text, strlen(text) + 1);
}

static void
add_number(struct hash *hash, int64_t number)
{
	hash_add(hash, &number, sizeof(number));
}

static void
add_list(struct hash *hash, const struct string_list *list)
{
	size_t i;

	add_number(hash, (int64_t)list->count);
	for (i = 0; i < list->count; i++)
		add_text(hash, list->items[i]);
}

static void
add_pairs(struct hash *hash, const struct rule_pairs *pairs)
{
	size_t i;

	add_number(hash, (int64_t)pairs->count);
	for (i = 0; i < pairs->count; i++) {
		add_text(hash, pairs->items[i].name);
		add_text(hash, pairs->items[i].value);
	}
}

static void
add_condition(struct hash *hash, const struct condition *condition)
{
	size_t i;

	add_number(hash, condition->type);
	add_number(hash, condition->part);
	add_text(hash, condition->header);
	add_text(hash, condition->pattern);
	add_list(hash, &condition->values);
	add_number(hash, (int64_t)condition->range_count);
	for (i = 0; i < condition->range_count; i++) {
		add_number(hash, condition->ranges[i].min);
		add_number(hash, condition->ranges[i].max);
	}
	add_number(hash, condition->days);
	add_number(hash, condition->flag);
	add_number(hash, (int64_t)condition->child_count);
	for (i = 0; i < condition->child_count; i++)
		add_condition(hash, &condition->children[i]);
}

static void
add_table(struct hash *hash, const struct rule_table *table)
{
	size_t i, k;

	add_list(hash, &table->by);
	add_list(hash, &table->columns);
	add_number(hash, (int64_t)table->row_count);
	for (i = 0; i < table->row_count; i++)
		for (k = 0; k < table->columns.count; k++)
			add_text(hash, table->rows[i][k]);
}

static void
add_rule(struct hash *hash, const struct rule *rule)
{
	size_t i;

	add_text(hash, rule->name);
	add_condition(hash, &rule->when);
	add_pairs(hash, &rule->set);
	add_list(hash, &rule->tags);
	add_number(hash, (int64_t)rule->table_count);
	for (i = 0; i < rule->table_count; i++)
		add_table(hash, &rule->tables[i]);
	add_list(hash, &rule->notify);
	add_list(hash, &rule->webhooks);
	add_number(hash, rule->stop | rule->quarantine << 1 |
				 rule->ignore << 2 | rule->no_ack << 3);
}

void
rule_list_identify(const struct rule_list *list, char *out, size_t size)
{
	struct hash *hash = hash_new();
	char hex[HASH_SHA256_HEX];
	size_t i;

	add_text(hash, IDENTITY_VERSION);
	for (i = 0; i < list->vocabulary_count; i++) {
		add_text(hash, list->vocabulary[i].name);
		add_text(hash, list->vocabulary[i].pattern);
	}
	add_text(hash, "");
	for (i = 0; i < list->count; i++)
		add_rule(hash, &list->rules[i]);
	hash_finish(hash, hex);
	if (size > sizeof(hex))
		size = sizeof(hex);
	memcpy(out, hex, size - 1);
	out[size - 1] = '\0';
}
