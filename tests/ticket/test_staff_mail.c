/* test_staff_mail.c - mails of staff: answers, notes, commands, races. */
#include "scene.h"

#define IT1(number) SENT(number, "it1@example.org", PURPOSE_NOTIFICATION)
#define IT2(number) SENT(number, "it2@example.org", PURPOSE_NOTIFICATION)
#define FROM1	    .from = "it1@example.org"
#define FROM2	    .from = "it2@example.org"

static const struct scene answers[] = {
	{ .name = "an answer to a new ticket",
	  FROM1,
	  .text = "Is it plugged in?",
	  .signature = "-- \nFirst line",
	  .evidence = { IT1(13) },
	  .plan = "appended: answers a mail of ours to it1@example.org\n"
		  "  message #13 out \"Is it plugged in?\n"
		  "\n"
		  "-- \n"
		  "First line\"\n"
		  "  status #13 waiting for requester\n"
		  "  owner #13 First line\n"
		  "  mail #13 update to carl@example.net as r language en text "
		  "\"Is it plugged in?\n"
		  "\n"
		  "-- \n"
		  "First line\"\n" },
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
		  "is yours now\" \"[IT #13] your text went to "
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
		  "#13] your text went to carl@example.net\"\n" },
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
	{ .name = "any other vendor",
	  FROM1,
	  .text = "#vendor Bolt & Co",
	  .evidence = { IT1(13) },
	  .plan = "command: answers a mail of ours to it1@example.org\n"
		  "  status #13 waiting for vendor Bolt & Co\n"
		  "  mail #13 receipt to it1@example.org as c lines \"[IT #13] "
		  "waits for the vendor Bolt & Co\"\n" },
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
		  "is resolved\" \"[IT #13] your text went to "
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
		  "  field #13 queue=printers\n"
		  "  field #13 kind=incident\n"
		  "  tag #13 +hardware\n"
		  "  tag #13 -easy\n"
		  "  field #13 asset=PR-1234\n"
		  "  field #13 room=\n"
		  "  mail #13 receipt to it1@example.org as c lines \"[IT #13] "
		  "has priority high\" \"[IT #13] has queue printers\" \"[IT "
		  "#13] has kind incident\" \"[IT #13] has its tags changed: "
		  "hardware, -easy\" \"[IT #13] has asset PR-1234\" \"[IT #13] "
		  "has no room any more\"\n" },
	{ .name = "for somebody else",
	  FROM1,
	  .text = "#for dora@example.org",
	  .evidence = { IT1(13) },
	  .plan = "command: answers a mail of ours to it1@example.org\n"
		  "  requester #13 dora@example.org\n"
		  "  participant #13 +carl@example.net as cc\n"
		  "  mail #13 receipt to it1@example.org as c lines \"[IT #13] "
		  "is dora@example.org's now\"\n" },
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
		  "has in Cc: Dora <dora@example.org>, eve@evil.test\" \"[IT "
		  "#13] your text went to carl@example.net\"\n" },
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
		  "has in Cc: eve@evil.test\" \"[IT #13] your text went to "
		  "carl@example.net\"\n" },
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
		  "  split #12\n"
		  "  link split #12\n"
		  "  owner First line\n"
		  "  mail show to it1@example.org as n\n"
		  "  mail #12 receipt to it1@example.org as c lines \"[IT #12] "
		  "gave its last mail to a new ticket of yours\"\n" },
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
		  "is closed as the same as [IT #12]\" \"[IT #13] your text "
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
		  "gets the prepared answer password\" \"[IT #13] your text "
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
			  .event = 77,
			  .person = "",
			  .action = "" } },
	  .plan = "command: answers a mail of ours to it1@example.org\n"
		  "  undo #12 #77\n"
		  "  mail #12 receipt to it1@example.org as c lines "
		  "\"taken back, what that receipt told; mails that went out "
		  "cannot be\"\n" },
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
		  "  mail #13 question to it1@example.org as h lines "
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
	  .plan = "held: \"#close now\": takes nothing behind it: #close\n"
		  "  hold #13 held \"\"#close now\": takes nothing behind it: "
		  "#close\"\n"
		  "  mail #13 question to it1@example.org as h lines "
		  "\"\"#close now\": takes nothing behind it: #close\"\n" },
	{ .name = "words in answer to a receipt go to nobody yet",
	  FROM1,
	  .text = "Hello",
	  .evidence = { SENT(12, "it1@example.org", PURPOSE_RECEIPT) },
	  .plan = "held: it answers a receipt, which goes to nobody: answer "
		  "#send to send it to the requester, or #note\n"
		  "  hold #12 held \"it answers a receipt, which goes to "
		  "nobody: answer #send to send it to the requester, or "
		  "#note\"\n"
		  "  mail #12 question to it1@example.org as h lines \"it "
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
	{ .name = "one line is wrong",
	  FROM1,
	  .text = "12 close\n99 close",
	  .evidence = { LIST },
	  .plan = "held: \"99 close\": there is no such ticket\n"
		  "  hold held \"\"99 close\": there is no such ticket\"\n"
		  "  mail question to it1@example.org as h lines \"\"99 "
		  "close\": there is no such ticket\"\n" },
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
#define CODED .subject = "tg-13.take.1800100000.aaaaaaaaaaaaaaaaaaaaaaaaaa"

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

static const struct scene races[] = {
	{ .name = "taken by another",
	  FROM1,
	  .text = "Hello",
	  .evidence = { IT1(18) },
	  .plan = "held: taken 40 seconds ago by Second line; your text is "
		  "held, answer #send or #note\n"
		  "  hold #18 held \"taken 40 seconds ago by Second line; your "
		  "text is held, answer #send or #note\"\n"
		  "  mail #18 question to it1@example.org as h lines \"taken "
		  "40 seconds ago by Second line; your text is held, answer "
		  "#send or #note\"\n" },
	{ .name = "a command that changes the owner",
	  FROM1,
	  .text = "#take",
	  .evidence = { IT1(18) },
	  .plan = "held: taken 40 seconds ago by Second line; your text is "
		  "held, answer #send or #note\n"
		  "  hold #18 held \"taken 40 seconds ago by Second line; your "
		  "text is held, answer #send or #note\"\n"
		  "  mail #18 question to it1@example.org as h lines \"taken "
		  "40 seconds ago by Second line; your text is held, answer "
		  "#send or #note\"\n" },
	{ .name = "a note is no race",
	  FROM1,
	  .text = "#note Hello",
	  .evidence = { IT1(18) },
	  .plan = "appended: answers a mail of ours to it1@example.org\n"
		  "  message #18 note \"Hello\"\n"
		  "  mail #18 staff-update to it2@example.org as i text "
		  "\"Hello\" lines \"First line wrote a note, which stays "
		  "internal\"\n"
		  "  mail #18 receipt to it1@example.org as c lines \"[IT #18] "
		  "has a note; nothing went out\"\n" },
	{ .name = "a link that is older than the change",
	  FROM1,
	  .subject = "tg-18.take.1800604200.aaaaaaaaaaaaaaaaaaaaaaaaaa",
	  .text = "",
	  .evidence = { { .how = EVIDENCE_CODE,
			  .ticket = 18,
			  .text = "tg-18.take.1800604200."
				  "aaaaaaaaaaaaaaaaaaaaaaaaaa",
			  .sent_to = "",
			  .person = "First line",
			  .action = "take" } },
	  .plan = "held: taken 40 seconds ago by Second line; your text is "
		  "held, answer #send or #note\n"
		  "  hold #18 held \"taken 40 seconds ago by Second line; your "
		  "text is held, answer #send or #note\"\n"
		  "  mail #18 question to it1@example.org as h lines \"taken "
		  "40 seconds ago by Second line; your text is held, answer "
		  "#send or #note\"\n" },
	{ .name = "nor what one did oneself",
	  FROM2,
	  .text = "Hello",
	  .evidence = { IT2(18) },
	  .plan = "appended: answers a mail of ours to it2@example.org\n"
		  "  message #18 out \"Hello\"\n"
		  "  mail #18 update to carl@example.net as r language en text "
		  "\"Hello\"\n" },
	{ .name = "released: sent after all",
	  FROM1,
	  .text = "Hello",
	  .released = true,
	  .evidence = { IT1(18) },
	  .plan = "appended: answers a mail of ours to it1@example.org\n"
		  "  message #18 out \"Hello\"\n"
		  "  mail #18 update to carl@example.net as r language en text "
		  "\"Hello\"\n"
		  "  mail #18 staff-update to it2@example.org as n text "
		  "\"Hello\" lines \"First line wrote to the requester\"\n" },
	{ .name = "released as a note",
	  FROM1,
	  .text = "Hello",
	  .released = true,
	  .as_note = true,
	  .evidence = { IT1(18) },
	  .plan = "appended: answers a mail of ours to it1@example.org\n"
		  "  message #18 note \"Hello\"\n"
		  "  mail #18 staff-update to it2@example.org as i text "
		  "\"Hello\" lines \"First line wrote a note, which stays "
		  "internal\"\n" },
	{ .name = "released with a mistyped command",
	  FROM1,
	  .text = "Hello\n#reslove",
	  .released = true,
	  .evidence = { IT1(13) },
	  .plan = "appended: answers a mail of ours to it1@example.org\n"
		  "  message #13 out \"Hello\"\n"
		  "  status #13 waiting for requester\n"
		  "  owner #13 First line\n"
		  "  mail #13 update to carl@example.net as r language en text "
		  "\"Hello\"\n" },
};

static void
test_answers(void **state)
{
	(void)state;
	SCENES_CHECK(answers);
}

static void
test_commands(void **state)
{
	(void)state;
	SCENES_CHECK(commands);
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
test_held(void **state)
{
	(void)state;
	SCENES_CHECK(held);
}

static void
test_races(void **state)
{
	(void)state;
	SCENES_CHECK(races);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_answers), cmocka_unit_test(test_commands),
		cmocka_unit_test(test_lists),	cmocka_unit_test(test_codes),
		cmocka_unit_test(test_held),	cmocka_unit_test(test_races),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
