/*
 * scene.h - a small desk on which decide() is tried: two people, a handful
 * of tickets in every state, and one mail.
 *
 *	First line   it1@example.org, it1@example.com	skill network
 *	Second line  it2@example.org			skill printers
 *	Queues: Accounts, accounting, Printers, Küche
 *	Vendor: ACME Ltd, help@acme.test and all of acme.test
 *	Own: help@example.org, printers@example.org; quarantined: noreply
 *
 *	#12 open, anna@example.org, bob@example.org in Cc, owner First line
 *	#13 new, carl@example.net, nobody's
 *	#14 closed a day ago, anna@example.org, owner First line
 *	#15 closed a year ago, anna@example.org
 *	#16 resolved, anna@example.org, owner First line
 *	#17 merged into #12, dora@example.org
 *	#18 waiting for carl@example.net, Second line; event 101, 40 s ago
 *	#19 waiting for a vendor (help@vendor.test takes part), First line
 *	#20 new, subject "#close everything", mallory@evil.test, nobody's
 *	#21 waiting for ACME Ltd, anna@example.org, First line; Second line
 *	    wrote a note
 */
#ifndef TG_TESTS_TICKET_SCENE_H
#define TG_TESTS_TICKET_SCENE_H

#include "../test.h"

#include "ticket/decide.h"

#define NOW ((int64_t)1800000000)

/* An id that was sent to somebody, when event 100 was the newest. */
#define SENT(number, address, letter)                                          \
	{                                                                      \
		.how = EVIDENCE_REPLY_ID, .ticket = (number), .text = "<id>",  \
		.sent_to = (address), .purpose = (letter), .event = 100,       \
		.person = "", .action = ""                                     \
	}
#define SEEN(number)                                                           \
	{                                                                      \
		.how = EVIDENCE_SEEN_ID, .ticket = (number), .text = "<seen>", \
		.sent_to = "", .person = "", .action = ""                      \
	}
#define TAGGED(number, words)                                                  \
	{                                                                      \
		.how = EVIDENCE_TAG, .ticket = (number), .text = (words),      \
		.sent_to = "", .person = "", .action = ""                      \
	}

/* A mail of staff, and the notification that it answers. */
#define IT1(number) SENT(number, "it1@example.org", PURPOSE_NOTIFICATION)
#define IT2(number) SENT(number, "it2@example.org", PURPOSE_NOTIFICATION)
#define FROM1	    .from = "it1@example.org"
#define FROM2	    .from = "it2@example.org"

/* What happened to a ticket. */
struct scene_change {
	int64_t ticket;
	struct ticket_change what;
};

/* By WHO, 40 seconds ago, as event NUMBER; EMAIL wrote the mail behind it. */
#define GIVEN(number, name, by)                                                \
	{                                                                      \
		.kind = CHANGE_OWNER, .event = (number), .at = NOW - 40,       \
		.receipt = (number), .who = (by), .email = "", .owner = (name) \
	}
#define MOVED(number, from, to, by, wrote)                                     \
	{                                                                      \
		.kind = CHANGE_STATUS, .event = (number), .at = NOW - 40,      \
		.receipt = (number), .who = (by), .email = (wrote),            \
		.owner = "", .before = (from), .after = (to)                   \
	}
#define MERGED(number, other, by)                                              \
	{                                                                      \
		.kind = CHANGE_MERGE, .event = (number), .at = NOW - 40,       \
		.receipt = (number), .who = (by), .email = "", .owner = "",    \
		.into = (other)                                                \
	}

struct scene {
	const char *name;
	const char *from; /* anna@example.org unless said otherwise */
	const char *to, *cc, *reply_to;
	const char *subject; /* "Printer" */
	const char *text;    /* "It does not print." */
	const char *signature;
	const char *language;
	const char *message_id;
	const char *authres; /* Authentication-Results, topmost */
	const char *authres_below;
	enum mail_kind kind;
	bool no_ack, no_reopen, no_ticket; /* facts' answers turned round */
	struct forwarded forwarded;
	struct bounce bounce;
	struct evidence evidence[6]; /* ends at the first without text */
	const struct verdict *verdict;
	const struct policy *policy;
	size_t attachments;
	size_t acks;
	bool second_from;
	bool trusted, released, as_note;
	int64_t released_event;
	int64_t rest[4];		/* ends at the first 0 */
	struct scene_change changes[4]; /* likewise */
	const char *suppressed;
	struct held_mail held;
	const char *plan; /* expected, without reasons */
};

/* The ordinary policy; copy it to change it. */
extern const struct policy scene_policy;
extern const struct verdict scene_verdict;
extern const struct staff_directory scene_staff;

/* Decides SCENE and compares the plan. */
void
scene_check(const struct scene *scene);

/* Puts the tickets above into IN, with what happened to them. */
void
scene_tickets(const struct scene_change *changes, size_t count,
	      struct decide_input *in, struct arena *arena);

/* One of the tickets above. */
const struct ticket *
scene_ticket(int64_t id);

/* A test of all scenes of TABLE, called test_TABLE. */
#define TABLE_TEST(table)                                                      \
	static void test_##table(void **state)                                 \
	{                                                                      \
		(void)state;                                                   \
		SCENES_CHECK(table);                                           \
	}
#define SCENES_CHECK(table)                                                    \
	for (size_t scene_i = 0; scene_i < COUNT_OF(table); scene_i++)         \
	scene_check(&(table)[scene_i])

#endif
