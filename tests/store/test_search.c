/*
 * test_search.c - words in several scripts, hostile words, order, and an
 * index that follows every change.
 */
#include "fixture.h"

#include "store/query.h"

static const struct {
	const char *subject, *from, *text;
} mails[] = {
	{ "Printer on floor 2", "Ana Lima <ana@example.org>",
	  "The printer PR-10442 has a paper jam, error 0x80070005." },
	{ "Drucker im Büro", "Jörg Weiß <joerg@example.com>",
	  "Der Drucker in der Königstraße druckt nur Zeichensalat." },
	{ "打印机坏了", "李雷 <lilei@example.net>",
	  "三楼的打印机卡纸，请派人来看看。ＰＲ－７７" },
	{ "プリンターの故障", "田中 <tanaka@example.net>",
	  "三階のﾌﾟﾘﾝﾀｰで紙詰まりが発生しました。" },
	{ "프린터 고장", "김 <kim@example.net>",
	  "회의실의 프린터가 작동하지 않습니다." },
	{ "VPN", "Bo <bo@example.org>",
	  "Cannot reach vpn.example.com from 192.0.2.17 \"at all\" (*)." },
};

static void
fill(struct fixture *f)
{
	size_t i;

	begin(f);
	for (i = 0; i < COUNT_OF(mails); i++) {
		struct facts *facts = make_facts(
			f, mails[i].from, mails[i].subject, mails[i].text, "");
		int64_t id = open_ticket(f, facts->subject,
					 facts_sender(facts).email);

		add_message(f, id, DIRECTION_IN, facts);
	}
	commit(f);
}

/* The ids found, in rising order, "1 3 " */
static const char *
find(struct fixture *f, const char *words)
{
	struct ticket **tickets;
	const char *text = "";
	size_t count, i, id;

	ok(f, query_search(f->store, words, 0, f->arena, &tickets, &count,
			   &f->err));
	for (id = 0; id < 20; id++)
		for (i = 0; i < count; i++)
			if (tickets[i]->id == (int64_t)id)
				text = arena_printf(f->arena, "%s%zu ", text,
						    id);
	return text;
}

static void
test_words(void **state)
{
	static const struct {
		const char *words, *ids;
	} rows[] = {
		/* English: whole words and beginnings, without case */
		{ "printer", "1 " },
		{ "PRINTER", "1 " },
		{ "print", "1 " },
		{ "rinter", "" },
		{ "paper jam", "1 " },
		{ "jam vpn", "" },
		{ "PR-10442", "1 " },
		{ "0x80070005", "1 " },
		{ "192.0.2.17", "6 " },
		{ "vpn.example.com", "6 " },
		{ "ana@example.org", "1 " },
		{ "lima", "1 " },
		/* German: accents and sharp s */
		{ "büro", "2 " },
		{ "buro", "2 " },
		{ "KÖNIGSTRASSE", "2 " },
		{ "königstraße", "2 " },
		{ "Druck", "2 " },
		{ "joerg@example.com", "2 " },
		/* Chinese: any part, one character, full-width forms */
		{ "打印机", "3 " },
		{ "印机", "3 " },
		{ "机", "3 " },
		{ "坏了", "3 " },
		{ "了", "3 " },
		{ "卡纸", "3 " },
		{ "机卡纸", "3 " },
		{ "纸卡", "" },
		{ "印打", "" },
		{ "三", "3 4 " },
		{ "PR-77", "3 " },
		{ "打印机PR-77", "3 " },
		{ "请派人 打印机", "3 " },
		{ "打印机　卡纸", "3 " },
		{ "李雷", "3 " },
		/* Japanese: kana of both widths, kanji */
		{ "プリンター", "4 " },
		{ "プリンタ", "4 " },
		{ "ﾌﾟﾘﾝﾀｰ", "4 " },
		{ "紙詰まり", "4 " },
		{ "故障", "4 " },
		{ "発生", "4 " },
		{ "田中", "4 " },
		/* Korean: with and without an ending, within a word */
		{ "프린터", "5 " },
		{ "프린터가", "5 " },
		{ "회의실", "5 " },
		{ "의실", "5 " },
		{ "고장", "5 " },
		{ "김", "5 " },
	};
	struct fixture *f = *state;
	size_t i;

	fill(f);
	for (i = 0; i < COUNT_OF(rows); i++)
		if (strcmp(find(f, rows[i].words), rows[i].ids) != 0)
			fail_msg("%s found \"%s\" and not \"%s\"",
				 rows[i].words, find(f, rows[i].words),
				 rows[i].ids);
}

/* Operators, quotes and rubbish are words or nothing, never syntax. */
static void
test_hostile(void **state)
{
	static const struct {
		const char *words, *ids;
	} rows[] = {
		{ "", "" },
		{ "   ", "" },
		{ "***", "" },
		{ "\"", "" },
		{ "\"\"\"", "" },
		{ "printer \"", "1 " },
		{ "\"printer", "1 " },
		{ "\"paper jam\"", "1 " },
		{ "printer*", "1 " },
		{ "printer ***", "1 " },
		{ "printer OR vpn", "" },
		{ "printer NOT jam", "" },
		{ "NEAR(printer jam)", "" },
		{ "subject:printer", "" },
		{ "{subject people}:printer", "" },
		{ "^printer", "1 " },
		{ "-printer", "1 " },
		{ "(printer", "1 " },
		{ "printer)", "1 " },
		{ "'; DROP TABLE search; --", "" },
		{ "\xff\xfe printer", "1 " },
		{ "\xe6\x89", "" },
		{ "打\xe5", "3 " },
		{ "€ § … printer", "1 " },
		{ "。", "" },
		{ "p", "" },
		{ "a a a a a a a a a a a a a a a a a a a a paper", "1 " },
		{ "#", "" },
		{ "#x", "" },
		{ "#99999999999999999999999", "" },
		{ "#-1", "1 6 " }, /* -10442, .17 */
	};
	struct fixture *f = *state;
	char *all = arena_alloc(f->arena, 100001);
	size_t i;

	fill(f);
	for (i = 0; i < COUNT_OF(rows); i++)
		if (strcmp(find(f, rows[i].words), rows[i].ids) != 0)
			fail_msg("%s found \"%s\" and not \"%s\"",
				 rows[i].words, find(f, rows[i].words),
				 rows[i].ids);
	memset(all, 'p', 100000);
	assert_string_equal(find(f, all), "");
	memset(all, '"', 100000);
	assert_string_equal(find(f, all), "");
	for (i = 0; i < 100000; i++)
		all[i] = i % 2 ? ' ' : 'q';
	assert_string_equal(find(f, all), "");
}

/* Every beginning of a query in several scripts is answered. */
static void
test_prefixes(void **state)
{
	static const char query[] = "[IT #3] \"打印机x\" プリ OR (Königs*";
	struct fixture *f = *state;
	size_t i;

	fill(f);
	for (i = 0; i < sizeof(query); i++)
		find(f, arena_memdup(f->arena, query, i));
}

static void
test_numbers(void **state)
{
	static const char *const words[] = { "3", "#3", "[IT #3]", " 3 ",
					     "IT #3" };
	struct fixture *f = *state;
	struct ticket **tickets;
	size_t count, i;

	fill(f);
	begin(f);
	add_message(f, 1, DIRECTION_IN,
		    make_facts(f, "x@example.org", "it 3 it 3", "3 it", ""));
	commit(f);
	for (i = 0; i < COUNT_OF(words); i++) {
		ok(f, query_search(f->store, words[i], 0, f->arena, &tickets,
				   &count, &f->err));
		assert_int_equal(count, 2);
		assert_int_equal(tickets[0]->id, 3);
		assert_int_equal(tickets[1]->id, 1);
		ok(f, query_search(f->store, words[i], 1, f->arena, &tickets,
				   &count, &f->err));
		assert_int_equal(count, 1);
		assert_int_equal(tickets[0]->id, 3);
	}
	assert_string_equal(find(f, "#88"), "");
}

static void
test_order(void **state)
{
	struct fixture *f = *state;
	struct ticket **tickets;
	size_t count;

	begin(f);
	open_ticket(f, "nothing", "a@example.org");
	open_ticket(f, "also nothing", "b@example.org");
	open_ticket(f, "the projector", "c@example.org");
	add_message(f, 1, DIRECTION_IN,
		    make_facts(f, "a@example.org", "nothing",
			       "a long text in which a great many words stand "
			       "around the projector that it mentions",
			       ""));
	add_message(f, 3, DIRECTION_IN,
		    make_facts(f, "c@example.org", "the projector",
			       "the projector is dark", ""));
	commit(f);
	ok(f, query_search(f->store, "projector", 0, f->arena, &tickets, &count,
			   &f->err));
	assert_int_equal(count, 2);
	assert_int_equal(tickets[0]->id, 3);
	assert_int_equal(tickets[1]->id, 1);
}

/* One word in a message, the other in a field, the third in a later one. */
static void
test_follows_changes(void **state)
{
	struct fixture *f = *state;
	struct actor actor = by("it1", 1);
	struct attachment photo = { .name = "telescope.jpg",
				    .type = "image/jpeg",
				    .content_id = "" };
	struct facts *facts;

	fill(f);
	begin(f);
	ok(f, ticket_set_field(f->store, &actor, 1, "asset", "XK-9", &f->err));
	ok(f, ticket_set_field(f->store, &actor, 1, "subject", "Renamed",
			       &f->err));
	ok(f, ticket_set_tag(f->store, &actor, 1, "hardware", true, &f->err));
	ok(f, ticket_set_owner(f->store, &actor, 1, "Zoe", &f->err));
	facts = make_facts(f, "ana@example.org", "Re: x", "solved now", "");
	facts->attachments = &photo;
	facts->attachment_count = 1;
	add_message(f, 1, DIRECTION_IN, facts);
	assert_string_equal(find(f, "renamed"), ""); /* not before commit */
	commit(f);
	assert_string_equal(find(f, "xk-9 jam solved"), "1 ");
	assert_string_equal(find(f, "renamed hardware zoe"), "1 ");
	assert_string_equal(find(f, "telescope"), "1 ");
	begin(f);
	ok(f, ticket_set_field(f->store, &actor, 1, "asset", "", &f->err));
	ok(f,
	   ticket_set_field(f->store, &actor, 1, "subject", "Other", &f->err));
	commit(f);
	assert_string_equal(find(f, "xk-9"), "");
	assert_string_equal(find(f, "renamed"), "");
	assert_string_equal(find(f, "other"), "1 ");
	begin(f);
	ok(f,
	   ticket_set_field(f->store, &actor, 1, "subject", "Gone", &f->err));
	store_rollback(f->store);
	assert_string_equal(find(f, "gone"), "");
	assert_string_equal(raw_sql(f, "SELECT count(*) FROM search"), "13");
}

/* A log file of megabytes costs no more than its beginning. */
static void
test_long_text(void **state)
{
	struct fixture *f = *state;
	size_t size = 3u * 1024 * 1024, i;
	char *text = arena_alloc(f->arena, size + 16);
	struct facts *facts = make_facts(f, "a@example.org", "log", "", "");

	memset(text, 'x', size);
	for (i = 7; i < size; i += 8)
		text[i] = ' ';
	memcpy(text, "begin1", 6);
	memcpy(text + size, " end1", 6);
	facts->text = text;
	begin(f);
	open_ticket(f, "log", "a@example.org");
	add_message(f, 1, DIRECTION_IN, facts);
	commit(f);
	assert_string_equal(find(f, "begin1"), "1 ");
	assert_string_equal(find(f, "end1"), "");
}

int
main(void)
{
#define TEST(name)                                                             \
	cmocka_unit_test_setup_teardown(name, fixture_open, fixture_close)
	const struct CMUnitTest tests[] = {
		TEST(test_words),     TEST(test_hostile),
		TEST(test_prefixes),  TEST(test_numbers),
		TEST(test_order),     TEST(test_follows_changes),
		TEST(test_long_text),
	};

	return cmocka_run_group_tests_name("search", tests, NULL, NULL);
}
