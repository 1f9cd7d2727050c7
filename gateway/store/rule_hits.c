/*
 * rule_hits.c - counts for the admin of the rules.
 */
#include "store/rule_hits.h"

#include "store/private.h"

#define DAY 86400

bool
rule_hit_add(struct store *store, const char *rule, int64_t receipt,
	     int64_t now, struct error *err)
{
	return statement_run(
		store,
		"INSERT OR IGNORE INTO rule_hits (rule, receipt,"
		" at) VALUES (?1, ?2, ?3)",
		BIND(bind_text(rule), bind_int(receipt), bind_int(now)), err);
}

/* Tickets on which somebody else later set a field that the rule had set;
 * rules sign their events as "rule NAME". */
static bool
corrected(struct store *store, const char *rule, size_t *count,
	  struct error *err)
{
	const char *who = arena_printf(store->scratch, "rule %s", rule);

	return statement_count(
		store,
		"SELECT count(DISTINCT e.ticket) FROM rule_hits h"
		" JOIN events e ON e.receipt = h.receipt"
		" WHERE h.rule = ?1 AND e.who = ?2 AND e.op = 'field'"
		" AND EXISTS (SELECT 1 FROM events c WHERE"
		" c.ticket = e.ticket AND c.id > e.id AND c.op = 'field'"
		" AND c.name = e.name AND c.who NOT LIKE 'rule %')",
		BIND(bind_text(rule), bind_text(who)), count, err);
}

bool
rule_stats(struct store *store, int64_t now, struct arena *arena,
	   struct rule_stat **stats, size_t *count, struct error *err)
{
	struct rule_stat *found = NULL;
	size_t n = 0;
	struct cursor rows;

	if (!cursor_open(
		    &rows, store,
		    "SELECT rule, count(*), sum(at >= ?1), sum(at >= ?2),"
		    " max(at) FROM rule_hits GROUP BY rule ORDER BY rule",
		    BIND(bind_int(now - 7 * DAY), bind_int(now - 30 * DAY)),
		    err))
		return false;
	while (cursor_next(&rows)) {
		struct rule_stat stat = { 0 };

		stat.rule = cursor_text(&rows, arena);
		stat.hits = (size_t)cursor_int(&rows);
		stat.hits_week = (size_t)cursor_int(&rows);
		stat.hits_month = (size_t)cursor_int(&rows);
		stat.last = cursor_int(&rows);
		ARENA_PUSH(arena, found, n, stat);
	}
	if (!cursor_close(&rows))
		return false;
	for (size_t i = 0; i < n; i++)
		if (!corrected(store, found[i].rule, &found[i].corrected, err))
			return false;
	*stats = found;
	*count = n;
	return true;
}

bool
rule_lessons(struct store *store,
	     bool (*each)(void *data, const struct rule_lesson *lesson),
	     void *data, struct error *err)
{
	struct arena *arena = arena_new();
	struct cursor rows;
	bool more = true;

	if (!cursor_open(&rows, store,
			 "SELECT t.id, t.queue, coalesce((SELECT e.who NOT"
			 " LIKE 'rule %' FROM events e WHERE e.ticket = t.id"
			 " AND e.op = 'field' AND e.name = 'queue'"
			 " ORDER BY e.id DESC LIMIT 1), 0), m.subject,"
			 " m.reply_text FROM tickets t JOIN messages m ON"
			 " m.ticket = t.id AND m.ordinal = 1"
			 " WHERE t.queue <> '' AND t.merged_into IS NULL",
			 BIND_NONE, err)) {
		arena_free(arena);
		return false;
	}
	while (more && cursor_next(&rows)) {
		struct rule_lesson lesson;

		lesson.ticket = cursor_int(&rows);
		lesson.queue = cursor_text(&rows, arena);
		lesson.moved = cursor_int(&rows);
		lesson.subject = cursor_text(&rows, arena);
		lesson.text = cursor_text(&rows, arena);
		more = each(data, &lesson);
		arena_reset(arena);
	}
	arena_free(arena);
	return cursor_close(&rows);
}
