/*
 * test_attacks.c - what people try: each row an attack, its plan what comes
 * of it. No plan here may change another's ticket, send a stranger anything
 * of it, or act as staff.
 */
#include "scene.h"

#define EVE .from = "eve@evil.test"

#define PROOF .evidence = { SENT(13, "it1@example.org", 'n') }

static const struct scene strangers[] = {
	{ .name = "a tag",
	  EVE,
	  .evidence = { TAGGED(12, "[IT #12]") },
	  .plan = "opened: its sender takes no part in #12 (its subject says "
		  "[IT #12])\n"
		  "  open \"Printer\" for eve@evil.test language en\n"
		  "  message in\n"
		  "  link mentions #12\n"
		  "  mail stranger to it1@example.org as n about #12 text \"It "
		  "does not print.\" lines \"eve@evil.test wrote and names [IT "
		  "#12], but takes no part in it; the mail is a ticket of its "
		  "own, which #merge 12 would put there\"\n"
		  "  mail notification to it2@example.org as n text \"It does "
		  "not print.\" lines \"eve@evil.test wrote\"\n"
		  "  mail ack to eve@evil.test as r language en\n" },
	{ .name = "a Message-ID seen on the ticket",
	  EVE,
	  .evidence = { SEEN(12) },
	  .plan = "opened: its sender takes no part in #12 (answers <seen>, "
		  "seen on this ticket)\n"
		  "  open \"Printer\" for eve@evil.test language en\n"
		  "  message in\n"
		  "  link mentions #12\n"
		  "  mail stranger to it1@example.org as n about #12 text \"It "
		  "does not print.\" lines \"eve@evil.test wrote and names [IT "
		  "#12], but takes no part in it; the mail is a ticket of its "
		  "own, which #merge 12 would put there\"\n"
		  "  mail notification to it2@example.org as n text \"It does "
		  "not print.\" lines \"eve@evil.test wrote\"\n"
		  "  mail ack to eve@evil.test as r language en\n" },
	{ .name = "an id leaked from the requester",
	  EVE,
	  .evidence = { SENT(12, "anna@example.org", 'r') },
	  .plan = "opened: its sender takes no part in #12 (answers a mail of "
		  "ours to anna@example.org)\n"
		  "  open \"Printer\" for eve@evil.test language en\n"
		  "  message in\n"
		  "  link mentions #12\n"
		  "  mail stranger to it1@example.org as n about #12 text \"It "
		  "does not print.\" lines \"eve@evil.test wrote and names [IT "
		  "#12], but takes no part in it; the mail is a ticket of its "
		  "own, which #merge 12 would put there\"\n"
		  "  mail notification to it2@example.org as n text \"It does "
		  "not print.\" lines \"eve@evil.test wrote\"\n"
		  "  mail ack to eve@evil.test as r language en\n" },
	{ .name = "an id leaked from staff, with a command",
	  EVE,
	  .text = "#close",
	  .evidence = { SENT(12, "it1@example.org", 'n') },
	  .plan = "opened: its sender takes no part in #12 (answers a mail of "
		  "ours to it1@example.org)\n"
		  "  open \"Printer\" for eve@evil.test language en\n"
		  "  message in\n"
		  "  link mentions #12\n"
		  "  mail stranger to it1@example.org as n about #12 text "
		  "\"#close\" lines \"eve@evil.test wrote and names [IT #12], "
		  "but takes no part in it; the mail is a ticket of its own, "
		  "which #merge 12 would put there\"\n"
		  "  mail notification to it2@example.org as n text \"#close\" "
		  "lines \"eve@evil.test wrote\"\n"
		  "  mail ack to eve@evil.test as r language en\n" },
	{ .name = "a requester with an id of staff",
	  .text = "#close",
	  .evidence = { SENT(12, "it1@example.org", 'n') },
	  .plan = "appended: answers a mail of ours to it1@example.org\n"
		  "  message #12 in\n"
		  "  mail #12 staff-update to it1@example.org as n text "
		  "\"#close\" lines \"anna@example.org answered\"\n" },
	{ .name = "a tag of a ticket that does not exist",
	  EVE,
	  .subject = "[IT #4711] x",
	  .plan = "opened: it answers nothing we know\n"
		  "  open \"x\" for eve@evil.test language en\n"
		  "  message in\n"
		  "  mail notification to it1@example.org as n text \"It does "
		  "not print.\" lines \"eve@evil.test wrote\"\n"
		  "  mail notification to it2@example.org as n text \"It does "
		  "not print.\" lines \"eve@evil.test wrote\"\n"
		  "  mail ack to eve@evil.test as r language en\n" },
	{ .name = "a list's id",
	  EVE,
	  .text = "12 close",
	  .evidence = { SENT(0, "it1@example.org", 'l') },
	  .plan = "opened: it answers nothing we know\n"
		  "  open \"Printer\" for eve@evil.test language en\n"
		  "  message in\n"
		  "  mail notification to it1@example.org as n text \"12 "
		  "close\" lines \"eve@evil.test wrote\"\n"
		  "  mail notification to it2@example.org as n text \"12 "
		  "close\" lines \"eve@evil.test wrote\"\n"
		  "  mail ack to eve@evil.test as r language en\n" },
	{ .name = "Reply-To of a participant, with a tag",
	  .from = "m@example.org",
	  .reply_to = "anna@example.org",
	  .evidence = { TAGGED(12, "[IT #12]") },
	  .plan = "opened: its sender takes no part in #12 (its subject says "
		  "[IT #12])\n"
		  "  open \"Printer\" for anna@example.org language en\n"
		  "  message in\n"
		  "  link mentions #12\n"
		  "  mail stranger to it1@example.org as n about #12 text \"It "
		  "does not print.\" lines \"m@example.org wrote and names [IT "
		  "#12], but takes no part in it; the mail is a ticket of its "
		  "own, which #merge 12 would put there\"\n"
		  "  mail notification to it2@example.org as n text \"It does "
		  "not print.\" lines \"anna@example.org wrote\"\n"
		  "  mail ack to anna@example.org as r language en\n" },
	{ .name = "Reply-To of a participant, with a leaked id of another",
	  .from = "m@example.org",
	  .reply_to = "anna@example.org",
	  .evidence = { SENT(12, "bob@example.org", 'r') },
	  .plan = "opened: its sender takes no part in #12 (answers a mail of "
		  "ours to bob@example.org)\n"
		  "  open \"Printer\" for anna@example.org language en\n"
		  "  message in\n"
		  "  link mentions #12\n"
		  "  mail stranger to it1@example.org as n about #12 text \"It "
		  "does not print.\" lines \"m@example.org wrote and names [IT "
		  "#12], but takes no part in it; the mail is a ticket of its "
		  "own, which #merge 12 would put there\"\n"
		  "  mail notification to it2@example.org as n text \"It does "
		  "not print.\" lines \"anna@example.org wrote\"\n"
		  "  mail ack to anna@example.org as r language en\n" },
	{ .name = "an out-of-office reply with a tag",
	  EVE,
	  .kind = KIND_AUTO_REPLY,
	  .no_ack = true,
	  .no_reopen = true,
	  .no_ticket = true,
	  .evidence = { TAGGED(12, "[IT #12]") },
	  .plan = "ignored: built-in rule: auto-reply that opens no ticket (it "
		  "says so)\n" },
	{ .name = "the group of a merged ticket",
	  EVE,
	  .evidence = { TAGGED(17, "[IT #17]") },
	  .plan = "opened: its sender takes no part in #12 (its subject says "
		  "[IT #17])\n"
		  "  open \"Printer\" for eve@evil.test language en\n"
		  "  message in\n"
		  "  link mentions #12\n"
		  "  mail stranger to it1@example.org as n about #12 text \"It "
		  "does not print.\" lines \"eve@evil.test wrote and names [IT "
		  "#12], but takes no part in it; the mail is a ticket of its "
		  "own, which #merge 12 would put there\"\n"
		  "  mail notification to it2@example.org as n text \"It does "
		  "not print.\" lines \"eve@evil.test wrote\"\n"
		  "  mail ack to eve@evil.test as r language en\n" },
};

static const struct scene cc_tricks[] = {
	{ .name = "a spoofed requester adds a colleague by a tag",
	  .cc = "m@example.org",
	  .evidence = { TAGGED(12, "[IT #12]") },
	  .plan = "appended: its subject says [IT #12]\n"
		  "  message #12 in\n"
		  "  mail #12 staff-update to it1@example.org as n text \"It "
		  "does not print.\" lines \"anna@example.org answered\"\n" },
	{ .name = "the same by an id of somebody else",
	  .cc = "m@example.org",
	  .evidence = { SENT(12, "bob@example.org", 'r') },
	  .plan = "appended: answers a mail of ours to bob@example.org\n"
		  "  message #12 in\n"
		  "  mail #12 staff-update to it1@example.org as n text \"It "
		  "does not print.\" lines \"anna@example.org answered\"\n" },
	{ .name = "another domain",
	  .cc = "eve@evil.test",
	  .evidence = { SENT(12, "anna@example.org", 'r') },
	  .plan = "appended: answers a mail of ours to anna@example.org\n"
		  "  message #12 in\n"
		  "  mail #12 staff-update to it1@example.org as n text \"It "
		  "does not print.\" lines \"anna@example.org answered\"\n" },
	{ .name = "a domain that ends alike",
	  .cc = "eve@evilexample.org",
	  .evidence = { SENT(12, "anna@example.org", 'r') },
	  .plan = "appended: answers a mail of ours to anna@example.org\n"
		  "  message #12 in\n"
		  "  mail #12 staff-update to it1@example.org as n text \"It "
		  "does not print.\" lines \"anna@example.org answered\"\n" },
	{ .name = "our robots",
	  .cc = "help@example.org, printers@example.org, "
		"no-reply@example.org",
	  .evidence = { SENT(12, "anna@example.org", 'r') },
	  .plan = "appended: answers a mail of ours to anna@example.org\n"
		  "  message #12 in\n"
		  "  mail #12 staff-update to it1@example.org as n text \"It "
		  "does not print.\" lines \"anna@example.org answered\"\n" },
};

static const struct scene spoofed_staff[] = {
	{ .name = "From staff, a tag",
	  FROM1,
	  .evidence = { TAGGED(13, "[IT #13]") },
	  .plan = "held: it claims to be from First line, but it names #13 "
		  "(its subject says [IT #13]) and answers no mail that we "
		  "sent to this person\n"
		  "  hold #13 held \"it claims to be from First line, but it "
		  "names #13 (its subject says [IT #13]) and answers no mail "
		  "that we sent to this person\"\n"
		  "  mail held to it1@example.org as h lines \"it claims to be "
		  "from First line, but it names #13 (its subject says [IT "
		  "#13]) and answers no mail that we sent to this person\"\n" },
	{ .name = "From staff, a seen id, a command",
	  FROM1,
	  .text = "#close",
	  .evidence = { SEEN(13) },
	  .plan = "held: it claims to be from First line, but it names #13 "
		  "(answers <seen>, seen on this ticket) and answers no mail "
		  "that we sent to this person\n"
		  "  hold #13 held \"it claims to be from First line, but it "
		  "names #13 (answers <seen>, seen on this ticket) and answers "
		  "no mail that we sent to this person\"\n"
		  "  mail held to it1@example.org as h lines \"it claims to be "
		  "from First line, but it names #13 (answers <seen>, seen on "
		  "this ticket) and answers no mail that we sent to this "
		  "person\"\n" },
	{ .name = "From staff, an id that was sent to the requester",
	  FROM1,
	  .text = "#close",
	  .evidence = { SENT(13, "carl@example.net", 'r') },
	  .plan = "held: it claims to be from First line, but it names #13 "
		  "(answers a mail of ours to carl@example.net) and answers no "
		  "mail that we sent to this person\n"
		  "  hold #13 held \"it claims to be from First line, but it "
		  "names #13 (answers a mail of ours to carl@example.net) and "
		  "answers no mail that we sent to this person\"\n"
		  "  mail held to it1@example.org as h lines \"it claims to be "
		  "from First line, but it names #13 (answers a mail of ours "
		  "to carl@example.net) and answers no mail that we sent to "
		  "this person\"\n" },
	{ .name = "From staff, an id that was sent to another of the staff",
	  FROM1,
	  .text = "#close",
	  .evidence = { SENT(13, "it2@example.org", 'n') },
	  .plan = "held: it claims to be from First line, but it names #13 "
		  "(answers a mail of ours to it2@example.org) and answers no "
		  "mail that we sent to this person\n"
		  "  hold #13 held \"it claims to be from First line, but it "
		  "names #13 (answers a mail of ours to it2@example.org) and "
		  "answers no mail that we sent to this person\"\n"
		  "  mail held to it1@example.org as h lines \"it claims to be "
		  "from First line, but it names #13 (answers a mail of ours "
		  "to it2@example.org) and answers no mail that we sent to "
		  "this person\"\n" },
	{ .name = "From staff, a command, no id",
	  FROM1,
	  .text = "#list",
	  .plan = "held: it claims to be from First line, but it begins with a "
		  "command and answers no mail that we sent to this person\n"
		  "  hold held \"it claims to be from First line, but it "
		  "begins with a command and answers no mail that we sent to "
		  "this person\"\n"
		  "  mail held to it1@example.org as h lines \"it claims to be "
		  "from First line, but it begins with a command and answers "
		  "no mail that we sent to this person\"\n" },
	{ .name = "From staff, a command in the subject",
	  FROM1,
	  .subject = "#show 12",
	  .text = "x",
	  .plan = "held: it claims to be from First line, but it begins with a "
		  "command and answers no mail that we sent to this person\n"
		  "  hold held \"it claims to be from First line, but it "
		  "begins with a command and answers no mail that we sent to "
		  "this person\"\n"
		  "  mail held to it1@example.org as h lines \"it claims to be "
		  "from First line, but it begins with a command and answers "
		  "no mail that we sent to this person\"\n" },
	{ .name = "two From fields",
	  FROM1,
	  .text = "#close",
	  .second_from = true,
	  PROOF,
	  .plan = "held: it claims to be from First line, but its From field "
		  "does not name exactly one sender\n"
		  "  hold #13 held \"it claims to be from First line, but its "
		  "From field does not name exactly one sender\"\n"
		  "  mail held to it1@example.org as h lines \"it claims to be "
		  "from First line, but its From field does not name exactly "
		  "one sender\"\n" },
	{ .name = "two addresses in From",
	  .from = "it1@example.org, eve@evil.test",
	  .text = "#close",
	  PROOF,
	  .plan = "held: it claims to be from First line, but its From field "
		  "does not name exactly one sender\n"
		  "  hold #13 held \"it claims to be from First line, but its "
		  "From field does not name exactly one sender\"\n"
		  "  mail held to it1@example.org as h lines \"it claims to be "
		  "from First line, but its From field does not name exactly "
		  "one sender\"\n" },
	{ .name = "an automatic mail that claims: held, nobody is written to",
	  FROM1,
	  .kind = KIND_AUTO_REPLY,
	  .evidence = { TAGGED(13, "[IT #13]") },
	  .plan = "held: it claims to be from First line, but it names #13 "
		  "(its subject says [IT #13]) and answers no mail that we "
		  "sent to this person\n"
		  "  hold #13 held \"it claims to be from First line, but it "
		  "names #13 (its subject says [IT #13]) and answers no mail "
		  "that we sent to this person\"\n" },
	{ .name = "a staff id in a delivery report is no proof",
	  FROM1,
	  .text = "#close",
	  .evidence = { { .how = EVIDENCE_REPLY_ID,
			  .ticket = 13,
			  .text = "<id>",
			  .sent_to = "it1@example.org",
			  .purpose = 'n',
			  .in_bounce = true,
			  .person = "",
			  .action = "" } },
	  .plan = "held: it claims to be from First line, but it begins with a "
		  "command and answers no mail that we sent to this person\n"
		  "  hold held \"it claims to be from First line, but it "
		  "begins with a command and answers no mail that we sent to "
		  "this person\"\n"
		  "  mail held to it1@example.org as h lines \"it claims to be "
		  "from First line, but it begins with a command and answers "
		  "no mail that we sent to this person\"\n" },
};

static const struct scene quoting[] = {
	{ .name = "a quoted command",
	  FROM1,
	  .text = "Hello\n> #close\n| #close",
	  PROOF,
	  .plan = "appended: answers a mail of ours to it1@example.org\n"
		  "  message #13 out \"Hello\n"
		  "> #close\n"
		  "| #close\"\n"
		  "  status #13 waiting for requester\n"
		  "  owner #13 First line\n"
		  "  mail #13 update to carl@example.net as r language en text "
		  "\"Hello\n"
		  "> #close\n"
		  "| #close\"\n" },
	{ .name = "an indented command is asked about, and goes to nobody",
	  FROM1,
	  .text = "Hello\n  #close",
	  PROOF,
	  .plan = "held: \"#close\": if it is a command, nothing may stand "
		  "before the \"#\", and no blank behind it\n"
		  "  hold #13 held \"\"#close\": if it is a command, "
		  "nothing may stand before the \"#\", and no blank behind "
		  "it\"\n"
		  "  mail #13 question to it1@example.org as h "
		  "text \"Hello\" lines "
		  "\"\"#close\": if it is a command, nothing may stand "
		  "before the \"#\", and no blank behind it\"\n" },
	{ .name = "a quote without marks, below our marker",
	  FROM1,
	  .text = "Hello\n-=-=-=-=-=-=-=-\nCarl wrote\n#close",
	  PROOF,
	  .plan = "appended: answers a mail of ours to it1@example.org\n"
		  "  message #13 out \"Hello\"\n"
		  "  status #13 waiting for requester\n"
		  "  owner #13 First line\n"
		  "  mail #13 update to carl@example.net as r language en text "
		  "\"Hello\"\n" },
	{ .name = "a command in what is forwarded",
	  FROM1,
	  .text = "See below\n\nDora wrote this\n#close",
	  .forwarded = { .present = true,
			 .from = { "Dora", "dora@example.org" },
			 .subject = "x",
			 .text = "Dora wrote this\n#close" },
	  PROOF,
	  .plan = "appended: answers a mail of ours to it1@example.org\n"
		  "  message #13 out \"See below\n"
		  "\n"
		  "Dora wrote this\n"
		  "#close\"\n"
		  "  status #13 waiting for requester\n"
		  "  owner #13 First line\n"
		  "  mail #13 update to carl@example.net as r language en text "
		  "\"See below\n"
		  "\n"
		  "Dora wrote this\n"
		  "#close\"\n" },
	{ .name = "a command in the middle of a line",
	  FROM1,
	  .text = "Then write #close",
	  PROOF,
	  .plan = "appended: answers a mail of ours to it1@example.org\n"
		  "  message #13 out \"Then write #close\"\n"
		  "  status #13 waiting for requester\n"
		  "  owner #13 First line\n"
		  "  mail #13 update to carl@example.net as r language en text "
		  "\"Then write #close\"\n" },
	{ .name = "a number is no command",
	  FROM1,
	  .text = "1. is the printer\n# 2 is none",
	  PROOF,
	  .plan = "appended: answers a mail of ours to it1@example.org\n"
		  "  message #13 out \"1. is the printer\n"
		  "# 2 is none\"\n"
		  "  status #13 waiting for requester\n"
		  "  owner #13 First line\n"
		  "  mail #13 update to carl@example.net as r language en text "
		  "\"1. is the printer\n"
		  "# 2 is none\"\n" },
};

TABLE_TEST(strangers)
TABLE_TEST(cc_tricks)
TABLE_TEST(spoofed_staff)
TABLE_TEST(quoting)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_strangers),
		cmocka_unit_test(test_cc_tricks),
		cmocka_unit_test(test_spoofed_staff),
		cmocka_unit_test(test_quoting),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
