/* test_race_words.c - what counts as a race, and how it is told. */
#include "scene.h"

#include "ticket/decision.h"
#include "ticket/race.h"

/* One mail of Second line did both. */
#define TAKEN	 GIVEN(101, "Second line", "Second line")
#define RESOLVED MOVED(101, STATUS_NEW, STATUS_RESOLVED, "Second line", "")
#define REOPENED                                                               \
	MOVED(102, STATUS_WAITING, STATUS_OPEN, "requester", "anna@example.org")

/* What First line is told who answers a mail about #17, which was merged into
 * #12; event 100 was the newest when that mail was made. */
static const struct {
	const char *name;
	struct scene_change changes[4];
	const char *told; /* NULL: no race */
} tellings[] = {
	{ "nothing", { { 0 } }, NULL },
	{ "what the mail told",
	  { { 17, GIVEN(100, "Second line", "Second line") } },
	  NULL },
	{ "another ticket", { { 13, TAKEN } }, NULL },
	{ "taken", { { 17, TAKEN } }, "taken 40 seconds ago by Second line" },
	{ "given",
	  { { 17, GIVEN(101, "First line", "Second line") } },
	  "given to First line 40 seconds ago by Second line" },
	{ "given back",
	  { { 17, GIVEN(101, "", "Second line") } },
	  "given back 40 seconds ago by Second line" },
	{ "given by a rule",
	  { { 17, GIVEN(101, "Second line", "rule night") } },
	  "given to Second line 40 seconds ago by rule night" },
	{ "resolved",
	  { { 17, RESOLVED } },
	  "resolved 40 seconds ago by Second line" },
	{ "several changes by one mail",
	  { { 17, TAKEN }, { 17, RESOLVED } },
	  "taken and resolved 40 seconds ago by Second line" },
	{ "opened by taking goes without saying",
	  { { 17, TAKEN },
	    { 17, MOVED(101, STATUS_NEW, STATUS_OPEN, "Second line", "") } },
	  "taken 40 seconds ago by Second line" },
	{ "opened",
	  { { 17, MOVED(101, STATUS_NEW, STATUS_OPEN, "vendor",
			"help@acme.test") } },
	  "set to open 40 seconds ago by help@acme.test" },
	{ "set to wait",
	  { { 17, MOVED(101, STATUS_OPEN, STATUS_WAITING, "Second line",
			"it2@example.org") } },
	  "set to wait 40 seconds ago by Second line" },
	{ "the requester reopened it",
	  { { 17, REOPENED } },
	  "reopened 40 seconds ago by anna@example.org" },
	{ "whose mail is not there",
	  { { 17, MOVED(101, STATUS_CLOSED, STATUS_OPEN, "requester", "") } },
	  "reopened 40 seconds ago by the requester" },
	{ "somebody in Cc",
	  { { 17, MOVED(101, STATUS_WAITING, STATUS_OPEN, "participant",
			"bob@example.org") } },
	  "reopened 40 seconds ago by bob@example.org" },
	{ "the timer woke it",
	  { { 17, MOVED(101, STATUS_WAITING, STATUS_OPEN, "timer", "") } },
	  "reopened 40 seconds ago by the timer" },
	{ "the timer closed it",
	  { { 17, MOVED(101, STATUS_RESOLVED, STATUS_CLOSED, "timer", "") } },
	  "closed 40 seconds ago by the timer" },
	{ "undone",
	  { { 17, MOVED(101, STATUS_OPEN, STATUS_NEW, "Second line", "") } },
	  "set back to new 40 seconds ago by Second line" },
	{ "merged",
	  { { 17, MERGED(101, 12, "Second line") } },
	  "merged into #12 40 seconds ago by Second line" },
	{ "taken apart again",
	  { { 17, MERGED(101, 0, "Second line") } },
	  "taken out of the other ticket 40 seconds ago by Second line" },
	{ "where it was merged into",
	  { { 12, TAKEN } },
	  "taken 40 seconds ago by Second line" },
	{ "two mails, in both tickets",
	  { { 12, REOPENED }, { 17, TAKEN } },
	  "taken 40 seconds ago by Second line; "
	  "reopened 40 seconds ago by anna@example.org" },
	{ "by oneself",
	  { { 17, GIVEN(101, "First line", "First line") } },
	  NULL },
	{ "by oneself as the requester",
	  { { 17, MOVED(101, STATUS_WAITING, STATUS_OPEN, "requester",
			"it1@example.com") } },
	  NULL },
	{ "by oneself last: what was before was known",
	  { { 17, TAKEN }, { 17, GIVEN(102, "First line", "First line") } },
	  NULL },
	{ "by oneself first",
	  { { 17, GIVEN(101, "First line", "First line") }, { 17, REOPENED } },
	  "reopened 40 seconds ago by anna@example.org" },
	{ "the last three mails",
	  { { 12, GIVEN(104, "", "Second line") },
	    { 17, TAKEN },
	    { 17, GIVEN(103, "Second line", "Second line") },
	    { 17, REOPENED } },
	  "reopened 40 seconds ago by anna@example.org; "
	  "taken 40 seconds ago by Second line; "
	  "given back 40 seconds ago by Second line" },
};

static void
test_tellings(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(tellings); i++) {
		struct arena *arena = arena_new();
		struct decide_input in = { 0 };
		struct decision d;
		const struct phrase *found;
		const char *told;

		scene_tickets(tellings[i].changes,
			      COUNT_OF(tellings[i].changes), &in, arena);
		decision_begin_bare(&d, &scene_policy, &scene_staff, NOW,
				    arena);
		d.in = &in;
		found = race_found(&d, 17, 100, &scene_staff.people[0]);
		told = found ? phrase_english(found, arena) : "none";
		if (strcmp(told,
			   tellings[i].told ? tellings[i].told : "none") != 0)
			fail_msg("%s: %s", tellings[i].name, told);
		arena_free(arena);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_tellings),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
