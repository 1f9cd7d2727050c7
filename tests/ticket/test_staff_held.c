/* test_staff_held.c - answers of staff to notices of held mail. */
#include "scene.h"

#define HELD_ID                                                                \
	{                                                                      \
		.how = EVIDENCE_REPLY_ID, .ticket = 0, .text = "<id>",         \
		.sent_to = "it1@example.org", .purpose = PURPOSE_HELD,         \
		.held = 5, .person = "", .action = ""                          \
	}
#define HELD                                                                   \
	.held = { .id = 5,                                                     \
		  .from = "shop@shop.test",                                    \
		  .subject = "Code",                                           \
		  .reason = "noreply",                                         \
		  .ticket = 13 }

/* The same notice, and the list, in the hands of a colleague. */
#define LIST_OF_1                                                              \
	{                                                                      \
		.how = EVIDENCE_REPLY_ID, .ticket = 0, .text = "<id>",         \
		.sent_to = "it1@example.org", .purpose = PURPOSE_LIST,         \
		.person = "", .action = ""                                     \
	}
#define NOT_TO_2                                                               \
	"it claims to be from Second line, but it answers a mail that we "     \
	"sent to it1@example.org and none that we sent to this person"
#define HELD_FROM_2                                                            \
	"held: " NOT_TO_2 "\n"                                                 \
	"  hold held \"" NOT_TO_2 "\"\n"                                       \
	"  mail held to it2@example.org as h lines \"" NOT_TO_2 "\"\n"

static const struct scene others_mail[] = {
	{ .name = "a colleague releases",
	  FROM2,
	  .text = "#release",
	  .evidence = { HELD_ID },
	  HELD,
	  .plan = HELD_FROM_2 },
	{ .name = "without the sign",
	  FROM2,
	  .text = "Release",
	  .evidence = { HELD_ID },
	  HELD,
	  .plan = HELD_FROM_2 },
	{ .name = "a colleague answers a list",
	  FROM2,
	  .text = "13 close",
	  .evidence = { LIST_OF_1 },
	  .plan = HELD_FROM_2 },
	{ .name = "which was them indeed",
	  FROM2,
	  .text = "13 close",
	  .evidence = { LIST_OF_1 },
	  .released = true,
	  .plan = "command: released by the administrator\n"
		  "  status #13 closed\n"
		  "  mail #13 receipt to it2@example.org as c lines \"[IT #13] "
		  "is closed\"\n" },
	{ .name = "but the held mail was not theirs",
	  FROM2,
	  .text = "#release",
	  .evidence = { HELD_ID },
	  HELD,
	  .released = true,
	  .plan = "held: it is about no ticket, and has no command: lines such "
		  "as \"12 close\", or #help\n"
		  "  hold held \"it is about no ticket, and has no command: "
		  "lines such as \"12 close\", or #help\"\n"
		  "  mail question to it2@example.org as h lines \"it is about "
		  "no ticket, and has no command: lines such as \"12 close\", "
		  "or #help\"\n" },
	{ .name = "it answers nothing",
	  FROM2,
	  .text = "#release",
	  .plan = "held: it claims to be from Second line, but it begins with "
		  "a command and answers no mail that we sent to this person\n"
		  "  hold held \"it claims to be from Second line, but it "
		  "begins with a command and answers no mail that we sent to "
		  "this person\"\n"
		  "  mail held to it2@example.org as h lines \"it claims to be "
		  "from Second line, but it begins with a command and answers "
		  "no mail that we sent to this person\"\n" },
};

static const struct scene held[] = {
	{ .name = "release",
	  FROM1,
	  .text = "Release\n\nFirst line",
	  .evidence = { HELD_ID },
	  HELD,
	  .plan = "command: answers a mail of ours to it1@example.org\n"
		  "  held-done #5 released\n"
		  "  mail #13 receipt to it1@example.org as c lines \"the mail "
		  "of shop@shop.test, \"Code\", is released\"\n" },
	{ .name = "reject",
	  FROM1,
	  .text = "#reject",
	  .evidence = { HELD_ID },
	  HELD,
	  .plan = "command: answers a mail of ours to it1@example.org\n"
		  "  held-done #5 rejected\n"
		  "  mail #13 receipt to it1@example.org as c lines \"the mail "
		  "of shop@shop.test, \"Code\", is rejected\"\n" },
	{ .name = "trust",
	  FROM1,
	  .text = "trust",
	  .evidence = { HELD_ID },
	  HELD,
	  .plan = "command: answers a mail of ours to it1@example.org\n"
		  "  trust shop@shop.test\n"
		  "  held-done #5 released\n"
		  "  mail #13 receipt to it1@example.org as c lines \"mail of "
		  "shop@shop.test is not held for its sender any more\" \"the "
		  "mail of shop@shop.test, \"Code\", is released\"\n" },
	{ .name = "trust, of a mail in the name of staff: never",
	  FROM1,
	  .text = "#trust",
	  .evidence = { HELD_ID },
	  .held = { .id = 5,
		    .from = "IT2@example.org",
		    .subject = "Code",
		    .reason = "no proof",
		    .ticket = 13 },
	  .plan = "command: answers a mail of ours to it1@example.org\n"
		  "  held-done #5 released\n"
		  "  mail #13 receipt to it1@example.org as c lines \"mail in "
		  "the name of staff is checked each time, that of "
		  "IT2@example.org too\" \"the mail of IT2@example.org, "
		  "\"Code\", is released\"\n" },
	{ .name = "a command about the ticket leaves the mail held",
	  FROM1,
	  .text = "#take\nI look at it.",
	  .evidence = { HELD_ID },
	  HELD,
	  .plan = "command: answers a mail of ours to it1@example.org\n"
		  "  owner #13 First line\n"
		  "  status #13 open\n"
		  "  mail #13 receipt to it1@example.org as c lines \"[IT "
		  "#13] is yours now\" \"your text was sent to nobody\" "
		  "\"the mail of shop@shop.test, \"Code\", is still held: "
		  "answer #send, #note or #reject\"\n" },
	{ .name = "a prepared answer, in answer to a question",
	  FROM1,
	  .text = "#answer pass",
	  .evidence = { HELD_ID },
	  HELD,
	  .plan = "command: answers a mail of ours to it1@example.org\n"
		  "  message #13 out \"(prepared answer password)\"\n"
		  "  status #13 waiting for requester\n"
		  "  owner #13 First line\n"
		  "  mail #13 update to carl@example.net as r language en "
		  "answer \"password\"\n"
		  "  mail #13 receipt to it1@example.org as c lines \"[IT "
		  "#13] gets the prepared answer password\" \"[IT #13]: your "
		  "text went to carl@example.net\" \"the mail of "
		  "shop@shop.test, \"Code\", is still held: answer #send, "
		  "#note or #reject\"\n" },
	{ .name = "send after all, and take it",
	  FROM1,
	  .text = "#send\n#take",
	  .evidence = { HELD_ID },
	  HELD,
	  .plan = "command: answers a mail of ours to it1@example.org\n"
		  "  held-done #5 released\n"
		  "  owner #13 First line\n"
		  "  status #13 open\n"
		  "  mail #13 receipt to it1@example.org as c lines \"the mail "
		  "of shop@shop.test, \"Code\", is released\" \"[IT #13] is "
		  "yours now\"\n" },
	{ .name = "reject, hand it on and ask for the list",
	  FROM1,
	  .text = "#reject\n#assign sec\n#list",
	  .evidence = { HELD_ID },
	  HELD,
	  .plan = "command: answers a mail of ours to it1@example.org\n"
		  "  held-done #5 rejected\n"
		  "  owner #13 Second line\n"
		  "  status #13 open\n"
		  "  mail #13 notification to it2@example.org as n lines "
		  "\"First line gave it to you\"\n"
		  "  mail digest to it1@example.org as l query list\n"
		  "  mail #13 receipt to it1@example.org as c lines \"the mail "
		  "of shop@shop.test, \"Code\", is rejected\" \"[IT #13] is "
		  "Second line's now\"\n" },
	{ .name = "as a note",
	  FROM1,
	  .text = "#note",
	  .evidence = { HELD_ID },
	  HELD,
	  .plan = "command: answers a mail of ours to it1@example.org\n"
		  "  held-done #5 released (1)\n"
		  "  mail #13 receipt to it1@example.org as c lines \"the mail "
		  "of shop@shop.test, \"Code\", is released and stays "
		  "internal\"\n" },
	{ .name = "somebody was faster",
	  FROM1,
	  .text = "#reject",
	  .evidence = { HELD_ID },
	  .plan = "command: the held mail has been dealt with already\n"
		  "  mail receipt to it1@example.org as c lines \"nothing: "
		  "that mail is not waiting any more, somebody has dealt with "
		  "it\"\n" },
	{ .name = "what?",
	  FROM1,
	  .text = "who is that",
	  .evidence = { HELD_ID },
	  HELD,
	  .plan = "held: say what becomes of the held mail: #release, #reject "
		  "or #trust; of your own text #send or #note\n"
		  "  hold #13 held \"say what becomes of the held mail: "
		  "#release, #reject or #trust; of your own text #send or "
		  "#note\"\n"
		  "  mail #13 question to it1@example.org as h lines \"say "
		  "what becomes of the held mail: #release, #reject or #trust; "
		  "of your own text #send or #note\"\n" },
};

TABLE_TEST(others_mail)
TABLE_TEST(held)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_others_mail),
		cmocka_unit_test(test_held),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
