/*
 * command_run.c - carries out commands by their table; notes and fields. The
 * others are in command_status.c, command_join.c and command_ask.c.
 *
 * A plan with a problem in any command is thrown away whole by the caller:
 * nothing here needs to be undone.
 */
#include "ticket/staff_run.h"

#include "base/slice.h"
#include "rules/rule.h"
#include "ticket/lifecycle.h"
#include "ticket/queue.h"

#define VALUE_SIZE_MAX 200 /* bytes of a field's value or a tag */
#define NAME_SIZE_MAX  40

struct ticket *
staff_run_ticket(struct staff_run *run, int64_t id)
{
	const struct ticket *snapshot = decision_ticket(run->d, id);
	struct ticket *copy;

	if (!snapshot)
		return NULL;
	for (size_t i = 0; i < run->working_count; i++)
		if (run->working[i]->id == snapshot->id)
			return run->working[i];
	copy = arena_alloc(run->d->arena, sizeof(*copy));
	*copy = *snapshot;
	ARENA_PUSH(run->d->arena, run->working, run->working_count, copy);
	return copy;
}

bool
staff_run_has(const struct staff_run *run, enum command_id id)
{
	for (size_t i = 0; i < run->commands.count; i++)
		if (run->commands.items[i].spec &&
		    run->commands.items[i].spec->id == id)
			return true;
	return false;
}

struct ticket *
staff_run_own(struct staff_run *run)
{
	return run->a->ticket ? staff_run_ticket(run, run->a->ticket->id)
			      : NULL;
}

void
staff_run_tell(struct staff_run *run, const struct ticket *ticket,
	       const struct phrase *line)
{
	if (ticket && !run->touched)
		run->touched = ticket->id;
	if (ticket)
		ARENA_PUSH(run->d->arena, run->changes, run->change_count,
			   ((struct staff_change){ ticket->id, line }));
	phrase_add(&run->done, line, run->d->arena);
}

void
staff_run_done(struct staff_run *run, const struct ticket *ticket,
	       enum phrase_id id, const char *what)
{
	struct arena *arena = run->d->arena;

	staff_run_tell(
		run, ticket,
		phrase_with(arena, id,
			    ticket_ref(run->d->policy->tag, ticket->id, arena),
			    what));
}

void
staff_run_move(struct staff_run *run, struct ticket *ticket, enum cause cause,
	       enum waiting_for waiting_for, const char *name, int64_t until)
{
	enum ticket_status next = lifecycle_next(ticket->status, cause);
	struct op *op;

	if (next == ticket->status && cause != CAUSE_WAIT)
		return;
	op = plan_add(&run->d->b, OP_STATUS, ticket->id);
	op->status = next;
	if (next == STATUS_WAITING) {
		op->waiting_for = waiting_for;
		op->name = name;
		op->until = until;
	}
	ticket->status = next;
}

bool
staff_run_is_own(const struct staff_run *run, const struct ticket *ticket)
{
	return run->a->ticket && run->a->ticket->id == ticket->id;
}

static const struct phrase *
run_note(struct staff_run *run, struct ticket *ticket,
	 const struct command *command)
{
	if (!staff_run_is_own(run, ticket)) {
		ARENA_PUSH(run->d->arena, run->notes, run->note_count,
			   ((struct staff_note){ ticket, command->argument }));
	} else {
		run->note = true;
		if (command->argument[0]) {
			run->text = arena_printf(
				run->d->arena, "%s%s%s", command->argument,
				run->text[0] ? "\n" : "", run->text);
			run->words = true;
		}
	}
	staff_run_done(run, ticket, PHRASE_HAS_NOTE, NULL);
	return NULL;
}

/* Of WORDS the one that VALUE names, without case or by a beginning that fits
 * no other; NULL if it names none or several. */
static const char *
find_word(const char *const *words, size_t count, const char *value)
{
	const char *found = NULL;

	for (size_t i = 0; i < count; i++) {
		if (ascii_casecmp(words[i], value) == 0)
			return words[i];
		if (slice_starts_nocase(slice_from(words[i]), value)) {
			if (found && strcmp(found, words[i]) != 0)
				return NULL;
			found = words[i];
		}
	}
	return found;
}

/* Kinds and priorities are those that rules know. */
static const struct phrase *
known_value(const char *name, const char **value, struct arena *arena)
{
	const char *const *words = rule_field_values(name);
	const char *found, *all = "";
	size_t count = 0;

	if (!words || (*value)[0] == '\0')
		return NULL;
	for (; words[count]; count++)
		all = arena_printf(arena, "%s%s%s", all, count ? ", " : "",
				   words[count]);
	found = find_word(words, count, *value);
	if (!found)
		return phrase_with(arena, PHRASE_NONE_OF, all);
	*value = found;
	return NULL;
}

/* Gives the queue the name that it has elsewhere. A new one is told of: its
 * name may be mistyped. */
static const struct phrase *
known_queue(struct staff_run *run, const char *name, const char **value)
{
	const struct phrase *problem = NULL;
	const char *queue;
	bool is_new;

	if (strcmp(name, "queue") != 0 || (*value)[0] == '\0')
		return NULL;
	queue = queue_find(run->d, *value, &is_new, &problem);
	if (!queue)
		return problem;
	*value = queue;
	if (is_new)
		staff_run_tell(
			run, NULL,
			phrase_with(run->d->arena, PHRASE_NEW_QUEUE, queue));
	return NULL;
}

static const struct phrase *
set_field(struct staff_run *run, const struct ticket *ticket, const char *name,
	  const char *value)
{
	struct arena *arena = run->d->arena;
	const struct phrase *ref = phrase_text(
		ticket_ref(run->d->policy->tag, ticket->id, arena), arena);
	const struct phrase *field = phrase_named(name, arena);
	const struct phrase *problem = known_value(name, &value, arena);

	if (!problem && strlen(value) > VALUE_SIZE_MAX)
		problem = phrase_fixed(PHRASE_FIELD_TOO_LONG);
	if (!problem)
		problem = known_queue(run, name, &value);
	if (problem)
		return problem;
	plan_field(&run->d->b, ticket->id, name, value);
	staff_run_tell(
		run, ticket,
		value[0] ? phrase_of(arena, PHRASE_HAS_FIELD, ref, field,
				     phrase_text(value, arena))
			 : phrase_of(arena, PHRASE_HAS_NO_FIELD, ref, field));
	return NULL;
}

/* #priority, #queue and #kind are fields of their own name. */
static const struct phrase *
run_named_field(struct staff_run *run, struct ticket *ticket,
		const struct command *command)
{
	return set_field(run, ticket, command->spec->name, command->argument);
}

/* A field's name: letters, digits, "_" and "-", in lower case. */
static const char *
field_name(struct slice word, struct arena *arena)
{
	char *name = arena_memdup(arena, word.data, word.size);

	if (word.size == 0 || word.size > NAME_SIZE_MAX)
		return NULL;
	for (char *c = name; *c; c++) {
		*c = ascii_lower(*c);
		if (!(*c >= 'a' && *c <= 'z') && !(*c >= '0' && *c <= '9') &&
		    *c != '_' && *c != '-')
			return NULL;
	}
	return name;
}

static const struct phrase *
run_set(struct staff_run *run, struct ticket *ticket,
	const struct command *command)
{
	struct slice rest = slice_from(command->argument), word;
	struct arena *arena = run->d->arena;
	const char *name;
	size_t end = 0;

	while (end < rest.size && rest.data[end] != ' ' &&
	       rest.data[end] != '=' && rest.data[end] != '\t')
		end++;
	word = slice_sub(rest, 0, end);
	name = field_name(word, arena);
	if (!name)
		return phrase_fixed(PHRASE_NEEDS_FIELD);
	rest = slice_trim(slice_sub(rest, end, rest.size));
	if (rest.size > 0 && rest.data[0] == '=')
		rest = slice_trim(slice_sub(rest, 1, rest.size));
	return set_field(run, ticket, name,
			 rest.size ? arena_memdup(arena, rest.data, rest.size)
				   : "");
}

static const struct phrase *
run_tag(struct staff_run *run, struct ticket *ticket,
	const struct command *command)
{
	struct arena *arena = run->d->arena;
	char *words = arena_strdup(arena, command->argument);
	struct slice rest;

	for (char *c = words; *c; c++)
		if (*c == ',' || *c == '\t')
			*c = ' ';
	rest = slice_trim(slice_from(words));
	while (rest.size > 0) {
		size_t end = slice_find(rest, " ", 0);
		struct slice word = slice_sub(rest, 0, end);
		bool remove = word.data[0] == '-';
		size_t sign = remove || word.data[0] == '+';

		rest = slice_trim(slice_sub(rest, word.size, rest.size));
		sign += sign < word.size && word.data[sign] == '#';
		word = slice_sub(word, sign, word.size);
		if (word.size == 0 || word.size > NAME_SIZE_MAX)
			return phrase_fixed(PHRASE_NEEDS_TAGS);
		plan_tag(&run->d->b, ticket->id,
			 arena_memdup(arena, word.data, word.size), !remove);
	}
	staff_run_done(run, ticket, PHRASE_HAS_TAGS, command->argument);
	return NULL;
}

/* How a command works on tickets. RACES: it sets owner or status, or sends
 * something, and waits if somebody was faster (race.h). */
enum { ANY_TICKET = 0, ONE_TICKET = 1, RACES = 2 };

/* clang-format off */
static const struct {
	command_fn run;
	unsigned flags;
} runs[] = {
	[COMMAND_TAKE]      = { run_take, ONE_TICKET | RACES },
	[COMMAND_ASSIGN]    = { run_assign, ONE_TICKET | RACES },
	[COMMAND_WAIT]      = { run_wait, ONE_TICKET | RACES },
	[COMMAND_VENDOR]    = { run_vendor, ONE_TICKET | RACES },
	[COMMAND_RESOLVE]   = { run_resolve, ONE_TICKET | RACES },
	[COMMAND_CLOSE]     = { run_close, ONE_TICKET | RACES },
	[COMMAND_REOPEN]    = { run_reopen, ONE_TICKET | RACES },
	[COMMAND_NOTE]      = { run_note, ONE_TICKET },
	[COMMAND_PRIORITY]  = { run_named_field, ONE_TICKET },
	[COMMAND_QUEUE]     = { run_named_field, ONE_TICKET },
	[COMMAND_KIND]      = { run_named_field, ONE_TICKET },
	[COMMAND_TAG]       = { run_tag, ONE_TICKET },
	[COMMAND_SET]       = { run_set, ONE_TICKET },
	[COMMAND_FOR]       = { run_for, ONE_TICKET },
	[COMMAND_CC]        = { run_cc, ONE_TICKET },
	[COMMAND_MERGE]     = { run_merge, ONE_TICKET | RACES },
	[COMMAND_SPLIT]     = { run_split, ONE_TICKET },
	[COMMAND_LINK]      = { run_link, ONE_TICKET },
	[COMMAND_DUPLICATE] = { run_duplicate, ONE_TICKET | RACES },
	[COMMAND_PARENT]    = { run_parent, ONE_TICKET },
	[COMMAND_ANSWER]    = { run_answer, ONE_TICKET | RACES },
	[COMMAND_SPAM]      = { run_spam, ONE_TICKET | RACES },
	[COMMAND_LIST]      = { run_list, ANY_TICKET },
	[COMMAND_SHOW]      = { run_show, ANY_TICKET },
	[COMMAND_SIMILAR]   = { run_similar, ANY_TICKET },
	[COMMAND_HELP]      = { run_help, ANY_TICKET },
	[COMMAND_UNDO]      = { run_undo, RACES },
	[COMMAND_RETURN]    = { run_return, ONE_TICKET | RACES },
	/* answers to held mails: decide_held.c */
	[COMMAND_SEND]      = { NULL, ANY_TICKET },
	[COMMAND_RELEASE]   = { NULL, ANY_TICKET },
	[COMMAND_REJECT]    = { NULL, ANY_TICKET },
	[COMMAND_TRUST]     = { NULL, ANY_TICKET },
};
/* clang-format on */

bool
command_races(const struct command *command)
{
	return command->spec && (runs[command->spec->id].flags & RACES);
}

static void
add_problem(struct staff_run *run, const struct command *command,
	    const struct phrase *problem)
{
	struct arena *arena = run->d->arena;

	phrase_add(&run->problems,
		   phrase_of(arena, PHRASE_OF_LINE,
			     phrase_text(command->line, arena), problem),
		   arena);
}

void
command_run(struct staff_run *run, const struct command *command)
{
	struct ticket *ticket = command->ticket
					? staff_run_ticket(run, command->ticket)
					: staff_run_own(run);
	const struct phrase *problem;

	if (command->problem) {
		add_problem(run, command, command->problem);
		return;
	}
	if (command->ticket && !ticket) {
		add_problem(run, command, phrase_fixed(PHRASE_NO_SUCH_TICKET));
		return;
	}
	if (!ticket && (runs[command->spec->id].flags & ONE_TICKET)) {
		add_problem(run, command, phrase_fixed(PHRASE_WHICH_TICKET));
		return;
	}
	if (staff_race_command(run, command, ticket))
		return;
	problem = runs[command->spec->id].run(run, ticket, command);
	if (problem)
		add_problem(run, command, problem);
}
