/*
 * catalog.c - every mail that the desk sends, and sample data for each.
 *
 * The samples are made by the functions that make the real data, from one
 * ticket, so they cannot have another shape.
 */
#include "template/catalog.h"

#include "template/data.h"
#include "template/template.h"

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

/* Which groups a mail's data have; MAYBE: may be null. */
enum {
	HAS_TICKET = 1,
	MAYBE_TICKET = 2,
	MAYBE_OTHER = 4,
	MAYBE_MESSAGE = 8,
	HAS_TICKETS = 16,
	HAS_HISTORY = 32
};

/* clang-format off */
const struct template_catalog_entry template_catalog[] = {
	{ "ack", "requester", "your request has arrived and has this number" },
	{ "update", "requester", "what staff wrote about a ticket" },
	{ "waiting", "requester",
	  "we need something from you, or wait for somebody" },
	{ "resolved", "requester", "it is fixed, and how" },
	{ "closed", "requester", "the ticket is closed" },
	{ "duplicate", "requester",
	  "this is known already and goes on in another ticket" },
	{ "storm", "requester",
	  "a disturbance that many people have reported" },
	{ "notification", "staff", "a new ticket" },
	{ "staff-update", "staff", "something happened on a ticket" },
	{ "stranger", "staff",
	  "somebody who does not take part named your ticket" },
	{ "send-failed", "staff", "a mail of ours could not be delivered" },
	{ "receipt", "staff", "what the commands in your mail did" },
	{ "question", "staff", "a command was not understood" },
	{ "held", "staff", "a mail is held until a person decides" },
	{ "digest", "staff", "a list of tickets" },
	{ "show", "staff", "all of a ticket" },
	{ "rules-broken", "staff", "rules or templates have errors" },
};

/* In the same order. */
static const unsigned groups[] = {
	HAS_TICKET,					/* ack */
	HAS_TICKET,					/* update */
	HAS_TICKET,					/* waiting */
	HAS_TICKET,					/* resolved */
	HAS_TICKET,					/* closed */
	HAS_TICKET | MAYBE_OTHER,			/* duplicate */
	HAS_TICKET | MAYBE_OTHER,			/* storm */
	HAS_TICKET | MAYBE_MESSAGE,			/* notification */
	HAS_TICKET | MAYBE_MESSAGE,			/* staff-update */
	HAS_TICKET | MAYBE_OTHER | MAYBE_MESSAGE,	/* stranger */
	HAS_TICKET,					/* send-failed */
	MAYBE_TICKET | MAYBE_MESSAGE,			/* receipt */
	MAYBE_TICKET | MAYBE_MESSAGE,			/* question */
	MAYBE_TICKET | MAYBE_MESSAGE,			/* held */
	HAS_TICKETS,					/* digest */
	HAS_TICKET | HAS_HISTORY,			/* show */
	0,						/* rules-broken */
};
/* clang-format on */

const size_t template_catalog_count = COUNT_OF(template_catalog);
_Static_assert(COUNT_OF(groups) == COUNT_OF(template_catalog),
	       "a row for each mail");

#define SAMPLE_NOW INT64_C(1795334400) /* 2026-11-22T08:00:00Z */

static const struct policy sample_policy = { .desk_name = "IT Help",
					     .tag = "IT",
					     .address = "help@example.org" };
static const struct address sample_person = { "Ana Silva", "ana@example.org" };
static const char *sample_lines[] = {
	"Ana Silva asked for help; you are told because you look after "
	"printers",
	"see also ticket 1038"
};
static const char *sample_tags[] = { "hardware", "urgent" };
static struct ticket_field sample_fields[] = { { "asset", "PR-10442" },
					       { "site", "Berlin" } };
static struct participant sample_participants[] = {
	{ { "Ana Silva", "ana@example.org" }, ROLE_REQUESTER, false },
	{ { "Bo Chen", "bo@example.org" }, ROLE_CC, false }
};

static const struct ticket sample_ticket = {
	.id = 1042,
	.subject = "The printer on the second floor jams",
	.status = STATUS_OPEN,
	.waiting_for = WAITING_VENDOR,
	.waiting_name = "Acme",
	.waiting_until = SAMPLE_NOW + 3 * 86400,
	.queue = "printers",
	.kind = "incident",
	.priority = "high",
	.requester = { "Ana Silva", "ana@example.org" },
	.owner = "First line",
	.language = "en",
	.mailbox = "help",
	.tags = { sample_tags, COUNT_OF(sample_tags) },
	.fields = sample_fields,
	.field_count = COUNT_OF(sample_fields),
	.participants = sample_participants,
	.participant_count = COUNT_OF(sample_participants),
	.created = SAMPLE_NOW - 2 * 3600,
	.updated = SAMPLE_NOW - 600,
	.resolution = "The fuser was replaced.",
	.message_count = 3
};

/* With every string empty, every list and date absent. */
static const struct ticket bare_ticket = { .id = 7,
					   .subject = "",
					   .waiting_name = "",
					   .queue = "",
					   .kind = "",
					   .priority = "",
					   .requester = { "",
							  "ana@example.org" },
					   .owner = "",
					   .language = "",
					   .mailbox = "",
					   .created = SAMPLE_NOW,
					   .updated = SAMPLE_NOW,
					   .resolution = "" };

static struct attachment sample_attachment = {
	.name = "jam.jpg", .type = "image/jpeg", .content_id = "", .size = 81234
};

static json_t *
sample_message(void)
{
	struct address from = sample_person;
	struct facts facts = { .subject = "Printer jams",
			       .from = { &from, 1 },
			       .has_date = true,
			       .date = SAMPLE_NOW - 600,
			       .reply_text = "It says 13.20.01 again.",
			       .attachments = &sample_attachment,
			       .attachment_count = 1 };

	return template_message(&facts);
}

static void
add_history(json_t *data)
{
	static const char *names[] = { "jam.jpg" };
	struct string_list attachments = { names, 1 };

	for (enum direction d = DIRECTION_IN; d <= DIRECTION_NOTE; d++)
		template_data_add(
			data, "messages",
			template_history(d, sample_person, SAMPLE_NOW - 3600,
					 "It jams again.", &attachments));
	template_data_add(data, "events",
			  template_event(SAMPLE_NOW - 3600, "First line",
					 "owner: First line",
					 "reply id sent to it1@example.org"));
}

static void
add_links(json_t *data)
{
	static const char *const actions[] = { "take", "wait", "resolve",
					       "not-mine" };

	for (size_t i = 0; i < COUNT_OF(actions); i++)
		template_data_add(data, "links",
				  template_link(actions[i],
						"mailto:help@example.org"
						"?subject=tg-abcdef"));
}

/* What every mail may have. */
static json_t *
sample_common(void)
{
	static const char *others[] = { "Second line" };
	struct string_list lines = { sample_lines, COUNT_OF(sample_lines) };
	struct string_list shown = { others, 1 };
	json_t *data = template_data(&sample_policy, sample_person);

	template_data_set_text(data, "The new fuser comes on Monday.\n\n"
				     "Until then please use PR-10443.");
	template_data_add_strings(data, "lines", &lines);
	template_data_add_strings(data, "cc_shown", &shown);
	template_data_set_flag(data, "undo", true);
	add_links(data);
	return data;
}

static json_t *
make_ticket(const struct ticket *ticket)
{
	return template_ticket(ticket, sample_policy.tag, SAMPLE_NOW);
}

static json_t *
sample_full(unsigned has)
{
	struct ticket other = sample_ticket;
	json_t *data = sample_common();

	other.id = 1038;
	if (has & (HAS_TICKET | MAYBE_TICKET))
		template_data_set(data, "ticket", make_ticket(&sample_ticket));
	if (has & MAYBE_OTHER)
		template_data_set(data, "other", make_ticket(&other));
	if (has & MAYBE_MESSAGE)
		template_data_set(data, "message", sample_message());
	if (has & HAS_TICKETS) {
		template_data_add(data, "tickets", make_ticket(&sample_ticket));
		template_data_add(data, "tickets", make_ticket(&other));
		template_data_set_query(data, false, "printers", 3);
	}
	if (has & HAS_HISTORY)
		add_history(data);
	return data;
}

static json_t *
sample_least(unsigned has)
{
	struct address nobody = { "", "ana@example.org" };
	json_t *data = template_data(&sample_policy, nobody);

	if (has & HAS_TICKET)
		template_data_set(data, "ticket", make_ticket(&bare_ticket));
	if (has & HAS_TICKETS)
		template_data_set_query(data, true, "", 0);
	return data;
}

/* The row of NAME: of the mail itself, else the longest whose variant it is;
 * an answer goes out as an update. */
static size_t
catalog_row(const char *name)
{
	size_t found = template_catalog_count, longest = 0;

	if (strncmp(name, "answer.", 7) == 0)
		name = "update";
	for (size_t i = 0; i < template_catalog_count; i++) {
		size_t size = strlen(template_catalog[i].name);

		if (strncmp(name, template_catalog[i].name, size) == 0 &&
		    (!name[size] || name[size] == '-') && size > longest) {
			found = i;
			longest = size;
		}
	}
	return found;
}

const struct template_catalog_entry *
template_entry(const char *name)
{
	size_t row = catalog_row(name);

	return row < template_catalog_count ? &template_catalog[row] : NULL;
}

json_t *
template_sample(const char *name)
{
	size_t row = catalog_row(name);

	return row < template_catalog_count ? sample_full(groups[row]) : NULL;
}

json_t *
template_sample_bare(const char *name)
{
	size_t row = catalog_row(name);

	return row < template_catalog_count ? sample_least(groups[row]) : NULL;
}
