/*
 * test_trust.c - decisions where the mail server's verdict is asked for: good
 * ones, missing ones and forged ones.
 */
#include "scene.h"

static struct policy
with_trust(enum trust_policy trust)
{
	struct policy policy = scene_policy;

	policy.authserv_id = "mx.example.org";
	policy.trust = trust;
	return policy;
}

static struct policy dkim_or_spf;

#define TRUSTED .policy = &dkim_or_spf
#define PROOF	.evidence = { SENT(13, "it1@example.org", 'n') }

#define GOOD "mx.example.org; dkim=pass header.d=example.org"

static const struct scene results[] = {
	{ .name = "dkim passes",
	  FROM1,
	  TRUSTED,
	  PROOF,
	  .authres = GOOD,
	  .plan = "appended: answers a mail of ours to it1@example.org\n"
		  "  message #13 out \"It does not print.\"\n"
		  "  status #13 waiting for requester\n"
		  "  owner #13 First line\n"
		  "  mail #13 update to carl@example.net as r language en text "
		  "\"It does not print.\"\n" },
	{ .name = "no field",
	  FROM1,
	  TRUSTED,
	  PROOF,
	  .plan = "held: it claims to be from First line, but it has no "
		  "Authentication-Results field\n"
		  "  hold #13 held \"it claims to be from First line, but it "
		  "has no Authentication-Results field\"\n"
		  "  mail held to it1@example.org as h lines \"it claims to be "
		  "from First line, but it has no Authentication-Results "
		  "field\"\n" },
	{ .name = "a forged one below ours",
	  FROM1,
	  TRUSTED,
	  PROOF,
	  .authres = "mx.example.org; dkim=fail header.d=example.org",
	  .authres_below = GOOD,
	  .plan = "held: it claims to be from First line, but our mail "
		  "server's Authentication-Results do not confirm the domain "
		  "of its From address\n"
		  "  hold #13 held \"it claims to be from First line, but our "
		  "mail server's Authentication-Results do not confirm the "
		  "domain of its From address\"\n"
		  "  mail held to it1@example.org as h lines \"it claims to be "
		  "from First line, but our mail server's "
		  "Authentication-Results do not confirm the domain of its "
		  "From address\"\n" },
	{ .name = "another server's on top",
	  FROM1,
	  TRUSTED,
	  PROOF,
	  .authres = "mx.evil.test; dkim=pass header.d=example.org",
	  .authres_below = GOOD,
	  .plan = "held: it claims to be from First line, but its topmost "
		  "Authentication-Results field is not of our mail server\n"
		  "  hold #13 held \"it claims to be from First line, but its "
		  "topmost Authentication-Results field is not of our mail "
		  "server\"\n"
		  "  mail held to it1@example.org as h lines \"it claims to be "
		  "from First line, but its topmost Authentication-Results "
		  "field is not of our mail server\"\n" },
	{ .name = "released by a person",
	  FROM1,
	  TRUSTED,
	  PROOF,
	  .released = true,
	  .plan = "appended: released by the administrator\n"
		  "  message #13 out \"It does not print.\"\n"
		  "  status #13 waiting for requester\n"
		  "  owner #13 First line\n"
		  "  mail #13 update to carl@example.net as r language en text "
		  "\"It does not print.\"\n" },
	{ .name = "a forward for somebody else is not believed",
	  FROM1,
	  TRUSTED,
	  .forwarded = { .present = true,
			 .from = { "Dora", "dora@example.org" },
			 .subject = "x",
			 .text = "y" },
	  .plan = "opened: it answers nothing we know\n"
		  "  open \"Printer\" for it1@example.org language en\n"
		  "  message in\n"
		  "  mail notification to it2@example.org as n text \"It does "
		  "not print.\" lines \"it1@example.org wrote\"\n"
		  "  mail ack to it1@example.org as r language en\n" },
};

static void
test_results(void **state)
{
	(void)state;
	dkim_or_spf = with_trust(TRUST_DKIM_OR_SPF);
	SCENES_CHECK(results);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_results),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
