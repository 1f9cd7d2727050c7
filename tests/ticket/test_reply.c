/* test_reply.c - mails of those who take part, and delivery reports. */
#include "scene.h"

#define ANNAS(number) SENT(number, "anna@example.org", PURPOSE_REQUESTER)

static const struct scene replies[] = {
	{ .name = "the requester answers",
	  .evidence = { ANNAS(12) },
	  .plan = "appended: answers a mail of ours to anna@example.org\n"
		  "  message #12 in\n"
		  "  mail #12 staff-update to it1@example.org as n text \"It "
		  "does not print.\" lines \"anna@example.org answered\"\n" },
	{ .name = "by an old id",
	  .evidence = { SEEN(12) },
	  .plan = "appended: answers <seen>, seen on this ticket\n"
		  "  message #12 in\n"
		  "  mail #12 staff-update to it1@example.org as n text \"It "
		  "does not print.\" lines \"anna@example.org answered\"\n" },
	{ .name = "by the tag",
	  .evidence = { TAGGED(12, "[IT #12]") },
	  .plan = "appended: its subject says [IT #12]\n"
		  "  message #12 in\n"
		  "  mail #12 staff-update to it1@example.org as n text \"It "
		  "does not print.\" lines \"anna@example.org answered\"\n" },
	{ .name = "somebody in Cc",
	  .from = "BOB@example.org",
	  .evidence = { TAGGED(12, "[IT #12]") },
	  .plan = "appended: its subject says [IT #12]\n"
		  "  message #12 in\n"
		  "  mail #12 staff-update to it1@example.org as n text \"It "
		  "does not print.\" lines \"BOB@example.org answered\"\n" },
	{ .name = "to a new one that nobody owns",
	  .from = "carl@example.net",
	  .evidence = { SENT(13, "carl@example.net", 'r') },
	  .plan = "appended: answers a mail of ours to carl@example.net\n"
		  "  message #13 in\n"
		  "  mail #13 staff-update to it1@example.org as n text \"It "
		  "does not print.\" lines \"carl@example.net answered\"\n"
		  "  mail #13 staff-update to it2@example.org as n text \"It "
		  "does not print.\" lines \"carl@example.net answered\"\n" },
	{ .name = "to one that waits for them",
	  .from = "carl@example.net",
	  .evidence = { SENT(18, "carl@example.net", 'r') },
	  .plan = "appended: answers a mail of ours to carl@example.net\n"
		  "  message #18 in\n"
		  "  status #18 open\n"
		  "  mail #18 staff-update to it2@example.org as n text \"It "
		  "does not print.\" lines \"carl@example.net answered\"\n" },
	{ .name = "to one that waits for a vendor",
	  .evidence = { ANNAS(19) },
	  .plan = "appended: answers a mail of ours to anna@example.org\n"
		  "  message #19 in\n"
		  "  status #19 open\n"
		  "  mail #19 staff-update to it1@example.org as n text \"It "
		  "does not print.\" lines \"anna@example.org answered\"\n" },
	{ .name = "the vendor answers",
	  .from = "help@vendor.test",
	  .cc = "boss@vendor.test",
	  .evidence = { SENT(19, "help@vendor.test", 'v') },
	  .plan = "appended: answers a mail of ours to help@vendor.test\n"
		  "  message #19 in\n"
		  "  status #19 open\n"
		  "  mail #19 staff-update to it1@example.org as n text \"It "
		  "does not print.\" lines \"help@vendor.test answered\"\n" },
	{ .name = "somebody else of the vendor's answers",
	  .from = "bo@acme.test",
	  .evidence = { SEEN(21) },
	  .plan = "appended: answers <seen>, seen on this ticket\n"
		  "  message #21 in\n"
		  "  status #21 open\n"
		  "  participant #21 +bo@acme.test as vendor\n"
		  "  mail #21 staff-update to it1@example.org as n text \"It "
		  "does not print.\" lines \"bo@acme.test answered\"\n" },
	{ .name = "whose domain only ends like the vendor's",
	  .from = "bo@notacme.test",
	  .evidence = { SEEN(21) },
	  .plan = "opened: its sender takes no part in #21 (answers "
		  "<seen>, seen on this ticket)\n"
		  "  open \"Printer\" for bo@notacme.test language en\n"
		  "  message in\n"
		  "  link mentions #21\n"
		  "  mail stranger to it1@example.org as n about #21 text "
		  "\"It does not print.\" lines \"bo@notacme.test wrote "
		  "and names [IT #21], but takes no part in it; the mail is "
		  "a ticket of its own, which #merge 21 would put there\"\n"
		  "  mail notification to it2@example.org as n text \"It does "
		  "not print.\" lines \"bo@notacme.test wrote\"\n"
		  "  mail ack to bo@notacme.test as r language en\n" },
	{ .name = "a vendor who has no part in it",
	  .from = "bo@acme.test",
	  .evidence = { SEEN(12) },
	  .plan = "opened: its sender takes no part in #12 (answers "
		  "<seen>, seen on this ticket)\n"
		  "  open \"Printer\" for bo@acme.test language en\n"
		  "  message in\n"
		  "  link mentions #12\n"
		  "  mail stranger to it1@example.org as n about #12 text "
		  "\"It does not print.\" lines \"bo@acme.test wrote "
		  "and names [IT #12], but takes no part in it; the mail is "
		  "a ticket of its own, which #merge 12 would put there\"\n"
		  "  mail notification to it2@example.org as n text \"It does "
		  "not print.\" lines \"bo@acme.test wrote\"\n"
		  "  mail ack to bo@acme.test as r language en\n" },
	{ .name = "to a resolved one",
	  .evidence = { ANNAS(16) },
	  .plan = "appended: answers a mail of ours to anna@example.org\n"
		  "  message #16 in\n"
		  "  status #16 open\n"
		  "  mail #16 staff-update to it1@example.org as n text \"It "
		  "does not print.\" lines \"anna@example.org answered, which "
		  "opens it again\"\n" },
	{ .name = "thanks for a resolved one",
	  .evidence = { ANNAS(16) },
	  .text = "Vielen Dank!\n\nAnna",
	  .plan = "appended: answers a mail of ours to anna@example.org\n"
		  "  message #16 in\n"
		  "  mail #16 staff-update to it1@example.org as n text "
		  "\"Vielen Dank!\n"
		  "\n"
		  "Anna\" lines \"anna@example.org says thanks; it stays "
		  "resolved\"\n" },
	{ .name = "thanks with a picture",
	  .evidence = { ANNAS(16) },
	  .text = "Thanks",
	  .attachments = 1,
	  .plan = "appended: answers a mail of ours to anna@example.org\n"
		  "  message #16 in\n"
		  "  status #16 open\n"
		  "  mail #16 staff-update to it1@example.org as n text "
		  "\"Thanks\" lines \"anna@example.org answered, which opens "
		  "it again\"\n" },
	{ .name = "thanks for a closed one",
	  .evidence = { ANNAS(15) },
	  .text = "thx",
	  .plan = "appended: answers a mail of ours to anna@example.org\n"
		  "  message #15 in\n" },
	{ .name = "to one closed yesterday",
	  .evidence = { ANNAS(14) },
	  .plan = "appended: answers a mail of ours to anna@example.org\n"
		  "  message #14 in\n"
		  "  status #14 open\n"
		  "  mail #14 staff-update to it1@example.org as n text \"It "
		  "does not print.\" lines \"anna@example.org answered, which "
		  "opens it again\"\n" },
	{ .name = "to one closed last year",
	  .evidence = { ANNAS(15) },
	  .plan = "opened: #15 was closed too long ago\n"
		  "  open \"Printer\" for anna@example.org language en\n"
		  "  message in\n"
		  "  link follows #15\n"
		  "  mail notification to it1@example.org as n text \"It does "
		  "not print.\" lines \"anna@example.org wrote; it follows "
		  "[IT #15], which was closed long ago\"\n"
		  "  mail notification to it2@example.org as n text \"It does "
		  "not print.\" lines \"anna@example.org wrote; it follows "
		  "[IT #15], which was closed long ago\"\n"
		  "  mail ack to anna@example.org as r language en\n" },
	{ .name = "to a merged one",
	  .from = "dora@example.org",
	  .evidence = { SENT(17, "dora@example.org", 'r') },
	  .plan = "appended: answers a mail of ours to dora@example.org\n"
		  "  message #12 in\n"
		  "  mail #12 staff-update to it1@example.org as n text \"It "
		  "does not print.\" lines \"dora@example.org answered\"\n" },
	{ .name = "out of office",
	  .evidence = { ANNAS(18) },
	  .from = "carl@example.net",
	  .kind = KIND_AUTO_REPLY,
	  .no_reopen = true,
	  .no_ack = true,
	  .no_ticket = true,
	  .plan = "appended: answers a mail of ours to anna@example.org\n"
		  "  message #18 in\n"
		  "  event #18 an automatic mail: nobody is told\n" },
	{ .name = "a colleague in Cc of a proven mail",
	  .evidence = { ANNAS(12) },
	  .cc = "dora@example.org, eve@evil.test, bob@example.org",
	  .plan = "appended: answers a mail of ours to anna@example.org\n"
		  "  message #12 in\n"
		  "  participant #12 +dora@example.org as cc\n"
		  "  mail #12 staff-update to it1@example.org as n text \"It "
		  "does not print.\" lines \"anna@example.org answered\"\n" },
	{ .name = "the id beats the tag",
	  .evidence = { ANNAS(12), TAGGED(14, "[IT #14]") },
	  .plan = "appended: answers a mail of ours to anna@example.org\n"
		  "  message #12 in\n"
		  "  mail #12 staff-update to it1@example.org as n text \"It "
		  "does not print.\" lines \"anna@example.org answered\"\n" },
	{ .name = "the nearest id of their own wins",
	  .evidence = { SENT(13, "carl@example.net", 'r'), ANNAS(16) },
	  .plan = "appended: answers a mail of ours to anna@example.org\n"
		  "  message #16 in\n"
		  "  status #16 open\n"
		  "  mail #16 staff-update to it1@example.org as n text \"It "
		  "does not print.\" lines \"anna@example.org answered, which "
		  "opens it again\"\n" },
	{ .name = "from the address that Reply-To named",
	  .from = "a.b@example.org",
	  .reply_to = "anna@example.org",
	  .evidence = { ANNAS(12) },
	  .plan = "appended: answers a mail of ours to anna@example.org\n"
		  "  message #12 in\n"
		  "  mail #12 staff-update to it1@example.org as n text \"It "
		  "does not print.\" lines \"a.b@example.org answered\"\n" },
	{ .name = "a command is text when the requester writes it",
	  .text = "#close\nIt works.",
	  .evidence = { ANNAS(12) },
	  .plan = "appended: answers a mail of ours to anna@example.org\n"
		  "  message #12 in\n"
		  "  mail #12 staff-update to it1@example.org as n text "
		  "\"#close\n"
		  "It works.\" lines \"anna@example.org answered\"\n" },
	{ .name = "a staff member as one who takes no part",
	  .from = "it1@example.org",
	  .text = "#close",
	  .evidence = { SENT(13, "it1@example.org", 'r') },
	  .plan = "opened: its sender takes no part in #13 (answers a mail of "
		  "ours to it1@example.org)\n"
		  "  open \"Printer\" for it1@example.org language en\n"
		  "  message in\n"
		  "  link mentions #13\n"
		  "  mail stranger to it2@example.org as n about #13 text "
		  "\"#close\" lines \"it1@example.org wrote and names [IT "
		  "#13], but takes no part in it; the mail is a ticket of its "
		  "own, which #merge 13 would put there\"\n"
		  "  mail ack to it1@example.org as r language en\n" },
};

static struct bounce_recipient gone[] = { { "carl@example.net", "5.1.1",
					    BOUNCE_FAILED, "no such user" } };
static struct bounce_recipient full[] = { { "carl@example.net", "4.2.2",
					    BOUNCE_FAILED, "mailbox full" } };
static struct bounce_recipient slow[] = { { "carl@example.net", "4.4.1",
					    BOUNCE_DELAYED, "" } };
static struct bounce_recipient two[] = {
	{ "eve@evil.test", "5.1.1", BOUNCE_FAILED, "" },
	{ "mallory@evil.test", "5.1.1", BOUNCE_FAILED, "" },
};

#define RETURNS(list)                                                          \
	.from = "mailer-daemon@example.net", .kind = KIND_BOUNCE,              \
	.no_ack = true, .no_reopen = true, .no_ticket = true,                  \
	.bounce = { list, COUNT_OF(list), "<id>" }
#define OURS(number, address, letter)                                          \
	{                                                                      \
		.how = EVIDENCE_REPLY_ID, .ticket = (number), .text = "<id>",  \
		.sent_to = (address), .purpose = (letter), .in_bounce = true,  \
		.person = "", .action = ""                                     \
	}

static const struct scene bounces[] = {
	{ .name = "gone for good",
	  RETURNS(gone),
	  .evidence = { OURS(18, "carl@example.net", 'r') },
	  .plan = "appended: our mail could not be delivered to "
		  "carl@example.net 5.1.1: no such user\n"
		  "  message #18 in\n"
		  "  event #18 our mail could not be delivered to "
		  "carl@example.net 5.1.1: no such user\n"
		  "  suppress #18 carl@example.net \"our mail could not be "
		  "delivered to carl@example.net 5.1.1: no such user\"\n"
		  "  mail #18 send-failed to it2@example.org as i lines \"our "
		  "mail could not be delivered to carl@example.net 5.1.1: no "
		  "such user\"\n" },
	{ .name = "temporary",
	  RETURNS(full),
	  .evidence = { OURS(18, "carl@example.net", 'r') },
	  .plan = "appended: our mail could not be delivered to "
		  "carl@example.net 4.2.2: mailbox full\n"
		  "  message #18 in\n"
		  "  event #18 our mail could not be delivered to "
		  "carl@example.net 4.2.2: mailbox full\n"
		  "  mail #18 send-failed to it2@example.org as i lines \"our "
		  "mail could not be delivered to carl@example.net 4.2.2: "
		  "mailbox full\"\n" },
	{ .name = "delayed",
	  RETURNS(slow),
	  .evidence = { OURS(18, "carl@example.net", 'r') },
	  .plan = "appended: our mail is delayed on its way to "
		  "carl@example.net 4.4.1\n"
		  "  message #18 in\n"
		  "  event #18 our mail is delayed on its way to "
		  "carl@example.net 4.4.1\n" },
	{ .name = "reported under another address",
	  RETURNS(gone),
	  .evidence = { OURS(12, "anna@example.org", 'r') },
	  .plan = "appended: our mail could not be delivered to "
		  "anna@example.org 5.1.1: no such user\n"
		  "  message #12 in\n"
		  "  event #12 our mail could not be delivered to "
		  "anna@example.org 5.1.1: no such user\n"
		  "  suppress #12 anna@example.org \"our mail could not be "
		  "delivered to anna@example.org 5.1.1: no such user\"\n"
		  "  mail #12 send-failed to it1@example.org as i lines \"our "
		  "mail could not be delivered to anna@example.org 5.1.1: no "
		  "such user\"\n" },
	{ .name = "reported for others only",
	  RETURNS(two),
	  .evidence = { OURS(12, "anna@example.org", 'r') },
	  .plan = "appended: our mail says nothing certain of "
		  "anna@example.org\n"
		  "  message #12 in\n"
		  "  event #12 our mail says nothing certain of "
		  "anna@example.org\n" },
	{ .name = "of the owner's own notification",
	  .from = "mailer-daemon@example.net",
	  .kind = KIND_BOUNCE,
	  .bounce = { gone, 1, "<id>" },
	  .evidence = { OURS(12, "it1@example.org", 'n') },
	  .plan = "appended: our mail could not be delivered to "
		  "it1@example.org 5.1.1: no such user\n"
		  "  message #12 in\n"
		  "  event #12 our mail could not be delivered to "
		  "it1@example.org 5.1.1: no such user\n"
		  "  suppress #12 it1@example.org \"our mail could not be "
		  "delivered to it1@example.org 5.1.1: no such user\"\n"
		  "  mail #12 send-failed to it2@example.org as i lines \"our "
		  "mail could not be delivered to it1@example.org 5.1.1: no "
		  "such user\"\n" },
	{ .name = "of a list that we sent",
	  RETURNS(gone),
	  .evidence = { OURS(0, "it1@example.org", 'l') },
	  .plan = "ignored: built-in rule: a delivery report; our mail could "
		  "not be delivered to it1@example.org 5.1.1: no such user\n"
		  "  suppress it1@example.org \"our mail could not be "
		  "delivered to it1@example.org 5.1.1: no such user\"\n" },
	{ .name = "of nothing that we sent",
	  RETURNS(gone),
	  .plan = "ignored: built-in rule: a delivery report for no mail of "
		  "ours\n" },
	{ .name = "of a mail only seen on a ticket",
	  RETURNS(gone),
	  .evidence = { SEEN(12) },
	  .plan = "ignored: built-in rule: a delivery report for no mail of "
		  "ours\n" },
};

TABLE_TEST(replies)
TABLE_TEST(bounces)

static void
check_plan(const char *name, const struct plan *plan, const char *wanted,
	   struct arena *arena)
{
	const char *got = plan ? plan_format(plan, false, arena) : "nothing\n";

	if (strcmp(got, wanted) != 0)
		fail_msg("%s:\n--- wanted\n%s--- got\n%s", name, wanted, got);
}

static void
test_time(void **state)
{
	struct arena *arena = arena_new();
	struct ticket due = *scene_ticket(18);
	struct ticket settled = *scene_ticket(16);

	(void)state;
	due.waiting_until = NOW;
	check_plan("due",
		   decide_timer(&scene_policy, &scene_staff, &due, NOW, arena),
		   "command: the date that was waited for has come\n"
		   "  status #18 open\n"
		   "  mail #18 staff-update to it2@example.org as n lines "
		   "\"the date that was waited for has come\"\n",
		   arena);
	check_plan(
		"not yet",
		decide_timer(&scene_policy, &scene_staff, &due, NOW - 1, arena),
		"nothing\n", arena);
	check_plan("settled",
		   decide_timer(&scene_policy, &scene_staff, &settled,
				NOW + 7 * 86400, arena),
		   "command: resolved, and nobody came back to it\n"
		   "  status #16 closed\n",
		   arena);
	check_plan(
		"not settled",
		decide_timer(&scene_policy, &scene_staff, &settled, NOW, arena),
		"nothing\n", arena);
	arena_free(arena);
}

static void
test_failures(void **state)
{
	struct arena *arena = arena_new();
	struct address nobody = { "", "" };

	(void)state;
	check_plan("sending failed",
		   decide_send_failure(&scene_policy, &scene_staff,
				       scene_ticket(12), "bob@example.org",
				       "550 no such user", true, arena),
		   "appended: our mail could not be delivered to "
		   "bob@example.org: 550 no such user\n"
		   "  event #12 our mail could not be delivered to "
		   "bob@example.org: 550 no such user\n"
		   "  suppress #12 bob@example.org \"our mail could not be "
		   "delivered to bob@example.org: 550 no such user\"\n"
		   "  mail #12 send-failed to it1@example.org as i lines "
		   "\"our mail could not be delivered to bob@example.org: 550 "
		   "no such user\"\n",
		   arena);
	check_plan("unreadable",
		   decide_stub(&scene_policy, &scene_staff, nobody, "",
			       phrase_fixed(PHRASE_UNREADABLE), arena),
		   "quarantined: This mail could not be read\n"
		   "  open \"(a mail that could not be read)\" for  language "
		   "en\n"
		   "  message in\n"
		   "  event This mail could not be read\n"
		   "  mail notification to it1@example.org as i lines \"This "
		   "mail could not be read\"\n"
		   "  mail notification to it2@example.org as i lines \"This "
		   "mail could not be read\"\n",
		   arena);
	arena_free(arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_replies),
		cmocka_unit_test(test_bounces),
		cmocka_unit_test(test_time),
		cmocka_unit_test(test_failures),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
