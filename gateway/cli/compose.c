/*
 * compose.c - `ticketgate compose`: the bytes of an outgoing mail, out of
 * JSON, exactly as the sender would hand them to SMTP.
 *
 * For scripts and tests. Needs no configuration, sends nothing. The careful
 * transport is the default: 7 bits and no SMTPUTF8, as an unknown server has.
 */
#include <unistd.h>

#include "base/io.h"
#include "cli/command.h"
#include "cli/options.h"
#include "message/draft.h"

/* Attachments included; larger mails are refused by every server. */
#define COMPOSE_MAX ((size_t)512 * 1024 * 1024)

static const struct argp_option option_table[] = {
	{ "8bit", '8', NULL, 0, "the next server has 8BITMIME", 0 },
	{ "smtputf8", 'u', NULL, 0, "the next server has SMTPUTF8", 0 },
	{ 0 }
};

static error_t
parse_option(int key, char *arg, struct argp_state *state)
{
	struct draft_transport *transport = state->input;

	(void)arg;
	switch (key) {
	case '8':
		transport->eight_bit = true;
		return 0;
	case 'u':
		transport->utf8 = true;
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

static const struct argp parser = {
	.options = option_table,
	.parser = parse_option,
	.doc = "Prints the mail that a draft becomes, as it would be handed "
	       "to the mail server. The draft is one JSON object on standard "
	       "input: from, to, cc, reply_to ({\"name\", \"email\"}), "
	       "subject, message_id, date, in_reply_to, references, text, "
	       "html, auto, headers ({\"name\", \"value\"}) and attachments "
	       "({\"name\", \"type\", \"base64\", \"content_id\", "
	       "\"inline\"}). Needs no configuration and sends nothing.",
};

static bool
read_draft(struct arena *arena, struct draft **draft, struct error *err)
{
	struct slice input;
	json_error_t where;
	json_t *json;
	bool ok;

	if (!io_read_all(STDIN_FILENO, COMPOSE_MAX, arena, &input, err))
		return false;
	json = json_loadb(input.data, input.size, JSON_REJECT_DUPLICATES,
			  &where);
	if (!json)
		return error_set(err, ERROR_REJECT,
				 "standard input is no JSON: line %d: %s",
				 where.line, where.text);
	ok = draft_from_json(json, arena, draft, err);
	json_decref(json);
	for (size_t i = 0; ok && i < (*draft)->attachment_count; i++)
		if (!(*draft)->attachments[i].data)
			ok = error_set(err, ERROR_REJECT,
				       "the key \"attachments\" needs base64 "
				       "here: there is no store to look "
				       "sha256 up in");
	return ok;
}

static bool
compose(struct draft_transport transport, struct error *err)
{
	struct arena *arena = arena_new();
	struct draft *draft;
	struct buf out;
	bool ok;

	buf_init(&out, NULL);
	ok = read_draft(arena, &draft, err) &&
	     draft_compose(draft, transport, &out, err) &&
	     io_write_all(STDOUT_FILENO, out.data, out.size, err);
	buf_clear(&out);
	arena_free(arena);
	return ok;
}

int
compose_command(int argc, char **argv)
{
	struct draft_transport transport = { false, false };
	struct error err = { .class = ERROR_NONE };

	argp_parse(&parser, argc, argv, 0, NULL, &transport);
	return compose(transport, &err) ? 0 : command_failed(&err);
}
