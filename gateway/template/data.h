/*
 * data.h - the data of mails: the one place that knows their shape.
 *
 * Every mail's data is made by template_data() and filled by the functions
 * below; the samples that templates are checked with are made by the same
 * ones, so a template that passes the check renders. The shape is described
 * in ticketgate-templates(5).
 *
 * What every mail has: desk, recipient, text, quoted, lines, links, undo,
 * internal, cc_shown.
 * What belongs to some (template_catalog in catalog.c says which; null
 * elsewhere): ticket, other, message, tickets and query, messages and
 * events.
 */
#ifndef TG_TEMPLATE_DATA_H
#define TG_TEMPLATE_DATA_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "message/facts.h"
#include "ticket/plan.h"
#include "ticket/policy.h"
#include "ticket/ticket.h"

/* A ticket's subject is cut to this many bytes, at a character. */
#define TEMPLATE_SUBJECT_MAX 100

/* A new object with all keys, empty but for desk and recipient. */
json_t *
template_data(const struct policy *policy, struct address recipient);

/* Puts VALUE (stolen) in place of KEY: "ticket", "other", "message". */
void
template_data_set(json_t *data, const char *key, json_t *value);

/* KEY is "undo" (a reply "#undo" takes it back) or "internal" (a reply to
 * this mail stays internal: PURPOSE_NOTE). Both are false at first. */
void
template_data_set_flag(json_t *data, const char *key, bool value);

/* The words that are passed on; LF line ends. Sets "quoted" as well, the
 * same with a mark before each line. */
void
template_data_set_text(json_t *data, const char *text);

/* Appends VALUE (stolen) to the list KEY: "lines", "links", "cc_shown",
 * "tickets", "messages", "events". */
void
template_data_add(json_t *data, const char *key, json_t *value);

/* Appends each string to the list KEY. */
void
template_data_add_strings(json_t *data, const char *key,
			  const struct string_list *strings);

/* A digest: SIMILAR or a list; what was searched for ("" all); how many
 * tickets there are beyond those added to "tickets". */
void
template_data_set_query(json_t *data, bool similar, const char *text,
			size_t more);

/* New references, to be set or added. */
json_t *
template_ticket(const struct ticket *ticket, const char *tag, int64_t now);

/* Takes whatever its requester may have written out of a ticket's data: for
 * the acknowledgement of a mail whose sender nobody has proven. */
void
template_ticket_forget_words(json_t *ticket);

/* The incoming mail behind this one: from, subject, date, attachments, and
 * its new text. */
json_t *
template_message(const struct facts *facts);

/* A quick action: ACTION is "take", "wait", "resolve" or "not-mine". */
json_t *
template_link(const char *action, const char *mailto);

/* A message of a ticket's history (show). */
json_t *
template_history(enum direction direction, struct address from, int64_t date,
		 const char *text, const struct string_list *attachments);

/* An event of a ticket's history (show). */
json_t *
template_event(int64_t at, const char *who, const char *what, const char *why);

#endif
