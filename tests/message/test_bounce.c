/*
 * test_bounce.c - delivery reports: recipients, status, action and the
 * original Message-ID.
 */
#include "bounce_sample.h"

#define REPORT(fields)                                                         \
	DAEMON "Subject: Undelivered Mail Returned to Sender\n"                \
	       "MIME-Version: 1.0\n"                                           \
	       "Content-Type: multipart/report; report-type=delivery-status;\n"\
	       " boundary=\"b\"\n"                                             \
	       "\n"                                                            \
	       "--b\n"                                                         \
	       "\n"                                                            \
	       "Your mail could not be delivered.\n"                           \
	       "--b\n"                                                         \
	       "Content-Type: message/delivery-status\n"                       \
	       "\n"                                                            \
	       "Reporting-MTA: dns; mx.example.org\n"                          \
	       "\n" fields "--b\n"                                             \
	       "Content-Type: message/rfc822\n"                                \
	       "\n" RETURNED "--b--\n"

static const struct bounce_sample reports[] = {
	{ "all fields",
	  REPORT("Final-Recipient: rfc822; ann@example.com\n"
		 "Original-Recipient: rfc822;ann@example.com\n"
		 "Action: failed\n"
		 "Status: 5.1.1\n"
		 "Diagnostic-Code: smtp; 550 5.1.1 no such user\n\n"),
	  "ann@example.com 5.1.1 failed", "<m7@example.org>" },
	{ "two recipients, one late",
	  REPORT("Final-Recipient: rfc822; ann@example.com\n"
		 "Action: failed\nStatus: 5.2.2\n\n"
		 "Final-Recipient: rfc822; bob@example.net\n"
		 "Action: delayed\nStatus: 4.4.1\n\n"),
	  "ann@example.com 5.2.2 failed, bob@example.net 4.4.1 delayed",
	  "<m7@example.org>" },
	{ "no blank line between recipients",
	  REPORT("Final-Recipient: rfc822; ann@example.com\n"
		 "Action: failed\nStatus: 5.1.1\n"
		 "Final-Recipient: rfc822; bob@example.net\n"
		 "Action: failed\nStatus: 5.1.2\n\n"),
	  "ann@example.com 5.1.1 failed, bob@example.net 5.1.2 failed",
	  "<m7@example.org>" },
	{ "the address that was written, not the one it was forwarded to",
	  REPORT("Final-Recipient: rfc822; a.smith@mail.example.com\n"
		 "Original-Recipient: rfc822;ann@example.com\n"
		 "Action: failed\nStatus: 5.1.1\n\n"),
	  "ann@example.com 5.1.1 failed", "<m7@example.org>" },
	{ "vague status, telling diagnostic",
	  REPORT("Final-Recipient: rfc822; ann@example.com\n"
		 "Action: failed\nStatus: 5.0.0\n"
		 "Diagnostic-Code: smtp; 550 Mailbox full,\n"
		 " please try another day\n\n"),
	  "ann@example.com 5.2.2 failed", "<m7@example.org>" },
	{ "status with a comment, untyped recipient, odd order",
	  REPORT("Status: 5.7.606 (blocked)\n"
		 "Diagnostic-Code: smtp; 550 5.7.606 Access denied\n"
		 "Action: failed\n"
		 "Final-Recipient: <ann@example.com>\n\n"),
	  "ann@example.com 5.7.606 failed", "<m7@example.org>" },
	{ "no status at all",
	  REPORT("Original-Recipient: ann@example.com\n"
		 "Action: failed\n"
		 "Diagnostic-Code: smtp; 452 4.2.2 over quota\n\n"),
	  "ann@example.com 4.2.2 failed", "<m7@example.org>" },
	{ "delivered is no failure",
	  REPORT("Final-Recipient: rfc822; ann@example.com\n"
		 "Action: delivered\nStatus: 2.1.5\n\n"),
	  "ann@example.com 2.1.5 delivered", "<m7@example.org>" },
	{ "a message-only report names nobody",
	  REPORT("Arrival-Date: today\n\n"), "ann@example.com 5.0.0 failed",
	  "<m7@example.org>" },
	{ "fields spelt out in the text",
	  DAEMON "Subject: Delivery Status Notification (Failure)\n\n"
		 "An error occurred while trying to deliver the mail to the\n"
		 "following recipients:\nann@example.com\n\n"
		 "Technical report:\n\n"
		 "Action: failed\n"
		 "Final-Recipient: rfc822; ann@example.com\n"
		 "Diagnostic-Code: smtp; 554 rejected\n"
		 "Status: 5.3.0\n\n",
	  "ann@example.com 5.3.0 failed", "" },
	{ "JSON of a sending service",
	  "From: Notifications <no-reply@service.example>\n"
	  "To: help@example.org\nSubject: Notification\n\n"
	  "{\"notificationType\":\"Bounce\",\"bounce\":{"
	  "\"bounceType\":\"Permanent\",\"bouncedRecipients\":["
	  "{\"emailAddress\":\"ann@example.com\",\"status\":\"5.1.1\","
	  "\"diagnosticCode\":\"smtp; 550 no\"},"
	  "{\"emailAddress\":\"bob@example.net\"}]},"
	  "\"mail\":{\"commonHeaders\":"
	  "{\"messageId\":\"<m7@example.org>\"}}}\n--\nTo unsubscribe:\n",
	  "ann@example.com 5.1.1 failed, bob@example.net 5.0.0 failed",
	  "<m7@example.org>" },
	{ "a receipt that refuses (RFC 8098)",
	  DAEMON "Subject: Automatically rejected mail\n"
		 "Content-Type: multipart/report;\n"
		 " report-type=disposition-notification; boundary=b\n\n"
		 "--b\n\n"
		 "Your message to <ann@example.com> was automatically "
		 "rejected:\nQuota exceeded\n"
		 "--b\nContent-Type: message/disposition-notification\n\n"
		 "Final-Recipient: rfc822; ann@example.com\n"
		 "Original-Message-ID: <m7@example.org>\n"
		 "Disposition: automatic-action/MDN-sent-automatically; "
		 "deleted\n\n"
		 "--b\nContent-Type: message/rfc822\n\n" RETURNED "--b--\n",
	  "ann@example.com 5.2.2 failed", "<m7@example.org>" },
};

static void
test_reports(void **state)
{
	(void)state;
	assert_int_equal(bounce_samples_failed(reports, COUNT_OF(reports)), 0);
}

static void
test_cut_reports(void **state)
{
	(void)state;
	bounce_samples_cut(reports, 3);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_reports),
		cmocka_unit_test(test_cut_reports),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
