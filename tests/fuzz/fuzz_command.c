/*
 * fuzz_command.c - what staff write: commands, clean answers, subjects, ids
 * and codes.
 */
#include "base/utf8.h"
#include "fuzz.h"
#include "ticket/command.h"
#include "ticket/reply_clean.h"
#include "ticket/reply_id.h"
#include "ticket/subject.h"
#include "ticket/thanks.h"
#include "ticket/ticket.h"
#include "ticket/wait_time.h"

static void
parse_in(const char *text, enum command_context context, struct arena *arena)
{
	struct command_list list;
	int64_t number;

	command_parse(text, text, context, arena, &list);
	PROMISE(list.count <= COMMANDS_MAX + 1);
	PROMISE(strlen(list.text) <= strlen(text));
	PROMISE(utf8_valid(slice_from(list.text)));
	for (size_t i = 0; i < list.count; i++) {
		const struct command *c = &list.items[i];

		PROMISE(*c->line && *c->line != '>');
		PROMISE(c->spec || c->problem);
		PROMISE(!c->spec || (c->spec->contexts & context));
		PROMISE(!strchr(c->argument, '\n'));
		if (command_ticket_argument(c, "IT", &number))
			PROMISE(number > 0);
		if (wait_time_parse(c->argument, 1000, arena, &number))
			PROMISE(number > 1000);
	}
}

static void
parse_subject(const char *text, struct arena *arena)
{
	const char *code = action_code_find(text, arena);
	const char *core = subject_core(text, "IT", arena);
	int64_t *ids;

	PROMISE(!*code || strstr(text, code));
	PROMISE(strlen(core) <= strlen(text));
	PROMISE(ticket_refs_find("IT", text, arena, &ids) <= TICKET_REFS_MAX);
	reply_id_looks_ours(text);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_new();
	const char *text =
		utf8_clean(arena, slice_of((const char *)data, size));
	const char *cleaned = reply_new_text(text, arena);

	PROMISE(strlen(cleaned) <= strlen(text));
	PROMISE(!strstr(cleaned, REPLY_MARKER));
	parse_in(cleaned, CONTEXT_TICKET, arena);
	parse_in(cleaned, CONTEXT_LIST, arena);
	parse_in(cleaned, CONTEXT_HELD, arena);
	parse_subject(text, arena);
	text_is_thanks(text, "Anna anna@example.org", arena);
	arena_free(arena);
	return 0;
}
