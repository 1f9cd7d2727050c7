/* test_ids.c - reply ids and action codes: what proves, and what does not. */
#include "../test.h"

#include "ticket/reply_id.h"
#include "ticket/ticket.h"

static const uint8_t key[HASH_KEY_SIZE] = { 1, 2, 3 };
static const uint8_t other_key[HASH_KEY_SIZE] = { 1, 2, 4 };

#define ANNA	"anna@example.org"
#define EXPIRES ((int64_t)1800000000)

static void
test_round(void **state)
{
	static const char letters[] = "rnichlv";
	struct arena *arena = arena_new();
	struct reply_id id;

	(void)state;
	for (const char *c = letters; *c; c++) {
		const char *text =
			reply_id_make(key, 1042, (enum reply_purpose) * c, ANNA,
				      "example.org", arena);

		assert_true(reply_id_looks_ours(text));
		assert_true(reply_id_verify(key, text, ANNA, &id));
		assert_int_equal(id.ticket, 1042);
		assert_int_equal(id.purpose, *c);
		assert_true(
			reply_id_verify(key, text, "ANNA@Example.ORG", &id));
	}
	assert_string_not_equal(
		reply_id_make(key, 1, PURPOSE_NOTE, ANNA, "x", arena),
		reply_id_make(key, 1, PURPOSE_NOTE, ANNA, "x", arena));
	arena_free(arena);
}

static void
test_forged(void **state)
{
	struct arena *arena = arena_new();
	const char *good = reply_id_make(key, 12, PURPOSE_NOTIFICATION, ANNA,
					 "example.org", arena);
	size_t at = (size_t)(strchr(good, '@') - good);
	struct reply_id id = { -1, PURPOSE_NOTE };

	(void)state;
	assert_false(reply_id_verify(other_key, good, ANNA, &id));
	assert_false(reply_id_verify(key, good, "bob@example.org", &id));
	/* Any byte of the local part changed. */
	for (size_t i = 0; i < at; i++) {
		for (const char *c = "a2r<.A0 "; *c; c++) {
			char *bad = arena_strdup(arena, good);

			if (bad[i] == *c)
				continue;
			bad[i] = *c;
			assert_false(reply_id_verify(key, bad, ANNA, &id));
		}
	}
	for (size_t i = 0; i < strlen(good); i++)
		assert_false(reply_id_verify(key, arena_memdup(arena, good, i),
					     ANNA, &id));
	assert_int_equal(id.ticket, -1);
	arena_free(arena);
}

static void
test_shape(void **state)
{
#define N16 "aaaaaaaaaaaaaaaa"
#define M26 "aaaaaaaaaaaaaaaaaaaaaaaaaa"
	static const struct {
		const char *id;
		bool ours;
	} rows[] = {
		{ "<tg.12.n." N16 "." M26 "@x>", true },
		{ "<tg.0.l." N16 "." M26 "@x>", true },
		{ "<tg.12.x." N16 "." M26 "@x>", false },
		{ "<tg.012.n." N16 "." M26 "@x>", false },
		{ "<tg.+12.n." N16 "." M26 "@x>", false },
		{ "<tg.-1.n." N16 "." M26 "@x>", false },
		{ "<tg.9999999999999999999.n." N16 "." M26 "@x>", false },
		{ "<tg.12.n." N16 "." M26 ".x@x>", false },
		{ "<tg.12.n." N16 "a." M26 "@x>", false },
		{ "<tg.12.n." N16 "." M26 "x>", false },
		{ "tg.12.n." N16 "." M26 "@x", false },
		{ "<TG.12.n." N16 "." M26 "@x>", false },
		{ "<tg.12..n." N16 "." M26 "@x>", false },
		{ "<@>", false },
		{ "<>", false },
		{ "@", false },
		{ "", false },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		if (reply_id_looks_ours(rows[i].id) != rows[i].ours)
			fail_msg("%s", rows[i].id);
}

static void
test_codes(void **state)
{
	struct arena *arena = arena_new();
	const char *code = action_code_make(key, 12, "First line", "wait 3d",
					    EXPIRES, 8123, arena);
	const char *subject = arena_printf(arena, "Fwd: %s (please)", code);
	const char *action = NULL;
	int64_t ticket = 0, event = 0;

	(void)state;
	assert_string_equal(action_code_find(subject, arena), code);
	assert_int_equal(action_code_verify(key, code, "First line",
					    EXPIRES - 1, &ticket, &action,
					    &event, arena),
			 CODE_VALID);
	assert_int_equal(ticket, 12);
	assert_string_equal(action, "wait 3d");
	assert_int_equal(event, 8123);
	assert_int_equal(action_code_verify(key, code, "First line", EXPIRES,
					    &ticket, &action, &event, arena),
			 CODE_EXPIRED);
	assert_int_equal(action_code_verify(key, code, "Second line", 0,
					    &ticket, &action, &event, arena),
			 CODE_FORGED);
	assert_int_equal(action_code_verify(other_key, code, "First line", 0,
					    &ticket, &action, &event, arena),
			 CODE_FORGED);
	for (size_t i = 0; i < strlen(code); i++) {
		char *bad = arena_strdup(arena, code);

		bad[i] = bad[i] == 'b' ? 'c' : 'b';
		assert_int_equal(action_code_verify(key, bad, "First line", 0,
						    &ticket, &action, &event,
						    arena),
				 CODE_FORGED);
		assert_string_equal(
			action_code_find(arena_memdup(arena, code, i), arena),
			"");
	}
	arena_free(arena);
}

static void
test_no_codes(void **state)
{
	static const char *const subjects[] = {
		"",
		"tg-",
		"tg-12.take",
		"tg-tg-",
		"tg-....",
		"tg-12.take.1800000000.1.short",
		"tg-12.take.1800000000.aaaaaaaaaaaaaaaaaaaaaaaaaa",
		"tg-12.TAKE.1800000000.1.aaaaaaaaaaaaaaaaaaaaaaaaaa",
		"tg-12.ta;ke.1800000000.1.aaaaaaaaaaaaaaaaaaaaaaaaaa",
	};
	struct arena *arena = arena_new();

	(void)state;
	for (size_t i = 0; i < COUNT_OF(subjects); i++)
		assert_string_equal(action_code_find(subjects[i], arena), "");
	arena_free(arena);
}

static void
test_refs(void **state)
{
	static const struct {
		const char *subject;
		size_t count;
		int64_t first, last;
	} rows[] = {
		{ "Re: [IT #1042] printer", 1, 1042, 1042 },
		{ "[it #7][IT#8] [IT #7]", 2, 7, 8 },
		{ "[IT #0]", 0, 0, 0 },
		{ "[IT #]", 0, 0, 0 },
		{ "[IT #12", 0, 0, 0 },
		{ "[IT #12345678901234567890]", 0, 0, 0 },
		{ "[XIT #12] [ITX #12] IT #12", 0, 0, 0 },
		{ "[[IT #12]]", 1, 12, 12 },
		{ "", 0, 0, 0 },
	};
	struct arena *arena = arena_new();

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		int64_t *ids;
		size_t count =
			ticket_refs_find("IT", rows[i].subject, arena, &ids);

		assert_int_equal(count, rows[i].count);
		if (count == 0)
			continue;
		assert_int_equal(ids[0], rows[i].first);
		assert_int_equal(ids[count - 1], rows[i].last);
	}
	assert_string_equal(ticket_ref("IT", 1042, arena), "[IT #1042]");
	arena_free(arena);
}

static void
test_names(void **state)
{
	enum ticket_status status;
	enum link_relation relation;
	enum participant_role role;
	enum waiting_for who;

	(void)state;
	for (int i = STATUS_NEW; i <= STATUS_CLOSED; i++) {
		assert_true(ticket_status_from_name(
			ticket_status_name((enum ticket_status)i), &status));
		assert_int_equal(status, i);
	}
	for (int i = LINK_MENTIONS; i <= LINK_PARENT; i++) {
		assert_true(link_relation_from_name(
			link_relation_name((enum link_relation)i), &relation));
		assert_int_equal(relation, i);
	}
	for (int i = ROLE_REQUESTER; i <= ROLE_VENDOR; i++) {
		assert_true(participant_role_from_name(
			participant_role_name((enum participant_role)i),
			&role));
		assert_int_equal(role, i);
	}
	for (int i = WAITING_NOBODY; i <= WAITING_VENDOR; i++) {
		assert_true(waiting_for_from_name(
			waiting_for_name((enum waiting_for)i), &who));
		assert_int_equal(who, i);
	}
	assert_false(ticket_status_from_name("Open", &status));
	assert_false(link_relation_from_name("", &relation));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_round),	 cmocka_unit_test(test_forged),
		cmocka_unit_test(test_shape),	 cmocka_unit_test(test_codes),
		cmocka_unit_test(test_no_codes), cmocka_unit_test(test_refs),
		cmocka_unit_test(test_names),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
