/*
 * test_staff_people.c - commands that change who takes part, and who reads
 * the text beside them.
 */
#include "scene.h"

static const struct scene vendors[] = {
	{ .name = "a vendor that we know",
	  FROM1,
	  .text = "#vendor acm",
	  .evidence = { IT1(13) },
	  .plan = "command: answers a mail of ours to it1@example.org\n"
		  "  participant #13 +help@acme.test as vendor\n"
		  "  status #13 waiting for vendor ACME Ltd\n"
		  "  mail #13 receipt to it1@example.org as c lines \"[IT #13] "
		  "waits for the vendor ACME Ltd\"\n" },
	{ .name = "a vendor, and words that are not for them",
	  FROM1,
	  .text = "#vendor acm\nPlease send a new lamp.",
	  .evidence = { IT1(13) },
	  .plan = "appended: answers a mail of ours to it1@example.org\n"
		  "  participant #13 +help@acme.test as vendor\n"
		  "  status #13 waiting for vendor ACME Ltd\n"
		  "  message #13 out \"Please send a new lamp.\"\n"
		  "  owner #13 First line\n"
		  "  mail #13 update to carl@example.net as r language en "
		  "text \"Please send a new lamp.\"\n"
		  "  mail #13 receipt to it1@example.org as c lines \"[IT "
		  "#13] waits for the vendor ACME Ltd\" \"[IT #13]: your "
		  "text went to carl@example.net\" \"nothing was written to "
		  "the vendor\"\n" },
	{ .name = "a vendor who reads the answers",
	  FROM1,
	  .text = "#vendor acm\n#cc help@acme.test\nHello",
	  .evidence = { IT1(13) },
	  .plan = "appended: answers a mail of ours to it1@example.org\n"
		  "  participant #13 +help@acme.test as vendor\n"
		  "  status #13 waiting for vendor ACME Ltd\n"
		  "  participant #13 +help@acme.test as cc\n"
		  "  message #13 out \"Hello\"\n"
		  "  owner #13 First line\n"
		  "  mail #13 update to carl@example.net as r language en "
		  "text \"Hello\"\n"
		  "  mail #13 update to help@acme.test as r language en "
		  "text \"Hello\"\n"
		  "  mail #13 receipt to it1@example.org as c lines \"[IT "
		  "#13] waits for the vendor ACME Ltd\" \"[IT #13] has in "
		  "Cc: help@acme.test\" \"[IT #13]: your text went to "
		  "carl@example.net, help@acme.test\"\n" },
	{ .name = "a vendor that the configuration does not know",
	  FROM1,
	  .text = "#vendor Bolt & Co",
	  .evidence = { IT1(13) },
	  .plan = "held: \"#vendor Bolt & Co\": names no vendor of the "
		  "configuration\n"
		  "  hold #13 held \"\"#vendor Bolt & Co\": names no "
		  "vendor of the configuration\"\n"
		  "  mail #13 question to it1@example.org as h lines "
		  "\"\"#vendor Bolt & Co\": names no vendor of the "
		  "configuration\"\n" },
	{ .name = "a link of Outlook, and a vendor who reads along",
	  FROM1,
	  .text = "#cc help@vendor.test<mailto:help@vendor.test>",
	  .evidence = { IT1(19) },
	  .plan = "command: answers a mail of ours to it1@example.org\n"
		  "  participant #19 +help@vendor.test as cc\n"
		  "  mail #19 receipt to it1@example.org as c lines \"[IT "
		  "#19] has in Cc: help@vendor.test\"\n" },
};

static const struct scene people[] = {
	{ .name = "many in Cc",
	  FROM1,
	  .text = "#cc a@x.test b@x.test c@x.test d@x.test\nHello",
	  .evidence = { IT1(16) },
	  .plan = "appended: answers a mail of ours to it1@example.org\n"
		  "  participant #16 +a@x.test as cc\n"
		  "  participant #16 +b@x.test as cc\n"
		  "  participant #16 +c@x.test as cc\n"
		  "  participant #16 +d@x.test as cc\n"
		  "  message #16 out \"Hello\"\n"
		  "  mail #16 update to anna@example.org as r language en "
		  "text \"Hello\"\n"
		  "  mail #16 update to a@x.test as r language en text "
		  "\"Hello\"\n"
		  "  mail #16 update to b@x.test as r language en text "
		  "\"Hello\"\n"
		  "  mail #16 update to c@x.test as r language en text "
		  "\"Hello\"\n"
		  "  mail #16 update to d@x.test as r language en text "
		  "\"Hello\"\n"
		  "  mail #16 receipt to it1@example.org as c lines \"[IT "
		  "#16] has in Cc: a@x.test, b@x.test, c@x.test, d@x.test\" "
		  "\"[IT #16]: your text went to anna@example.org, a@x.test, "
		  "b@x.test and 2 others\"\n" },
	{ .name = "who is not written to any more is not named",
	  FROM1,
	  .text = "#tag x\nHello",
	  .suppressed = "bob@example.org",
	  .evidence = { IT1(12) },
	  .plan = "appended: answers a mail of ours to it1@example.org\n"
		  "  tag #12 +x\n"
		  "  message #12 out \"Hello\"\n"
		  "  status #12 waiting for requester\n"
		  "  mail #12 update to anna@example.org as r language en "
		  "text \"Hello\"\n"
		  "  mail #12 update to bob@example.org as r language en "
		  "text \"Hello\"\n"
		  "  mail #12 receipt to it1@example.org as c lines "
		  "\"[IT #12] has its tags changed: x\" \"[IT #12]: your "
		  "text went to anna@example.org\"\n" },
	{ .name = "who is written to again is named",
	  FROM1,
	  .text = "#cc bob@example.org\nHello",
	  .suppressed = "bob@example.org",
	  .evidence = { IT1(12) },
	  .plan = "appended: answers a mail of ours to it1@example.org\n"
		  "  clear #12 bob@example.org\n"
		  "  message #12 out \"Hello\"\n"
		  "  status #12 waiting for requester\n"
		  "  mail #12 update to anna@example.org as r language en "
		  "text \"Hello\"\n"
		  "  mail #12 update to bob@example.org as r language en "
		  "text \"Hello\"\n"
		  "  mail #12 receipt to it1@example.org as c lines \"[IT "
		  "#12] sends to bob@example.org again\" \"[IT #12] has in "
		  "Cc: bob@example.org\" \"[IT #12]: your text went to "
		  "anna@example.org, bob@example.org\"\n" },
	{ .name = "for somebody else",
	  FROM1,
	  .text = "#for dora@example.org",
	  .evidence = { IT1(13) },
	  .plan = "command: answers a mail of ours to it1@example.org\n"
		  "  requester #13 dora@example.org\n"
		  "  participant #13 +carl@example.net as cc\n"
		  "  mail #13 receipt to it1@example.org as c lines \"[IT #13] "
		  "is for dora@example.org now\"\n" },
	{ .name = "for ourselves",
	  FROM1,
	  .text = "#for help@example.org",
	  .evidence = { IT1(13) },
	  .plan = "held: \"#for help@example.org\": names an address of ours\n"
		  "  hold #13 held \"\"#for help@example.org\": names an "
		  "address of ours\"\n"
		  "  mail #13 question to it1@example.org as h lines \"\"#for "
		  "help@example.org\": names an address of ours\"\n" },
	{ .name = "cc, who gets the answer too",
	  FROM1,
	  .text = "#cc Dora <dora@example.org>, eve@evil.test\nHello all",
	  .evidence = { IT1(13) },
	  .plan = "appended: answers a mail of ours to it1@example.org\n"
		  "  participant #13 +dora@example.org as cc\n"
		  "  participant #13 +eve@evil.test as cc\n"
		  "  message #13 out \"Hello all\"\n"
		  "  status #13 waiting for requester\n"
		  "  owner #13 First line\n"
		  "  mail #13 update to carl@example.net as r language en text "
		  "\"Hello all\"\n"
		  "  mail #13 update to dora@example.org as r language en text "
		  "\"Hello all\"\n"
		  "  mail #13 update to eve@evil.test as r language en text "
		  "\"Hello all\"\n"
		  "  mail #13 receipt to it1@example.org as c lines \"[IT #13] "
		  "has in Cc: dora@example.org, eve@evil.test\" \"[IT "
		  "#13]: your text went to carl@example.net, "
		  "dora@example.org, eve@evil.test\"\n" },
	{ .name = "cc, header injection",
	  FROM1,
	  .text = "#cc eve@evil.test\r\nBcc: all@example.org",
	  .evidence = { IT1(13) },
	  .plan = "appended: answers a mail of ours to it1@example.org\n"
		  "  participant #13 +eve@evil.test as cc\n"
		  "  message #13 out \"Bcc: all@example.org\"\n"
		  "  status #13 waiting for requester\n"
		  "  owner #13 First line\n"
		  "  mail #13 update to carl@example.net as r language en text "
		  "\"Bcc: all@example.org\"\n"
		  "  mail #13 update to eve@evil.test as r language en text "
		  "\"Bcc: all@example.org\"\n"
		  "  mail #13 receipt to it1@example.org as c lines \"[IT #13] "
		  "has in Cc: eve@evil.test\" \"[IT #13]: your text went to "
		  "carl@example.net, eve@evil.test\"\n" },
};

TABLE_TEST(vendors)
TABLE_TEST(people)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_vendors),
		cmocka_unit_test(test_people),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
