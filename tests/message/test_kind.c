/*
 * test_kind.c - people, robots, lists and the three answers.
 *
 * The first table matters most: mails that people wrote, with every word
 * that robots use.
 */
#include "../test.h"

#include "message/facts.h"
#include "message/kind_subject.h"

#define PERSON "From: Ann <ann@example.com>\nTo: help@example.org\n"
#define VACATION                                                               \
	"From: Ann <ann@example.com>\nTo: help@example.org\n"                  \
	"In-Reply-To: <m7@example.org>\n"

static const char *const people[] = {
	PERSON "Subject: My printer\n\nIt jams.\n",
	PERSON "\nNo subject at all.\n",
	PERSON "Subject: Re: Undelivered Mail Returned to Sender\n\n"
	       "What does this mean? Bob's mailbox is full?\n",
	PERSON "Subject: Fwd: Mail delivery failed: returning message to "
	       "sender\n\nPlease help.\n\n"
	       "This message was created automatically by mail delivery "
	       "software.\n\nA message that you sent could not be delivered\n\n"
	       "  bob@example.net\n    550 5.1.1 User unknown\n",
	PERSON "Subject: Undelivered Mail Returned to Sender\n\n"
	       "This is the mail system at host mx.example.com.\n\n"
	       "<bob@example.net>: host mx said: 550 5.1.1 unknown\n",
	PERSON "Subject: Undeliverable mail\nReturn-Path: <ann@example.com>\n"
	       "Content-Type: multipart/mixed; boundary=b\n\n"
	       "--b\n\nI get this for every mail to Bob: could not be "
	       "delivered.\n--b\n"
	       "Content-Type: message/rfc822\n\n"
	       "From: MAILER-DAEMON@mx.example.com\n"
	       "Subject: Undelivered Mail Returned to Sender\n"
	       "Auto-Submitted: auto-replied\n"
	       "Content-Type: multipart/report; "
	       "report-type=delivery-status; boundary=c\n\n"
	       "--c\n\nfailed\n--c\nContent-Type: message/delivery-status\n\n"
	       "Reporting-MTA: dns; mx\n\n"
	       "Final-Recipient: rfc822; bob@example.net\nAction: failed\n"
	       "Status: 5.1.1\n\n--c--\n--b--\n",
	/* some clients forward the parts of a report one by one */
	PERSON "Subject: Fwd: Undeliverable: x\n"
	       "Content-Type: multipart/mixed; boundary=b\n\n"
	       "--b\n\nSee below.\n--b\n"
	       "Content-Type: message/delivery-status\n\n"
	       "Reporting-MTA: dns; mx\n\n"
	       "Final-Recipient: rfc822; bob@example.net\nAction: failed\n"
	       "Status: 5.1.1\n\n--b--\n",
	PERSON "Subject: Automatic reply not working\n\nSince Monday.\n",
	PERSON "Subject: Automatic reply\n\nHow do I set one up?\n",
	PERSON "Subject: Out of office\n\nHow do I set it?\n",
	PERSON "Subject: Out of office: how do I switch it on?\n\nThanks\n",
	PERSON "Subject: Re: Automatic reply: My printer\n"
	       "In-Reply-To: <m7@example.org>\n\nThanks, but it is urgent.\n",
	PERSON "Subject: AW: Automatische Antwort: Drucker\n"
	       "In-Reply-To: <m7@example.org>\n\nEs eilt.\n",
	PERSON "Subject: Abwesenheitsnotiz einrichten\n\nWie geht das?\n",
	PERSON "Subject: Urlaub: wer vertritt?\n\nBitte um Antwort.\n",
	PERSON "Subject: =?utf-8?B?6Ieq5Yqo5Zue5aSN5LiN6IO955So?=\n\n?\n",
	PERSON "Subject: Vacation plans\nIn-Reply-To: <m7@example.org>\n\n.\n",
	PERSON "Subject: failure notice\n\nMy PC shows one.\n",
	PERSON "Subject: Delivery status of my laptop\n\nWhere is it?\n",
	PERSON "Subject: unsubscribe\n\nme please\n",
	PERSON "Subject: complaint about message from 192.0.2.1\n\nSee.\n",
	PERSON "X-Auto-Response-Suppress: DR, RN, NRN, OOF, AutoReply\n"
	       "Subject: My printer\n\nIt jams.\n",
	PERSON "X-Auto-Response-Suppress: All\nSubject: PC\n\nIt hums.\n",
	PERSON "Auto-Submitted: no\nSubject: PC\n\nIt hums.\n",
	PERSON "Precedence: first-class\nSubject: PC\n\nIt hums.\n",
	PERSON "X-Autoreply: no\nSubject: PC\n\nIt hums.\n",
	PERSON "Feedback-ID: 1:desk:example\nSubject: PC\n\nIt hums.\n",
	PERSON "X-Loop: ann@example.com\nSubject: PC\n\nIt hums.\n",
	PERSON "Subject: Invitation\nContent-Type: text/calendar; "
	       "method=REQUEST\n\nBEGIN:VCALENDAR\nMETHOD:REQUEST\n"
	       "END:VCALENDAR\n",
	"From: The postmaster <postmaster@example.com>\n"
	"To: help@example.org\nSubject: Our mail to you\n\n"
	"Hello,\n\nour mails to x@example.org are refused: 550 5.1.1 user\n"
	"unknown. Can you look into it?\n",
	"From: root <root@server.example.com>\nTo: help@example.org\n"
	"Subject: mailbox full\n\nHi, ann's mailbox is full, can you help?\n",
	"From: Root <root@server.example.com>\nTo: help@example.org\n"
	"Subject: Re: account\n\nThe server says user unknown for ann.\n\n"
	"-----Original Message-----\nFrom: x@example.com\nSent: now\n\nx\n",
	"From: Bounce Castles <info@bounce.example>\nTo: help@example.org\n"
	"Subject: Returned goods\n\nPlease check.\n",
	"From: Noreply Smith <noreply.smith@example.com>\n"
	"To: help@example.org\nSubject: PC\n\nIt hums.\n",
	/* a rule forwards a person's mail with the null return path */
	"Return-Path: <>\n" PERSON "Subject: FW: My printer\n\nIt jams.\n",
};

struct expectation {
	const char *mail;
	enum mail_kind kind;
};

static const struct expectation robots[] = {
	{ VACATION "Auto-Submitted: auto-replied (vacation)\n"
		   "Subject: Away\n\nI am away.\n",
	  KIND_AUTO_REPLY },
	{ VACATION "Auto-Submitted: auto-generated\n"
		   "Subject: Automatic reply: Your printer\n\nI am away.\n",
	  KIND_AUTO_REPLY },
	{ PERSON "X-Autoreply: yes\nSubject: x\n\nI am away.\n",
	  KIND_AUTO_REPLY },
	{ PERSON "X-Autorespond: vacation\nSubject: x\n\nI am away.\n",
	  KIND_AUTO_REPLY },
	{ PERSON "Precedence: auto_reply\nSubject: x\n\nI am away.\n",
	  KIND_AUTO_REPLY },
	{ PERSON "Precedence: bulk\nSubject: Out of office: x\n\nAway.\n",
	  KIND_AUTO_REPLY },
	{ PERSON "Subject: Automatic reply: Your printer\n\nI am away.\n",
	  KIND_AUTO_REPLY },
	{ PERSON "Subject: Automatische Antwort: Drucker\n\nUrlaub.\n",
	  KIND_AUTO_REPLY },
	{ PERSON "Subject: =?utf-8?Q?R=C3=A9ponse_automatique_:_x?=\n\nx\n",
	  KIND_AUTO_REPLY },
	{ PERSON "Subject: =?utf-8?B?6Ieq5Yqo562U5aSN77yaeA==?=\n\nx\n",
	  KIND_AUTO_REPLY },
	{ VACATION "Subject: Abwesenheitsnotiz: Drucker\n\nUrlaub.\n",
	  KIND_AUTO_REPLY },
	{ VACATION "Subject: AUTO: Ann Smith is out of the office\n\nx\n",
	  KIND_AUTO_REPLY },
	{ "Return-Path: <>\n" PERSON "Subject: Out of office: x\n\nAway.\n",
	  KIND_AUTO_REPLY },
	{ "Return-Path: <>\n" VACATION "Subject: I am away\n\nAway.\n",
	  KIND_AUTO_REPLY },
	/* away, with the words of a bounce */
	{ "Return-Path: <>\n" VACATION
	  "Auto-Submitted: auto-replied\nSubject: Away\n\n"
	  "Your message could not be delivered to me before Monday.\n",
	  KIND_AUTO_REPLY },
	{ "Return-Path: <>\n" VACATION
	  "Subject: Please confirm your message\n\nProve you are human.\n",
	  KIND_AUTO_REPLY },
	{ VACATION "Subject: Read: Your printer\n"
		   "Content-Type: multipart/report; boundary=b;\n"
		   " report-type=disposition-notification\n\n"
		   "--b\n\nRead.\n--b\n"
		   "Content-Type: message/disposition-notification\n\n"
		   "Final-Recipient: rfc822;ann@example.com\n"
		   "Disposition: manual-action/MDN-sent-manually; displayed\n"
		   "\n--b--\n",
	  KIND_AUTO_REPLY },
	{ PERSON "Subject: Accepted: Maintenance\n"
		 "Content-Type: text/calendar; method=REPLY\n\n"
		 "BEGIN:VCALENDAR\nMETHOD:REPLY\nEND:VCALENDAR\n",
	  KIND_AUTO_GENERATED },
	{ PERSON "List-Id: <talk.example.com>\nList-Post: <mailto:t@x>\n"
		 "Subject: x\n\nHello all\n",
	  KIND_LIST },
	{ PERSON "Precedence: bulk\nSender: owner-talk@example.com\n"
		 "Subject: x\n\nHello all\n",
	  KIND_LIST },
	{ PERSON "Precedence: list\nSubject: x\n\nHello all\n", KIND_LIST },
	{ PERSON "Precedence: bulk\nList-Unsubscribe: <https://x.test/>\n"
		 "Subject: News\n\nBuy\n",
	  KIND_LIST },
	{ PERSON "Auto-Submitted: auto-generated\nSubject: Disk full\n\nx\n",
	  KIND_AUTO_GENERATED },
	{ PERSON "Precedence: junk\nSubject: Disk full\n\nx\n",
	  KIND_AUTO_GENERATED },
	{ "From: noreply@shop.example\nTo: help@example.org\n"
	  "Subject: Your order\n\nThanks\n",
	  KIND_AUTO_GENERATED },
	{ "From: Parcels <noreply@parcels.example>\nTo: help@example.org\n"
	  "Subject: Delivery failed\n\nYour parcel could not be delivered."
	  "\n",
	  KIND_AUTO_GENERATED },
	{ "From: Shop <no-reply+17@shop.example>\nTo: help@example.org\n"
	  "Subject: Your order\n\nThanks\n",
	  KIND_AUTO_GENERATED },
	{ "From: MAILER-DAEMON@mx.example.com\nTo: help@example.org\n"
	  "Subject: Hello\n\nThanks\n",
	  KIND_AUTO_GENERATED },
	{ "Return-Path: <>\n" PERSON "Subject: Scan\n\nsee attachment\n",
	  KIND_AUTO_GENERATED },
	{ "From: fbl@example.com\nTo: help@example.org\nSubject: Abuse\n"
	  "Content-Type: multipart/report; report-type=feedback-report;\n"
	  " boundary=b\n\n--b\n\nSpam.\n--b\n"
	  "Content-Type: message/feedback-report\n\n"
	  "Feedback-Type: abuse\nUser-Agent: x/1\nVersion: 1\n\n--b--\n",
	  KIND_FEEDBACK },
	{ "From: staff@provider.example\nTo: help@example.org\n"
	  "Subject: complaint about message from 192.0.2.1\n"
	  "Content-Type: multipart/mixed; boundary=b\n\n--b\n"
	  "Content-Type: message/rfc822\n\n"
	  "X-HmXmrOriginalRecipient: bob@example.net\nSubject: x\n\nx\n"
	  "--b--\n",
	  KIND_FEEDBACK },
	{ PERSON "Auto-Submitted: auto-replied\nSubject: unsubscribe\n\n.\n",
	  KIND_FEEDBACK },
};

static void
test_people(void **state)
{
	int failed = 0;

	(void)state;
	for (size_t i = 0; i < COUNT_OF(people); i++) {
		struct arena *arena = arena_new();
		const struct facts *facts =
			facts_read(slice_from(people[i]), arena);

		if (facts->kind != KIND_HUMAN || !facts->is_ticket.yes ||
		    !facts->may_reopen.yes || facts->bounce.count) {
			print_error("taken for %s (%s):\n%s\n",
				    facts_kind_name(facts->kind),
				    facts->kind_why, people[i]);
			failed++;
		}
		arena_free(arena);
	}
	assert_int_equal(failed, 0);
}

static void
test_robots(void **state)
{
	int failed = 0;

	(void)state;
	for (size_t i = 0; i < COUNT_OF(robots); i++) {
		struct arena *arena = arena_new();
		const struct facts *facts =
			facts_read(slice_from(robots[i].mail), arena);

		if (facts->kind != robots[i].kind ||
		    facts->may_acknowledge.yes || !facts->kind_why[0]) {
			print_error("taken for %s (%s), not %s:\n%s\n",
				    facts_kind_name(facts->kind),
				    facts->kind_why,
				    facts_kind_name(robots[i].kind),
				    robots[i].mail);
			failed++;
		}
		arena_free(arena);
	}
	assert_int_equal(failed, 0);
}

static const struct {
	const char *mail;
	bool acknowledge, reopen, ticket;
} answers[] = {
	{ PERSON "Subject: PC\n\nIt hums.\n", true, true, true },
	{ PERSON "X-Auto-Response-Suppress: All\n\nx\n", false, true, true },
	{ PERSON "X-Auto-Response-Suppress: DR, AutoReply\n\nx\n", false, true,
	  true },
	{ PERSON "X-Auto-Response-Suppress: DR, OOF\n\nx\n", true, true, true },
	{ PERSON "X-Loop: ann@example.com\n\nx\n", false, true, true },
	{ "From: sysadmin@example.com\nSubject: disk\n\nx\n", true, true,
	  true },
	{ "From: postmaster@example.com\nSubject: disk\n\nx\n", false, true,
	  true },
	{ "To: help@example.org\nSubject: nobody\n\nx\n", false, true, true },
	{ "Return-Path: <>\n" PERSON "Subject: Fwd: x\n\nx\n", false, true,
	  true },
	{ VACATION "Auto-Submitted: auto-replied\n\nx\n", false, false, false },
	{ PERSON "Auto-Submitted: auto-generated\n\nx\n", false, false, true },
	{ PERSON "List-Id: <talk.example.com>\n\nx\n", false, true, true },
	{ PERSON "List-Id: <news.example.com>\nPrecedence: bulk\n\nx\n", false,
	  false, false },
	{ PERSON "Content-Type: text/calendar; method=REPLY\n\n"
		 "BEGIN:VCALENDAR\nMETHOD:REPLY\nEND:VCALENDAR\n",
	  false, false, false },
};

static void
test_answers(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(answers); i++) {
		struct arena *arena = arena_new();
		const struct facts *facts =
			facts_read(slice_from(answers[i].mail), arena);

		if (facts->may_acknowledge.yes != answers[i].acknowledge ||
		    facts->may_reopen.yes != answers[i].reopen ||
		    facts->is_ticket.yes != answers[i].ticket)
			fail_msg("%d %d %d for:\n%s",
				 facts->may_acknowledge.yes,
				 facts->may_reopen.yes, facts->is_ticket.yes,
				 answers[i].mail);
		assert_true(facts->may_acknowledge.why[0]);
		assert_true(facts->may_reopen.why[0]);
		assert_true(facts->is_ticket.why[0]);
		arena_free(arena);
	}
}

static const struct {
	const char *subject;
	enum subject_form form;
} subjects[] = {
	{ "Automatic reply: x", SUBJECT_SURE },
	{ "AUTOMATIC REPLY: x", SUBJECT_SURE },
	{ "[Auto-Reply] x", SUBJECT_SURE },
	{ "Automatic reply", SUBJECT_NOUN },
	{ "Automatic replies: x", SUBJECT_OTHER },
	{ "The automatic reply: x", SUBJECT_OTHER },
	{ "Réponse automatique : x", SUBJECT_SURE },
	{ "Re\xCC\x81ponse automatique: x", SUBJECT_SURE }, /* composed */
	{ "Respuesta automática: x", SUBJECT_SURE },
	{ "Risposta automatica: x", SUBJECT_SURE },
	{ "Resposta automática: x", SUBJECT_SURE },
	{ "Automatisch antwoord: x", SUBJECT_SURE },
	{ "Odpowiedź automatyczna: x", SUBJECT_SURE },
	{ "Автоматический ответ: x", SUBJECT_SURE },
	{ "Autosvar: x", SUBJECT_SURE },
	{ "Automatisk svar: x", SUBJECT_SURE },
	{ "Automaattinen vastaus: x", SUBJECT_SURE },
	{ "Automatická odpověď: x", SUBJECT_SURE },
	{ "Otomatik Yanıt: x", SUBJECT_SURE },
	{ "自动答复: x", SUBJECT_SURE },
	{ "自動応答：x", SUBJECT_SURE },
	{ "자동 회신: x", SUBJECT_SURE },
	{ "Fuera de la oficina: x", SUBJECT_NOUN },
	{ "Frånvaro: x", SUBJECT_NOUN },
	{ "", SUBJECT_OTHER },
	{ "Please confirm (conf#1a2b)", SUBJECT_NOUN },
};

static void
test_subjects(void **state)
{
	struct arena *arena = arena_new();

	(void)state;
	for (size_t i = 0; i < COUNT_OF(subjects); i++)
		if (subject_form_of(subjects[i].subject, arena) !=
		    subjects[i].form)
			fail_msg("%s", subjects[i].subject);
	assert_true(subject_is_reply("Re: x", arena));
	assert_true(subject_is_reply("AW: x", arena));
	assert_true(subject_is_reply("回复：x", arena));
	assert_false(subject_is_reply("Printer: x", arena));
	assert_false(subject_is_reply("", arena));
	arena_free(arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_people),
		cmocka_unit_test(test_robots),
		cmocka_unit_test(test_answers),
		cmocka_unit_test(test_subjects),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
