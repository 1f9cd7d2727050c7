/*
 * suggest.c - `ticketgate rules suggest`: what rules could learn from tickets
 * that staff moved.
 *
 * The words come from counting (rules/suggest.h). What rules made of them are
 * worth is measured: all mail in the store is replayed with them before the
 * rules in force, and where each mail then goes is compared with where its
 * ticket is now.
 */
#include "cli/suggest.h"

#include <signal.h>
#include <unistd.h>

#include "base/buf.h"
#include "cli/files.h"
#include "config/rulefile.h"
#include "daemon/replay.h"
#include "rules/suggest.h"
#include "store/rule_hits.h"
#include "store/tickets.h"

/* A word must be in so many moved mails, and so much commoner in the queue's
 * mails than in all, before it is worth a person's time. */
#define SUGGEST_MIN_MAILS 2
#define SUGGEST_PRECISION 0.8
#define SUGGEST_PER_QUEUE 8

/* A rule, and what became of it in the replay. */
struct suggestion {
	const char *name, *queue;
	const struct suggest_word *words;
	size_t count;
	const char *text;
	size_t moves;	/* mails that it would put into another queue */
	size_t rightly; /* of them those whose ticket is there now */
};

struct suggesting {
	struct workbench *bench;
	struct suggestion *items;
	size_t count;
	size_t mails; /* replayed */
	struct replay *replay;
	struct error err; /* of a callback */
};

static bool
learn(void *data, const struct rule_lesson *lesson)
{
	suggest_add(data, lesson->queue, lesson->subject, lesson->text,
		    lesson->moved);
	return true;
}

/* A name that no rule in force has: suggestions may have been taken over. */
static const char *
free_name(const struct ruleset *ruleset, const char *queue, struct arena *arena)
{
	const char *name = arena_printf(arena, "suggested: %s", queue);

	for (int n = 2; ruleset && ruleset_find(ruleset, name); n++)
		name = arena_printf(arena, "suggested: %s %d", queue, n);
	return name;
}

/* Words stand queue by queue: a rule each. */
static void
make_rules(struct suggesting *s, const struct ruleset *ruleset,
	   const struct suggest_word *words, size_t count)
{
	struct arena *arena = s->bench->arena;
	size_t from = 0;

	for (size_t i = 1; i <= count; i++) {
		struct suggestion one = { .queue = words[from].queue };

		if (i < count && strcmp(words[i].queue, one.queue) == 0)
			continue;
		one.words = words + from;
		one.count = i - from;
		one.name = free_name(ruleset, one.queue, arena);
		one.text = suggest_rule_text(one.name, one.words, one.count,
					     arena);
		ARENA_PUSH(arena, s->items, s->count, one);
		from = i;
	}
}

static const char *
rule_file(const struct suggesting *s, bool figures)
{
	struct buf out;

	buf_init(&out, s->bench->arena);
	buf_add_str(&out, "rules = (\n");
	for (size_t i = 0; i < s->count; i++) {
		const struct suggestion *one = &s->items[i];

		if (figures)
			buf_printf(&out,
				   "  # replay: of %zu mails in the store it "
				   "moves %zu, %zu of them to where their "
				   "ticket is now\n",
				   s->mails, one->moves, one->rightly);
		buf_printf(&out, "%s%s\n", one->text,
			   i + 1 < s->count ? "," : "");
	}
	buf_add_str(&out, ");\n");
	return out.data;
}

static bool
is_in_queue(struct suggesting *s, int64_t id, const char *queue)
{
	struct ticket *ticket = NULL;

	if (id == 0 ||
	    !ticket_get(s->bench->store, id, s->bench->arena, &ticket, &s->err))
		return false;
	return ticket && strcmp(ticket->queue, queue) == 0;
}

static void
count_change(struct suggesting *s, int64_t ticket, const json_t *change)
{
	const char *rule = json_string_value(
		json_object_get(json_object_get(change, "new_rule"), "rule"));
	const char *field = json_string_value(json_object_get(change, "name"));

	if (!rule || !field || strcmp(field, "queue") != 0)
		return;
	for (size_t i = 0; i < s->count; i++) {
		struct suggestion *one = &s->items[i];

		if (strcmp(one->name, rule) != 0)
			continue;
		one->moves++;
		one->rightly += is_in_queue(s, ticket, one->queue);
	}
}

static void
on_answer(void *data, const json_t *answer)
{
	struct suggesting *s = data;
	const json_t *change;
	size_t i;

	s->mails++;
	json_array_foreach(json_object_get(answer, "changes"), i, change)
		count_change(
			s,
			json_integer_value(json_object_get(answer, "ticket")),
			change);
}

static bool
each_mail(void *data, const struct raw_mail *mail)
{
	struct suggesting *s = data;

	return replay_mail(s->replay, mail, &s->err);
}

/* Replays the store with the suggestions before the rules in force. */
static bool
measure(struct suggesting *s, struct error *err)
{
	const char *config = s->bench->config_path, *path;
	int fd = files_memfd_before(config, rule_file(s, false), &path, err);
	bool ok = false;

	if (fd < 0)
		return false;
	s->replay = replay_new(config, path, fd, 0, on_answer, s, err);
	if (s->replay != NULL)
		ok = query_raw_mails(s->bench->store, 0, each_mail, s, err) &&
		     s->err.class == ERROR_NONE &&
		     replay_finish(s->replay, err);
	if (s->err.class != ERROR_NONE)
		*err = s->err;
	replay_free(s->replay);
	close(fd);
	return ok && s->err.class == ERROR_NONE;
}

/* What moves no mail is known to the rules in force already. */
static void
drop_idle(struct suggesting *s)
{
	size_t kept = 0;

	for (size_t i = 0; i < s->count; i++)
		if (s->items[i].moves > 0)
			s->items[kept++] = s->items[i];
	s->count = kept;
}

static json_t *
words_json(const struct suggestion *one)
{
	json_t *array = json_array();

	for (size_t i = 0; i < one->count; i++) {
		const struct suggest_word *w = &one->words[i];

		json_array_append_new(
			array,
			json_pack("{s:s, s:I, s:I, s:I, s:I}", "word", w->word,
				  "inside", (json_int_t)w->inside,
				  "queue_mails", (json_int_t)w->queue_mails,
				  "outside", (json_int_t)w->outside,
				  "other_mails", (json_int_t)w->other_mails));
	}
	return array;
}

static json_t *
suggestions_json(const struct suggesting *s)
{
	json_t *array = json_array();

	for (size_t i = 0; i < s->count; i++) {
		const struct suggestion *one = &s->items[i];

		json_array_append_new(
			array,
			json_pack("{s:s, s:s, s:o, s:s, s:I, s:I, s:I}", "rule",
				  one->name, "queue", one->queue, "words",
				  words_json(one), "text", one->text, "mails",
				  (json_int_t)s->mails, "moves",
				  (json_int_t)one->moves, "moves_rightly",
				  (json_int_t)one->rightly));
	}
	return array;
}

/* The rules in force, for their names; *RULESET NULL when none are
 * configured. */
static bool
load_rules(struct workbench *bench, struct ruleset **ruleset, struct error *err)
{
	struct complaints complaints;

	*ruleset = NULL;
	if (bench->config->rules[0] == '\0')
		return true;
	complaints_init(&complaints, bench->arena);
	*ruleset = rulefile_load(bench->sources, bench->config->rules,
				 &complaints);
	return *ruleset ||
	       error_set(err, ERROR_CONFIG, "%s",
			 complaint_format(&complaints.items[0], bench->arena));
}

static bool
find_words(struct suggesting *s, struct error *err)
{
	struct suggest *suggest = suggest_new();
	struct ruleset *ruleset = NULL;
	struct suggest_word *words;
	size_t count;
	bool ok = load_rules(s->bench, &ruleset, err) &&
		  rule_lessons(s->bench->store, learn, suggest, err);

	if (ok) {
		count = suggest_words(suggest, SUGGEST_MIN_MAILS,
				      SUGGEST_PRECISION, SUGGEST_PER_QUEUE,
				      s->bench->arena, &words);
		for (size_t i = 0; i < count; i++) {
			words[i].word =
				arena_strdup(s->bench->arena, words[i].word);
			words[i].queue =
				arena_strdup(s->bench->arena, words[i].queue);
		}
		make_rules(s, ruleset, words, count);
	}
	ruleset_free(ruleset);
	suggest_free(suggest);
	return ok;
}

int
suggest_rules(struct workbench *bench, bool json)
{
	struct suggesting s = { .bench = bench };
	struct error err = { 0 };

	signal(SIGPIPE, SIG_IGN);
	if (!find_words(&s, &err) || (s.count > 0 && !measure(&s, &err)))
		return command_failed(&err);
	drop_idle(&s);
	if (json)
		return print_json(suggestions_json(&s));
	if (s.count == 0)
		puts("# Nothing to learn: staff moved no tickets, no words "
		     "tell them apart, or the rules know them already.");
	else
		fputs(rule_file(&s, true), stdout);
	return 0;
}
