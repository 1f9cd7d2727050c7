/*
 * data.c - gathers what a mail's template may speak of.
 *
 * The shapes are template/data.h's; here is only where each part comes from:
 * the plan, the ticket, the store.
 */
#include "desk/data.h"

#include "base/buf.h"
#include "desk/history.h"
#include "desk/similar.h"
#include "store/query.h"
#include "store/tickets.h"
#include "template/data.h"
#include "ticket/reply_id.h"

#define DIGEST_MAX  50 /* tickets in a mail; the rest is counted */
#define SIMILAR_MAX 10

/* The quick actions of staff mails: how they are called in a template, and
 * the command that their code stands for. */
static const struct {
	const char *name, *action;
} link_table[] = {
	{ "take", "take" },
	{ "wait", "wait 3d" },
	{ "resolve", "resolve" },
	{ "not-mine", "return" },
};

/* RFC 6068: everything but unreserved characters as %XX. */
static void
add_percent(struct buf *out, const char *text)
{
	for (const char *p = text; *p != '\0'; p++) {
		bool plain =
			(*p >= 'a' && *p <= 'z') || (*p >= 'A' && *p <= 'Z') ||
			(*p >= '0' && *p <= '9') || strchr("-._~@", *p) != NULL;

		if (plain)
			buf_add_char(out, *p);
		else
			buf_printf(out, "%%%02X", (unsigned char)*p);
	}
}

/* "mailto:help@example.org?subject=%5BIT%20%2312%5D%20tg-..." */
static const char *
mailto(struct desk_case *c, const struct ticket *ticket, const char *person,
       const char *action)
{
	const struct config *config = c->desk->config;
	const struct mailbox_config *mailbox =
		config_mailbox(config, ticket->mailbox);
	struct buf out;

	buf_init(&out, c->arena);
	buf_add_str(&out, "mailto:");
	add_percent(&out, mailbox ? mailbox->address : config->address);
	buf_add_str(&out, "?subject=");
	add_percent(&out, ticket_ref(config->tag, ticket->id, c->arena));
	add_percent(&out, " ");
	add_percent(&out,
		    action_code_make(c->desk->key, ticket->id, person, action,
				     c->now + ACTION_CODE_LIFETIME,
				     c->last_event, c->arena));
	return out.data;
}

/* Quick actions, for the person of the directory who gets the mail. */
static void
add_links(struct desk_case *c, const struct op *op, const struct ticket *ticket,
	  json_t *data)
{
	const struct staff *person =
		staff_by_address(&c->desk->config->staff, op->mail->to.email);

	if (!op->mail->to_staff || ticket == NULL || person == NULL ||
	    op->mail->purpose != PURPOSE_NOTIFICATION)
		return;
	for (size_t i = 0; i < sizeof(link_table) / sizeof(link_table[0]); i++)
		template_data_add(data, "links",
				  template_link(link_table[i].name,
						mailto(c, ticket, person->name,
						       link_table[i].action)));
}

/* The ticket that is named beside the mail's own: by the op, or the one it
 * was merged into. */
static bool
add_other(struct desk_case *c, const struct op *op, const struct ticket *ticket,
	  json_t *data, struct error *err)
{
	int64_t id = op->other;
	struct ticket *other = NULL;

	if (id == 0 && ticket != NULL)
		id = ticket->merged_into;
	if (id == 0)
		return true;
	if (!ticket_get(c->desk->store, id, c->arena, &other, err))
		return false;
	if (other != NULL)
		template_data_set(
			data, "other",
			template_ticket(other, c->desk->config->tag, c->now));
	return true;
}

static void
add_tickets(struct desk_case *c, json_t *data, struct ticket *const *tickets,
	    size_t count, bool similar, const char *text)
{
	size_t shown = count < DIGEST_MAX ? count : DIGEST_MAX;

	for (size_t i = 0; i < shown; i++)
		template_data_add(data, "tickets",
				  template_ticket(tickets[i],
						  c->desk->config->tag,
						  c->now));
	template_data_set_query(data, similar, text, count - shown);
}

/* Whose tickets "#list mine" are: those of whom the list goes to. */
static const char *
reader_name(const struct desk_case *c, const struct plan_mail *mail)
{
	const struct staff *person =
		staff_by_address(&c->desk->config->staff, mail->to.email);

	return person ? person->name : "";
}

/* #list, with words to look for or without. */
static bool
add_list(struct desk_case *c, const struct plan_mail *mail, json_t *data,
	 struct error *err)
{
	const char *words = mail->text;
	bool mine = ascii_casecmp(words, "mine") == 0;
	struct ticket_filter filter = { .status = "",
					.queue = "",
					.owner = mine ? reader_name(c, mail)
						      : "",
					.requester = "",
					.tag = "" };
	struct ticket **tickets = NULL;
	size_t count = 0;
	bool ok;

	if (words[0] != '\0' && !mine)
		ok = query_search(c->desk->store, words, DIGEST_MAX, c->arena,
				  &tickets, &count, err);
	else
		ok = query_list(c->desk->store, &filter, c->arena, &tickets,
				&count, err);
	if (ok)
		add_tickets(c, data, tickets, count, false, words);
	return ok;
}

static bool
add_digest(struct desk_case *c, const struct op *op,
	   const struct ticket *ticket, json_t *data, struct error *err)
{
	struct ticket **tickets = NULL;
	size_t count = 0;

	if (strcmp(op->mail->query, "similar") != 0)
		return add_list(c, op->mail, data, err);
	if (!desk_similar(c->desk, ticket, op->mail->text, SIMILAR_MAX,
			  c->arena, &tickets, &count, err))
		return false;
	add_tickets(c, data, tickets, count, true, op->mail->text);
	return true;
}

/* A prepared answer goes before what the person wrote. */
static bool
add_text(struct desk_case *c, const struct plan_mail *mail, json_t *data,
	 struct error *err)
{
	const char *text = mail->text ? mail->text : "";
	struct rendered answer;

	template_data_set_text(data, text);
	if (mail->answer == NULL || mail->answer[0] == '\0')
		return true;
	if (!template_render(c->desk->templates,
			     arena_printf(c->arena, "answer.%s", mail->answer),
			     mail->language, data, c->arena, &answer, err))
		return false;
	template_data_set_text(data,
			       arena_printf(c->arena, "%s%s%s", answer.text,
					    text[0] ? "\n" : "", text));
	return true;
}

static void
add_words(struct desk_case *c, const struct op *op, json_t *data)
{
	const struct plan_mail *mail = op->mail;
	struct string_list lines = { NULL, 0 };

	for (size_t i = 0; i < mail->lines.count; i++)
		ARENA_PUSH(c->arena, lines.items, lines.count,
			   template_set_words(c->desk->templates,
					      mail->language,
					      mail->lines.items[i], c->arena));
	template_data_add_strings(data, "lines", &lines);
	template_data_add_strings(data, "cc_shown", &mail->cc_shown);
	template_data_set_flag(data, "undo", desk_undo_from(c, mail) != 0);
	template_data_set_flag(data, "internal", mail->purpose == PURPOSE_NOTE);
}

json_t *
mail_data(struct desk_case *c, const struct op *op, const struct ticket *ticket,
	  struct error *err)
{
	const struct plan_mail *mail = op->mail;
	json_t *data = template_data(&c->desk->config->policy, mail->to);
	bool ok;

	add_words(c, op, data);
	add_links(c, op, ticket, data);
	if (ticket != NULL)
		template_data_set(
			data, "ticket",
			template_ticket(ticket, c->desk->config->tag, c->now));
	if (mail->is_ack)
		template_ticket_forget_words(json_object_get(data, "ticket"));
	/* What a stranger wrote is shown to staff only. */
	if (mail->to_staff && c->facts != NULL)
		template_data_set(data, "message", template_message(c->facts));
	ok = add_text(c, mail, data, err);
	if (ok && mail->query != NULL && mail->query[0] != '\0')
		ok = add_digest(c, op, ticket, data, err);
	if (ok && ticket != NULL && strcmp(mail->template, "show") == 0)
		ok = history_add(c, ticket, mail->language, data, err);
	if (ok)
		ok = add_other(c, op, ticket, data, err);
	if (ok)
		return data;
	json_decref(data);
	return NULL;
}
