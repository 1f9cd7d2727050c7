/*
 * staff_read.c - what a staff mail says: its commands, and its text without
 * them.
 *
 * What goes wrong: a command that is not found is sent to the customer as
 * text, and one that somebody else wrote (a requester's subject, a forwarded
 * mail) is carried out.
 */
#include "ticket/reply_clean.h"
#include "ticket/staff_run.h"
#include "ticket/subject.h"

/* Whether the mail may be an answer to one about this ticket. */
static bool
is_named(const struct staff_run *run, const struct ticket *ticket)
{
	const struct decide_input *in = run->d->in;

	if (ticket == run->a->ticket)
		return true;
	for (size_t i = 0; i < in->evidence_count; i++)
		if (in->evidence[i].ticket == ticket->id)
			return true;
	return false;
}

/* A requester may write "#close" as their subject, and every answer to it
 * begins with those words: then subjects carry no commands. Else a command
 * may also stand behind the old subject. */
static const char *
subject_words(const struct staff_run *run)
{
	const struct decide_input *in = run->d->in;
	const char *words;

	for (size_t i = 0; i < in->ticket_count; i++)
		if (is_named(run, in->tickets[i]) &&
		    (command_hidden_in(in->tickets[i]->subject) ||
		     command_seen_in(in->tickets[i]->subject, run->d->arena)))
			return "";
	words = subject_command(run->d->facts->subject, run->d->policy->tag,
				run->d->arena);
	return run->context == CONTEXT_TICKET ? words + command_behind(words)
					      : words;
}

bool
staff_run_is_code(const struct staff_run *run)
{
	return run->a->proof && run->a->proof->how == EVIDENCE_CODE;
}

/* Attachments count as words unless they are pictures of a signature. */
static bool
has_attachments(const struct decision *d)
{
	for (size_t i = 0; i < d->facts->attachment_count; i++)
		if (!d->facts->attachments[i].is_inline)
			return true;
	return false;
}

static enum command_context
context_of(const struct authority *a)
{
	if (a->proof && a->proof->how == EVIDENCE_REPLY_ID) {
		if (a->proof->purpose == PURPOSE_LIST)
			return CONTEXT_LIST;
		if (a->proof->purpose == PURPOSE_HELD)
			return CONTEXT_HELD;
	}
	return a->ticket ? CONTEXT_TICKET : CONTEXT_LIST;
}

/* What a person lets pass is sent without what nobody understood. */
static void
drop_problems(struct command_list *commands)
{
	size_t kept = 0;

	for (size_t i = 0; i < commands->count; i++)
		if (!commands->items[i].problem)
			commands->items[kept++] = commands->items[i];
	commands->count = kept;
}

/* A code proves its own action only: other commands in the mail are left in
 * the text, and the text stays inside. */
static void
read_code(struct staff_run *run, const char *text)
{
	struct command command =
		command_parse_one(run->a->proof->action, run->d->arena);

	ARENA_PUSH(run->d->arena, run->commands.items, run->commands.count,
		   command);
	run->text = text;
	run->note = true;
}

/* A command that was written below the signature is not in the text; but the
 * person means it. */
static void
read_signature(struct staff_run *run)
{
	struct arena *arena = run->d->arena;
	const char *line = command_seen_in(run->d->facts->signature, arena);
	struct command command = {
		.line = line,
		.argument = "",
		.problem = phrase_fixed(PHRASE_IN_SIGNATURE),
	};

	if (line)
		ARENA_PUSH(arena, run->commands.items, run->commands.count,
			   command);
}

/* Commands in the subject and in what the person wrote; what they forward
 * is text. */
static void
read_commands(struct staff_run *run, const char *text)
{
	struct decision *d = run->d;
	size_t own = reply_own_size(text, d->facts);

	command_parse(subject_words(run), arena_memdup(d->arena, text, own),
		      run->context, d->arena, &run->commands);
	run->text = run->commands.text;
	if (text[own])
		run->text = arena_printf(d->arena, "%s\n\n%s", run->text,
					 text + own);
	if (run->commands.count > 0 &&
	    text_is_signature(run->text,
			      arena_printf(d->arena, "%s %s %s",
					   run->person->name, d->sender.name,
					   d->sender.email),
			      d->arena))
		run->text = "";
	read_signature(run);
}

/* A receipt that tells of held lines is a question, too. Whether the mail
 * answers that one. */
static bool
read_answer(struct staff_run *run, const char *text)
{
	static const enum command_id verbs[] = { COMMAND_SEND, COMMAND_REJECT,
						 COMMAND_RELEASE };
	enum command_context context = run->context;

	if (!run->a->proof || !run->a->proof->held)
		return false;
	run->context = CONTEXT_HELD;
	read_commands(run, text);
	for (size_t i = 0; i < sizeof(verbs) / sizeof(verbs[0]); i++)
		if (staff_run_has(run, verbs[i]))
			return true;
	if (context == CONTEXT_HELD)
		return true;
	run->context = context;
	run->commands = (struct command_list){ NULL, 0, "" };
	return false;
}

/* A file without a word is an answer, or with #note a note; with other
 * commands it is not clear where it should go, and it goes nowhere. */
static bool
has_words(const struct staff_run *run)
{
	if (run->text[0])
		return true;
	return has_attachments(run->d) &&
	       (run->commands.count == 0 || staff_run_has(run, COMMAND_NOTE));
}

void
staff_read(struct staff_run *run, struct decision *d, const struct authority *a)
{
	const char *text = reply_new_text(d->facts->reply_text, d->arena);

	*run = (struct staff_run){ .d = d,
				   .a = a,
				   .person = a->person,
				   .context = context_of(a),
				   .template = "",
				   .prepared = "" };
	if (staff_run_is_code(run))
		read_code(run, text);
	else if (!read_answer(run, text))
		read_commands(run, text);
	if (d->in->released) {
		drop_problems(&run->commands);
		staff_race_released(run);
	}
	run->words = has_words(run) && d->in->rest_count == 0;
	run->note = run->note || d->in->release_as_note ||
		    (a->proof && a->proof->how == EVIDENCE_REPLY_ID &&
		     a->proof->purpose == PURPOSE_NOTE);
}
