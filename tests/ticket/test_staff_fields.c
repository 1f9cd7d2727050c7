/* test_staff_fields.c - what commands of staff write into fields. */
#include "scene.h"

static const struct scene fields[] = {
	{ .name = "values by a beginning, and with the capital of a phone",
	  FROM1,
	  .text = "#priority Hi\n#kind Incident",
	  .evidence = { IT1(13) },
	  .plan = "command: answers a mail of ours to it1@example.org\n"
		  "  field #13 priority=high\n"
		  "  field #13 kind=incident\n"
		  "  mail #13 receipt to it1@example.org as c lines \"[IT "
		  "#13] has priority high\" \"[IT #13] has kind "
		  "incident\"\n" },
	{ .name = "a kind that there is not",
	  FROM1,
	  .text = "#kind outage",
	  .evidence = { IT1(13) },
	  .plan = "held: \"#kind outage\": is none of incident, request, "
		  "question, change, problem\n"
		  "  hold #13 held \"\"#kind outage\": is none of "
		  "incident, request, question, change, problem\"\n"
		  "  mail #13 question to it1@example.org as h lines "
		  "\"\"#kind outage\": is none of incident, request, "
		  "question, change, problem\"\n" },
	{ .name = "fields and tags",
	  FROM1,
	  .text = "#priority high\n#queue printers\n#kind incident\n"
		  "#tag hardware, -easy\n#set Asset = PR-1234\n#set room",
	  .evidence = { IT1(13) },
	  .plan = "command: answers a mail of ours to it1@example.org\n"
		  "  field #13 priority=high\n"
		  "  field #13 queue=Printers\n"
		  "  field #13 kind=incident\n"
		  "  tag #13 +hardware\n"
		  "  tag #13 -easy\n"
		  "  field #13 asset=PR-1234\n"
		  "  field #13 room=\n"
		  "  mail #13 receipt to it1@example.org as c lines \"[IT #13] "
		  "has priority high\" \"[IT #13] has queue Printers\" \"[IT "
		  "#13] has kind incident\" \"[IT #13] has its tags changed: "
		  "hardware, -easy\" \"[IT #13] has asset PR-1234\" \"[IT #13] "
		  "has no room any more\"\n" },
	{ .name = "a queue without case",
	  FROM1,
	  .text = "#queue PRINTERS",
	  .evidence = { IT1(13) },
	  .plan = "command: answers a mail of ours to it1@example.org\n"
		  "  field #13 queue=Printers\n"
		  "  mail #13 receipt to it1@example.org as c lines "
		  "\"[IT #13] has queue Printers\"\n" },
	{ .name = "a queue by a beginning",
	  FROM1,
	  .text = "#queue ne",
	  .evidence = { IT1(13) },
	  .plan = "command: answers a mail of ours to it1@example.org\n"
		  "  field #13 queue=network\n"
		  "  mail #13 receipt to it1@example.org as c lines "
		  "\"[IT #13] has queue network\"\n" },
	{ .name = "a queue by a whole name that others begin with",
	  FROM1,
	  .text = "#set queue = accounts",
	  .evidence = { IT1(13) },
	  .plan = "command: answers a mail of ours to it1@example.org\n"
		  "  field #13 queue=Accounts\n"
		  "  mail #13 receipt to it1@example.org as c lines "
		  "\"[IT #13] has queue Accounts\"\n" },
	{ .name = "a queue in another script's capitals",
	  FROM1,
	  .text = "#queue K\xC3\x9C" "CHE",
	  .evidence = { IT1(13) },
	  .plan = "command: answers a mail of ours to it1@example.org\n"
		  "  field #13 queue=K\xC3\xBC" "che\n"
		  "  mail #13 receipt to it1@example.org as c lines "
		  "\"[IT #13] has queue K\xC3\xBC" "che\"\n" },
	{ .name = "a new queue",
	  FROM1,
	  .text = "#queue hardware",
	  .evidence = { IT1(13) },
	  .plan = "command: answers a mail of ours to it1@example.org\n"
		  "  field #13 queue=hardware\n"
		  "  mail #13 receipt to it1@example.org as c lines "
		  "\"hardware is a new queue: no rule, skill or ticket has "
		  "it\" "
		  "\"[IT #13] has queue hardware\"\n" },
	{ .name = "a queue that may be two",
	  FROM1,
	  .text = "#queue acc",
	  .evidence = { IT1(13) },
	  .plan = "held: \"#queue acc\": that may be Accounts or accounting\n"
		  "  hold #13 held \"\"#queue acc\": that may be Accounts or "
		  "accounting\"\n"
		  "  mail #13 question to it1@example.org as h lines "
		  "\"\"#queue acc\": that may be Accounts or "
		  "accounting\"\n" },
};

TABLE_TEST(fields)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_fields),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
