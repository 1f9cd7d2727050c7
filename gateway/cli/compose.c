/*
 * compose.c - `ticketgate compose`: the bytes of an outgoing mail, out of
 * JSON, exactly as the sender would hand them to SMTP.
 *
 * For scripts and tests. Needs no configuration, sends nothing. The careful
 * transport is the default: 7 bits and no SMTPUTF8, as an unknown server has.
 */
#include <sysexits.h>
#include <unistd.h>

#include "base/io.h"
#include "cli/command.h"
#include "message/draft.h"

/* Attachments included; larger mails are refused by every server. */
#define COMPOSE_MAX ((size_t)512 * 1024 * 1024)

static const char usage_text[] =
	"usage: ticketgate compose [--8bit] [--smtputf8] < DRAFT.json\n\n"
	"Prints the message that a draft becomes. The draft is one JSON\n"
	"object: from, to, cc, reply_to ({\"name\", \"email\"}), subject,\n"
	"message_id, date, in_reply_to, references, text, html, auto,\n"
	"headers ({\"name\", \"value\"}) and attachments ({\"name\", "
	"\"type\",\n"
	"\"base64\", \"content_id\", \"inline\"}).\n\n"
	"  --8bit      the next server has 8BITMIME\n"
	"  --smtputf8  the next server has SMTPUTF8\n";

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

	for (int i = 1; i < argc; i++) {
		if (strcmp(argv[i], "--8bit") == 0) {
			transport.eight_bit = true;
		} else if (strcmp(argv[i], "--smtputf8") == 0) {
			transport.utf8 = true;
		} else if (strcmp(argv[i], "--help") == 0) {
			fputs(usage_text, stdout);
			return 0;
		} else {
			fputs(usage_text, stderr);
			return EX_USAGE;
		}
	}
	if (compose(transport, &err))
		return 0;
	fprintf(stderr, "ticketgate compose: %s\n", err.text);
	return error_exit_status(err.class);
}
