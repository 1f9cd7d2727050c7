/* test_staff_commands.c - what each command in a mail of staff does. */
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
	{ .name = "a link of Outlook, and a vendor who reads along",
	  FROM1,
	  .text = "#cc help@vendor.test<mailto:help@vendor.test>",
	  .evidence = { IT1(19) },
	  .plan = "command: answers a mail of ours to it1@example.org\n"
		  "  participant #19 +help@vendor.test as cc\n"
		  "  mail #19 receipt to it1@example.org as c lines \"[IT "
		  "#19] has in Cc: help@vendor.test\"\n" },
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

static void
test_commands(void **state)
{
	(void)state;
	SCENES_CHECK(commands);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_commands),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
