/*
 * plan_build.c - makes a plan op by op.
 */
#include "ticket/plan_build.h"

void
plan_begin(struct plan_builder *b, struct arena *arena)
{
	b->arena = arena;
	b->plan = arena_alloc(arena, sizeof(*b->plan));
	b->plan->why = "";
	plan_by(b, "desk", "");
}

void
plan_by(struct plan_builder *b, const char *who, const char *why)
{
	b->who = who;
	b->why = why;
}

struct plan *
plan_end(struct plan_builder *b, enum outcome outcome, int64_t ticket,
	 const char *why)
{
	b->plan->outcome = outcome;
	b->plan->ticket = ticket;
	b->plan->why = why;
	return b->plan;
}

struct op *
plan_add(struct plan_builder *b, enum op_type type, int64_t ticket)
{
	struct plan *plan = b->plan;
	struct op op = { .type = type,
			 .ticket = ticket,
			 .who = b->who,
			 .why = b->why,
			 .address = { "", "" } };

	ARENA_PUSH(b->arena, plan->ops, plan->op_count, op);
	return &plan->ops[plan->op_count - 1];
}

void
plan_message(struct plan_builder *b, int64_t ticket, enum direction direction,
	     const char *text)
{
	struct op *op = plan_add(b, OP_MESSAGE, ticket);

	op->direction = direction;
	op->text = text;
}

void
plan_event(struct plan_builder *b, int64_t ticket, const char *what)
{
	plan_add(b, OP_EVENT, ticket)->name = what;
}

void
plan_field(struct plan_builder *b, int64_t ticket, const char *name,
	   const char *value)
{
	struct op *op = plan_add(b, OP_FIELD, ticket);

	op->name = name;
	op->text = value;
}

void
plan_tag(struct plan_builder *b, int64_t ticket, const char *tag, bool add)
{
	struct op *op = plan_add(b, OP_TAG, ticket);

	op->name = tag;
	op->number = add;
}

void
plan_link(struct plan_builder *b, int64_t ticket, enum link_relation relation,
	  int64_t other)
{
	struct op *op = plan_add(b, OP_LINK, ticket);

	op->relation = relation;
	op->other = other;
}

void
plan_participant(struct plan_builder *b, int64_t ticket, struct address address,
		 enum participant_role role, bool add)
{
	struct op *op = plan_add(b, OP_PARTICIPANT, ticket);

	op->address = address;
	op->role = role;
	op->number = add;
}

struct op *
plan_mail(struct plan_builder *b, int64_t ticket, const char *template,
	  struct address to, enum reply_purpose purpose)
{
	struct plan_mail *mail = arena_alloc(b->arena, sizeof(*mail));
	struct op *op = plan_add(b, OP_MAIL, ticket);

	mail->template = template;
	mail->to = to;
	mail->purpose = purpose;
	mail->language = mail->text = mail->answer = mail->query = "";
	op->mail = mail;
	return op;
}

struct op *
plan_person_mail(struct plan_builder *b, int64_t ticket, const char *template,
		 const struct staff *person, const char *email,
		 enum reply_purpose purpose)
{
	struct op *op =
		plan_mail(b, ticket, template,
			  (struct address){ person->name, email }, purpose);

	op->mail->automatic = true;
	op->mail->to_staff = true;
	if (person->languages.count > 0)
		op->mail->language = person->languages.items[0];
	return op;
}

struct op *
plan_staff_mail(struct plan_builder *b, int64_t ticket, const char *template,
		const struct staff *person, enum reply_purpose purpose,
		const struct phrase *line)
{
	struct op *op;

	if (person->addresses.count == 0)
		return NULL;
	op = plan_person_mail(b, ticket, template, person,
			      person->addresses.items[0], purpose);
	phrase_add(&op->mail->lines, line, b->arena);
	return op;
}

void
list_add(struct string_list *list, const char *text, struct arena *arena)
{
	ARENA_PUSH(arena, list->items, list->count, text);
}
