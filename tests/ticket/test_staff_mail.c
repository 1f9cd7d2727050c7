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

TABLE_TEST(answers)
TABLE_TEST(lists)
TABLE_TEST(codes)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_answers),
		cmocka_unit_test(test_lists),
		cmocka_unit_test(test_codes),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
