/*
 * desk.c - opening the desk, and the four things that happen at it: a mail
 * that was read, a mail that could not be read, time, a mail that failed.
 */
#include "desk/desk.h"

#include "base/fault.h"
#include "desk/case.h"
#include "desk/templates.h"
#include "store/held.h"
#include "store/outbox.h"
#include "store/rule_hits.h"
#include "store/tickets.h"

#define TICK_MAX 200 /* tickets a tick, so that one transaction stays short */

bool
desk_open(struct desk *desk, const struct config *config,
	  struct sources *sources, enum store_mode mode, struct error *err)
{
	struct desk d = { .config = config, .sources = sources };
	const char *at = strrchr(config->address, '@');

	d.domain = at ? at + 1 : "localhost";
	d.templates = desk_templates_load(config, sources, err);
	if (d.templates == NULL)
		goto fail;
	d.store = store_open(config->database, mode, err);
	if (d.store == NULL)
		goto fail;
	if (mode != STORE_READ && !store_secret(d.store, d.key, err))
		goto fail;
	*desk = d;
	return true;
fail:
	desk_close(&d);
	return false;
}

void
desk_close(struct desk *desk)
{
	template_set_free(desk->templates);
	store_close(desk->store);
	if (desk->queues_arena)
		arena_free(desk->queues_arena);
	memset(desk, 0, sizeof(*desk));
}

static void
names_push(struct string_list *names, struct string_list more,
	   struct arena *arena)
{
	for (size_t i = 0; i < more.count; i++)
		ARENA_PUSH(arena, names->items, names->count, more.items[i]);
}

bool
desk_rule_context(struct desk *desk, const struct facts *facts,
		  const char *mailbox, size_t size, int64_t now,
		  struct arena *arena, struct rule_context *context,
		  struct error *err)
{
	const struct config *config = desk->config;
	const struct staff *person =
		staff_by_address(&config->staff, facts_sender(facts).email);

	memset(context, 0, sizeof(*context));
	context->mailbox = mailbox;
	context->now = now;
	context->size = size;
	context->from_staff = person != NULL;
	context->requester =
		mail_requester(facts, &config->policy, &config->staff, arena)
			.email;
	if (person != NULL) {
		ARENA_PUSH(arena, context->directory.items,
			   context->directory.count, person->name);
		names_push(&context->directory, person->skills, arena);
		names_push(&context->directory, person->sites, arena);
	}
	return ticket_count_open(desk->store, context->requester,
				 &context->open_tickets, err);
}

/* A plan's outcome on the receipt, and for the log line. */
static bool
case_finish(struct desk_case *c, int64_t receipt, struct desk_result *result,
	    struct error *err)
{
	const struct plan *plan = c->plan;
	int64_t ticket = plan->ticket ? plan->ticket : c->new_ticket;

	result->outcome = plan->outcome;
	result->ticket = ticket;
	result->why = plan->why ? plan->why : "";
	result->mails = c->mails + c->webhooks;
	result->verdict = c->verdict;
	return receipt_finish(c->desk->store, receipt, plan->outcome,
			      result->why, ticket, c->message, err);
}

/* The mail stands already for another receipt: two help addresses, or a
 * mailbox and the pipe, got the same one. */
static bool
receive_duplicate(struct desk *desk, const struct receipt *receipt,
		  int64_t original, int64_t now, struct arena *arena,
		  struct desk_result *result, struct error *err)
{
	struct receipt first;
	bool found;
	struct actor actor = { "desk", "the same content came twice",
			       receipt->id, now };

	if (!receipt_get(desk->store, original, arena, &first, &found, err))
		return false;
	result->outcome = OUTCOME_DUPLICATE;
	result->ticket = found ? first.ticket : 0;
	result->why = arena_printf(arena, "same content as receipt %lld",
				   (long long)original);
	result->mails = 0;
	result->verdict = NULL;
	if (result->ticket != 0 &&
	    !ticket_add_event(
		    desk->store, &actor, result->ticket,
		    arena_printf(arena, "the same mail arrived again%s%s",
				 receipt->key.mailbox[0] ? " in " : "",
				 receipt->key.mailbox),
		    err))
		return false;
	return receipt_finish(desk->store, receipt->id, OUTCOME_DUPLICATE,
			      result->why, result->ticket, 0, err);
}

static struct desk_case
case_of(struct desk *desk, const struct receipt *receipt, int64_t now,
	struct arena *arena)
{
	return (struct desk_case){ .desk = desk,
				   .arena = arena,
				   .now = now,
				   .receipt = receipt ? receipt->id : 0,
				   .mailbox = receipt ? receipt->key.mailbox
						      : "" };
}

/* Which rules matched, for `ticketgate rules`. */
static bool
record_hits(struct desk_case *c, struct error *err)
{
	struct string_list hits = c->verdict->hits;

	for (size_t i = 0; i < hits.count; i++)
		if (!rule_hit_add(c->desk->store, hits.items[i], c->receipt,
				  c->now, err))
			return false;
	return true;
}

/* "12 15" */
static void
read_rest(struct desk_case *c, const char *rest)
{
	char *end;

	for (; *rest; rest = *end ? end + 1 : end)
		ARENA_PUSH(c->arena, c->in.rest, c->in.rest_count,
			   strtoll(rest, &end, 10));
}

bool
desk_receive(struct desk *desk, const struct receipt *receipt,
	     const struct facts *facts, const struct verdict *verdict,
	     int64_t now, struct arena *arena, struct desk_result *result,
	     struct error *err)
{
	struct desk_case c = case_of(desk, receipt, now, arena);
	int64_t original;

	if (!receipt_content(desk->store, receipt->id, facts->content_key,
			     &original, err))
		return false;
	if (original != 0)
		return receive_duplicate(desk, receipt, original, now, arena,
					 result, err);
	c.facts = facts;
	c.verdict = verdict;
	c.in.released = receipt->released_by[0] != '\0';
	c.in.released_by = receipt->released_by;
	c.in.release_as_note = receipt->release_as_note;
	c.in.released_event = receipt->released_event;
	read_rest(&c, receipt->rest);
	if (!desk_gather(&c, err))
		return false;
	c.plan = decide(&c.in, arena);
	fault_point("desk.decided");
	return desk_apply(&c, err) && record_hits(&c, err) &&
	       case_finish(&c, receipt->id, result, err);
}

/* What a person gets to see of a mail that could not be read. */
static struct facts *
stub_facts(const struct receipt *receipt, const struct facts *head,
	   const char *reason, struct arena *arena)
{
	struct facts *stub = arena_alloc(arena, sizeof(*stub));
	struct attachment *raw = arena_alloc(arena, sizeof(*raw));

	if (head != NULL)
		*stub = *head;
	else
		*stub = (struct facts){ .subject = "",
					.message_id = "",
					.signature = "",
					.language = "",
					.calendar_method = "",
					.protection = "",
					.kind_why = "" };
	raw->name = "mail.eml";
	raw->type = "message/rfc822";
	raw->content_id = "";
	raw->data = (const unsigned char *)receipt->raw.data;
	raw->size = receipt->raw.size;
	hash_sha256(raw->data, raw->size, raw->sha256);
	stub->attachments = raw;
	stub->attachment_count = 1;
	stub->text = arena_printf(
		arena, "%s. %s\n", reason,
		receipt->oversized
			? "Its header is attached; the mail itself is still "
			  "in the mailbox."
			: "The mail as it came is attached.");
	if (receipt->oversized)
		raw->name = "header.eml";
	stub->reply_text = stub->text;
	return stub;
}

bool
desk_receive_unreadable(struct desk *desk, const struct receipt *receipt,
			const struct facts *head, const struct phrase *reason,
			int64_t now, struct arena *arena,
			struct desk_result *result, struct error *err)
{
	struct desk_case c = case_of(desk, receipt, now, arena);
	struct address from = { "", "" };

	if (head != NULL)
		from = facts_sender(head);
	c.facts =
		stub_facts(receipt, head, phrase_english(reason, arena), arena);
	c.plan = decide_stub(&desk->config->policy, &desk->config->staff, from,
			     c.facts->subject, reason, arena);
	return desk_apply(&c, err) && case_finish(&c, receipt->id, result, err);
}

/* One ticket and the time: its own transaction. */
static bool
tick_ticket(struct desk *desk, int64_t id, int64_t now, struct arena *arena,
	    size_t *changed, size_t *mails, struct error *err)
{
	struct desk_case c = case_of(desk, NULL, now, arena);
	struct ticket *ticket;

	if (!store_begin(desk->store, err))
		return false;
	if (!ticket_get(desk->store, id, arena, &ticket, err))
		goto fail;
	c.plan = ticket ? decide_timer(&desk->config->policy,
				       &desk->config->staff, ticket, now, arena)
			: NULL;
	if (c.plan == NULL) {
		store_rollback(desk->store);
		return true;
	}
	if (!desk_apply(&c, err) || !store_commit(desk->store, err))
		goto fail;
	*changed += 1;
	*mails += c.mails;
	return true;
fail:
	store_rollback(desk->store);
	return false;
}

bool
desk_tick(struct desk *desk, int64_t now, size_t *changed, size_t *mails,
	  struct error *err)
{
	const struct policy *policy = &desk->config->policy;
	int64_t resolved_before =
		policy->close_after > 0 ? now - policy->close_after : 0;
	struct arena *arena = arena_new();
	int64_t *ids = NULL;
	size_t count = 0;
	bool ok;

	*changed = 0;
	*mails = 0;
	ok = ticket_due(desk->store, now, resolved_before, TICK_MAX, arena,
			&ids, &count, err);
	for (size_t i = 0; ok && i < count; i++)
		ok = tick_ticket(desk, ids[i], now, arena, changed, mails, err);
	arena_free(arena);
	return ok;
}

bool
desk_send_failed(struct desk *desk, int64_t outbox_id, int64_t ticket_id,
		 const char *recipient, const char *answer, bool suppress,
		 int64_t now, struct error *err)
{
	struct arena *arena = arena_new();
	struct desk_case c = case_of(desk, NULL, now, arena);
	struct ticket *ticket = NULL;
	bool ok = false;

	if (!store_begin(desk->store, err))
		goto out;
	if (!outbox_failed(desk->store, outbox_id, answer, now, err))
		goto out;
	if (ticket_id != 0 &&
	    !ticket_get(desk->store, ticket_id, arena, &ticket, err))
		goto out;
	if (ticket != NULL) {
		c.plan = decide_send_failure(
			&desk->config->policy, &desk->config->staff, ticket,
			recipient, answer, suppress, arena);
		if (c.plan != NULL && !desk_apply(&c, err))
			goto out;
	}
	ok = store_commit(desk->store, err);
out:
	store_rollback(desk->store);
	arena_free(arena);
	return ok;
}

static bool
held_read(struct desk *desk, int64_t id, struct arena *arena, struct held *held,
	  struct error *err)
{
	bool found;

	if (!held_get(desk->store, id, arena, held, &found, err))
		return false;
	return found || error_set(err, ERROR_REJECT,
				  "there is no held mail %lld; `ticketgate "
				  "held` lists them",
				  (long long)id);
}

bool
desk_held_finish(struct desk *desk, int64_t id, const char *state, bool trust,
		 const char *who, int64_t now, struct arena *arena,
		 bool *changed, struct error *err)
{
	struct store *store = desk->store;
	bool release = strcmp(state, "released") == 0;
	int64_t newest;
	struct held held;

	if (store_begin(store, err) && held_read(desk, id, arena, &held, err) &&
	    event_newest(store, &newest, err) &&
	    held_finish(store, id, state, who, now, changed, err) &&
	    (!*changed || !release ||
	     receipt_release(store, held.receipt, who, false, newest, err)) &&
	    (!*changed || !trust ||
	     sender_trust(store, held.from, who, now, err)) &&
	    store_commit(store, err))
		return true;
	store_rollback(store);
	return false;
}
