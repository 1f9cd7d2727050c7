/*
 * command.h - the commands that staff write in mails: their table, and
 * finding them in a text.
 *
 * A command stands at the start of a line ("#resolve new toner") or of the
 * subject; its argument runs to the end of the line. Names match without
 * case, by any unambiguous beginning. In answers to a list, "12 close" is a
 * command about ticket 12.
 */
#ifndef TG_TICKET_COMMAND_H
#define TG_TICKET_COMMAND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "message/facts.h"
#include "ticket/phrase.h"
#include "ticket/policy.h"

enum command_id {
	COMMAND_TAKE,
	COMMAND_ASSIGN,
	COMMAND_WAIT,
	COMMAND_VENDOR,
	COMMAND_RESOLVE,
	COMMAND_CLOSE,
	COMMAND_REOPEN,
	COMMAND_NOTE,
	COMMAND_PRIORITY,
	COMMAND_QUEUE,
	COMMAND_KIND,
	COMMAND_TAG,
	COMMAND_SET,
	COMMAND_FOR,
	COMMAND_CC,
	COMMAND_MERGE,
	COMMAND_SPLIT,
	COMMAND_LINK,
	COMMAND_DUPLICATE,
	COMMAND_PARENT,
	COMMAND_ANSWER,
	COMMAND_SPAM,
	COMMAND_LIST,
	COMMAND_SHOW,
	COMMAND_SIMILAR,
	COMMAND_HELP,
	COMMAND_UNDO,
	COMMAND_RETURN, /* the link "Not mine" */
	COMMAND_SEND,
	COMMAND_RELEASE,
	COMMAND_REJECT,
	COMMAND_TRUST
};

enum command_argument { ARGUMENT_NONE, ARGUMENT_OPTIONAL, ARGUMENT_NEEDED };

/* What the mail that is answered was about: where a command makes sense. */
enum command_context {
	CONTEXT_TICKET = 1, /* one ticket */
	CONTEXT_LIST = 2,   /* a list: a number in front says which */
	CONTEXT_HELD = 4    /* a held mail */
};

struct command_spec {
	const char *name;
	enum command_id id;
	enum command_argument argument;
	unsigned contexts;
	enum phrase_id help; /* "#wait 3d: ..." */
};
extern const struct command_spec command_table[];
extern const size_t command_count;

struct command {
	const struct command_spec *spec; /* NULL: PROBLEM says why */
	const char *line;		 /* as written, for receipts */
	const char *argument;		 /* trimmed; "" if none */
	int64_t ticket;			 /* in front of it; 0: the mail's own */
	const struct phrase *problem;	 /* NULL if it can be run */
};

struct command_list {
	struct command *items;
	size_t count;
	const char *text; /* what is no command, trimmed */
};

/* More commands than this in one mail are not one person's work: the next one
 * has a problem, those behind it are left out. */
#define COMMANDS_MAX 200

/* Finds the commands in TEXT; SUBJECT ("" for none) is a line before it. */
void
command_parse(const char *subject, const char *text,
	      enum command_context context, struct arena *arena,
	      struct command_list *out);

/* One command without its "#", as in an action code: "wait 3d". */
struct command
command_parse_one(const char *words, struct arena *arena);

/* The ticket that an argument names: "12", "#12" or "[IT #12]". */
bool
command_ticket_argument(const struct command *command, const char *tag,
			int64_t *id);

/* Whether a mail begins with a command that exists, in its subject or its
 * text: it wants to act as staff. */
bool
command_begins(const struct facts *facts, const struct policy *policy,
	       struct arena *arena);

/* Where a command begins that was added to a SUBJECT; 0 if there is none. */
size_t
command_behind(const char *subject);

/* The first line of TEXT in which a person sees a command by its whole name;
 * NULL if there is none. */
const char *
command_seen_in(const char *text, struct arena *arena);

/* Whether "#" and a letter stand anywhere in TEXT. */
bool
command_hidden_in(const char *text);

#endif
