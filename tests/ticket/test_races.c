/*
 * test_races.c - somebody else was faster: what counts as that, how it is
 * told, what waits, and what insisting does.
 */
#include "scene.h"

#include "ticket/decision.h"
#include "ticket/race.h"

/* One mail of Second line did both. */
#define TAKEN	 GIVEN(101, "Second line", "Second line")
#define RESOLVED MOVED(101, STATUS_NEW, STATUS_RESOLVED, "Second line", "")
#define REOPENED                                                               \
	MOVED(102, STATUS_WAITING, STATUS_OPEN, "requester", "anna@example.org")

/* What First line is told who answers a mail about #17, which was merged into
 * #12; event 100 was the newest when that mail was made. */
static const struct {
	const char *name;
	struct scene_change changes[4];
	const char *told; /* NULL: no race */
} tellings[] = {
	{ "nothing", { { 0 } }, NULL },
	{ "what the mail told",
	  { { 17, GIVEN(100, "Second line", "Second line") } },
	  NULL },
	{ "another ticket", { { 13, TAKEN } }, NULL },
	{ "taken", { { 17, TAKEN } }, "taken 40 seconds ago by Second line" },
	{ "given",
	  { { 17, GIVEN(101, "First line", "Second line") } },
	  "given to First line 40 seconds ago by Second line" },
	{ "given back",
	  { { 17, GIVEN(101, "", "Second line") } },
	  "given back 40 seconds ago by Second line" },
	{ "given by a rule",
	  { { 17, GIVEN(101, "Second line", "rule night") } },
	  "given to Second line 40 seconds ago by rule night" },
	{ "resolved",
	  { { 17, RESOLVED } },
	  "resolved 40 seconds ago by Second line" },
	{ "several changes by one mail",
	  { { 17, TAKEN }, { 17, RESOLVED } },
	  "taken and resolved 40 seconds ago by Second line" },
	{ "opened by taking goes without saying",
	  { { 17, TAKEN },
	    { 17, MOVED(101, STATUS_NEW, STATUS_OPEN, "Second line", "") } },
	  "taken 40 seconds ago by Second line" },
	{ "opened",
	  { { 17, MOVED(101, STATUS_NEW, STATUS_OPEN, "vendor",
			"help@acme.test") } },
	  "set to open 40 seconds ago by help@acme.test" },
	{ "set to wait",
	  { { 17, MOVED(101, STATUS_OPEN, STATUS_WAITING, "Second line",
			"it2@example.org") } },
	  "set to wait 40 seconds ago by Second line" },
	{ "the requester reopened it",
	  { { 17, REOPENED } },
	  "reopened 40 seconds ago by anna@example.org" },
	{ "whose mail is not there",
	  { { 17, MOVED(101, STATUS_CLOSED, STATUS_OPEN, "requester", "") } },
	  "reopened 40 seconds ago by the requester" },
	{ "somebody in Cc",
	  { { 17, MOVED(101, STATUS_WAITING, STATUS_OPEN, "participant",
			"bob@example.org") } },
	  "reopened 40 seconds ago by bob@example.org" },
	{ "the timer woke it",
	  { { 17, MOVED(101, STATUS_WAITING, STATUS_OPEN, "timer", "") } },
	  "reopened 40 seconds ago by the timer" },
	{ "the timer closed it",
	  { { 17, MOVED(101, STATUS_RESOLVED, STATUS_CLOSED, "timer", "") } },
	  "closed 40 seconds ago by the timer" },
	{ "undone",
	  { { 17, MOVED(101, STATUS_OPEN, STATUS_NEW, "Second line", "") } },
	  "set back to new 40 seconds ago by Second line" },
	{ "merged",
	  { { 17, MERGED(101, 12, "Second line") } },
	  "merged into #12 40 seconds ago by Second line" },
	{ "taken apart again",
	  { { 17, MERGED(101, 0, "Second line") } },
	  "taken out of the other ticket 40 seconds ago by Second line" },
	{ "where it was merged into",
	  { { 12, TAKEN } },
	  "taken 40 seconds ago by Second line" },
	{ "two mails, in both tickets",
	  { { 12, REOPENED }, { 17, TAKEN } },
	  "taken 40 seconds ago by Second line; "
	  "reopened 40 seconds ago by anna@example.org" },
	{ "by oneself",
	  { { 17, GIVEN(101, "First line", "First line") } },
	  NULL },
	{ "by oneself as the requester",
	  { { 17, MOVED(101, STATUS_WAITING, STATUS_OPEN, "requester",
			"it1@example.com") } },
	  NULL },
	{ "by oneself last: what was before was known",
	  { { 17, TAKEN }, { 17, GIVEN(102, "First line", "First line") } },
	  NULL },
	{ "by oneself first",
	  { { 17, GIVEN(101, "First line", "First line") }, { 17, REOPENED } },
	  "reopened 40 seconds ago by anna@example.org" },
	{ "the last three mails",
	  { { 12, GIVEN(104, "", "Second line") },
	    { 17, TAKEN },
	    { 17, GIVEN(103, "Second line", "Second line") },
	    { 17, REOPENED } },
	  "reopened 40 seconds ago by anna@example.org; "
	  "taken 40 seconds ago by Second line; "
	  "given back 40 seconds ago by Second line" },
};

static void
test_tellings(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(tellings); i++) {
		struct arena *arena = arena_new();
		struct decide_input in = { 0 };
		struct decision d;
		const struct phrase *found;
		const char *told;

		scene_tickets(tellings[i].changes,
			      COUNT_OF(tellings[i].changes), &in, arena);
		decision_begin_bare(&d, &scene_policy, &scene_staff, NOW,
				    arena);
		d.in = &in;
		found = race_found(&d, 17, 100, &scene_staff.people[0]);
		told = found ? phrase_english(found, arena) : "none";
		if (strcmp(told,
			   tellings[i].told ? tellings[i].told : "none") != 0)
			fail_msg("%s: %s", tellings[i].name, told);
		arena_free(arena);
	}
}

/* A staff mail over #18, which Second line took, or #13. */
#define TOLD "taken 40 seconds ago by Second line"
#define ASKED(number, lines)                                                   \
	"held: " lines "\n  hold #" number " held \"" lines "\"\n"             \
	"  mail #" number " question to it1@example.org as h lines \"" lines   \
	"\"\n"
#define SHOWN(number, lines)                                                   \
	"held: " lines "\n  hold #" number " held \"" lines "\"\n"             \
	"  mail #" number " question to it1@example.org as h text \"Hello\" "  \
	"lines \"" lines "\"\n"
#define TEXT_WAITS TOLD "; your text is held, answer #send or #note"
#define COMMAND_WAITS                                                          \
	TOLD "; your command is held, answer #send to do it anyway"
#define ALONE(what) what ": " TOLD "; it is held, answer #send to do it anyway"
#define SECOND_TOOK FROM1, .changes = { { 18, TAKEN } }, .evidence = { IT1(18) }
#define SENT_AFTER_ALL                                                         \
	"appended: answers a mail of ours to it1@example.org\n"                \
	"  message #18 out \"Hello\"\n"                                        \
	"  mail #18 update to carl@example.net as r language en text "         \
	"\"Hello\"\n"                                                          \
	"  mail #18 staff-update to it2@example.org as n text \"Hello\" "      \
	"lines "                                                               \
	"\"First line wrote to the requester\"\n"

static const struct scene answers[] = {
	{ .name = "a text waits",
	  SECOND_TOOK,
	  .text = "Hello",
	  .plan = SHOWN("18", TEXT_WAITS) },
	{ .name = "with its commands",
	  SECOND_TOOK,
	  .text = "#resolve\nHello",
	  .plan = SHOWN("18", TEXT_WAITS) },
	{ .name = "a command",
	  SECOND_TOOK,
	  .text = "#take",
	  .plan = ASKED("18", COMMAND_WAITS) },
	{ .name = "with what is no race",
	  SECOND_TOOK,
	  .text = "#priority high\n#close",
	  .plan = ASKED("18", COMMAND_WAITS) },
	{ .name = "and what is not understood",
	  SECOND_TOOK,
	  .text = "#close\n#priorty high",
	  .plan = "held: taken 40 seconds ago by Second line; your "
		  "command is held, answer #send to do it anyway\n"
		  "  hold #18 held \"taken 40 seconds ago by Second "
		  "line; your command is held, answer #send to do it "
		  "anyway\"\n"
		  "  mail #18 question to it1@example.org as h lines "
		  "\"taken 40 seconds ago by Second line; your command "
		  "is held, answer #send to do it anyway\" \"\"#priorty "
		  "high\": there is no such command here\"\n" },
	{ .name = "a prepared answer",
	  SECOND_TOOK,
	  .text = "#answer password",
	  .plan = ASKED("18", COMMAND_WAITS) },
	{ .name = "a note is no race",
	  SECOND_TOOK,
	  .text = "#note Hello",
	  .plan = "appended: answers a mail of ours to it1@example.org\n"
		  "  message #18 note \"Hello\"\n"
		  "  mail #18 staff-update to it2@example.org as i text "
		  "\"Hello\" lines \"First line wrote a note, which stays "
		  "internal\"\n"
		  "  mail #18 receipt to it1@example.org as c lines \"[IT #18] "
		  "has a note; nothing went out\"\n" },
	{ .name = "nor is the answer to a note",
	  FROM1,
	  .text = "Hello",
	  .changes = { { 18, TAKEN } },
	  .evidence = { SENT(18, "it1@example.org", PURPOSE_NOTE) },
	  .plan = "appended: answers a mail of ours to it1@example.org\n"
		  "  message #18 note \"Hello\"\n"
		  "  mail #18 staff-update to it2@example.org as i text "
		  "\"Hello\" lines \"First line wrote a note, which stays "
		  "internal\"\n" },
	{ .name = "nor a field",
	  SECOND_TOOK,
	  .text = "#priority high",
	  .plan = "command: answers a mail of ours to it1@example.org\n"
		  "  field #18 priority=high\n"
		  "  mail #18 receipt to it1@example.org as c lines \"[IT #18] "
		  "has priority high\"\n" },
	{ .name = "nor what one did oneself",
	  FROM2,
	  .text = "Hello",
	  .changes = { { 18, TAKEN } },
	  .evidence = { IT2(18) },
	  .plan = "appended: answers a mail of ours to it2@example.org\n"
		  "  message #18 out \"Hello\"\n"
		  "  mail #18 update to carl@example.net as r language en text "
		  "\"Hello\"\n" },
	{ .name = "the requester's new words are not read yet",
	  FROM1,
	  .text = "Hello",
	  .changes = { { 12, REOPENED } },
	  .evidence = { IT1(12) },
	  .plan = SHOWN("12", "reopened 40 seconds ago by anna@example.org; "
			      "your text is held, answer #send or #note") },
	{ .name = "an answer to a receipt",
	  FROM1,
	  .text = "Hello",
	  .changes = { { 18, TAKEN } },
	  .evidence = { SENT(18, "it1@example.org", PURPOSE_RECEIPT) },
	  .plan = SHOWN("18", TEXT_WAITS) },
};

/* Links in staff mails. */
#define LINK(number, words, newest)                                            \
	.subject = "tg-" number ".take.1800604200.1."                          \
		   "aaaaaaaaaaaaaaaaaaaaaaaaaa",                               \
	.text = "",                                                            \
	.evidence = { { .how = EVIDENCE_CODE,                                  \
			.ticket = 18,                                          \
			.text = "tg-1.take",                                   \
			.sent_to = "",                                         \
			.event = (newest),                                     \
			.person = "First line",                                \
			.action = (words) } }

static const struct scene links[] = {
	{ .name = "a link that is older than the change",
	  FROM1,
	  .changes = { { 18, TAKEN } },
	  LINK("18", "take", 100),
	  .plan = ASKED("18", COMMAND_WAITS) },
	{ .name = "one that is newer",
	  FROM1,
	  .changes = { { 18, TAKEN } },
	  LINK("18", "resolve", 101),
	  .plan = "command: a code signed for First line, \"resolve\"\n"
		  "  code-used #18 \"tg-1.take\"\n"
		  "  status #18 resolved\n"
		  "  mail #18 staff-update to it2@example.org as n lines "
		  "\"First line wrote; [IT #18] is resolved\"\n"
		  "  mail #18 receipt to it1@example.org as c lines "
		  "\"[IT #18] is resolved\"\n" },
	{ .name = "not mine: it is another's anyway",
	  FROM1,
	  .changes = { { 18, TAKEN } },
	  LINK("18", "return", 100),
	  .plan = "command: a code signed for First line, \"return\"\n"
		  "  code-used #18 \"tg-1.take\"\n"
		  "  mail #18 receipt to it1@example.org as c lines "
		  "\"[IT #18] is not yours but Second line's anyway\"\n" },
	{ .name = "insisted",
	  FROM1,
	  .released = true,
	  .released_event = 101,
	  .changes = { { 18, TAKEN } },
	  LINK("18", "resolve", 100),
	  .plan = "command: a code signed for First line, \"resolve\"\n"
		  "  code-used #18 \"tg-1.take\"\n"
		  "  status #18 resolved\n"
		  "  mail #18 staff-update to it2@example.org as n lines "
		  "\"First line wrote; [IT #18] is resolved\"\n"
		  "  mail #18 receipt to it1@example.org as c lines "
		  "\"[IT #18] is resolved\"\n" },
};

/* Released by an answer to the question. */
#define RELEASED(newest) .released = true, .released_event = (newest)

static const struct scene insisted[] = {
	{ .name = "sent after all",
	  SECOND_TOOK,
	  RELEASED(101),
	  .text = "Hello",
	  .plan = SENT_AFTER_ALL },
	{ .name = "changed again since the question",
	  FROM1,
	  RELEASED(101),
	  .text = "Hello",
	  .changes = { { 18, TAKEN }, { 18, REOPENED } },
	  .evidence = { IT1(18) },
	  .plan = SHOWN("18", "reopened 40 seconds ago by anna@example.org; "
			      "your text is held, answer #send or #note") },
	{ .name = "released by who did not insist",
	  SECOND_TOOK,
	  RELEASED(0),
	  .text = "Hello",
	  .plan = SHOWN("18", TEXT_WAITS) },
	{ .name = "as a note",
	  SECOND_TOOK,
	  RELEASED(101),
	  .as_note = true,
	  .text = "Hello",
	  .plan = "appended: answers a mail of ours to it1@example.org\n"
		  "  message #18 note \"Hello\"\n"
		  "  mail #18 staff-update to it2@example.org as i text "
		  "\"Hello\" lines \"First line wrote a note, which stays "
		  "internal\"\n" },
	{ .name = "as a note, without what would overrule",
	  SECOND_TOOK,
	  RELEASED(101),
	  .as_note = true,
	  .text = "#priority high\n#close\nHello",
	  .plan = "appended: answers a mail of ours to it1@example.org\n"
		  "  field #18 priority=high\n"
		  "  message #18 note \"Hello\"\n"
		  "  mail #18 staff-update to it2@example.org as i text "
		  "\"Hello\" lines \"First line wrote a note, which "
		  "stays internal\"\n"
		  "  mail #18 receipt to it1@example.org as c lines "
		  "\"\"#close\" was left out: a note changes neither "
		  "owner nor status\" \"[IT #18] has priority high\"\n" },
	{ .name = "as a note, and there is no text",
	  SECOND_TOOK,
	  RELEASED(101),
	  .as_note = true,
	  .text = "#take",
	  .plan = "command: answers a mail of ours to it1@example.org\n"
		  "  mail #18 receipt to it1@example.org as c lines "
		  "\"\"#take\" was left out: a note changes neither "
		  "owner nor status\"\n" },
	{ .name = "with a mistyped command",
	  FROM1,
	  RELEASED(101),
	  .text = "Hello\n#reslove",
	  .evidence = { IT1(13) },
	  .plan = "appended: answers a mail of ours to it1@example.org\n"
		  "  message #13 out \"Hello\"\n"
		  "  status #13 waiting for requester\n"
		  "  owner #13 First line\n"
		  "  mail #13 update to carl@example.net as r language en text "
		  "\"Hello\"\n" },
};

/* Several tickets in one mail. */
#define A_LIST .evidence = { SENT(0, "it1@example.org", PURPOSE_LIST) }

static const struct scene lists[] = {
	{ .name = "a line in a race waits, the others are done",
	  FROM1,
	  A_LIST,
	  .changes = { { 18, TAKEN } },
	  .text = "12 close\n18 close\n18 priority high\n13 take",
	  .plan = "command: answers a mail of ours to it1@example.org\n"
		  "  status #12 closed\n"
		  "  field #18 priority=high\n"
		  "  owner #13 First line\n"
		  "  status #13 open\n"
		  "  hold held \"\"18 close\": taken 40 seconds ago by "
		  "Second line; it is held, answer #send to do it "
		  "anyway\" for 18\n"
		  "  mail #12 receipt to it1@example.org as c lines "
		  "\"[IT #12] is closed\" \"[IT #18] has priority high\" "
		  "\"[IT #13] is yours now\" \"\"18 close\": taken 40 "
		  "seconds ago by Second line; it is held, answer #send "
		  "to do it anyway\"\n" },
	{ .name = "all are in a race",
	  FROM1,
	  A_LIST,
	  .changes = { { 12, REOPENED }, { 18, TAKEN } },
	  .text = "12 close\n18 close",
	  .plan = "held: \"12 close\": reopened 40 seconds ago by "
		  "anna@example.org; it is held, answer #send to do it "
		  "anyway\n"
		  "  hold held \"\"12 close\": reopened 40 seconds ago "
		  "by anna@example.org; it is held, answer #send to do "
		  "it anyway\"\n"
		  "  mail question to it1@example.org as h lines \"\"12 "
		  "close\": reopened 40 seconds ago by anna@example.org; "
		  "it is held, answer #send to do it anyway\" \"\"18 "
		  "close\": taken 40 seconds ago by Second line; it is "
		  "held, answer #send to do it anyway\"\n" },
	{ .name = "a race, and a line that is wrong: nothing is done",
	  FROM1,
	  A_LIST,
	  .changes = { { 18, TAKEN } },
	  .text = "12 close\n18 close\n13 tkae",
	  .plan = "held: \"18 close\": taken 40 seconds ago by Second "
		  "line; it is held, answer #send to do it anyway\n"
		  "  hold held \"\"18 close\": taken 40 seconds ago by "
		  "Second line; it is held, answer #send to do it "
		  "anyway\"\n"
		  "  mail question to it1@example.org as h lines \"\"18 "
		  "close\": taken 40 seconds ago by Second line; it is "
		  "held, answer #send to do it anyway\" \"\"13 tkae\": "
		  "there is no such command here\"\n" },
	{ .name = "insisted: what waited is done, and no other line",
	  FROM1,
	  A_LIST,
	  RELEASED(101),
	  .rest = { 18 },
	  .changes = { { 18, TAKEN } },
	  .text = "12 close\n18 close\n18 priority high\n13 take",
	  .plan = "command: answers a mail of ours to it1@example.org\n"
		  "  status #18 closed\n"
		  "  mail #18 staff-update to it2@example.org as n lines "
		  "\"First line wrote; [IT #18] is closed\"\n"
		  "  mail #18 receipt to it1@example.org as c lines "
		  "\"[IT #18] is closed\"\n" },
	{ .name = "the list is newer",
	  FROM1,
	  A_LIST,
	  .changes = { { 18, GIVEN(99, "Second line", "Second line") } },
	  .text = "18 reopen",
	  .plan = "command: answers a mail of ours to it1@example.org\n"
		  "  status #18 open\n"
		  "  mail #18 staff-update to it2@example.org as n lines "
		  "\"First line wrote; [IT #18] is open again\"\n"
		  "  mail #18 receipt to it1@example.org as c lines "
		  "\"[IT #18] is open again\"\n" },
};

static struct undo_part parts[] = { { 12, true }, { 18, true }, { 13, false } };
#define A_RECEIPT                                                              \
	.evidence = { { .how = EVIDENCE_REPLY_ID,                              \
			.ticket = 12,                                          \
			.text = "<id>",                                        \
			.sent_to = "it1@example.org",                          \
			.purpose = PURPOSE_RECEIPT,                            \
			.event = 100,                                          \
			.undo = 90,                                            \
			.parts = parts,                                        \
			.part_count = COUNT_OF(parts),                         \
			.person = "",                                          \
			.action = "" } }

static const struct scene undone[] = {
	{ .name = "nothing was changed since",
	  FROM1,
	  A_RECEIPT,
	  .text = "#undo",
	  .plan = "command: answers a mail of ours to it1@example.org\n"
		  "  undo #12 #90 (100)\n"
		  "  undo #18 #90 (100)\n"
		  "  undo #13 #90 (100)\n"
		  "  mail #12 receipt to it1@example.org as c lines "
		  "\"taken back, what that receipt told; mails that went "
		  "out cannot be\"\n" },
	{ .name = "what changed since waits",
	  FROM1,
	  A_RECEIPT,
	  .changes = { { 18, TAKEN }, { 13, TAKEN } },
	  .text = "#undo",
	  .plan = "command: answers a mail of ours to it1@example.org\n"
		  "  undo #12 #90 (100)\n"
		  "  undo #13 #90 (100)\n"
		  "  hold #12 held \"\"#undo\" of [IT #18]: taken 40 "
		  "seconds ago by Second line; it is held, answer #send "
		  "to do it anyway\" for 18\n"
		  "  mail #12 receipt to it1@example.org as c lines "
		  "\"taken back, what that receipt told of [IT #12], [IT "
		  "#13]; mails that went out cannot be\" \"\"#undo\" of "
		  "[IT #18]: taken 40 seconds ago by Second line; it is "
		  "held, answer #send to do it anyway\"\n" },
	{ .name = "insisted",
	  FROM1,
	  A_RECEIPT,
	  RELEASED(101),
	  .rest = { 18 },
	  .changes = { { 18, TAKEN }, { 13, TAKEN } },
	  .text = "#undo",
	  .plan = "command: answers a mail of ours to it1@example.org\n"
		  "  undo #18 #90 (100)\n"
		  "  mail #12 receipt to it1@example.org as c lines "
		  "\"taken back, what that receipt told of [IT #18]; "
		  "mails that went out cannot be\"\n" },
};

/* Questions are answered, also those that a receipt tells. */
#define QUESTION(letter)                                                       \
	FROM1, .held = { 7, "it1@example.org", "Re: tickets", "taken", 0 },    \
	       .evidence = { { .how = EVIDENCE_REPLY_ID,                       \
			       .ticket = 12,                                   \
			       .text = "<id>",                                 \
			       .sent_to = "it1@example.org",                   \
			       .purpose = (letter),                            \
			       .held = 7,                                      \
			       .event = 105,                                   \
			       .person = "",                                   \
			       .action = "" } }

static const struct scene questions[] = {
	{ .name = "send knows what the question told",
	  QUESTION(PURPOSE_HELD),
	  .text = "#send",
	  .plan = "command: answers a mail of ours to it1@example.org\n"
		  "  held-done #7 released knowing 105\n"
		  "  mail receipt to it1@example.org as c lines \"the "
		  "mail of it1@example.org, \"Re: tickets\", is "
		  "released\"\n" },
	{ .name = "release knows nothing of it",
	  QUESTION(PURPOSE_HELD),
	  .text = "#release",
	  .plan = "command: answers a mail of ours to it1@example.org\n"
		  "  held-done #7 released\n"
		  "  mail receipt to it1@example.org as c lines \"the "
		  "mail of it1@example.org, \"Re: tickets\", is "
		  "released\"\n" },
	{ .name = "a receipt that asks",
	  QUESTION(PURPOSE_RECEIPT),
	  .text = "#send",
	  .plan = "command: answers a mail of ours to it1@example.org\n"
		  "  held-done #7 released knowing 105\n"
		  "  mail receipt to it1@example.org as c lines \"the "
		  "mail of it1@example.org, \"Re: tickets\", is "
		  "released\"\n" },
	{ .name = "and is rejected",
	  QUESTION(PURPOSE_RECEIPT),
	  .text = "#reject",
	  .plan = "command: answers a mail of ours to it1@example.org\n"
		  "  held-done #7 rejected\n"
		  "  mail receipt to it1@example.org as c lines \"the "
		  "mail of it1@example.org, \"Re: tickets\", is "
		  "rejected\"\n" },
	{ .name = "it is a receipt still",
	  QUESTION(PURPOSE_RECEIPT),
	  .text = "#priority low",
	  .plan = "command: answers a mail of ours to it1@example.org\n"
		  "  field #12 priority=low\n"
		  "  mail #12 receipt to it1@example.org as c lines "
		  "\"[IT #12] has priority low\"\n" },
};

#define TABLE_TEST(table)                                                      \
	static void test_##table(void **state)                                 \
	{                                                                      \
		(void)state;                                                   \
		SCENES_CHECK(table);                                           \
	}

TABLE_TEST(answers)
TABLE_TEST(links)
TABLE_TEST(insisted)
TABLE_TEST(lists)
TABLE_TEST(undone)
TABLE_TEST(questions)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_tellings),
		cmocka_unit_test(test_answers),
		cmocka_unit_test(test_links),
		cmocka_unit_test(test_insisted),
		cmocka_unit_test(test_lists),
		cmocka_unit_test(test_undone),
		cmocka_unit_test(test_questions),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
