/*
 * plan_build.h - makes a plan op by op.
 *
 * Every op is recorded with who did it and why; both are set once for what
 * follows: plan_by(). The op that a function returns may be completed until
 * the next one is added.
 */
#ifndef TG_TICKET_PLAN_BUILD_H
#define TG_TICKET_PLAN_BUILD_H

#include "ticket/plan.h"
#include "ticket/staff.h"

struct plan_builder {
	struct arena *arena;
	struct plan *plan;
	const char *who, *why;
};

/* Starts an empty plan in ARENA. */
void
plan_begin(struct plan_builder *b, struct arena *arena);

/* Who does what follows, and why. */
void
plan_by(struct plan_builder *b, const char *who, const char *why);

/* Sets the outcome; returns the plan. */
struct plan *
plan_end(struct plan_builder *b, enum outcome outcome, int64_t ticket,
	 const char *why);

struct op *
plan_add(struct plan_builder *b, enum op_type type, int64_t ticket);
void
plan_message(struct plan_builder *b, int64_t ticket, enum direction direction,
	     const char *text);
void
plan_event(struct plan_builder *b, int64_t ticket, const char *what);
void
plan_field(struct plan_builder *b, int64_t ticket, const char *name,
	   const char *value);
void
plan_tag(struct plan_builder *b, int64_t ticket, const char *tag, bool add);
void
plan_link(struct plan_builder *b, int64_t ticket, enum link_relation relation,
	  int64_t other);
void
plan_participant(struct plan_builder *b, int64_t ticket, struct address address,
		 enum participant_role role, bool add);

/* A mail: all strings empty, to be completed. */
struct op *
plan_mail(struct plan_builder *b, int64_t ticket, const char *template,
	  struct address to, enum reply_purpose purpose);

/* A mail to somebody of the staff in their language, at EMAIL. */
struct op *
plan_person_mail(struct plan_builder *b, int64_t ticket, const char *template,
		 const struct staff *person, const char *email,
		 enum reply_purpose purpose);

/* The same at their first address; LINE says what happened. NULL when that
 * person has no address. */
struct op *
plan_staff_mail(struct plan_builder *b, int64_t ticket, const char *template,
		const struct staff *person, enum reply_purpose purpose,
		const struct phrase *line);

/* Appends TEXT, which is not copied. */
void
list_add(struct string_list *list, const char *text, struct arena *arena);

#endif
