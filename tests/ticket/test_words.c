/* test_words.c - subjects, thanks, addresses, times, and clean answers. */
#include "../test.h"

#include "base/clock.h"
#include "ticket/addresses.h"
#include "ticket/lifecycle.h"
#include "ticket/reply_clean.h"
#include "ticket/subject.h"
#include "ticket/thanks.h"
#include "ticket/wait_time.h"

static void
test_subjects(void **state)
{
	static const char *const rows[][2] = {
		{ "Printer", "Printer" },
		{ "Re: Printer", "Printer" },
		{ "AW: WG: Re[3]: [IT #12] Fwd: Printer", "Printer" },
		{ "RE : Printer", "Printer" },
		{ "回复：Printer", "Printer" },
		{ "Printer [IT #12] again", "Printer again" },
		{ "Re: [IT #12]", "" },
		{ "Regarding: x", "Regarding: x" },
		{ "Re", "Re" },
		{ "tg-12.take.1800000000.1.aaaaaaaaaaaaaaaaaaaaaaaaaa Take",
		  "Take" },
		{ " a \t b\n", "a b" },
		{ "", "" },
	};
	struct arena *arena = arena_new();

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		assert_string_equal(subject_core(rows[i][0], "IT", arena),
				    rows[i][1]);
	arena_free(arena);
}

static void
test_commands_in_subjects(void **state)
{
	static const char *const rows[][2] = {
		{ "#take", "#take" },
		{ "Re: [IT #16] #take", "#take" },
		{ "[IT #16] AW: #take", "#take" },
		{ "#take [IT #16] Door", "#take" },
		{ "#wait 2d Re: [IT #16] Door", "#wait 2d" },
		{ "#wait 2d AW: Re: [IT #16] Door", "#wait 2d" },
		{ "#wait 2d Re: [IT #16]", "#wait 2d" },
		{ "#merge [IT #12]", "#merge [IT #12]" },
		{ "#merge [IT #12] Re: [IT #16] Door", "#merge [IT #12]" },
		{ "#resolve see [IT #12]", "#resolve see [IT #12]" },
		{ "#resolve re: the door", "#resolve re: the door" },
		{ "Re: [IT #16] Door #close", "Door #close" },
		{ "#", "#" },
		{ "", "" },
	};
	struct arena *arena = arena_new();

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		assert_string_equal(subject_command(rows[i][0], "IT", arena),
				    rows[i][1]);
	arena_free(arena);
}

static void
test_thanks(void **state)
{
	static const struct {
		const char *text;
		bool thanks;
	} rows[] = {
		{ "Thanks!", true },
		{ "Thank you very much for your quick help.\n\nBest regards\n"
		  "Anna Example",
		  true },
		{ "Perfect, it works now. Thanks again", true },
		{ "Vielen Dank für die schnelle Hilfe!\nViele Grüße\nAnna",
		  true },
		{ "DANKE, läuft wieder", true },
		{ "Merci beaucoup", true },
		{ "Muchas gracias por su ayuda", true },
		{ "谢谢你们的帮助！", true },
		{ "好的，谢谢，问题已解决。", true },
		{ "ありがとうございました", true },
		{ "Спасибо!", true },
		{ "Thanks \xF0\x9F\x91\x8D", true },
		{ "\xF0\x9F\x91\x8D", true },
		{ "\xF0\x9F\x91\x8D\xF0\x9F\x91\x8E", false },
		{ "\xF0\x9F\x91\x8D but the other one is broken", false },
		{ "Vielen Dank, läuft wieder!\n\n"
		  "Mit freundlichen Grüßen\nAnna Example",
		  true },
		{ "谢谢！\n\nMit freundlichem Gruß", true },
		{ "Danke!\n\nMet vriendelijke groet,\nAnna", true },
		{ "Perfect", true },
		{ "Great job!", true },
		{ "ok", true },
		{ "Not ok", false },
		{ "ok, and the second one", false },
		{ "Thanks, but it still does not work", false },
		{ "Thanks. Still broken", false },
		{ "Thanks\n\nBob", false },
		{ "Thanks, can you also look at my screen?", false },
		{ "Danke, aber es geht nicht", false },
		{ "谢谢，但是还没解决", false },
		{ "谢谢，可以吗？", false },
		{ "It works now", false },
		{ "Thanksgiving is on Thursday", false },
		{ "", false },
	};
	struct arena *arena = arena_new();

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		if (text_is_thanks(rows[i].text,
				   "Anna Example anna@example.org",
				   arena) != rows[i].thanks)
			fail_msg("%s", rows[i].text);
	arena_free(arena);
}

static void
test_addresses(void **state)
{
	static const char *const noreply[] = { "noreply", "robot@shop.test" };
	static const char *good[] = { "a@b", "a.b+c@d.example", "ä@b.test" };
	static const char *bad[] = { "",
				     "a",
				     "@b",
				     "a@",
				     "a@b@c",
				     "a b@c",
				     "a@b\r\nBcc: x",
				     "<a@b>",
				     "a@b,c",
				     "\"a\"@b" };
	struct policy policy = { .address = "help@example.org",
				 .noreply = { (const char **)(uintptr_t)noreply,
					      2 } };

	(void)state;
	for (size_t i = 0; i < COUNT_OF(good); i++)
		assert_true(address_is_mailable(good[i]));
	for (size_t i = 0; i < COUNT_OF(bad); i++)
		assert_false(address_is_mailable(bad[i]));
	assert_true(address_is_noreply(&policy, "NoReply@x.test"));
	assert_true(address_is_noreply(&policy, "noreply+1@x.test"));
	assert_true(address_is_noreply(&policy, "robot@shop.test"));
	assert_false(address_is_noreply(&policy, "robot@other.test"));
	assert_false(address_is_noreply(&policy, "noreply2@x.test"));
	assert_true(address_same_domain("a@X.test", "b@x.TEST"));
	assert_false(address_same_domain("a@x.test", "b@y.x.test"));
	assert_false(address_same_domain("a", "b"));
	assert_true(address_is_own(&policy, "HELP@example.org"));
	assert_false(address_is_own(&policy, ""));
}

static void
test_times(void **state)
{
	static const struct {
		const char *text;
		int64_t until; /* 0: refused */
	} rows[] = {
		{ "4h", 1800000000 + 4 * 3600 },
		{ "3d", 1800000000 + 3 * 86400 },
		{ "3", 1800000000 + 3 * 86400 },
		{ "3 Days", 1800000000 + 3 * 86400 },
		{ " 2 weeks ", 1800000000 + 14 * 86400 },
		{ "2027-02-01", 1801468800 },
		{ "2027-13-01", 0 },
		{ "2020-01-01", 0 },
		{ "2027-2-1", 0 },
		{ "0d", 0 },
		{ "3m", 0 },
		{ "d", 0 },
		{ "-3d", 0 },
		{ "99999w", 0 },
		{ "999999d", 0 },
		{ "tomorrow", 0 },
		{ "", 0 },
	};
	struct arena *arena = arena_new();

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		int64_t until = 0;
		bool ok = wait_time_parse(rows[i].text, 1800000000, arena,
					  &until);

		if (ok != (rows[i].until != 0) || until != rows[i].until)
			fail_msg("\"%s\": %d %lld", rows[i].text, ok,
				 (long long)until);
	}
	arena_free(arena);
}

static void
test_clean(void **state)
{
#define MARK "-=-=-=-=-=-=-=-"
	static const char *const rows[][2] = {
		{ "Hello", "Hello" },
		{ "\n \nHello\n\n", "Hello" },
		{ "  indented\nx", "  indented\nx" },
		{ "Hello\n" MARK "\nsecret", "Hello" },
		{ "Hello\n\n> " MARK " write above\n> secret", "Hello" },
		{ "Hello\n\nOn 1 May 2027 help@example.org wrote:\n" MARK,
		  "Hello" },
		{ "Hello\n\n-----Original Message-----\n" MARK, "Hello" },
		{ "Do this:\n" MARK, "Do this:" },
		{ MARK "\nsecret", "" },
		{ "", "" },
	};
	struct arena *arena = arena_new();
	struct facts facts = { .signature = "-- \nAnna" };

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		assert_string_equal(reply_new_text(rows[i][0], arena),
				    rows[i][1]);
	assert_string_equal(reply_signed("Hello", &facts, arena),
			    "Hello\n\nAnna");
	facts.signature = "Anna\nRoom 4";
	assert_string_equal(reply_signed("Hello", &facts, arena),
			    "Hello\n\nAnna\nRoom 4");
	facts.signature = "-- \nAnna\n________\nSent from my iPhone";
	assert_string_equal(reply_signed("Hello", &facts, arena),
			    "Hello\n\nAnna");
	facts.signature = "Get Outlook for iOS<https://aka.ms/o0ukef>\n____";
	assert_string_equal(reply_signed("Hello", &facts, arena), "Hello");
	facts.signature = "Anna\n1. #close";
	assert_string_equal(reply_signed("Hello", &facts, arena), "Hello");
	facts.signature = "Anna\n#TeamBlue, desk #1";
	assert_string_equal(reply_signed("Hello", &facts, arena),
			    "Hello\n\nAnna\n#TeamBlue, desk #1");
	facts.signature = "Anna\nRoom 4";
	assert_string_equal(reply_signed("Anna\nRoom 4", &facts, arena),
			    "Anna\nRoom 4");
	assert_string_equal(reply_signed("", &facts, arena), "");
	arena_free(arena);
}

static void
test_signatures(void **state)
{
	static const struct {
		const char *text;
		bool is;
	} rows[] = {
		{ "Ida", true },
		{ "\n\nIDA ITO\nIT Department\nPhone 1", true },
		{ "ida.ito@example.org", true },
		{ "Mit freundlichen Grüßen", true },
		{ "Best regards,\n\nIda Ito\nIT", true },
		{ "Best regards\nYour team is fine", false },
		{ "Ida, please call", false },
		{ "Hello\nIda", false },
		{ "I", false },
		{ "---", false },
		{ "", false },
	};
	struct arena *arena = arena_new();

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		if (text_is_signature(rows[i].text,
				      "First line Ida Ito ida.ito@example.org",
				      arena) != rows[i].is)
			fail_msg("%s", rows[i].text);
	arena_free(arena);
}

/* The promises of the lifecycle, apart from its table. */
static void
test_lifecycle(void **state)
{
	(void)state;
	for (int s = STATUS_NEW; s <= STATUS_CLOSED; s++) {
		enum ticket_status status = (enum ticket_status)s;

		assert_int_equal(lifecycle_next(status, CAUSE_ROBOT), status);
		assert_int_equal(lifecycle_next(status, CAUSE_NOTE), status);
		assert_int_equal(lifecycle_next(status, CAUSE_CLOSE),
				 STATUS_CLOSED);
		assert_int_equal(lifecycle_next(status, CAUSE_WAIT),
				 STATUS_WAITING);
		assert_int_equal(lifecycle_next(status, CAUSE_REOPEN),
				 STATUS_OPEN);
	}
	assert_int_equal(lifecycle_next(STATUS_WAITING, CAUSE_REPLY),
			 STATUS_OPEN);
	assert_int_equal(lifecycle_next(STATUS_RESOLVED, CAUSE_REPLY),
			 STATUS_OPEN);
	assert_int_equal(lifecycle_next(STATUS_RESOLVED, CAUSE_THANKS),
			 STATUS_RESOLVED);
	assert_int_equal(lifecycle_next(STATUS_NEW, CAUSE_ANSWER),
			 STATUS_WAITING);
	assert_int_equal(lifecycle_next(STATUS_RESOLVED, CAUSE_SETTLED),
			 STATUS_CLOSED);
	assert_int_equal(lifecycle_next(STATUS_OPEN, CAUSE_SETTLED),
			 STATUS_OPEN);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_subjects),
		cmocka_unit_test(test_commands_in_subjects),
		cmocka_unit_test(test_thanks),
		cmocka_unit_test(test_addresses),
		cmocka_unit_test(test_times),
		cmocka_unit_test(test_clean),
		cmocka_unit_test(test_signatures),
		cmocka_unit_test(test_lifecycle),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
