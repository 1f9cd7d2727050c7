/*
 * test_data.c - how values look in the data: quoted text, cut subjects,
 * ages.
 */
#include "../test.h"

#include "base/utf8.h"
#include "template/data.h"

static const char *
text_of(json_t *object, const char *key)
{
	const char *text = json_string_value(json_object_get(object, key));

	assert_non_null(text);
	return text;
}

#define TEN  "1234567890"
#define WIDE "\xE4\xB8\xAD\xE6\x96\x87" /* two characters, four columns */

static void
test_quoted(void **state)
{
	static const struct {
		const char *text, *quoted;
	} rows[] = {
		{ "", "" },
		{ " \n\n", "" },
		{ "one", "| one" },
		{ "one\r\ntwo\n", "| one\n| two" },
		{ "one\n\n#close\n", "| one\n|\n| #close" },
		{ "  #close", "| #close" },
		/* 76 columns stay whole; more are broken at 72 */
		{ TEN TEN TEN TEN TEN TEN TEN " 23456",
		  "| " TEN TEN TEN TEN TEN TEN TEN " 23456" },
		{ TEN TEN TEN TEN TEN TEN TEN " x",
		  "| " TEN TEN TEN TEN TEN TEN TEN " x" },
		{ TEN TEN TEN TEN TEN TEN TEN " xyz #close",
		  "| " TEN TEN TEN TEN TEN TEN TEN "\n| xyz #close" },
		{ TEN TEN TEN TEN TEN TEN TEN TEN "x y",
		  "| " TEN TEN TEN TEN TEN TEN TEN TEN "x\n| y" },
		{ WIDE WIDE WIDE WIDE WIDE WIDE WIDE WIDE WIDE WIDE WIDE WIDE
			  WIDE WIDE WIDE WIDE WIDE WIDE WIDE WIDE,
		  "| " WIDE WIDE WIDE WIDE WIDE WIDE WIDE WIDE WIDE WIDE WIDE
			  WIDE WIDE WIDE WIDE WIDE WIDE WIDE "\n| " WIDE WIDE },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct policy policy = { .desk_name = "IT",
					 .tag = "IT",
					 .address = "help@example.org" };
		json_t *data = template_data(
			&policy, (struct address){ "", "a@example.org" });

		template_data_set_text(data, rows[i].text);
		if (strcmp(text_of(data, "quoted"), rows[i].quoted) != 0)
			fail_msg("row %zu gave:\n%s", i,
				 text_of(data, "quoted"));
		json_decref(data);
	}
}

static struct ticket
plain_ticket(void)
{
	return (struct ticket){ .id = 12,
				.subject = "",
				.waiting_name = "",
				.queue = "",
				.kind = "",
				.priority = "",
				.requester = { "", "a@example.org" },
				.owner = "",
				.resolution = "" };
}

/* U+202E turns round what follows. */
static void
test_names(void **state)
{
	const char *lines[] = { "x\xE2\x80\xAE wrote\n#close" };
	struct ticket ticket = plain_ticket();
	struct policy policy = { .desk_name = "", .address = "", .tag = "" };
	json_t *data = template_data(&policy, ticket.requester);
	json_t *object;

	(void)state;
	ticket.requester.name = "Anna\xE2\x80\xAE\n\033[1m";
	object = template_ticket(&ticket, "IT", 0);
	assert_string_equal(
		text_of(json_object_get(object, "requester"), "name"),
		"Anna\xEF\xBF\xBD \xEF\xBF\xBD[1m");
	json_decref(object);
	template_data_add_strings(data, "lines",
				  &(struct string_list){ lines, 1 });
	assert_string_equal(json_string_value(json_array_get(
				    json_object_get(data, "lines"), 0)),
			    "x\xEF\xBF\xBD wrote #close");
	json_decref(data);
}

static void
test_subject(void **state)
{
	char wide[151];
	const char *subject;
	struct ticket ticket = plain_ticket();
	json_t *object;

	(void)state;
	for (size_t i = 0; i < 150; i += 3)
		memcpy(wide + i, "\xE4\xB8\xAD", 3);
	wide[150] = '\0';
	ticket.subject = wide;
	object = template_ticket(&ticket, "IT", 0);
	subject = text_of(object, "subject");
	assert_int_equal(strlen(subject), 99 + 3); /* whole ones, then "..." */
	assert_true(utf8_valid(slice_from(subject)));
	json_decref(object);
	ticket.subject = "a\r\nBcc: b\033[1m";
	object = template_ticket(&ticket, "IT", 0);
	assert_null(strpbrk(text_of(object, "subject"), "\r\n\033"));
	assert_string_equal(text_of(object, "ref"), "[IT #12]");
	json_decref(object);
}

static void
test_age(void **state)
{
	static const struct {
		int64_t seconds;
		int count;
		const char *unit; /* "" for none */
	} rows[] = {
		{ -5, 0, "" },
		{ 0, 0, "" },
		{ 59, 0, "" },
		{ 60, 1, "minutes" },
		{ 3599, 59, "minutes" },
		{ 3600, 1, "hours" },
		{ 86399, 23, "hours" },
		{ 86400, 1, "days" },
		{ 86400 * 400, 400, "days" },
	};
	static const char *const units[] = { "minutes", "hours", "days" };

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct ticket ticket = plain_ticket();
		json_t *object, *age;

		ticket.created = 1000000;
		object = template_ticket(&ticket, "IT",
					 ticket.created + rows[i].seconds);
		age = json_object_get(object, "age");
		assert_int_equal(
			json_integer_value(json_object_get(age, "count")),
			rows[i].count);
		assert_int_equal(json_is_true(json_object_get(age, "one")),
				 rows[i].count == 1);
		for (size_t j = 0; j < COUNT_OF(units); j++)
			assert_int_equal(
				json_is_true(json_object_get(age, units[j])),
				strcmp(units[j], rows[i].unit) == 0);
		json_decref(object);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_quoted),
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_subject),
		cmocka_unit_test(test_age),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
