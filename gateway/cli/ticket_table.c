/*
 * ticket_table.c - the queue as a table.
 */
#include "cli/ticket_table.h"

#include "base/clock.h"
#include "cli/table.h"

static const struct table_column columns[] = {
	{ .title = "#", .right = true },
	{ .title = "STATUS" },
	{ .title = "PRIORITY", .min = 4, .flexible = true, .rank = 3 },
	{ .title = "QUEUE", .min = 6, .flexible = true, .rank = 2 },
	{ .title = "OWNER", .min = 6, .flexible = true, .rank = 1 },
	{ .title = "REQUESTER", .min = 12, .flexible = true },
	{ .title = "CHANGED", .right = true, .rank = 4 },
	{ .title = "SUBJECT", .min = 16, .flexible = true },
};

static const char *const status_colours[] = {
	[STATUS_NEW] = "1;33",	 [STATUS_OPEN] = "33",
	[STATUS_WAITING] = "36", [STATUS_RESOLVED] = "32",
	[STATUS_CLOSED] = "2",
};

static void
add_ticket(struct table *table, const struct ticket *t, int64_t now,
	   struct arena *arena)
{
	char age[64];
	const char *name =
		t->requester.name[0] ? t->requester.name : t->requester.email;
	const char *cells[] = {
		arena_printf(arena, "%lld", (long long)t->id),
		ticket_status_name(t->status),
		t->priority,
		t->queue,
		t->owner,
		name,
		clock_format_age(now - t->updated, age, sizeof(age)),
		t->subject,
	};

	table_row(table, cells, status_colours[t->status]);
}

void
ticket_table_print(struct ticket *const *tickets, size_t count, int64_t now,
		   struct arena *arena)
{
	struct table *table =
		table_new(columns, sizeof(columns) / sizeof(columns[0]), arena);

	if (count == 0) {
		puts("No tickets.");
		return;
	}
	for (size_t i = 0; i < count; i++)
		add_ticket(table, tickets[i], now, arena);
	table_print(table);
}
