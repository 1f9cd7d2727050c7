/*
 * test_races.c - somebody else was faster: what waits, and what insisting
 * does.
 */
#include "scene.h"

/* One mail of Second line did both. */
#define TAKEN	 GIVEN(101, "Second line", "Second line")
#define RESOLVED MOVED(101, STATUS_NEW, STATUS_RESOLVED, "Second line", "")
#define REOPENED                                                               \
	MOVED(102, STATUS_WAITING, STATUS_OPEN, "requester", "anna@example.org")

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
