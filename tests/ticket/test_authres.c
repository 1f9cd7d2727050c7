/* test_authres.c - the mail server's verdict: parsed, never searched. */
#include "../test.h"

#include "base/buf.h"
#include "ticket/authres.h"
#include "ticket/trust.h"

/* Each property as "method=result ptype.property=value", in order. */
static const char *
shown(const struct authres *a, struct arena *arena)
{
	const char *out = a->authserv_id;

	for (size_t i = 0; i < a->result_count; i++) {
		const struct authres_result *r = &a->results[i];

		out = arena_printf(arena, "%s; %s=%s", out, r->method,
				   r->result);
		for (size_t k = 0; k < r->property_count; k++)
			out = arena_printf(arena, "%s %s.%s=%s", out,
					   r->properties[k].ptype,
					   r->properties[k].property,
					   r->properties[k].value);
	}
	return out;
}

static const struct {
	const char *field, *shown; /* NULL: it does not parse */
} fields[] = {
	{ "example.com; none", "example.com" },
	{ "example.com 1; none", "example.com" },
	{ " (a (b\\) c) d) example.com (x) 1 (y) ; spf = (z) pass (q) "
	  "smtp.mailfrom (1) = (2) example.net (3) ;",
	  "example.com; spf=pass smtp.mailfrom=example.net" },
	{ "mx; dkim=pass (good) reason=\"it \\\" is; dkim=fail\" "
	  "header.d=a.example header.i=@a.example; spf=fail",
	  "mx; dkim=pass header.d=a.example header.i=@a.example; spf=fail" },
	{ "mx; DKIM/1=PASS header . d = a.example",
	  "mx; dkim=pass header.d=a.example" },
	{ "mx; spf=fail smtp.mailfrom=\"x; dkim=pass header.d=a\"@evil.test",
	  "mx; spf=fail smtp.mailfrom=\"x; dkim=pass header.d=a\"@evil.test" },
	{ "mx; spf=fail (dkim=pass header.d=example.org)", "mx; spf=fail" },
	{ "\"m x\"; none", "m x" },
	{ "mx", "mx" },
	{ "mx; dkim=pass header.b=Ab+/=x", "mx; dkim=pass header.b=Ab+/=x" },
	{ "mx 2; none", NULL },
	{ "mx; dkim/2=pass", NULL },
	{ "mx; none; dkim=pass", NULL },
	{ "mx; dkim=pass; none", NULL },
	{ "", NULL },
	{ "; dkim=pass", NULL },
	{ "mx; dkim", NULL },
	{ "mx; dkim=", NULL },
	{ "mx; =pass", NULL },
	{ "mx; dkim=pass header", NULL },
	{ "mx; dkim=pass header.", NULL },
	{ "mx; dkim=pass header.d", NULL },
	{ "mx; dkim=pass header.d=\"a", NULL },
	{ "mx; dkim=pass (open", NULL },
	{ "mx; dkim=pass ) header.d=a", NULL },
	{ "mx; dkim=pass header.d=a\\b", NULL },
	{ "mx; dkim=pass, spf=pass", NULL },
};

static void
test_fields(void **state)
{
	struct arena *arena = arena_new();

	(void)state;
	for (size_t i = 0; i < COUNT_OF(fields); i++) {
		struct authres a;
		bool ok = authres_parse(slice_from(fields[i].field), arena, &a);

		if (ok != (fields[i].shown != NULL))
			fail_msg("%s: %s", fields[i].field,
				 ok ? shown(&a, arena) : "does not parse");
		if (ok)
			assert_string_equal(shown(&a, arena), fields[i].shown);
	}
	arena_free(arena);
}

/* Every beginning is read without harm; bytes behind the end are not. */
static void
test_prefixes(void **state)
{
	struct arena *arena = arena_new();

	(void)state;
	for (size_t i = 0; i < COUNT_OF(fields); i++)
		for (size_t n = 0; n < strlen(fields[i].field); n++) {
			char *copy = malloc(n ? n : 1);
			struct authres a;

			assert_non_null(copy);
			memcpy(copy, fields[i].field, n);
			authres_parse(slice_of(copy, n), arena, &a);
			free(copy);
		}
	arena_free(arena);
}

static void
test_caps(void **state)
{
	struct arena *arena = arena_new();
	struct buf buf;
	struct authres a;

	(void)state;
	buf_init(&buf, NULL);
	buf_add_str(&buf, "mx");
	for (int i = 0; i < 100000; i++)
		buf_add_char(&buf, '(');
	assert_false(authres_parse(buf_slice(&buf), arena, &a));
	buf_reset(&buf);
	buf_add_str(&buf, "mx");
	for (int i = 0; i <= AUTHRES_RESULTS_MAX; i++)
		buf_add_str(&buf, "; spf=fail");
	assert_false(authres_parse(buf_slice(&buf), arena, &a));
	buf_clear(&buf);
	arena_free(arena);
}

#define MX "mx.example.org; "

static const struct {
	enum trust_policy policy;
	const char *from, *field;
	bool passes;
} verdicts[] = {
	{ TRUST_DKIM, "a@example.org", MX "dkim=pass header.d=example.org",
	  true },
	{ TRUST_DKIM, "a@example.org", MX "dkim=pass header.d=EXAMPLE.org",
	  true },
	{ TRUST_DKIM, "a@example.org", MX "dkim=pass header.i=@example.org",
	  true },
	{ TRUST_DKIM, "a@it.example.org", MX "dkim=pass header.d=example.org",
	  true },
	{ TRUST_DKIM, "a@example.org", MX "dkim=pass header.d=m.example.org",
	  true },
	{ TRUST_DKIM, "a@example.org",
	  MX "dkim=fail header.d=example.org; dkim=pass header.d=example.org",
	  true },
	{ TRUST_DKIM, "a@example.org", MX "dkim=fail header.d=example.org",
	  false },
	{ TRUST_DKIM, "a@example.org", MX "dkim=pass", false },
	{ TRUST_DKIM, "a@example.org", MX "dkim=pass header.d=org", false },
	{ TRUST_DKIM, "a@example.org", MX "dkim=pass header.d=evil.test",
	  false },
	{ TRUST_DKIM, "a@example.org", MX "dkim=pass header.d=evilexample.org",
	  false },
	{ TRUST_DKIM, "a@example.org",
	  MX "dkim=pass header.d=example.org.evil.test", false },
	{ TRUST_DKIM, "a@example.org",
	  MX "dkim=pass header.d=evil.test header.i=@example.org", false },
	{ TRUST_DKIM, "a@example.org", MX "spf=pass smtp.mailfrom=example.org",
	  false },
	{ TRUST_DKIM, "a@example.org", MX "dmarc=pass header.from=example.org",
	  false },
	{ TRUST_SPF, "a@example.org",
	  MX "spf=pass smtp.mailfrom=bounce@example.org", true },
	{ TRUST_SPF, "a@example.org", MX "spf=pass smtp.helo=example.org",
	  false },
	{ TRUST_SPF, "a@example.org",
	  MX "spf=softfail smtp.mailfrom=example.org", false },
	{ TRUST_SPF, "a@example.org",
	  MX "spf=pass smtp.mailfrom=\"a@example.org\"@evil.test", false },
	{ TRUST_DKIM_OR_SPF, "a@example.org",
	  MX "dkim=none; spf=pass smtp.mailfrom=a@example.org", true },
	{ TRUST_DKIM_OR_SPF, "a@example.org",
	  MX "dmarc=pass header.from=example.org", true },
	{ TRUST_DKIM_OR_SPF, "a@example.org",
	  MX "spf=fail (dkim=pass header.d=example.org) smtp.mailfrom=x.test",
	  false },
	{ TRUST_DKIM_OR_SPF, "a@example.org",
	  "mx.example.org.evil.test; dkim=pass header.d=example.org", false },
	{ TRUST_DKIM_OR_SPF, "a@example.org",
	  "MX.example.org; dkim=pass header.d=example.org", false },
	{ TRUST_DKIM_OR_SPF, "a@example.org",
	  MX "dkim=pass header.d=example.org; x", false },
	{ TRUST_DKIM_OR_SPF, "a@x.localhost", MX "dkim=pass header.d=localhost",
	  false },
	{ TRUST_DKIM_OR_SPF, "a@example.org", NULL, false },
	{ TRUST_REPLY_ID, "a@example.org", NULL, true },
};

static void
test_verdicts(void **state)
{
	struct arena *arena = arena_new();

	(void)state;
	for (size_t i = 0; i < COUNT_OF(verdicts); i++) {
		struct policy policy = { .authserv_id = "mx.example.org",
					 .trust = verdicts[i].policy };
		struct header header = { "Authentication-results", "",
					 verdicts[i].field };
		struct address from = { "", verdicts[i].from };
		struct facts facts = { .headers = &header,
				       .header_count =
					       verdicts[i].field != NULL,
				       .from = { &from, 1 } };
		const struct phrase *missing = NULL;

		if (trust_passes(&policy, &facts, arena, &missing) !=
		    verdicts[i].passes)
			fail_msg("%zu: %s", i, verdicts[i].field);
		assert_int_equal(missing == NULL, verdicts[i].passes);
	}
	arena_free(arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_fields),
		cmocka_unit_test(test_prefixes),
		cmocka_unit_test(test_caps),
		cmocka_unit_test(test_verdicts),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
