/* test_staff_relations.c - commands that join, part and relate tickets. */
#include "scene.h"

static const struct scene relations[] = {
	{ .name = "merge",
	  FROM1,
	  .text = "#merge 12",
	  .evidence = { IT1(13) },
	  .plan = "command: answers a mail of ours to it1@example.org\n"
		  "  participant #12 +carl@example.net as cc\n"
		  "  status #13 closed\n"
		  "  link #13 merged #12\n"
		  "  merge #13 #12\n"
		  "  event #12 #13 was merged into this one\n"
		  "  mail #13 receipt to it1@example.org as c lines \"[IT #13] "
		  "went into [IT #12]\"\n" },
	{ .name = "merge into what was merged into it",
	  FROM1,
	  .text = "#merge 17",
	  .evidence = { IT1(12) },
	  .plan = "held: \"#merge 17\": names the ticket itself\n"
		  "  hold #12 held \"\"#merge 17\": names the ticket itself\"\n"
		  "  mail #12 question to it1@example.org as h lines "
		  "\"\"#merge 17\": names the ticket itself\"\n" },
	{ .name = "merge into nothing",
	  FROM1,
	  .text = "#merge 4711",
	  .evidence = { IT1(13) },
	  .plan = "held: \"#merge 4711\": names a ticket that does not exist\n"
		  "  hold #13 held \"\"#merge 4711\": names a ticket that does "
		  "not exist\"\n"
		  "  mail #13 question to it1@example.org as h lines "
		  "\"\"#merge 4711\": names a ticket that does not exist\"\n" },
	{ .name = "split",
	  FROM1,
	  .text = "#split",
	  .evidence = { IT1(12) },
	  .plan = "command: answers a mail of ours to it1@example.org\n"
		  "  open \"Printer\" for anna@example.org language en\n"
		  "  split #12 (100)\n"
		  "  link split #12\n"
		  "  owner First line\n"
		  "  mail show to it1@example.org as n\n"
		  "  mail #12 receipt to it1@example.org as c lines \"[IT #12] "
		  "gave its last mail to a new ticket of yours\"\n" },
	{ .name = "split, and there is one mail",
	  FROM1,
	  .text = "#split",
	  .evidence = { IT1(13) },
	  .plan = "held: \"#split\": has nothing to split off: its ticket "
		  "has one mail\n"
		  "  hold #13 held \"\"#split\": has nothing to split off: "
		  "its ticket has one mail\"\n"
		  "  mail #13 question to it1@example.org as h lines "
		  "\"\"#split\": has nothing to split off: its ticket has "
		  "one mail\"\n" },
	{ .name = "link, parent",
	  FROM1,
	  .text = "#link [IT #12]\n#parent #16",
	  .evidence = { IT1(13) },
	  .plan = "command: answers a mail of ours to it1@example.org\n"
		  "  link #13 related #12\n"
		  "  link #13 parent #16\n"
		  "  mail #13 receipt to it1@example.org as c lines \"[IT #13] "
		  "has to do with [IT #12]\" \"[IT #13] is a part of [IT "
		  "#16]\"\n" },
	{ .name = "duplicate, and tell them",
	  FROM1,
	  .text = "#duplicate 12\nWe know.",
	  .evidence = { IT1(13) },
	  .plan = "appended: answers a mail of ours to it1@example.org\n"
		  "  link #13 duplicate #12\n"
		  "  status #13 closed\n"
		  "  message #13 out \"We know.\"\n"
		  "  owner #13 First line\n"
		  "  mail #13 duplicate to carl@example.net as r language en "
		  "text \"We know.\"\n"
		  "  mail #13 receipt to it1@example.org as c lines \"[IT #13] "
		  "is closed as the same as [IT #12]\" \"[IT #13]: your text "
		  "went to carl@example.net\"\n" },
};

TABLE_TEST(relations)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_relations),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
