/* test_idn.c - domains outside ASCII, as old mail servers take them. */
#include "../test.h"

#include "base/idn.h"

static const struct {
	const char *email, *ascii; /* NULL: cannot be done */
} rows[] = {
	{ "ana@m\xC3\xBCller.example", "ana@xn--mller-kva.example" },
	{ "ana@M\xC3\x9CLLER.example", "ana@xn--mller-kva.example" },
	{ "ana@mu\xCC\x88ller.example", "ana@xn--mller-kva.example" },
	{ "a@stra\xC3\x9F"
	  "e.example",
	  "a@xn--strae-oqa.example" },
	{ "\"a@b\"@\xE4\xBE\x8B.\xE6\xB5\x8B\xE8\xAF\x95",
	  "\"a@b\"@xn--fsq.xn--0zwm56d" },
	{ "ana@example.org", "ana@example.org" },
	{ "m\xC3\xBCller@example.org", NULL },
	{ "ana", NULL },
	{ "ana@\xFF.example", NULL },
	{ "ana@\xCC\x88u.example", NULL },
	/* what the mapping would make of them ends an address: ">", " ", "@" */
	{ "ana@x\xEF\xBC\x9E.example", NULL },
	{ "ana@x\xE3\x80\x80y.example", NULL },
	{ "ana@x\xC2\xA0y.example", NULL },
	{ "ana@x\xEF\xBC\xA0y.example", NULL },
	{ "ana@x\xEF\xBC\x9Cy\xEF\xBC\x9E.example", NULL },
	{ "ana@x_y.m\xC3\xBCller.example", "ana@x_y.xn--mller-kva.example" },
};

static void
test_rows(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		char out[EMAIL_ASCII_MAX] = "untouched";
		bool ok = email_to_ascii(rows[i].email, out);

		assert_int_equal(ok, rows[i].ascii != NULL);
		assert_string_equal(out, ok ? rows[i].ascii : "untouched");
	}
}

/* A label is at most 63 octets, a name 255. */
static void
test_long(void **state)
{
	char email[500], out[EMAIL_ASCII_MAX];

	(void)state;
	memset(email, 'a', sizeof(email));
	email[1] = '@';
	memcpy(email + 400, "\xC3\xBC", 3);
	assert_false(email_to_ascii(email, out));
	memset(email, 'a', sizeof(email));
	memcpy(email + 400, "@\xC3\xBC.example", 12);
	assert_false(email_to_ascii(email, out));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),
		cmocka_unit_test(test_long),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
