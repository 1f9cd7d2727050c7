/*
 * mail.c - from a plan's mail to a row of the outbox.
 *
 * The words are rendered now, over the ticket as it is in this transaction,
 * and the Message-ID is made now: whatever happens to the sender, the mail
 * that goes out is this one. Attachments are named by their content, which
 * the store has once.
 */
#include "desk/case.h"

#include "base/fault.h"
#include "desk/data.h"
#include "store/messages.h"
#include "store/outbox.h"
#include "store/tickets.h"
#include "ticket/reply_clean.h"

/* The address that a ticket's mails come from: its mailbox's. */
static const char *
from_address(const struct desk_case *c, const struct ticket *ticket)
{
	const char *name = ticket ? ticket->mailbox : c->mailbox;
	const struct mailbox_config *mailbox =
		config_mailbox(c->desk->config, name);

	return mailbox && mailbox->address[0] != '\0'
		       ? mailbox->address
		       : c->desk->config->address;
}

/* The attachments of the incoming mail, by content. */
static bool
pass_attachments(struct desk_case *c, struct draft *draft, struct error *err)
{
	if (c->facts == NULL)
		return true;
	for (size_t i = 0; i < c->facts->attachment_count; i++) {
		const struct attachment *a = &c->facts->attachments[i];
		struct draft_attachment passed = {
			.name = a->name,
			.type = a->type,
			.content_id = a->content_id,
			.is_inline = a->is_inline,
			.sha256 = a->sha256,
			.size = a->size,
		};

		if (!content_add(c->desk->store, a->sha256,
				 slice_of((const char *)a->data, a->size), err))
			return false;
		ARENA_PUSH(c->arena, draft->attachments,
			   draft->attachment_count, passed);
	}
	return true;
}

/* Whether a ticket's thread has no other id than that of this mail. */
static bool
is_first_mail(const struct string_list *thread, const char *id)
{
	return thread->count == 0 ||
	       (thread->count == 1 && strcmp(thread->items[0], id) == 0);
}

/* The first answer on a ticket carries on the thread that its writer was in:
 * the References of the mail, then its own id (RFC 5322 section 3.6.4). */
static void
set_first_references(struct desk_case *c, struct draft *draft)
{
	const struct string_list *before = &c->facts->references;
	struct string_list list = { NULL, 0 };

	for (size_t i = 0; i < before->count; i++)
		ARENA_PUSH(c->arena, list.items, list.count, before->items[i]);
	ARENA_PUSH(c->arena, list.items, list.count, draft->in_reply_to);
	draft->references = list;
}

/* The ids of the thread that RECIPIENT may see: an id of ours proves who it
 * was sent to, and so goes to nobody else, whoever wrote it into a mail. */
static struct string_list
ids_for(struct desk_case *c, const struct string_list *all,
	const char *recipient)
{
	struct string_list list = { NULL, 0 };
	struct reply_id id;

	for (size_t i = 0; i < all->count; i++)
		if (!reply_id_looks_ours(all->items[i]) ||
		    reply_id_verify(c->desk->key, all->items[i], recipient,
				    &id))
			ARENA_PUSH(c->arena, list.items, list.count,
				   all->items[i]);
	return list;
}

/* In-Reply-To is the mail that is answered, if its writer is who gets this
 * one; otherwise the newest id of the ticket, so that mail programs show
 * one thread. */
static bool
set_thread(struct desk_case *c, const struct op *op,
	   const struct ticket *ticket, struct draft *draft, struct error *err)
{
	const char *recipient = op->mail->to.email;
	struct string_list thread = { NULL, 0 };
	bool answers = c->facts != NULL && c->facts->message_id[0] != '\0' &&
		       address_equal(facts_sender(c->facts).email, recipient);

	if (ticket != NULL && !ticket_thread(c->desk->store, ticket->id,
					     recipient, c->arena, &thread, err))
		return false;
	draft->references = ids_for(c, &thread, recipient);
	draft->in_reply_to = "";
	if (answers)
		draft->in_reply_to = c->facts->message_id;
	else if (draft->references.count > 0)
		draft->in_reply_to =
			draft->references.items[draft->references.count - 1];
	if (answers && is_first_mail(&draft->references, draft->in_reply_to))
		set_first_references(c, draft);
	return true;
}

/* A rule may name a template for the acknowledgement that is not there (any
 * more): better the plain one than a mail that cannot be taken in. */
static const char *
template_name(const struct desk_case *c, const struct plan_mail *mail)
{
	return template_set_has(c->desk->templates, mail->template)
		       ? mail->template
		       : "ack";
}

static bool
is_marked(const struct draft *draft)
{
	struct slice rest = slice_from(draft->text), line;

	return slice_next_line(&rest, &line) &&
	       slice_find(line, REPLY_MARKER, 0) != (size_t)-1;
}

/* Staff mails begin with the line at which an answer to them ends. Templates
 * for staff have it; one for others that staff get has not. */
static void
mark_for_reply(struct desk_case *c, struct draft *draft)
{
	const char *body = strstr(draft->html, "<body");
	const char *end = body ? strchr(body, '>') : NULL;

	if (is_marked(draft))
		return;
	draft->text =
		arena_printf(c->arena, "%s\n\n%s", REPLY_MARKER, draft->text);
	if (draft->html[0] == '\0')
		return;
	end = end ? end + 1 : draft->html;
	draft->html = arena_printf(c->arena, "%.*s<p>%s</p>%s",
				   (int)(end - draft->html), draft->html,
				   REPLY_MARKER, end);
}

static bool
render_into(struct desk_case *c, const struct op *op,
	    const struct ticket *ticket, struct draft *draft, struct error *err)
{
	const struct plan_mail *mail = op->mail;
	json_t *data = mail_data(c, op, ticket, err);
	struct rendered out;
	bool ok;

	if (data == NULL)
		return false;
	ok = template_render(c->desk->templates, template_name(c, mail),
			     mail->language, data, c->arena, &out, err);
	json_decref(data);
	if (!ok)
		return error_context(err, "template %s", mail->template);
	draft->subject = out.subject;
	draft->text = out.text;
	draft->html = out.html;
	if (mail->to_staff)
		mark_for_reply(c, draft);
	draft->headers = out.headers;
	draft->header_count = out.header_count;
	return true;
}

/* Everything of the draft that is the same for all templates. */
static bool
draft_start(struct desk_case *c, const struct op *op,
	    const struct ticket *ticket, struct draft *draft, struct error *err)
{
	const struct config *config = c->desk->config;

	draft->from.name = config->desk_name;
	draft->from.email = from_address(c, ticket);
	ARENA_PUSH(c->arena, draft->to.items, draft->to.count, op->mail->to);
	draft->date = c->now;
	draft->automatic = op->mail->automatic;
	draft->message_id = reply_id_make(c->desk->key, ticket ? ticket->id : 0,
					  op->mail->purpose, op->mail->to.email,
					  c->desk->domain, c->arena);
	return set_thread(c, op, ticket, draft, err);
}

/* A question; so is a receipt if some of its mail was held. */
static bool
asks(const struct plan_mail *mail)
{
	return mail->purpose == PURPOSE_HELD ||
	       mail->purpose == PURPOSE_RECEIPT;
}

static bool
queue(struct desk_case *c, const struct op *op, const struct ticket *ticket,
      struct draft *draft, struct error *err)
{
	const struct plan_mail *mail = op->mail;
	struct outbox_mail row = {
		.ticket = ticket ? ticket->id : 0,
		.template = mail->template,
		.message_id = draft->message_id,
		.recipient = mail->to.email,
		.sender = mail->automatic && !mail->to_staff
				  ? ""
				  : draft->from.email,
		.purpose = mail->purpose,
		.is_ack = mail->is_ack,
		.held = asks(mail) ? c->held : 0,
		.event = c->last_event,
		.undo = desk_undo_from(c, mail),
		.created = c->now,
		.draft = draft,
	};
	int64_t id;

	ARENA_PUSH(c->arena, c->drafts, c->mails, draft);
	return outbox_add(c->desk->store, &row, &id, err) &&
	       (ticket == NULL || message_id_add(c->desk->store, ticket->id,
						 draft->message_id, err));
}

/* What the ticket's history says about the mail. */
static bool
record(struct desk_case *c, const struct op *op, const struct ticket *ticket,
       const char *what, struct error *err)
{
	struct actor actor = { op->who, op->why, c->receipt, c->now };

	return ticket == NULL ||
	       ticket_add_event(c->desk->store, &actor, ticket->id,
				arena_printf(c->arena, "%s to %s%s",
					     op->mail->template,
					     op->mail->to.email, what),
				err);
}

bool
desk_mail(struct desk_case *c, const struct op *op, struct error *err)
{
	int64_t id = desk_op_ticket(c, op);
	struct ticket *ticket = NULL;
	struct draft *draft = arena_alloc(c->arena, sizeof(*draft));
	bool suppressed;

	if (id != 0 && !ticket_get(c->desk->store, id, c->arena, &ticket, err))
		return false;
	if (!address_is_suppressed(c->desk->store, op->mail->to.email,
				   &suppressed, err))
		return false;
	if (suppressed)
		return record(c, op, ticket,
			      " not sent: mail to this address failed for good",
			      err);
	return draft_start(c, op, ticket, draft, err) &&
	       render_into(c, op, ticket, draft, err) &&
	       (!op->mail->attachments || pass_attachments(c, draft, err)) &&
	       queue(c, op, ticket, draft, err) &&
	       record(c, op, ticket, "", err);
}
