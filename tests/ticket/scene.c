/* scene.c - builds the desk of scene.h and tries one mail on it. */
#include "scene.h"

#include "ticket/plan_build.h"

static const char *first_addresses[] = { "it1@example.org", "it1@example.com" };
static const char *first_skills[] = { "network" };
static const char *second_addresses[] = { "it2@example.org" };
static const char *second_skills[] = { "printers" };

static struct staff people[] = {
	{ .name = "First line",
	  .addresses = { first_addresses, 2 },
	  .skills = { first_skills, 1 } },
	{ .name = "Second line",
	  .addresses = { second_addresses, 1 },
	  .skills = { second_skills, 1 } },
};

const struct staff_directory scene_staff = { people, COUNT_OF(people) };

static const char *own[] = { "help@example.org", "printers@example.org" };
static const char *noreply[] = { "noreply", "no-reply" };

static const char *acme_addresses[] = { "@acme.test", "help@acme.test" };
static struct vendor vendors[] = {
	{ .name = "ACME Ltd", .addresses = { acme_addresses, 2 } },
};

const struct policy scene_policy = {
	.desk_name = "IT Help",
	.tag = "IT",
	.address = "help@example.org",
	.own = { own, 2 },
	.ack_limit = 10,
	.cc = CC_SAME_DOMAIN,
	.reopen_days = 14 * 86400,
	.close_after = 7 * 86400,
	.language = "en",
	.noreply = { noreply, 2 },
	.authserv_id = "",
	.trust = TRUST_REPLY_ID,
	.vendors = { vendors, COUNT_OF(vendors) },
};

const struct verdict scene_verdict = { .ruleset_id = "none" };

#define ANNA                                                                   \
	{                                                                      \
		"Anna", "anna@example.org"                                     \
	}
#define BOB                                                                    \
	{                                                                      \
		"Bob", "bob@example.org"                                       \
	}
#define CARL                                                                   \
	{                                                                      \
		"Carl", "carl@example.net"                                     \
	}
#define DORA                                                                   \
	{                                                                      \
		"Dora", "dora@example.org"                                     \
	}
static struct participant anna_bob[] = { { ANNA, ROLE_REQUESTER, false },
					 { BOB, ROLE_CC, false } };
static struct participant anna[] = { { ANNA, ROLE_REQUESTER, false } };
static struct participant carl[] = { { CARL, ROLE_REQUESTER, false } };
static struct participant dora[] = { { DORA, ROLE_REQUESTER, false } };
static struct participant anna_vendor[] = {
	{ ANNA, ROLE_REQUESTER, false },
	{ { "Vendor", "help@vendor.test" }, ROLE_VENDOR, false }
};
static struct participant mallory[] = {
	{ { "Mallory", "mallory@evil.test" }, ROLE_REQUESTER, false }
};

#define PEOPLE(who, list)                                                      \
	.requester = who, .participants = list,                                \
	.participant_count = COUNT_OF(list)
#define COMMON                                                                 \
	.queue = "", .kind = "", .priority = "", .language = "en",             \
	.mailbox = "help", .resolution = "", .created = NOW - 86400,           \
	.updated = NOW - 3600
#define PLAIN COMMON, .waiting_name = ""

static const char *wrote_notes[] = { "Second line" };

static struct ticket tickets[] = {
	{ .id = 12,
	  .subject = "Printer",
	  .status = STATUS_OPEN,
	  .owner = "First line",
	  PLAIN,
	  .incoming_count = 2,
	  PEOPLE(ANNA, anna_bob) },
	{ .id = 13,
	  .subject = "VPN",
	  .status = STATUS_NEW,
	  .owner = "",
	  PLAIN,
	  PEOPLE(CARL, carl) },
	{ .id = 14,
	  .subject = "Done yesterday",
	  .status = STATUS_CLOSED,
	  .owner = "First line",
	  PLAIN,
	  .closed_at = NOW - 86400,
	  PEOPLE(ANNA, anna) },
	{ .id = 15,
	  .subject = "Done last year",
	  .status = STATUS_CLOSED,
	  .owner = "",
	  PLAIN,
	  .closed_at = NOW - 365 * 86400,
	  PEOPLE(ANNA, anna) },
	{ .id = 16,
	  .subject = "Fixed",
	  .status = STATUS_RESOLVED,
	  .owner = "First line",
	  PLAIN,
	  .resolved_at = NOW - 86400,
	  PEOPLE(ANNA, anna) },
	{ .id = 17,
	  .subject = "Same printer",
	  .status = STATUS_CLOSED,
	  .owner = "",
	  PLAIN,
	  .merged_into = 12,
	  PEOPLE(DORA, dora) },
	{ .id = 18,
	  .subject = "Slow",
	  .status = STATUS_WAITING,
	  .waiting_for = WAITING_REQUESTER,
	  .owner = "Second line",
	  PLAIN,
	  PEOPLE(CARL, carl) },
	{ .id = 19,
	  .subject = "Copier lease",
	  .status = STATUS_WAITING,
	  .waiting_for = WAITING_VENDOR,
	  .owner = "First line",
	  PLAIN,
	  PEOPLE(ANNA, anna_vendor) },
	{ .id = 20,
	  .subject = "#close everything",
	  .status = STATUS_NEW,
	  .owner = "",
	  PLAIN,
	  .requester = { "Mallory", "mallory@evil.test" },
	  .participants = mallory,
	  .participant_count = 1 },
	{ .id = 21,
	  .note_people = { wrote_notes, COUNT_OF(wrote_notes) },
	  .subject = "Lamp",
	  .status = STATUS_WAITING,
	  .waiting_for = WAITING_VENDOR,
	  .waiting_name = "ACME Ltd",
	  .owner = "First line",
	  COMMON,
	  PEOPLE(ANNA, anna) },
};

const struct ticket *
scene_ticket(int64_t id)
{
	for (size_t i = 0; i < COUNT_OF(tickets); i++)
		if (tickets[i].id == id)
			return &tickets[i];
	return NULL;
}

/* "a@b, c@d" */
static struct address_list
addresses(const char *text, struct arena *arena)
{
	struct address_list list = { NULL, 0 };
	struct slice rest = slice_from(text);

	while (rest.size > 0) {
		size_t comma = slice_find(rest, ",", 0);
		struct slice one = slice_trim(slice_sub(rest, 0, comma));
		struct address address = { "", arena_memdup(arena, one.data,
							    one.size) };

		ARENA_PUSH(arena, list.items, list.count, address);
		if (comma == (size_t)-1)
			break;
		rest = slice_sub(rest, comma + 1, rest.size);
	}
	return list;
}

static const char *
or_else(const char *text, const char *otherwise)
{
	return text ? text : otherwise;
}

static void
add_header(struct facts *f, const char *name, const char *value,
	   struct arena *arena)
{
	struct header header = { name, value, value };

	if (value)
		ARENA_PUSH(arena, f->headers, f->header_count, header);
}

static struct facts *
make_facts(const struct scene *s, struct arena *arena)
{
	struct facts *f = arena_alloc(arena, sizeof(*f));
	const char *from = or_else(s->from, "anna@example.org");

	add_header(f, "Authentication-Results", s->authres, arena);
	add_header(f, "Authentication-Results", s->authres_below, arena);
	add_header(f, "From", from, arena);
	if (s->second_from)
		add_header(f, "From", "other@example.org", arena);
	f->from = addresses(from, arena);
	f->to = addresses(or_else(s->to, "help@example.org"), arena);
	f->cc = addresses(or_else(s->cc, ""), arena);
	f->reply_to = addresses(or_else(s->reply_to, ""), arena);
	f->subject = or_else(s->subject, "Printer");
	f->message_id = or_else(s->message_id, "<in@example.org>");
	f->text = f->reply_text = or_else(s->text, "It does not print.");
	f->signature = or_else(s->signature, "");
	f->language = or_else(s->language, "en");
	f->forwarded = s->forwarded;
	f->calendar_method = f->protection = "";
	f->attachments = arena_calloc(arena, s->attachments + 1,
				      sizeof(*f->attachments));
	f->attachment_count = s->attachments;
	f->kind = s->kind;
	f->kind_why = "a header says so";
	f->may_acknowledge = (struct answer){ !s->no_ack, "it says so" };
	f->may_reopen = (struct answer){ !s->no_reopen, "it says so" };
	f->is_ticket = (struct answer){ !s->no_ticket, "it says so" };
	f->bounce = s->bounce;
	if (!f->bounce.original_message_id)
		f->bounce.original_message_id = "";
	return f;
}

void
scene_tickets(const struct scene_change *changes, size_t count,
	      struct decide_input *in, struct arena *arena)
{
	for (size_t i = 0; i < COUNT_OF(tickets); i++) {
		struct ticket *ticket = arena_alloc(arena, sizeof(*ticket));

		*ticket = tickets[i];
		for (size_t k = 0; k < count; k++)
			if (changes[k].ticket == ticket->id)
				ARENA_PUSH(arena, ticket->changes,
					   ticket->change_count,
					   changes[k].what);
		ARENA_PUSH(arena, in->tickets, in->ticket_count, ticket);
	}
}

static void
fill_input(const struct scene *s, struct decide_input *in, struct arena *arena)
{
	in->policy = s->policy ? s->policy : &scene_policy;
	in->staff = &scene_staff;
	in->facts = make_facts(s, arena);
	in->verdict = s->verdict ? s->verdict : &scene_verdict;
	in->mailbox = "help";
	in->now = NOW;
	for (size_t i = 0; i < COUNT_OF(s->evidence); i++)
		if (s->evidence[i].text)
			ARENA_PUSH(arena, in->evidence, in->evidence_count,
				   s->evidence[i]);
	scene_tickets(s->changes, COUNT_OF(s->changes), in, arena);
	if (s->held.id)
		ARENA_PUSH(arena, in->held, in->held_count, s->held);
	if (s->suppressed)
		list_add(&in->suppressed, s->suppressed, arena);
	in->acks_last_hour = s->acks;
	in->sender_trusted = s->trusted;
	in->released = s->released;
	in->release_as_note = s->as_note;
	in->released_event = s->released_event;
	for (size_t i = 0; i < COUNT_OF(s->rest) && s->rest[i]; i++)
		ARENA_PUSH(arena, in->rest, in->rest_count, s->rest[i]);
	in->released_by = "";
	list_add(&in->answers, "password", arena);
	list_add(&in->queues, "Accounts", arena);
	list_add(&in->queues, "accounting", arena);
	list_add(&in->queues, "Printers", arena);
	list_add(&in->queues,
		 "K\xC3\xBC"
		 "che",
		 arena);
}

void
scene_check(const struct scene *s)
{
	struct arena *arena = arena_new();
	struct decide_input in = { 0 };
	const char *got;

	fill_input(s, &in, arena);
	got = plan_format(decide(&in, arena), false, arena);
	if (strcmp(got, s->plan) != 0)
		fail_msg("%s:\n--- wanted\n%s--- got\n%s", s->name, s->plan,
			 got);
	arena_free(arena);
}
