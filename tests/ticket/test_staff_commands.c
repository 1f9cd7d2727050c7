/*
 * test_staff_commands.c - what each command in a mail of staff does to the
 * ticket and its text, and what is mistyped. Fields, people and relations
 * have files of their own.
 */
#include "scene.h"

static struct undo_part undone[] = { { 12, true }, { 13, false } };

static const struct scene commands[] = {
	{ .name = "take",
	  FROM1,
	  .text = "#take",
	  .evidence = { IT1(13) },
	  .plan = "command: answers a mail of ours to it1@example.org\n"
		  "  owner #13 First line\n"
		  "  status #13 open\n"
		  "  mail #13 receipt to it1@example.org as c lines \"[IT #13] "
		  "is yours now\"\n" },
	{ .name = "take by its beginning, in the subject",
	  FROM1,
	  .subject = "Re: [IT #13] #TAK",
	  .text = "",
	  .evidence = { IT1(13) },
	  .plan = "command: answers a mail of ours to it1@example.org\n"
		  "  owner #13 First line\n"
		  "  status #13 open\n"
		  "  mail #13 receipt to it1@example.org as c lines \"[IT #13] "
		  "is yours now\"\n" },
	{ .name = "take, with words",
	  FROM1,
	  .text = "Hello\n#take\nbye",
	  .evidence = { IT1(13) },
	  .plan = "appended: answers a mail of ours to it1@example.org\n"
		  "  owner #13 First line\n"
		  "  status #13 open\n"
		  "  message #13 out \"Hello\n"
		  "bye\"\n"
		  "  status #13 waiting for requester\n"
		  "  mail #13 update to carl@example.net as r language en text "
		  "\"Hello\n"
		  "bye\"\n"
		  "  mail #13 receipt to it1@example.org as c lines \"[IT #13] "
		  "is yours now\" \"[IT #13]: your text went to "
		  "carl@example.net\"\n" },
	{ .name = "take, with a signature that is not marked as one",
	  FROM1,
	  .text = "#take\n\nFirst Line\nRoom 4",
	  .evidence = { IT1(13) },
	  .plan = "command: answers a mail of ours to it1@example.org\n"
		  "  owner #13 First line\n"
		  "  status #13 open\n"
		  "  mail #13 receipt to it1@example.org as c lines \"[IT #13] "
		  "is yours now\"\n" },
	{ .name = "assign",
	  FROM1,
	  .text = "#assign sec",
	  .evidence = { IT1(13) },
	  .plan = "command: answers a mail of ours to it1@example.org\n"
		  "  owner #13 Second line\n"
		  "  status #13 open\n"
		  "  mail #13 notification to it2@example.org as n lines "
		  "\"First line gave it to you\"\n"
		  "  mail #13 receipt to it1@example.org as c lines \"[IT #13] "
		  "is Second line's now\"\n" },
	{ .name = "assign to a skill",
	  FROM1,
	  .text = "#assign printers",
	  .evidence = { IT1(13) },
	  .plan = "command: answers a mail of ours to it1@example.org\n"
		  "  owner #13 Second line\n"
		  "  status #13 open\n"
		  "  mail #13 notification to it2@example.org as n lines "
		  "\"First line gave it to you\"\n"
		  "  mail #13 receipt to it1@example.org as c lines \"[IT #13] "
		  "is Second line's now\"\n" },
	{ .name = "assign to nobody we know",
	  FROM1,
	  .text = "#assign zorro",
	  .evidence = { IT1(13) },
	  .plan = "held: \"#assign zorro\": nobody is called \"zorro\" or has "
		  "that skill\n"
		  "  hold #13 held \"\"#assign zorro\": nobody is called "
		  "\"zorro\" or has that skill\"\n"
		  "  mail #13 question to it1@example.org as h lines "
		  "\"\"#assign zorro\": nobody is called \"zorro\" or has that "
		  "skill\"\n" },
	{ .name = "not mine",
	  FROM1,
	  .text = "#return",
	  .evidence = { IT1(12) },
	  .plan = "command: answers a mail of ours to it1@example.org\n"
		  "  owner #12 nobody\n"
		  "  mail #12 staff-update to it2@example.org as n lines "
		  "\"First line wrote; [IT #12] belongs to nobody now\"\n"
		  "  mail #12 receipt to it1@example.org as c lines \"[IT #12] "
		  "belongs to nobody now\"\n" },
	{ .name = "wait",
	  FROM1,
	  .text = "#wait 3d",
	  .evidence = { IT1(13) },
	  .plan = "command: answers a mail of ours to it1@example.org\n"
		  "  status #13 waiting for requester until "
		  "2027-01-18T08:00:00Z\n"
		  "  mail #13 receipt to it1@example.org as c lines \"[IT #13] "
		  "waits for the requester until 2027-01-18T08:00:00Z\"\n" },
	{ .name = "wait, and why",
	  FROM1,
	  .text = "#wait 2 weeks\nIt is ordered.",
	  .evidence = { IT1(13) },
	  .plan = "appended: answers a mail of ours to it1@example.org\n"
		  "  status #13 waiting for requester until "
		  "2027-01-29T08:00:00Z\n"
		  "  message #13 out \"It is ordered.\"\n"
		  "  owner #13 First line\n"
		  "  mail #13 waiting to carl@example.net as r language en "
		  "text \"It is ordered.\"\n"
		  "  mail #13 receipt to it1@example.org as c lines \"[IT #13] "
		  "waits for the requester until 2027-01-29T08:00:00Z\" \"[IT "
		  "#13]: your text went to carl@example.net\"\n" },
	{ .name = "wait for ever",
	  FROM1,
	  .text = "#wait yesterday",
	  .evidence = { IT1(13) },
	  .plan = "held: \"#wait yesterday\": needs a time to come, such as "
		  "4h, 3d, 2w or 2030-12-24\n"
		  "  hold #13 held \"\"#wait yesterday\": needs a time to "
		  "come, such as 4h, 3d, 2w or 2030-12-24\"\n"
		  "  mail #13 question to it1@example.org as h lines \"\"#wait "
		  "yesterday\": needs a time to come, such as 4h, 3d, 2w or "
		  "2030-12-24\"\n" },
	{ .name = "a line for a list, in an answer about one ticket",
	  FROM1,
	  .text = "12 close",
	  .evidence = { IT1(13) },
	  .plan = "held: \"12 close\": lines with numbers work in answers to "
		  "a list, which #list sends you; if it is text, write it "
		  "again with a word in front\n"
		  "  hold #13 held \"\"12 close\": lines with numbers work in "
		  "answers to a list, which #list sends you; if it is text, "
		  "write it again with a word in front\"\n"
		  "  mail #13 question to it1@example.org as h lines "
		  "\"\"12 close\": lines with numbers work in answers to a "
		  "list, which #list sends you; if it is text, write it again "
		  "with a word in front\"\n" },
	{ .name = "a command behind the old subject",
	  FROM1,
	  .subject = "Re: [IT #13] Carl's request #take",
	  .text = "Hello",
	  .evidence = { IT1(13) },
	  .plan = "appended: answers a mail of ours to it1@example.org\n"
		  "  owner #13 First line\n"
		  "  status #13 open\n"
		  "  message #13 out \"Hello\"\n"
		  "  status #13 waiting for requester\n"
		  "  mail #13 update to carl@example.net as r language en "
		  "text \"Hello\"\n"
		  "  mail #13 receipt to it1@example.org as c lines \"[IT "
		  "#13] is yours now\" \"[IT #13]: your text went to "
		  "carl@example.net\"\n" },
	{ .name = "take, with a farewell as Outlook adds it",
	  FROM1,
	  .text = "#take\n\nMit freundlichen Grüßen\nFirst line",
	  .evidence = { IT1(13) },
	  .plan = "command: answers a mail of ours to it1@example.org\n"
		  "  owner #13 First line\n"
		  "  status #13 open\n"
		  "  mail #13 receipt to it1@example.org as c lines \"[IT "
		  "#13] is yours now\"\n" },
	{ .name = "a farewell, and words",
	  FROM1,
	  .text = "#take\n\nThanks\nI call you.",
	  .evidence = { IT1(13) },
	  .plan = "appended: answers a mail of ours to it1@example.org\n"
		  "  owner #13 First line\n"
		  "  status #13 open\n"
		  "  message #13 out \"Thanks\n"
		  "I call you.\"\n"
		  "  status #13 waiting for requester\n"
		  "  mail #13 update to carl@example.net as r language en "
		  "text \"Thanks\n"
		  "I call you.\"\n"
		  "  mail #13 receipt to it1@example.org as c lines \"[IT "
		  "#13] is yours now\" \"[IT #13]: your text went to "
		  "carl@example.net\"\n" },
	{ .name = "resolve",
	  FROM1,
	  .text = "#resolve new toner",
	  .evidence = { IT1(13) },
	  .plan = "command: answers a mail of ours to it1@example.org\n"
		  "  resolution #13 \"new toner\"\n"
		  "  status #13 resolved\n"
		  "  owner #13 First line\n"
		  "  mail #13 receipt to it1@example.org as c lines \"[IT #13] "
		  "is resolved\"\n" },
	{ .name = "resolve, and tell them",
	  FROM1,
	  .text = "#resolve\nThere is new toner in it.",
	  .evidence = { IT1(13) },
	  .plan = "appended: answers a mail of ours to it1@example.org\n"
		  "  resolution #13 \"There is new toner in it.\"\n"
		  "  status #13 resolved\n"
		  "  owner #13 First line\n"
		  "  message #13 out \"There is new toner in it.\"\n"
		  "  mail #13 resolved to carl@example.net as r language en "
		  "text \"There is new toner in it.\"\n"
		  "  mail #13 receipt to it1@example.org as c lines \"[IT #13] "
		  "is resolved\" \"[IT #13]: your text went to "
		  "carl@example.net\"\n" },
	{ .name = "close",
	  FROM1,
	  .text = "#close",
	  .evidence = { IT1(12) },
	  .plan = "command: answers a mail of ours to it1@example.org\n"
		  "  status #12 closed\n"
		  "  mail #12 receipt to it1@example.org as c lines \"[IT #12] "
		  "is closed\"\n" },
	{ .name = "reopen",
	  FROM1,
	  .text = "#reopen",
	  .evidence = { IT1(14) },
	  .plan = "command: answers a mail of ours to it1@example.org\n"
		  "  status #14 open\n"
		  "  mail #14 receipt to it1@example.org as c lines \"[IT #14] "
		  "is open again\"\n" },
	{ .name = "note",
	  FROM1,
	  .text = "#note\nThey never plug it in.",
	  .evidence = { IT1(13) },
	  .plan = "appended: answers a mail of ours to it1@example.org\n"
		  "  message #13 note \"They never plug it in.\"\n"
		  "  mail #13 staff-update to it2@example.org as i text \"They "
		  "never plug it in.\" lines \"First line wrote a note, which "
		  "stays internal\"\n"
		  "  mail #13 receipt to it1@example.org as c lines \"[IT #13] "
		  "has a note; nothing went out\"\n" },
	{ .name = "note on one line",
	  FROM2,
	  .text = "#note never plugged in",
	  .evidence = { IT2(12) },
	  .plan = "appended: answers a mail of ours to it2@example.org\n"
		  "  message #12 note \"never plugged in\"\n"
		  "  mail #12 staff-update to it1@example.org as i text "
		  "\"never plugged in\" lines \"Second line wrote a note, "
		  "which stays internal\"\n"
		  "  mail #12 receipt to it2@example.org as c lines \"[IT #12] "
		  "has a note; nothing went out\"\n" },
	{ .name = "a prepared answer",
	  FROM1,
	  .text = "#answer pass",
	  .evidence = { IT1(13) },
	  .plan = "appended: answers a mail of ours to it1@example.org\n"
		  "  message #13 out \"(prepared answer password)\"\n"
		  "  status #13 waiting for requester\n"
		  "  owner #13 First line\n"
		  "  mail #13 update to carl@example.net as r language en "
		  "answer \"password\"\n"
		  "  mail #13 receipt to it1@example.org as c lines \"[IT #13] "
		  "gets the prepared answer password\" \"[IT #13]: your text "
		  "went to carl@example.net\"\n" },
	{ .name = "a prepared answer in a note goes nowhere",
	  FROM1,
	  .text = "#answer pass\n#note",
	  .evidence = { IT1(13) },
	  .plan = "held: a note stays inside, so #answer has nowhere to go\n"
		  "  hold #13 held \"a note stays inside, so #answer has "
		  "nowhere to go\"\n"
		  "  mail #13 question to it1@example.org as h lines \"a note "
		  "stays inside, so #answer has nowhere to go\"\n" },
	{ .name = "no such prepared answer",
	  FROM1,
	  .text = "#answer zzz",
	  .evidence = { IT1(13) },
	  .plan = "held: \"#answer zzz\": names no prepared answer\n"
		  "  hold #13 held \"\"#answer zzz\": names no prepared "
		  "answer\"\n"
		  "  mail #13 question to it1@example.org as h lines "
		  "\"\"#answer zzz\": names no prepared answer\"\n" },
	{ .name = "spam",
	  FROM1,
	  .text = "#spam\nBah.",
	  .evidence = { IT1(13) },
	  .plan = "appended: answers a mail of ours to it1@example.org\n"
		  "  tag #13 +spam\n"
		  "  status #13 closed\n"
		  "  message #13 note \"Bah.\"\n"
		  "  mail #13 staff-update to it2@example.org as i text "
		  "\"Bah.\" lines \"First line wrote a note, which stays "
		  "internal\"\n"
		  "  mail #13 receipt to it1@example.org as c lines \"[IT #13] "
		  "is spam, and closed\"\n" },
	{ .name = "list, show, similar",
	  FROM1,
	  .text = "#list mine\n#show 12\n#similar",
	  .evidence = { IT1(13) },
	  .plan = "command: answers a mail of ours to it1@example.org\n"
		  "  mail digest to it1@example.org as l query list text "
		  "\"mine\"\n"
		  "  mail #12 show to it1@example.org as n\n"
		  "  mail #13 digest to it1@example.org as l query similar\n" },
	{ .name = "mistyped: nothing is sent",
	  FROM1,
	  .text = "Hello Carl\n#reslove",
	  .evidence = { IT1(13) },
	  .plan = "held: \"#reslove\": there is no such command here\n"
		  "  hold #13 held \"\"#reslove\": there is no such command "
		  "here\"\n"
		  "  mail #13 question to it1@example.org as h "
		  "text \"Hello Carl\" lines "
		  "\"\"#reslove\": there is no such command here\"\n" },
	{ .name = "ambiguous",
	  FROM1,
	  .text = "#t",
	  .evidence = { IT1(13) },
	  .plan = "held: \"#t\": that may be #take or #tag\n"
		  "  hold #13 held \"\"#t\": that may be #take or #tag\"\n"
		  "  mail #13 question to it1@example.org as h lines \"\"#t\": "
		  "that may be #take or #tag\"\n" },
	{ .name = "one good, one bad: neither",
	  FROM1,
	  .text = "#take\n#close now",
	  .evidence = { IT1(13) },
	  .plan = "held: \"#close now\": takes nothing behind it (#close: it "
		  "is "
		  "done)\n"
		  "  hold #13 held \"\"#close now\": takes nothing behind it "
		  "(#close: it is done)\"\n"
		  "  mail #13 question to it1@example.org as h lines "
		  "\"\"#close now\": takes nothing behind it (#close: it is "
		  "done)\"\n" },
	{ .name = "words in answer to a receipt go to nobody yet",
	  FROM1,
	  .text = "Hello",
	  .evidence = { SENT(12, "it1@example.org", PURPOSE_RECEIPT) },
	  .plan = "held: it answers a receipt, which goes to nobody: answer "
		  "#send to send it to the requester, or #note\n"
		  "  hold #12 held \"it answers a receipt, which goes to "
		  "nobody: answer #send to send it to the requester, or "
		  "#note\"\n"
		  "  mail #12 question to it1@example.org as h "
		  "text \"Hello\" lines \"it "
		  "answers a receipt, which goes to nobody: answer #send to "
		  "send it to the requester, or #note\"\n" },
	{ .name = "a subject that a requester chose has no commands",
	  .subject = "Re: [IT #20] #close everything",
	  FROM1,
	  .text = "Hello",
	  .evidence = { IT1(20) },
	  .plan = "appended: answers a mail of ours to it1@example.org\n"
		  "  message #20 out \"Hello\"\n"
		  "  status #20 waiting for requester\n"
		  "  owner #20 First line\n"
		  "  mail #20 update to mallory@evil.test as r language en "
		  "text \"Hello\"\n" },
};

static const struct scene undoing[] = {
	{ .name = "undo",
	  FROM1,
	  .text = "#undo",
	  .evidence = { { .how = EVIDENCE_REPLY_ID,
			  .ticket = 12,
			  .text = "<id>",
			  .sent_to = "it1@example.org",
			  .purpose = PURPOSE_RECEIPT,
			  .undo = 77,
			  .event = 80,
			  .parts = undone,
			  .part_count = COUNT_OF(undone),
			  .person = "",
			  .action = "" } },
	  .plan = "command: answers a mail of ours to it1@example.org\n"
		  "  undo #12 #77 (80)\n"
		  "  undo #13 #77 (80)\n"
		  "  mail #12 receipt to it1@example.org as c lines "
		  "\"taken back, what that receipt told; mails that went out "
		  "cannot be\"\n" },
	{ .name = "undo of what changed nothing",
	  FROM1,
	  .text = "#undo",
	  .evidence = { SENT(12, "it1@example.org", PURPOSE_RECEIPT) },
	  .plan = "held: \"#undo\": finds nothing in that receipt that can "
		  "be taken back\n"
		  "  hold #12 held \"\"#undo\": finds nothing in that receipt "
		  "that can be taken back\"\n"
		  "  mail #12 question to it1@example.org as h lines "
		  "\"\"#undo\": finds nothing in that receipt that can be "
		  "taken back\"\n" },
	{ .name = "undo of no receipt",
	  FROM1,
	  .text = "#undo",
	  .evidence = { IT1(13) },
	  .plan = "held: \"#undo\": works in an answer to a receipt only\n"
		  "  hold #13 held \"\"#undo\": works in an answer to a "
		  "receipt only\"\n"
		  "  mail #13 question to it1@example.org as h lines "
		  "\"\"#undo\": works in an answer to a receipt only\"\n" },
};

TABLE_TEST(commands)
TABLE_TEST(undoing)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_commands),
		cmocka_unit_test(test_undoing),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
