/* test_open.c - mails that open a ticket, and those that open none. */
#include "scene.h"

#define RULE                                                                   \
	{                                                                      \
		.rule = "printer", .file = "rules/10.conf", .line = 3,         \
		.matched = "toner"                                             \
	}

static struct verdict_field printer_fields[] = {
	{ "queue", "printers", RULE },	       { "asset", "PR-1234", RULE },
	{ "summary", "Toner is empty", RULE }, { "language", "de", RULE },
	{ "template", "ack-printers", RULE },
};
static struct verdict_field printer_tags[] = { { "tags", "hardware", RULE } };
static struct verdict_field boss[] = { { "notify", "boss@example.org", RULE },
				       { "notify", "network", RULE } };
static const struct verdict printer = {
	.fields = printer_fields,
	.field_count = COUNT_OF(printer_fields),
	.tags = printer_tags,
	.tag_count = 1,
	.notify = boss,
	.notify_count = 2,
};

static struct verdict_field assign_person[] = { { "assign", "Second line",
						  RULE } };
static const struct verdict to_person = { .fields = assign_person,
					  .field_count = 1 };
static struct verdict_field assign_skill[] = {
	{ "assign", "least busy of network", RULE }
};
static const struct verdict to_skill = { .fields = assign_skill,
					 .field_count = 1 };
static struct verdict_field assign_prefix[] = {
	{ "assign", "least-busy:network", RULE }
};
static const struct verdict to_prefix = { .fields = assign_prefix,
					  .field_count = 1 };
static struct verdict_field skilled[] = { { "notify", "skill:network", RULE } };
static struct verdict_field hooks[] = {
	{ "webhook", "https://chat.example.org/a", RULE },
	{ "webhook", "https://chat.example.org/b", RULE },
	{ "webhook", "https://chat.example.org/a", RULE },
};
static struct verdict_source slow_rule[] = { RULE };
static const struct verdict calling = { .fields = assign_person,
					.field_count = 1,
					.notify = skilled,
					.notify_count = 1,
					.webhooks = hooks,
					.webhook_count = 3,
					.gave_up = slow_rule,
					.gave_up_count = 1 };
static struct verdict_field assign_nobody[] = { { "assign", "Third line",
						  RULE } };
static const struct verdict to_nobody = { .fields = assign_nobody,
					  .field_count = 1 };
static const struct verdict no_ack = { .no_ack = true, .no_ack_source = RULE };
static const struct verdict ignored = { .disposition = VERDICT_IGNORE,
					.disposition_source = RULE };
static const struct verdict quarantined = { .disposition = VERDICT_QUARANTINE,
					    .disposition_source = RULE };

static const struct scene opening[] = {
	{ .name = "a plain request",
	  .plan = "opened: it answers nothing we know\n"
		  "  open \"Printer\" for anna@example.org language en\n"
		  "  message in\n"
		  "  mail notification to it1@example.org as n text \"It does "
		  "not print.\" lines \"anna@example.org wrote\"\n"
		  "  mail notification to it2@example.org as n text \"It does "
		  "not print.\" lines \"anna@example.org wrote\"\n"
		  "  mail ack to anna@example.org as r language en\n" },
	{ .name = "its subject in our words",
	  .subject = "AW: Re[2]: [IT #99] Fwd:  Printer   broken",
	  .plan = "opened: it answers nothing we know\n"
		  "  open \"Printer broken\" for anna@example.org language en\n"
		  "  message in\n"
		  "  mail notification to it1@example.org as n text \"It does "
		  "not print.\" lines \"anna@example.org wrote\"\n"
		  "  mail notification to it2@example.org as n text \"It does "
		  "not print.\" lines \"anna@example.org wrote\"\n"
		  "  mail ack to anna@example.org as r language en\n" },
	{ .name = "no subject",
	  .subject = "Re: ",
	  .plan = "opened: it answers nothing we know\n"
		  "  open \"(no subject)\" for anna@example.org language en\n"
		  "  message in\n"
		  "  mail notification to it1@example.org as n text \"It does "
		  "not print.\" lines \"anna@example.org wrote\"\n"
		  "  mail notification to it2@example.org as n text \"It does "
		  "not print.\" lines \"anna@example.org wrote\"\n"
		  "  mail ack to anna@example.org as r language en\n" },
	{ .name = "colleagues in To and Cc, robots, staff and others",
	  .to = "help@example.org, dora@example.org",
	  .cc = "bob@example.org, printers@example.org, it2@example.org, "
		"eve@evil.test, noreply@example.org, bob@example.org",
	  .plan = "opened: it answers nothing we know\n"
		  "  open \"Printer\" for anna@example.org language en\n"
		  "  message in\n"
		  "  participant +dora@example.org as cc\n"
		  "  participant +bob@example.org as cc\n"
		  "  mail notification to it1@example.org as n text \"It does "
		  "not print.\" lines \"anna@example.org wrote\"\n"
		  "  mail notification to it2@example.org as n text \"It does "
		  "not print.\" lines \"anna@example.org wrote\"\n"
		  "  mail ack to anna@example.org as r language en\n" },
	{ .name = "somebody in the directory asks for help",
	  .from = "it1@example.com",
	  .plan = "opened: it answers nothing we know\n"
		  "  open \"Printer\" for it1@example.com language en\n"
		  "  message in\n"
		  "  mail notification to it2@example.org as n text \"It does "
		  "not print.\" lines \"it1@example.com wrote\"\n"
		  "  mail ack to it1@example.com as r language en\n" },
	{ .name = "Reply-To of the same domain",
	  .reply_to = "anna.b@example.org",
	  .plan = "opened: it answers nothing we know\n"
		  "  open \"Printer\" for anna.b@example.org language en\n"
		  "  message in\n"
		  "  mail notification to it1@example.org as n text \"It does "
		  "not print.\" lines \"anna.b@example.org wrote\"\n"
		  "  mail notification to it2@example.org as n text \"It does "
		  "not print.\" lines \"anna.b@example.org wrote\"\n"
		  "  mail ack to anna.b@example.org as r language en\n" },
	{ .name = "Reply-To of another domain is not believed",
	  .reply_to = "anna@evil.test",
	  .plan = "opened: it answers nothing we know\n"
		  "  open \"Printer\" for anna@example.org language en\n"
		  "  message in\n"
		  "  mail notification to it1@example.org as n text \"It does "
		  "not print.\" lines \"anna@example.org wrote\"\n"
		  "  mail notification to it2@example.org as n text \"It does "
		  "not print.\" lines \"anna@example.org wrote\"\n"
		  "  mail ack to anna@example.org as r language en\n" },
	{ .name = "Chinese",
	  .language = "zh",
	  .plan = "opened: it answers nothing we know\n"
		  "  open \"Printer\" for anna@example.org language zh\n"
		  "  message in\n"
		  "  mail notification to it1@example.org as n text \"It does "
		  "not print.\" lines \"anna@example.org wrote\"\n"
		  "  mail notification to it2@example.org as n text \"It does "
		  "not print.\" lines \"anna@example.org wrote\"\n"
		  "  mail ack to anna@example.org as r language zh\n" },
	{ .name = "a rule says all about it",
	  .verdict = &printer,
	  .plan = "opened: it answers nothing we know\n"
		  "  open \"Toner is empty\" for anna@example.org language de\n"
		  "  message in\n"
		  "  field queue=printers\n"
		  "  field asset=PR-1234\n"
		  "  tag +hardware\n"
		  "  mail notification to it2@example.org as n text \"It does "
		  "not print.\" lines \"anna@example.org wrote\"\n"
		  "  mail notification to boss@example.org as i text \"It does "
		  "not print.\" lines \"anna@example.org wrote\"\n"
		  "  mail notification to it1@example.org as n text \"It does "
		  "not print.\" lines \"anna@example.org wrote\"\n"
		  "  mail ack-printers to anna@example.org as r language "
		  "de\n" },
	{ .name = "a rule assigns a person",
	  .verdict = &to_person,
	  .plan = "opened: it answers nothing we know\n"
		  "  open \"Printer\" for anna@example.org language en\n"
		  "  message in\n"
		  "  owner Second line\n"
		  "  mail notification to it2@example.org as n text \"It does "
		  "not print.\" lines \"anna@example.org wrote\"\n"
		  "  mail ack to anna@example.org as r language en\n" },
	{ .name = "a rule assigns a skill",
	  .verdict = &to_skill,
	  .plan = "opened: it answers nothing we know\n"
		  "  open \"Printer\" for anna@example.org language en\n"
		  "  message in\n"
		  "  owner First line\n"
		  "  mail notification to it1@example.org as n text \"It does "
		  "not print.\" lines \"anna@example.org wrote\"\n"
		  "  mail ack to anna@example.org as r language en\n" },
	{ .name = "a skill in the words of rule files",
	  .verdict = &to_prefix,
	  .plan = "opened: it answers nothing we know\n"
		  "  open \"Printer\" for anna@example.org language en\n"
		  "  message in\n"
		  "  owner First line\n"
		  "  mail notification to it1@example.org as n text \"It does "
		  "not print.\" lines \"anna@example.org wrote\"\n"
		  "  mail ack to anna@example.org as r language en\n" },
	{ .name = "a rule calls, tells a skill, and another gave up",
	  .verdict = &calling,
	  .plan = "opened: it answers nothing we know\n"
		  "  open \"Printer\" for anna@example.org language en\n"
		  "  message in\n"
		  "  event gave up: its pattern took too long on this mail, "
		  "and it was not applied\n"
		  "  owner Second line\n"
		  "  mail notification to it2@example.org as n text \"It does "
		  "not print.\" lines \"anna@example.org wrote\"\n"
		  "  mail notification to it1@example.org as n text \"It does "
		  "not print.\" lines \"anna@example.org wrote\"\n"
		  "  webhook https://chat.example.org/a\n"
		  "  webhook https://chat.example.org/b\n"
		  "  mail ack to anna@example.org as r language en\n" },
	{ .name = "a rule assigns nobody we know",
	  .verdict = &to_nobody,
	  .plan = "opened: it answers nothing we know\n"
		  "  open \"Printer\" for anna@example.org language en\n"
		  "  message in\n"
		  "  event not assigned: nobody is called \"Third line\" or "
		  "has that skill\n"
		  "  mail notification to it1@example.org as n text \"It does "
		  "not print.\" lines \"anna@example.org wrote\"\n"
		  "  mail notification to it2@example.org as n text \"It does "
		  "not print.\" lines \"anna@example.org wrote\"\n"
		  "  mail ack to anna@example.org as r language en\n" },
};

static const struct scene forwards[] = {
	{ .name = "staff forward a mail: its writer is the requester",
	  .from = "it1@example.org",
	  .subject = "Fwd: Screen",
	  .forwarded = { .present = true,
			 .from = { "Dora", "dora@example.org" },
			 .subject = "Screen flickers",
			 .text = "It flickers." },
	  .plan = "opened: it answers nothing we know\n"
		  "  open \"Screen flickers\" for dora@example.org language "
		  "en\n"
		  "  message in\n"
		  "  mail notification to it1@example.org as n text \"It does "
		  "not print.\" lines \"First line forwarded a mail of Dora\"\n"
		  "  mail notification to it2@example.org as n text \"It does "
		  "not print.\" lines \"First line forwarded a mail of Dora\"\n"
		  "  mail ack to dora@example.org as r language en\n" },
	{ .name = "anybody else's forward stays theirs",
	  .subject = "Fwd: Screen",
	  .forwarded = { .present = true,
			 .from = { "Dora", "dora@example.org" },
			 .subject = "Screen flickers",
			 .text = "It flickers." },
	  .plan = "opened: it answers nothing we know\n"
		  "  open \"Screen\" for anna@example.org language en\n"
		  "  message in\n"
		  "  mail notification to it1@example.org as n text \"It does "
		  "not print.\" lines \"anna@example.org wrote\"\n"
		  "  mail notification to it2@example.org as n text \"It does "
		  "not print.\" lines \"anna@example.org wrote\"\n"
		  "  mail ack to anna@example.org as r language en\n" },
	{ .name = "a forward of our own mail",
	  .from = "it1@example.org",
	  .subject = "Fwd: Screen",
	  .forwarded = { .present = true,
			 .from = { "Help", "help@example.org" },
			 .subject = "Screen",
			 .text = "x" },
	  .plan = "opened: it answers nothing we know\n"
		  "  open \"Screen\" for it1@example.org language en\n"
		  "  message in\n"
		  "  mail notification to it2@example.org as n text \"It does "
		  "not print.\" lines \"it1@example.org wrote\"\n"
		  "  mail ack to it1@example.org as r language en\n" },
};

static const struct scene unacknowledged[] = {
	{ .name = "a rule says no",
	  .verdict = &no_ack,
	  .plan = "opened: it answers nothing we know\n"
		  "  open \"Printer\" for anna@example.org language en\n"
		  "  message in\n"
		  "  mail notification to it1@example.org as n text \"It does "
		  "not print.\" lines \"anna@example.org wrote\"\n"
		  "  mail notification to it2@example.org as n text \"It does "
		  "not print.\" lines \"anna@example.org wrote\"\n"
		  "  event not acknowledged\n" },
	{ .name = "the mail says no",
	  .no_ack = true,
	  .plan = "opened: it answers nothing we know\n"
		  "  open \"Printer\" for anna@example.org language en\n"
		  "  message in\n"
		  "  mail notification to it1@example.org as n text \"It does "
		  "not print.\" lines \"anna@example.org wrote\"\n"
		  "  mail notification to it2@example.org as n text \"It does "
		  "not print.\" lines \"anna@example.org wrote\"\n"
		  "  event not acknowledged\n" },
	{ .name = "monitoring",
	  .from = "nagios@example.org",
	  .kind = KIND_AUTO_GENERATED,
	  .plan = "opened: it answers nothing we know\n"
		  "  open \"Printer\" for nagios@example.org language en\n"
		  "  message in\n"
		  "  mail notification to it1@example.org as n text \"It does "
		  "not print.\" lines \"nagios@example.org wrote\"\n"
		  "  mail notification to it2@example.org as n text \"It does "
		  "not print.\" lines \"nagios@example.org wrote\"\n"
		  "  event not acknowledged\n" },
	{ .name = "the limit",
	  .acks = 10,
	  .plan = "opened: it answers nothing we know\n"
		  "  open \"Printer\" for anna@example.org language en\n"
		  "  message in\n"
		  "  mail notification to it1@example.org as n text \"It does "
		  "not print.\" lines \"anna@example.org wrote\"\n"
		  "  mail notification to it2@example.org as n text \"It does "
		  "not print.\" lines \"anna@example.org wrote\"\n"
		  "  event not acknowledged\n" },
	{ .name = "below the limit",
	  .acks = 9,
	  .plan = "opened: it answers nothing we know\n"
		  "  open \"Printer\" for anna@example.org language en\n"
		  "  message in\n"
		  "  mail notification to it1@example.org as n text \"It does "
		  "not print.\" lines \"anna@example.org wrote\"\n"
		  "  mail notification to it2@example.org as n text \"It does "
		  "not print.\" lines \"anna@example.org wrote\"\n"
		  "  mail ack to anna@example.org as r language en\n" },
	{ .name = "mail there fails",
	  .suppressed = "anna@example.org",
	  .plan = "opened: it answers nothing we know\n"
		  "  open \"Printer\" for anna@example.org language en\n"
		  "  message in\n"
		  "  mail notification to it1@example.org as n text \"It does "
		  "not print.\" lines \"anna@example.org wrote\"\n"
		  "  mail notification to it2@example.org as n text \"It does "
		  "not print.\" lines \"anna@example.org wrote\"\n"
		  "  event not acknowledged\n" },
	{ .name = "ourselves",
	  .from = "printers@example.org",
	  .plan = "opened: it answers nothing we know\n"
		  "  open \"Printer\" for printers@example.org language en\n"
		  "  message in\n"
		  "  mail notification to it1@example.org as n text \"It does "
		  "not print.\" lines \"printers@example.org wrote\"\n"
		  "  mail notification to it2@example.org as n text \"It does "
		  "not print.\" lines \"printers@example.org wrote\"\n"
		  "  event not acknowledged\n" },
};

static const struct scene aside[] = {
	{ .name = "ignored by a rule",
	  .verdict = &ignored,
	  .plan = "ignored: rule printer (rules/10.conf:3)\n" },
	{ .name = "trust does not overrule that",
	  .verdict = &ignored,
	  .trusted = true,
	  .plan = "ignored: rule printer (rules/10.conf:3)\n" },
	{ .name = "quarantined by a rule",
	  .verdict = &quarantined,
	  .plan = "quarantined: rule printer (rules/10.conf:3)\n"
		  "  hold quarantined \"rule printer (rules/10.conf:3)\"\n"
		  "  mail held to it1@example.org as h lines \"rule printer "
		  "(rules/10.conf:3)\"\n" },
	{ .name = "quarantined, and trusted",
	  .verdict = &quarantined,
	  .trusted = true,
	  .plan = "opened: it answers nothing we know\n"
		  "  open \"Printer\" for anna@example.org language en\n"
		  "  message in\n"
		  "  mail notification to it1@example.org as n text \"It does "
		  "not print.\" lines \"anna@example.org wrote\"\n"
		  "  mail notification to it2@example.org as n text \"It does "
		  "not print.\" lines \"anna@example.org wrote\"\n"
		  "  mail ack to anna@example.org as r language en\n" },
	{ .name = "quarantined, and released",
	  .verdict = &quarantined,
	  .released = true,
	  .plan = "opened: it answers nothing we know\n"
		  "  open \"Printer\" for anna@example.org language en\n"
		  "  message in\n"
		  "  mail notification to it1@example.org as n text \"It does "
		  "not print.\" lines \"anna@example.org wrote\"\n"
		  "  mail notification to it2@example.org as n text \"It does "
		  "not print.\" lines \"anna@example.org wrote\"\n"
		  "  mail ack to anna@example.org as r language en\n" },
	{ .name = "noreply",
	  .from = "No-Reply+77@shop.test",
	  .plan = "quarantined: built-in rule: mail of noreply and "
		  "verification senders is quarantined\n"
		  "  hold quarantined \"built-in rule: mail of noreply and "
		  "verification senders is quarantined\"\n"
		  "  mail held to it1@example.org as h lines \"built-in rule: "
		  "mail of noreply and verification senders is "
		  "quarantined\"\n" },
	{ .name = "an auto-reply that opens no ticket",
	  .kind = KIND_AUTO_REPLY,
	  .no_ticket = true,
	  .no_ack = true,
	  .no_reopen = true,
	  .plan = "ignored: built-in rule: auto-reply that opens no ticket (it "
		  "says so)\n" },
	{ .name = "our own mail in a loop",
	  .from = "help@example.org",
	  .message_id =
		  "<tg.12.n.aaaaaaaaaaaaaaaa.aaaaaaaaaaaaaaaaaaaaaaaaaa@x>",
	  .plan = "ignored: built-in rule: our own mail came back\n" },
	{ .name = "our own mail with its id rewritten",
	  .from = "help@example.org",
	  .kind = KIND_AUTO_GENERATED,
	  .evidence = { TAGGED(12, "[IT #12]") },
	  .plan = "ignored: built-in rule: our own mail came back\n" },
};

TABLE_TEST(opening)
TABLE_TEST(forwards)

static void
test_acknowledging(void **state)
{
	(void)state;
	SCENES_CHECK(unacknowledged);
}

TABLE_TEST(aside)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_opening),
		cmocka_unit_test(test_forwards),
		cmocka_unit_test(test_acknowledging),
		cmocka_unit_test(test_aside),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
