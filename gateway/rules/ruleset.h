/*
 * ruleset.h - rules as values, compiled, and what they say of a mail.
 *
 * Call order: rule definitions come from config/ (rulefile.h reads the
 * admins' text files into struct rule, rule.h); ruleset_compile() turns them
 * into something fast and unchanging; ruleset_classify() is a pure function
 * of facts, context and rule set. A rule set may be used by one thread.
 */
#ifndef TG_RULES_RULESET_H
#define TG_RULES_RULESET_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "message/facts.h"

struct ruleset;

/* What classification may know beside the mail itself. */
struct rule_context {
	const char *mailbox;	/* configured name, "" for none (the pipe) */
	int64_t now;		/* seconds since 1970: time of day, weekday */
	bool from_staff;	/* the sender's address is in the directory */
	size_t open_tickets;	/* of this requester */
	size_t size;		/* of the raw mail in bytes */
};

enum verdict_disposition { VERDICT_TICKET, VERDICT_QUARANTINE, VERDICT_IGNORE };

/* Why something is as it is: the rule, its place, and the words it saw. */
struct verdict_source {
	const char *rule; /* name */
	const char *file; /* as in messages: "rules/10-printers.conf" */
	int line;	  /* of the rule's opening brace */
	const char *matched; /* the first matched words; "" if none apply */
};

/* One value set: queue, kind, priority, impact, urgency, site, asset,
 * summary, template, language, assign, or any captured field. */
struct verdict_field {
	const char *name;
	const char *value;
	struct verdict_source source;
};

struct verdict {
	enum verdict_disposition disposition;
	struct verdict_source disposition_source;
	bool no_ack;
	struct verdict_source no_ack_source;
	struct verdict_field *fields; /* one a name: the winners */
	size_t field_count;
	struct verdict_field *tags; /* name "tags", value the tag */
	size_t tag_count;
	struct verdict_field *notify;  /* value: a person, skill or address */
	size_t notify_count;
	struct verdict_field *webhooks; /* value: an https URL */
	size_t webhook_count;
	struct verdict_field *losers; /* sets that an earlier rule beat */
	size_t loser_count;
	struct verdict_source *gave_up; /* rules that ran into the deadline */
	size_t gave_up_count;
	struct string_list hits; /* names of all rules that matched */
	const char *ruleset_id;	 /* content hash of the rule set, short */
};

/* The value of a field, or NULL. */
const char *
verdict_get(const struct verdict *verdict, const char *name);

/* Never fails: a rule whose match gave up is in gave_up. */
struct verdict *
ruleset_classify(struct ruleset *ruleset, const struct facts *facts,
		 const struct rule_context *context, struct arena *arena);

/* NULL is allowed. */
void
ruleset_free(struct ruleset *ruleset);

/* Content hash of the definitions: the same rules have the same id. */
const char *
ruleset_id(const struct ruleset *ruleset);

/* For the pipe between reader and intake, for events and --json. The parser
 * checks every type (ERROR_REJECT). New reference. */
json_t *
verdict_to_json(const struct verdict *verdict);
bool
verdict_from_json(const json_t *json, struct arena *arena,
		  struct verdict **verdict, struct error *err);

#endif
