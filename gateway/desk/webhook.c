/*
 * webhook.c - what a rule's webhook is told of a new ticket.
 *
 * "text" is one line, which is all that the incoming hooks of chat programs
 * (Slack, Mattermost, Rocket.Chat) look at; the rest is for programs. What a
 * stranger wrote is in there as JSON strings and nothing else.
 */
#include "desk/case.h"

#include "base/utf8.h"
#include "desk/ticket_json.h"
#include "store/tickets.h"
#include "store/webhooks.h"
#include "ticket/addresses.h"

#define MESSAGE_MAX 4000 /* bytes of the new text; a hook is no archive */

static size_t
part_size(const char *text)
{
	size_t size = strlen(text);

	if (size <= MESSAGE_MAX)
		return size;
	for (size = MESSAGE_MAX; (text[size] & 0xC0) == 0x80; size--)
		continue;
	return size;
}

static const char *
one_line(const struct desk_case *c, const struct ticket *ticket)
{
	return arena_printf(
		c->arena, "%s %s%s%s%s%s, from %s",
		ticket_ref(c->desk->config->tag, ticket->id, c->arena),
		ticket->subject, ticket->queue[0] ? ", queue " : "",
		ticket->queue, ticket->priority[0] ? ", priority " : "",
		ticket->priority,
		ticket->requester.name[0] ? ticket->requester.name
					  : ticket->requester.email);
}

static const char *
hook_body(const struct desk_case *c, const struct ticket *ticket,
	  const char *rule)
{
	const struct config *config = c->desk->config;
	const char *text = c->facts ? c->facts->reply_text : "";
	json_t *json = json_pack("{s:s, s:s, s:s, s:s, s:o, s:s%}", "text",
				 one_line(c, ticket), "event", "opened", "desk",
				 config->desk_name, "rule", rule, "ticket",
				 ticket_to_json(ticket, config->tag), "message",
				 text, part_size(text));
	char *body = json ? json_dumps(json, JSON_COMPACT) : NULL;
	const char *copy = body ? arena_strdup(c->arena, body) : NULL;

	json_decref(json);
	free(body);
	return copy;
}

bool
desk_webhook(struct desk_case *c, const struct op *op, struct error *err)
{
	struct store *store = c->desk->store;
	struct actor actor = { op->who, op->why, c->receipt, c->now };
	const char *rule =
		strncmp(op->who, "rule ", 5) == 0 ? op->who + 5 : op->who;
	struct webhook hook = { .ticket = desk_op_ticket(c, op),
				.rule = rule,
				.url = op->name,
				.created = c->now };
	struct ticket *ticket;

	if (!ticket_get(store, hook.ticket, c->arena, &ticket, err))
		return false;
	hook.body = ticket ? hook_body(c, ticket, rule) : NULL;
	if (hook.body == NULL)
		return error_set(err, ERROR_BUG,
				 "ticket %lld does not fit a webhook",
				 (long long)hook.ticket);
	c->webhooks++;
	return webhook_add(store, &hook, err) &&
	       ticket_add_event(store, &actor, hook.ticket,
				"a webhook is to be called", err);
}
