/* test_address.c - address lists, proper and otherwise. */
#include "../test.h"

#include "base/buf.h"
#include "message/address.h"

/* WANT is "name|email" of each address, joined by " / ". */
/* clang-format off */
static const struct {
	const char *field, *want;
} fields[] = {
	/* RFC 5322 */
	{ "ana@example.org", "|ana@example.org" },
	{ "Ana Berg <ana@example.org>", "Ana Berg|ana@example.org" },
	{ "\"Berg, Ana\" <ana@example.org>, bo@example.org", "Berg, Ana|ana@example.org / |bo@example.org" },
	{ "\"Ana \\\"A\\\" Berg\" <ana@example.org>", "Ana \"A\" Berg|ana@example.org" },
	{ "ana@example.org (Ana Berg)", "Ana Berg|ana@example.org" },
	{ "Ana (from (inner) sales) <ana(x)@example(y).org>", "Ana|ana@example.org" },
	{ "Team: a@example.org, Bo <b@example.org>;, c@example.org", "|a@example.org / Bo|b@example.org / |c@example.org" },
	{ "undisclosed-recipients:;", "" },
	{ "Nobody:(none at all);", "" },
	{ "ana . berg @ example . org", "|ana.berg@example.org" },
	{ "ana.(first) berg @(at) example.org", "|ana.berg@example.org" },
	{ "\"ana berg\"@example.org", "|\"ana berg\"@example.org" },
	{ "<@relay.example,@other.example:ana@example.org>", "|ana@example.org" },
	{ "ana@[192.0.2.1]", "|ana@[192.0.2.1]" },
	{ "Ana <ana@[IPv6:2001:db8::1]>", "Ana|ana@[IPv6:2001:db8::1]" },
	{ "a@example.org, , b@example.org,", "|a@example.org / |b@example.org" },
	/* names */
	{ "Ana B. Cruz <a@example.org>", "Ana B. Cruz|a@example.org" },
	{ "Cruz, Ana <a@example.org>", "Cruz, Ana|a@example.org" },
	{ "Cruz, Ana, Dr. <a@example.org>, b@example.org", "Cruz, Ana, Dr.|a@example.org / |b@example.org" },
	{ "a@example.org, Bo <b@example.org>", "|a@example.org / Bo|b@example.org" },
	{ "=?utf-8?Q?Cruz,_Ana?= <a@example.org>", "Cruz, Ana|a@example.org" },
	{ "\"=?iso-8859-1?Q?J=F6rg?=\" <j@example.org>", "J\xC3\xB6rg|j@example.org" },
	{ "=?utf-8?Q?J=C3?= =?utf-8?Q?=B6rg?= <j@example.org>", "J\xC3\xB6rg|j@example.org" },
	{ "j@example.org (=?utf-8?Q?J=C3=B6rg?=)", "J\xC3\xB6rg|j@example.org" },
	{ "J\xC3\xB6rg <j@example.org>", "J\xC3\xB6rg|j@example.org" },
	{ "Ana <a@example.org> Berg", "Ana Berg|a@example.org" },
	{ "Ana Berg", "Ana Berg|" },
	{ "Ana Berg <>", "Ana Berg|" },
	/* names that lie stay names */
	{ "boss@example.org <thief@example.net>", "boss@example.org|thief@example.net" },
	{ "\"boss@example.org\" <thief@example.net>", "boss@example.org|thief@example.net" },
	{ "=?utf-8?q?boss=40example=2Eorg?= <thief@example.net>", "boss@example.org|thief@example.net" },
	{ "\"Not me: boss@example.org\" thief@example.net", "Not me: boss@example.org|thief@example.net" },
	{ "<boss@example.org> <thief@example.net>", "thief@example.net|boss@example.org" },
	/* written wrongly */
	{ "a@example.org; b@example.org", "|a@example.org / |b@example.org" },
	{ "<<<a@example.org>>>", "|a@example.org" },
	{ "Ana <a@example.org", "Ana|a@example.org" },
	{ "a@example.org>", "|a@example.org" },
	{ "<a@example.org, b@example.org>", "|a@example.org / |b@example.org" },
	{ "Ana a@example.org", "Ana|a@example.org" },
	{ "\"Ana <a@example.org>, b@example.org", "Ana|a@example.org / |b@example.org" },
	{ "(Ana <a@example.org>", "Ana|a@example.org" },
	{ "Ana) <a@example.org>", "Ana)|a@example.org" },
	{ "a@example.org.", "|a@example.org" },
	{ "mailto:a@example.org", "|a@example.org" },
	{ "Ana <mailto:a@example.org>", "Ana|a@example.org" },
	{ "Ana [a@example.org]", "Ana|a@example.org" },
	{ "(Ana) a@example.org", "Ana|a@example.org" },
	{ "a@example.org (Ana) x", "x|a@example.org" },
	{ "root", "|root" },
	{ "MAILER-DAEMON (Mail System)", "Mail System|MAILER-DAEMON" },
	{ "g:g:g:", "" },
	{ "", "" }, { ",;:", "" }, { "\"", "" }, { "<", "" }, { "<>", "" }, { "(", "" },
};
/* clang-format on */

static const char *
show(const struct address_list *list, struct arena *arena)
{
	struct buf out;

	buf_init(&out, arena);
	for (size_t i = 0; i < list->count; i++)
		buf_printf(&out, "%s%s|%s", i ? " / " : "", list->items[i].name,
			   list->items[i].email);
	return out.size ? out.data : "";
}

static void
test_fields(void **state)
{
	struct arena *arena = arena_new();

	(void)state;
	for (size_t i = 0; i < COUNT_OF(fields); i++) {
		struct address_list list = { .count = 0 };
		const char *got;

		assert_true(address_list_parse(fields[i].field, arena, &list));
		got = show(&list, arena);
		if (strcmp(got, fields[i].want) != 0)
			fail_msg("%s\n  got  %s\n  want %s", fields[i].field,
				 got, fields[i].want);
	}
	arena_free(arena);
}

/* Every prefix of every field is read without harm. */
static void
test_prefixes(void **state)
{
	struct arena *arena = arena_new();

	(void)state;
	for (size_t i = 0; i < COUNT_OF(fields); i++) {
		size_t size = strlen(fields[i].field);

		for (size_t n = 0; n < size; n++) {
			struct address_list list = { .count = 0 };

			address_list_parse(
				arena_memdup(arena, fields[i].field, n), arena,
				&list);
			for (size_t k = 0; k < list.count; k++)
				assert_true(*list.items[k].name ||
					    *list.items[k].email);
		}
		arena_reset(arena);
	}
	arena_free(arena);
}

static void
test_cap(void **state)
{
	struct arena *arena = arena_new();
	struct address_list list = { .count = 0 };
	struct buf field;

	(void)state;
	buf_init(&field, arena);
	for (int i = 0; i < ADDRESS_MAX + 5; i++)
		buf_add_str(&field, "a@example.org,");
	assert_false(address_list_parse(field.data, arena, &list));
	assert_int_equal(list.count, ADDRESS_MAX);
	arena_free(arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_fields),
		cmocka_unit_test(test_prefixes),
		cmocka_unit_test(test_cap),
	};

	return cmocka_run_group_tests_name("address", tests, NULL, NULL);
}
