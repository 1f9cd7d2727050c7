/* test_staff_mail.c - mails of staff: answers, lists, codes. */
#include "scene.h"

static const struct scene answers[] = {
	{ .name = "an answer to a new ticket",
	  FROM1,
	  .text = "Is it plugged in?",
	  .signature = "-- \nFirst line",
	  .evidence = { IT1(13) },
	  .plan = "appended: answers a mail of ours to it1@example.org\n"
		  "  message #13 out \"Is it plugged in?\n"
		  "\n"
		  "First line\"\n"
		  "  status #13 waiting for requester\n"
		  "  owner #13 First line\n"
		  "  mail #13 update to carl@example.net as r language en text "
		  "\"Is it plugged in?\n"
		  "\n"
		  "First line\"\n" },
	{ .name = "a command below the signature",
	  FROM1,
	  .text = "Is it plugged in?",
	  .signature = "-- \nFirst line\n#note",
	  .evidence = { IT1(13) },
	  .plan = "held: \"#note\": if it is a command, it must stand above "
		  "the signature\n"
		  "  hold #13 held \"\"#note\": if it is a command, it must "
		  "stand above the signature\"\n"
		  "  mail #13 question to it1@example.org as h "
		  "text \"Is it plugged in?\" lines "
		  "\"\"#note\": if it is a command, it must stand above the "
		  "signature\"\n" },
	{ .name = "sent after all, and not the signature",
	  FROM1,
	  .text = "Is it plugged in?",
	  .signature = "-- \nFirst line\n#note",
	  .released = true,
	  .evidence = { IT1(13) },
	  .plan = "appended: answers a mail of ours to it1@example.org\n"
		  "  message #13 out \"Is it plugged in?\"\n"
		  "  status #13 waiting for requester\n"
		  "  owner #13 First line\n"
		  "  mail #13 update to carl@example.net as r language en text "
		  "\"Is it plugged in?\"\n" },
	{ .name = "from the other address of that person",
	  .from = "it1@example.com",
	  .text = "Hello",
	  .evidence = { IT1(13) },
	  .plan = "appended: answers a mail of ours to it1@example.org\n"
		  "  message #13 out \"Hello\"\n"
		  "  status #13 waiting for requester\n"
		  "  owner #13 First line\n"
		  "  mail #13 update to carl@example.net as r language en text "
		  "\"Hello\"\n" },
	{ .name = "the owner is told that somebody else answered",
	  FROM2,
	  .text = "Hello",
	  .evidence = { IT2(12) },
	  .plan = "appended: answers a mail of ours to it2@example.org\n"
		  "  message #12 out \"Hello\"\n"
		  "  status #12 waiting for requester\n"
		  "  mail #12 update to anna@example.org as r language en text "
		  "\"Hello\"\n"
		  "  mail #12 update to bob@example.org as r language en text "
		  "\"Hello\"\n"
		  "  mail #12 staff-update to it1@example.org as n text "
		  "\"Hello\" lines \"Second line wrote to the requester\"\n" },
	{ .name = "the quoted notification does not go out",
	  FROM1,
	  .text = "Hello\n\nOn 1 May help@example.org wrote:\n"
		  "-=-=-=-=-=-=-=-\n#close\nsecret",
	  .evidence = { IT1(13) },
	  .plan = "appended: answers a mail of ours to it1@example.org\n"
		  "  message #13 out \"Hello\"\n"
		  "  status #13 waiting for requester\n"
		  "  owner #13 First line\n"
		  "  mail #13 update to carl@example.net as r language en text "
		  "\"Hello\"\n" },
	{ .name = "a note is answered by a note",
	  FROM2,
	  .text = "I agree",
	  .evidence = { SENT(12, "it2@example.org", PURPOSE_NOTE) },
	  .plan = "appended: answers a mail of ours to it2@example.org\n"
		  "  message #12 note \"I agree\"\n"
		  "  mail #12 staff-update to it1@example.org as i text \"I "
		  "agree\" lines \"Second line wrote a note, which stays "
		  "internal\"\n" },
	{ .name = "the owner's answer to a note goes to its author",
	  FROM1,
	  .text = "I see",
	  .evidence = { SENT(21, "it1@example.org", PURPOSE_NOTE) },
	  .plan = "appended: answers a mail of ours to it1@example.org\n"
		  "  message #21 note \"I see\"\n"
		  "  mail #21 staff-update to it2@example.org as i text \"I "
		  "see\" lines \"First line wrote a note, which stays "
		  "internal\"\n" },
	{ .name = "out of office stays inside",
	  FROM1,
	  .kind = KIND_AUTO_REPLY,
	  .text = "On holiday",
	  .evidence = { IT1(13) },
	  .plan = "appended: an automatic mail of First line (a header says "
		  "so)\n"
		  "  message #13 note\n" },
	{ .name = "nothing in it",
	  FROM1,
	  .text = "",
	  .evidence = { IT1(13) },
	  .plan = "held: there is nothing in it to send\n"
		  "  hold #13 held \"there is nothing in it to send\"\n"
		  "  mail #13 question to it1@example.org as h lines \"there "
		  "is nothing in it to send\"\n" },
	{ .name = "only a file",
	  FROM1,
	  .text = "",
	  .attachments = 1,
	  .evidence = { IT1(13) },
	  .plan = "appended: answers a mail of ours to it1@example.org\n"
		  "  message #13 out \"\"\n"
		  "  status #13 waiting for requester\n"
		  "  owner #13 First line\n"
		  "  mail #13 update to carl@example.net as r language en\n" },
	{ .name = "to a resolved ticket",
	  FROM1,
	  .text = "By the way",
	  .evidence = { IT1(16) },
	  .plan = "appended: answers a mail of ours to it1@example.org\n"
		  "  message #16 out \"By the way\"\n"
		  "  mail #16 update to anna@example.org as r language en text "
		  "\"By the way\"\n" },
};

#define LIST SENT(0, "it1@example.org", PURPOSE_LIST)

static const struct scene lists[] = {
	{ .name = "a batch",
	  FROM1,
	  .text = "12 close\n13 wait 3d\n 18 assign second-line\n\nBye",
	  .evidence = { LIST },
	  .plan = "command: answers a mail of ours to it1@example.org\n"
		  "  status #12 closed\n"
		  "  status #13 waiting for requester until "
		  "2027-01-18T08:00:00Z\n"
		  "  mail #18 notification to it2@example.org as n lines "
		  "\"First line gave it to you\"\n"
		  "  mail #12 receipt to it1@example.org as c lines \"[IT #12] "
		  "is closed\" \"[IT #13] waits for the requester until "
		  "2027-01-18T08:00:00Z\" \"[IT #18] is Second line's now\" "
		  "\"your text was sent to nobody\"\n" },
	{ .name = "a note in a batch",
	  FROM1,
	  .text = "21 note I see",
	  .evidence = { LIST },
	  .plan = "command: answers a mail of ours to it1@example.org\n"
		  "  message #21 note \"I see\"\n"
		  "  mail #21 staff-update to it2@example.org as i text \"I "
		  "see\" lines \"First line wrote a note, which stays "
		  "internal\"\n"
		  "  mail #21 receipt to it1@example.org as c lines \"[IT #21] "
		  "has a note; nothing went out\"\n" },
	{ .name = "one line is wrong",
	  FROM1,
	  .text = "12 close\n99 close",
	  .evidence = { LIST },
	  .plan = "held: \"99 close\": there is no such ticket\n"
		  "  hold held \"\"99 close\": there is no such ticket\"\n"
		  "  mail question to it1@example.org as h lines \"\"99 "
		  "close\": there is no such ticket\"\n" },
	{ .name = "an owner is told of their ticket",
	  FROM1,
	  .text = "#list\n13 close\n18 close\n18 tag x",
	  .evidence = { LIST },
	  .plan = "command: answers a mail of ours to it1@example.org\n"
		  "  status #13 closed\n"
		  "  status #18 closed\n"
		  "  tag #18 +x\n"
		  "  mail #18 staff-update to it2@example.org as n lines "
		  "\"First line wrote; [IT #18] is closed; [IT #18] has its "
		  "tags changed: x\"\n"
		  "  mail digest to it1@example.org as l query list\n"
		  "  mail #13 receipt to it1@example.org as c lines \"[IT #13] "
		  "is closed\" \"[IT #18] is closed\" \"[IT #18] has its "
		  "tags changed: x\"\n" },
	{ .name = "no command",
	  FROM1,
	  .text = "Thanks",
	  .evidence = { LIST },
	  .plan = "held: it is about no ticket, and has no command: lines such "
		  "as \"12 close\", or #help\n"
		  "  hold held \"it is about no ticket, and has no command: "
		  "lines such as \"12 close\", or #help\"\n"
		  "  mail question to it1@example.org as h lines \"it is about "
		  "no ticket, and has no command: lines such as \"12 close\", "
		  "or #help\"\n" },
	{ .name = "a command without a number",
	  FROM1,
	  .text = "#close",
	  .evidence = { LIST },
	  .plan = "held: \"#close\": of which ticket? Write its number in "
		  "front, such as \"12 close\"\n"
		  "  hold held \"\"#close\": of which ticket? Write its number "
		  "in front, such as \"12 close\"\"\n"
		  "  mail question to it1@example.org as h lines \"\"#close\": "
		  "of which ticket? Write its number in front, such as \"12 "
		  "close\"\"\n" },
};

#define CODE(words)                                                            \
	{                                                                      \
		.how = EVIDENCE_CODE, .ticket = 13, .text = "tg-13.x",         \
		.sent_to = "", .person = "First line", .action = (words)       \
	}
#define CODED .subject = "tg-13.take.1800100000.1.aaaaaaaaaaaaaaaaaaaaaaaaaa"

static const struct scene codes[] = {
	{ .name = "take",
	  FROM1,
	  CODED,
	  .text = "",
	  .evidence = { CODE("take") },
	  .plan = "command: a code signed for First line, \"take\"\n"
		  "  code-used #13 \"tg-13.x\"\n"
		  "  owner #13 First line\n"
		  "  status #13 open\n"
		  "  mail #13 receipt to it1@example.org as c lines \"[IT #13] "
		  "is yours now\"\n" },
	{ .name = "its text stays inside, its commands are text",
	  FROM1,
	  CODED,
	  .text = "#close\nfor you",
	  .evidence = { CODE("take") },
	  .plan = "appended: a code signed for First line, \"take\"\n"
		  "  code-used #13 \"tg-13.x\"\n"
		  "  owner #13 First line\n"
		  "  status #13 open\n"
		  "  message #13 note \"#close\n"
		  "for you\"\n"
		  "  mail #13 receipt to it1@example.org as c lines \"[IT #13] "
		  "is yours now\"\n" },
	{ .name = "used before",
	  FROM1,
	  CODED,
	  .text = "",
	  .plan = "held: it claims to be from First line, but the code in its "
		  "subject is used, too old or not made for this person\n"
		  "  hold held \"it claims to be from First line, but the code "
		  "in its subject is used, too old or not made for this "
		  "person\"\n"
		  "  mail held to it1@example.org as h lines \"it claims to be "
		  "from First line, but the code in its subject is used, too "
		  "old or not made for this person\"\n" },
	{ .name = "by another person",
	  FROM2,
	  CODED,
	  .text = "",
	  .evidence = { CODE("take") },
	  .plan = "held: it claims to be from Second line, but the code in its "
		  "subject is used, too old or not made for this person\n"
		  "  hold held \"it claims to be from Second line, but the "
		  "code in its subject is used, too old or not made for this "
		  "person\"\n"
		  "  mail held to it2@example.org as h lines \"it claims to be "
		  "from Second line, but the code in its subject is used, too "
		  "old or not made for this person\"\n" },
	{ .name = "by a stranger",
	  .from = "eve@evil.test",
	  CODED,
	  .text = "",
	  .evidence = { CODE("take") },
	  .plan = "opened: it answers nothing we know\n"
		  "  open \"(no subject)\" for eve@evil.test language en\n"
		  "  message in\n"
		  "  mail notification to it1@example.org as n lines "
		  "\"eve@evil.test wrote\"\n"
		  "  mail notification to it2@example.org as n lines "
		  "\"eve@evil.test wrote\"\n"
		  "  mail ack to eve@evil.test as r language en\n" },
};

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

static void
test_answers(void **state)
{
	(void)state;
	SCENES_CHECK(answers);
}

static void
test_lists(void **state)
{
	(void)state;
	SCENES_CHECK(lists);
}

static void
test_codes(void **state)
{
	(void)state;
	SCENES_CHECK(codes);
}

static void
test_others_mail(void **state)
{
	(void)state;
	SCENES_CHECK(others_mail);
}

static void
test_held(void **state)
{
	(void)state;
	SCENES_CHECK(held);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_answers),
		cmocka_unit_test(test_lists),
		cmocka_unit_test(test_codes),
		cmocka_unit_test(test_others_mail),
		cmocka_unit_test(test_held),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
