/*
 * test_bounce_prose.c - the notices of servers that send no report:
 * recipients, status, action and the original Message-ID out of prose.
 */
#include "bounce_sample.h"

static const struct bounce_sample prose[] = {
	{ "qmail",
	  "Return-Path: <>\nFrom: MAILER-DAEMON@mx.example.org\n"
	  "To: help@example.org\nSubject: failure notice\n\n"
	  "Hi. This is the qmail-send program at mx.example.org.\n"
	  "I'm afraid I wasn't able to deliver your message to the following "
	  "addresses.\nThis is a permanent error; I've given up. Sorry it "
	  "didn't work out.\n\n"
	  "<ann@example.com>:\n"
	  "192.0.2.7 does not like recipient.\n"
	  "Remote host said: 550 sorry, no mailbox here by that name\n"
	  "Giving up on 192.0.2.7.\n\n"
	  "<bob@example.net>:\n"
	  "Sorry, I couldn't find any host named example.net. (#5.1.2)\n\n"
	  "--- Below this line is a copy of the message.\n\n" RETURNED,
	  "ann@example.com 5.1.1 failed, bob@example.net 5.1.2 failed",
	  "<m7@example.org>" },
	{ "Exim",
	  "From: Mail Delivery System <Mailer-Daemon@mx.example.org>\n"
	  "To: help@example.org\nAuto-Submitted: auto-replied\n"
	  "X-Failed-Recipients: ann@example.com\n"
	  "Subject: Mail delivery failed: returning message to sender\n\n"
	  "This message was created automatically by mail delivery software.\n"
	  "\nA message that you sent could not be delivered to one or more of\n"
	  "its recipients. This is a permanent error. The following\n"
	  "address(es) failed:\n\n"
	  "  ann@example.com\n"
	  "    SMTP error from remote mail server after RCPT TO:"
	  "<ann@example.com>:\n"
	  "    host mx.example.com [192.0.2.9]: 550 5.7.1 Relaying denied\n\n"
	  "------ This is a copy of the message, including all the headers. "
	  "------\n\n" RETURNED,
	  "ann@example.com 5.7.1 failed", "<m7@example.org>" },
	{ "Exim, late",
	  "From: Mail Delivery System <Mailer-Daemon@mx.example.org>\n"
	  "To: help@example.org\nAuto-Submitted: auto-replied\n"
	  "Subject: Warning: message 1aBcDe-0001 delayed 24 hours\n\n"
	  "A message that you sent has not yet been delivered to one or more "
	  "of its\nrecipients after more than 24 hours on the queue.\n\n"
	  "The address to which the message has not yet been delivered is:\n\n"
	  "  ann@example.com\n    Delay reason: Connection timed out\n\n"
	  "No action is required on your part.\n",
	  "ann@example.com 4.4.1 delayed", "" },
	{ "Exim, a mailbox full until time was up",
	  "From: Mail Delivery System <Mailer-Daemon@mx.example.org>\n"
	  "To: help@example.org\nSubject: Mail delivery failed\n\n"
	  "A message that you sent could not be delivered to one or more of "
	  "its\nrecipients. The following address(es) failed:\n\n"
	  "  ann@example.com\n    mailbox is full: retry timeout exceeded\n",
	  "ann@example.com 4.2.2 failed", "" },
	{ "Exchange 5.5",
	  "Return-Path: <>\n"
	  "From: System Administrator <postmaster@example.com>\n"
	  "To: help@example.org\nSubject: Undeliverable: Your printer\n"
	  "X-Mailer: Internet Mail Service (5.5.2653.19)\n\n"
	  "Your message\n\n  To:      ann@example.com\n"
	  "  Subject: Your printer\n  Sent:    Mon, 2 Mar 2026 10:00:00\n\n"
	  "did not reach the following recipient(s):\n\n"
	  "ann@example.com on Mon, 2 Mar 2026 10:00:01\n"
	  "    The recipient name is not recognized\n"
	  "    MSEXCH:IMS:EXAMPLE:SITE:MAIL 0 (000C05A6) Unknown Recipient\n",
	  "ann@example.com 5.1.1 failed", "" },
	{ "Postfix without a report",
	  DAEMON "Subject: Undelivered Mail Returned to Sender\n\n"
		 "This is the mail system at host mx.example.org.\n\n"
		 "I'm sorry to have to inform you that your message could not\n"
		 "be delivered to one or more recipients. It's attached below."
		 "\n\n<ann@example.com>: host mx.example.com[192.0.2.9] said: "
		 "550 5.1.1\n    <ann@example.com>: Recipient address "
		 "rejected: User unknown (in reply to\n    RCPT TO command)\n",
	  "ann@example.com 5.1.1 failed", "" },
	{ "sendmail with its transcript",
	  DAEMON "Subject: Returned mail: see transcript for details\n\n"
		 "The original message was received at Mon, 2 Mar 2026\n"
		 "from localhost [127.0.0.1]\n\n"
		 "   ----- The following addresses had permanent fatal errors "
		 "-----\n<ann@example.com>\n    (reason: 550 Unknown user)\n"
		 "    (expanded from: <ann-list@example.org>)\n\n"
		 "   ----- Transcript of session follows -----\n"
		 "... while talking to mx.example.com.:\n"
		 ">>> RCPT To:<ann@example.com>\n"
		 "<<< 550 Unknown user\n550 5.1.1 <ann@example.com>... User "
		 "unknown\n",
	  "ann@example.com 5.1.1 failed", "" },
	{ "sendmail 5: a transcript alone",
	  DAEMON "Subject: Returned mail: Host unknown\n\n"
		 "   ----- Transcript of session follows -----\n"
		 "550 example.com (smtp)... 550 Host unknown\n"
		 "554 <ann@example.com>... 550 Host unknown\n"
		 "550 <bob@example.net>... User unknown\n\n"
		 "   ----- Unsent message follows -----\n" RETURNED,
	  "ann@example.com 5.1.2 failed, bob@example.net 5.1.1 failed",
	  "<m7@example.org>" },
	{ "OpenSMTPD",
	  "Return-Path: <>\n"
	  "From: Mailer Daemon <MAILER-DAEMON@mx.example.org>\n"
	  "To: help@example.org\n"
	  "Subject: Delivery status notification: error\n\n"
	  "    Hi!\n\n    This is the MAILER-DAEMON, please DO NOT REPLY.\n\n"
	  "    An error has occurred while attempting to deliver a message "
	  "for\n    the following list of recipients:\n\n"
	  "ann@example.com: 550 5.2.2 <ann@example.com>... Mailbox Full\n\n"
	  "    Below is a copy of the original message:\n\n" RETURNED,
	  "ann@example.com 5.2.2 failed", "<m7@example.org>" },
	{ "DragonFly",
	  "From: MAILER-DAEMON <>\nTo: help@example.org\n"
	  "Subject: Mail delivery failed\n\n"
	  "This is the DragonFly Mail Agent v0.13 at mx.example.org.\n\n"
	  "There was an error delivering your mail to <ann@example.com>.\n\n"
	  "mx.example.com [192.0.2.9] did not like our RCPT TO:\n"
	  "550 5.7.26 Unauthenticated email is not accepted\n\n"
	  "Message headers follow.\n\n" RETURNED,
	  "ann@example.com 5.7.26 failed", "<m7@example.org>" },
	{ "Courier",
	  "From: postmaster@mx.example.org\nTo: help@example.org\n"
	  "Return-Path: <>\n"
	  "Subject: NOTICE: mail delivery status.\n\n"
	  "This is a delivery status notification from mx.example.org.\n\n"
	  "UNDELIVERABLE MAIL\n\n"
	  "Your message to the following recipients cannot be delivered:\n\n"
	  "<ann@example.com>:\n     mx.example.com [192.0.2.9]:\n"
	  "     >>> RCPT TO:<ann@example.com>\n"
	  "     <<< 550 5.1.1 <ann@example.com>... User Unknown\n\n",
	  "ann@example.com 5.1.1 failed", "" },
	{ "Domino",
	  DAEMON "Subject: DELIVERY FAILURE: User ann not listed in public "
		 "Name & Address Book\n\n"
		 "Your message\n\n  Subject: Your printer\n\n"
		 "was not delivered to:\n\n  ann@example.com\n\nbecause:\n\n"
		 "  User ann (ann@example.com) not listed in Domino "
		 "Directory\n\n",
	  "ann@example.com 5.1.1 failed", "" },
	{ "Notes",
	  DAEMON "Subject: Undeliverable message\n\n"
		 "------- Failure Reasons  --------\n\n"
		 "User not listed in public Name & Address Book\n"
		 "ann@example.com\n\n"
		 "------- Returned Message --------\n\n" RETURNED,
	  "ann@example.com 5.1.1 failed", "<m7@example.org>" },
	{ "IMail",
	  "From: \"Postmaster\" <postmaster@mx.example.org>\n"
	  "To: help@example.org\nSubject: Undeliverable Mail\n"
	  "X-Mailer: <SMTP32 v8.22>\n\n"
	  "User mailbox exceeds allowed size: ann@example.com\n\n"
	  "Original message follows.\n\n" RETURNED,
	  "ann@example.com 5.2.2 failed", "<m7@example.org>" },
	{ "InterScan",
	  "Return-Path: <>\nFrom: \"InterScan MSS\" <imss@mx.example.org>\n"
	  "To: help@example.org\nSubject: Mail could not be delivered\n\n"
	  "****** Message from InterScan Messaging Security Suite ******\n\n"
	  "Sent >>> RCPT TO:<ann@example.com>\n"
	  "Received <<< 550 5.1.1 User unknown\n\n"
	  "Unable to deliver message to <ann@example.com>\n",
	  "ann@example.com 5.1.1 failed", "" },
	{ "a web mailer",
	  "From: MAILER-DAEMON@mail.example.net\nTo: help@example.org\n"
	  "Subject: Failure Notice\n\n"
	  "Sorry, we were unable to deliver your message to the following "
	  "address.\n\n<ann@example.com>:\n"
	  "This user doesn't have an example.com account "
	  "(ann@example.com) [0]\n\n"
	  "--- Below this line is a copy of the message.\n\n" RETURNED,
	  "ann@example.com 5.1.1 failed", "<m7@example.org>" },
	{ "another one, late",
	  "From: Mail Delivery Subsystem <mailer-daemon@mail.example.net>\n"
	  "To: help@example.org\n"
	  "Subject: Delivery Status Notification (Delay)\n\n"
	  "THIS IS A WARNING MESSAGE ONLY.\n\n"
	  "YOU DO NOT NEED TO RESEND YOUR MESSAGE.\n\n"
	  "Delivery to the following recipient has been delayed:\n\n"
	  "     ann@example.com\n\nMessage will be retried for 2 more "
	  "day(s)\n\n----- Original message -----\n\n" RETURNED,
	  "ann@example.com 4.0.0 delayed", "<m7@example.org>" },
	{ "1 and 1",
	  "From: Mail Delivery System <mailer-daemon@mail.example.net>\n"
	  "To: help@example.org\n"
	  "Subject: Mail delivery failed: returning message to sender\n\n"
	  "This message was created automatically by mail delivery "
	  "software.\n\nA message that you sent could not be delivered to\n"
	  "one or more of its recipients. The following address failed:\n\n"
	  "\"ann@example.com\":\nSMTP error from remote server after RCPT "
	  "command:\nhost: mx.example.com\n5.1.1 <ann@example.com>... User "
	  "Unknown\n\n--- The header of the original message is following. "
	  "---\n\n" RETURNED,
	  "ann@example.com 5.1.1 failed", "<m7@example.org>" },
	{ "SurfControl",
	  "Return-Path: <>\nFrom: postmaster@mx.example.org\n"
	  "To: help@example.org\nSubject: Undelivered message\n\n"
	  "Your message could not be sent.\n"
	  "A transcript of the attempts to send the message follows.\n"
	  "The number of attempts made: 1\nAddressed To: ann@example.com\n\n"
	  "Failed to send to identified host,\n"
	  "ann@example.com: [192.0.2.9], 550 No such user\n",
	  "ann@example.com 5.1.1 failed", "" },
	{ "MailFoundry",
	  "From: MAILER-DAEMON@mx.example.org\nTo: help@example.org\n"
	  "Subject: Message delivery has failed\n\n"
	  "Unable to deliver message to: <ann@example.com>\n"
	  "Delivery failed for the following reason:\n"
	  "Server mx.example.com[192.0.2.9] failed with: 550 No such user\n\n"
	  "This has been a permanent failure.  No further delivery attempts "
	  "will be made.\n",
	  "ann@example.com 5.1.1 failed", "" },
	{ "a mobile carrier",
	  "From: post_master@sms.example.com\nTo: help@example.org\n"
	  "In-Reply-To: <m7@example.org>\nSubject: Re:Your printer\n\n"
	  "Error: Invalid user address\n\nError message below:\n"
	  "550 - Requested action not taken: no such user here\n\n"
	  "Message details:\n  MAIL FROM: help@example.org\n"
	  "  RCPT TO: 5550100@sms.example.com\n",
	  "5550100@sms.example.com 5.1.1 failed", "<m7@example.org>" },
	{ "a Japanese carrier",
	  "Return-Path: <>\nFrom: Mail Delivery Subsystem "
	  "<MAILER-DAEMON@mail.example.jp>\n"
	  "To: help@example.org\nSubject: Mail System Error - Returned Mail\n"
	  "\nThe user(s) account is temporarily over quota.\n\n"
	  "<ann@mail.example.jp>\n",
	  "ann@mail.example.jp 5.2.2 failed", "" },
	{ "in Japanese",
	  "Return-Path: <>\nFrom: no-reply@mail.example.jp\n"
	  "To: help@example.org\n"
	  "Content-Type: multipart/mixed; boundary=b\n"
	  "Subject: =?utf-8?B?44Oh44O844Or44Ko44Op44O86YCa55+l?=\n\n"
	  "--b\nContent-Type: text/plain; charset=utf-8\n\n"
	  "送信先のメールボックスが一杯のため、送信できませんでした。\n\n"
	  "     Could not be delivered to: <ann@example.jp>\n"
	  "     As their mailbox is full.\n\n"
	  "--b\nContent-Type: message/rfc822\n\n" RETURNED "--b--\n",
	  "ann@example.jp 5.2.2 failed", "<m7@example.org>" },
	{ "in German",
	  "Return-Path: <>\nFrom: Mailer-Daemon@mail.example.de\n"
	  "To: help@example.org\nSubject: Unzustellbar: Ihr Drucker\n\n"
	  "Ihre Nachricht konnte nicht zugestellt werden:\n\n"
	  "ann@example.de\nDas Postfach existiert nicht.\n",
	  "ann@example.de 5.1.1 failed", "" },
	{ "a gateway that calls itself at length",
	  "From: E100_SMTP_Mail_Service@example.org\nTo: help@example.org\n"
	  "Subject: Returned Mail - Error During Delivery\n\n"
	  "--- Failed Recipients ---\n\n"
	  "<ann@example.com>: Mailbox unavailable. [SMTP Error Code 550]\n"
	  "--- Returned Mail ---\n\n" RETURNED,
	  "ann@example.com 5.1.1 failed", "<m7@example.org>" },
	{ "a list in the middle: the sender has no address",
	  "From: \"Mail System\" <>\nTo: help@example.org\nList-Id: <x.example>\n"
	  "Subject: Mail Error\n\nYour mail cannot be delivered to:\n\n"
	  "ann@example.com: mail box space not enough\n\n"
	  "--- Header of the source mail attached ---\n\n" RETURNED,
	  "ann@example.com 5.2.2 failed", "<m7@example.org>" },
	{ "postponed",
	  "From: Postmaster <postmaster@example.com>\nTo: help@example.org\n"
	  "Subject: Mail Delivery Warning\n\n"
	  "Delivery of email to this address\n\n\"ann@example.com\"\n\n"
	  "has been postponed due to a full mailbox.\n"
	  "We will continue to try to deliver it.\n\n"
	  "The first 50 lines of your original message follow:\n\n" RETURNED,
	  "ann@example.com 4.2.2 delayed", "<m7@example.org>" },
	{ "LISTSERV's form",
	  "From: LSMTP for Windows <postmaster@example.com>\n"
	  "To: help@example.org\nSubject: Undelivered mail\n\n"
	  "An error was detected while processing the enclosed message.\n"
	  "Error-for:  ann@example.com\n"
	  "Error-Text: 554 Message looping\n\n"
	  "--- Original message ---\n\n" RETURNED,
	  "ann@example.com 5.0.0 failed", "<m7@example.org>" },
	{ "a directory",
	  DAEMON "Subject: Returned mail - nameserver error report\n\n"
		 "--- Message not delivered to the following addresses:\n\n"
		 "   ann@example.com\n\n"
		 "   Does not have a final email delivery point.\n\n"
		 "--- Unsent Message below:\n\n" RETURNED,
	  "ann@example.com 5.1.1 failed", "<m7@example.org>" },
	{ "text that is called HTML",
	  DAEMON "Subject: \nContent-Type: text/html\n\n"
		 "I'm afraid I wasn't able to deliver the following message.\n"
		 "This is a permanent error; I've given up.\n\n"
		 "Subject: printer\nTo: ann@example.com\n\n"
		 "---Below this line is a copy of the message.\n",
	  "ann@example.com 5.0.0 failed", "" },
	{ "nobody is named: the returned message was for one",
	  DAEMON "Subject: Undeliverable mail\n\n"
		 "Your message could not be delivered: user unknown.\n\n"
		 "--- Original message follows ---\n\n" RETURNED,
	  "ann@example.com 5.1.1 failed", "<m7@example.org>" },
	{ "a helper's address is no recipient",
	  DAEMON "Subject: Undeliverable mail\n\n"
		 "Could not deliver to: ann@example.com\n"
		 "Reason: 552 5.2.2 mailbox full\n\n"
		 "postmaster@mx.example.org\n",
	  "ann@example.com 5.2.2 failed", "" },
	{ "a masked address",
	  "From: postmaster@mail.example.jp\nTo: help@example.org\n"
	  "Subject: Returned mail: see below\n\n"
	  "   ----- The following addresses had delivery problems -----\n"
	  "********@***.example.jp\n"
	  "   ----- Non-delivered information -----\n"
	  "The number of messages in recipient's mailbox exceeded the local "
	  "limit.\n\n   ----- Original message -----\n\n" RETURNED,
	  "ann@example.com 5.2.2 failed", "<m7@example.org>" },
	{ "MailEnable",
	  "From: postmaster@mx.example.org\nTo: help@example.org\n"
	  "Subject: Message Delivery Failure\n\n"
	  "MailEnable: Message could not be delivered to some recipients.\n"
	  "The following recipient(s) could not be reached:\n\n"
	  "\t[SMTP:ann@example.com]: Unknown recipient\n\n"
	  "Message headers follow:\n\n" RETURNED,
	  "ann@example.com 5.1.1 failed", "<m7@example.org>" },
	{ "hMailServer",
	  "From: mailer-daemon@mx.example.org\nTo: help@example.org\n"
	  "Subject: Message undeliverable: Your printer\n\n"
	  "Your message did not reach some or all of the intended "
	  "recipients.\n\n   Sent: Mon\n   Subject: Your printer\n\n"
	  "The following recipient(s) could not be reached:\n\n"
	  "ann@example.com\n   Error Type: SMTP\n"
	  "   hMailServer sent: RCPT TO:<ann@example.com>\n"
	  "   Remote server replied: 450 4.2.0 greylisted\n",
	  "ann@example.com 4.2.0 failed", "" },
	{ "MDaemon",
	  "From: Postmaster@mx.example.org\nTo: help@example.org\n"
	  "Return-Path: <>\nSubject: Permanent Delivery Failure\n\n"
	  "The following addresses had permanent delivery errors:\n\n"
	  "  Failed address: ann@example.com\n\n"
	  "--- Session Transcript ---\n RCPT To:<ann@example.com>\n"
	  " 550 <ann@example.com>, Recipient unknown\n",
	  "ann@example.com 5.1.1 failed", "" },
	{ "an alias and what stands behind it",
	  DAEMON "Subject: Undelivered Mail Returned to Sender\n\n"
		 "This is the mail system at host mx.example.org.\n\n"
		 "<ann@example.com> (expanded from <all@example.org>): host\n"
		 "    mx.example.com[192.0.2.9] said: 452 4.2.2 Mailbox full\n"
		 "<bob@example.com>: unknown user: \"bob\"\n",
	  "ann@example.com 4.2.2 failed, bob@example.com 5.1.1 failed", "" },
	{ "Exim, into a pipe",
	  DAEMON "Subject: Mail delivery failed: returning message to "
		 "sender\n\nThe following address(es) failed:\n\n"
		 "  pipe to |/usr/bin/prog\n    generated by "
		 "ann@example.com\n    Child process returned 2\n",
	  "ann@example.com 5.0.0 failed", "" },
	{ "in Chinese, a table",
	  "From: PostMaster@mail.example.cn\nTo: help@example.org\n"
	  "Subject: =?utf-8?B?57O757uf6YCA5L+h?=\n"
	  "Content-Type: text/html; charset=utf-8\n\n"
	  "<p>抱歉，您的邮件被退回来了。</p><table><tr><td>收件人：</td>"
	  "<td>ann@example.cn</td></tr><tr><td>退信原因：</td>"
	  "<td>收件人邮箱不存在</td></tr></table>\n",
	  "ann@example.cn 5.1.1 failed", "" },
	{ "an HTML notice",
	  "Return-Path: <>\nFrom: MAILER-DAEMON@mx.example.org\n"
	  "To: help@example.org\nSubject: Undeliverable: Your printer\n"
	  "Content-Type: text/html\n\n"
	  "<html><body><p>Delivery has failed to these recipients:</p>\n"
	  "<p><a href=\"mailto:ann@example.com\">ann@example.com</a><br>\n"
	  "#550 5.1.10 RESOLVER.ADR.RecipientNotFound</p></body></html>\n",
	  "ann@example.com 5.1.10 failed", "" },
};

static void
test_prose(void **state)
{
	(void)state;
	assert_int_equal(bounce_samples_failed(prose, COUNT_OF(prose)), 0);
}

static void
test_cut_prose(void **state)
{
	(void)state;
	bounce_samples_cut(prose, COUNT_OF(prose));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_prose),
		cmocka_unit_test(test_cut_prose),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
