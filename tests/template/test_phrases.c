/*
 * test_phrases.c - the program's own sentences: every one translated, and
 * what the reader of such files refuses.
 */
#include "../test.h"

#include "template/phrase_file.h"
#include "template/shipped.h"
#include "template/template.h"

static void
add(struct template_set *set, const char *file, const char *text)
{
	struct error err;

	if (!template_set_add(set, file, slice_from(text), &err))
		fail_msg("%s", err.text);
}

static struct template_set *
shipped_set(void)
{
	struct template_set *set = template_set_new();

	for (size_t i = 0; i < template_shipped_count; i++)
		add(set, template_shipped[i].name, template_shipped[i].text);
	return set;
}

/* "{1}; {2}" has none. */
static bool
has_letters(const char *format)
{
	for (; *format; format++)
		if (ascii_lower(*format) >= 'a' && ascii_lower(*format) <= 'z')
			return true;
	return false;
}

static const struct template_file *
shipped_file(const char *name)
{
	size_t i = 0;

	while (i < template_shipped_count &&
	       strcmp(template_shipped[i].name, name) != 0)
		i++;
	if (i == template_shipped_count)
		fail_msg("%s does not ship", name);
	return &template_shipped[i];
}

/* Each phrase, and no words the same as in English. */
static void
check_all_translated(const char *name)
{
	const struct template_file *file = shipped_file(name);
	struct arena *arena = arena_new();
	const char **phrases;
	struct error err;

	if (!phrase_file_parse(name, slice_of(file->text, file->size), arena,
			       &phrases, &err))
		fail_msg("%s", err.text);
	for (size_t i = 0; i < PHRASE_COUNT; i++) {
		const char *english = phrase_format((enum phrase_id)i);

		if (phrases[i] == NULL)
			fail_msg("%s lacks \"%s\"", name, english);
		if (strcmp(phrases[i], english) == 0 && has_letters(english))
			fail_msg("%s leaves \"%s\" English", name, english);
	}
	arena_free(arena);
}

static void
test_all_translated(void **state)
{
	(void)state;
	check_all_translated("phrases.de.txt");
	check_all_translated("phrases.zh.txt");
}

/* What the files give a meaning is in no phrase, and no two are the same. */
static void
test_table(void **state)
{
	(void)state;
	for (size_t i = 0; i < PHRASE_COUNT; i++) {
		const char *english = phrase_format((enum phrase_id)i);
		struct slice s = slice_from(english);
		enum phrase_id found;

		assert_null(strstr(english, " = "));
		assert_false(s.size == 0 || slice_starts_nocase(s, "# "));
		assert_int_equal(slice_trim(s).size, s.size);
		assert_true(phrase_find(s, &found));
		assert_int_equal(found, i);
	}
}

static const struct phrase *
sample(struct arena *arena)
{
	return phrase_of(arena, PHRASE_RACE_HELD,
			 phrase_of(arena, PHRASE_RACE,
				   phrase_fixed(PHRASE_TAKEN),
				   phrase_ago(40, arena),
				   phrase_text("Second line", arena)));
}

static void
test_languages(void **state)
{
	static const struct {
		const char *language, *words;
	} rows[] = {
		{ "", "taken 40 seconds ago by Second line; your text is "
		      "held, answer #send or #note" },
		{ "fr", "taken 40 seconds ago by Second line; your text is "
			"held, answer #send or #note" },
		{ "de", "vor 40 Sekunden von Second line übernommen; Ihr Text "
			"wurde angehalten, antworten Sie mit #send oder "
			"#note" },
		{ "zh-TW", "Second line 40 秒前已接手；您的文字已暂留，"
			   "请回复 #send 或 #note" },
	};
	struct template_set *set = shipped_set();
	struct arena *arena = arena_new();

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		assert_string_equal(template_set_words(set, rows[i].language,
						       sample(arena), arena),
				    rows[i].words);
	template_set_language(set, "de");
	assert_string_equal(template_set_words(set, "fr",
					       phrase_fixed(PHRASE_CLOSED),
					       arena),
			    "abgeschlossen");
	arena_free(arena);
	template_set_free(set);
}

static void
test_ages(void **state)
{
	static const struct {
		int64_t seconds;
		const char *words;
	} rows[] = {
		{ -5, "0 seconds ago" },  { 1, "1 second ago" },
		{ 59, "59 seconds ago" }, { 60, "1 minute ago" },
		{ 7199, "1 hour ago" },	  { 7200, "2 hours ago" },
		{ 86400, "1 day ago" },	  { 864000, "10 days ago" },
	};
	struct arena *arena = arena_new();

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		assert_string_equal(
			phrase_english(phrase_ago(rows[i].seconds, arena),
				       arena),
			rows[i].words);
	arena_free(arena);
}

/* Texts are data, in whatever order a translation puts them. */
static void
test_arguments(void **state)
{
	struct template_set *set = template_set_new();
	struct arena *arena = arena_new();
	const struct phrase *phrase = phrase_with(
		arena, PHRASE_FORWARDED, "{2} = {{desk.name}} %s", "{1}{9}");

	(void)state;
	add(set, "phrases.xx.txt",
	    "{1} forwarded a mail of {2} = <{2}|{1}|{5}>\n");
	assert_string_equal(phrase_english(phrase, arena),
			    "{2} = {{desk.name}} %s forwarded a mail of "
			    "{1}{9}");
	assert_string_equal(template_set_words(set, "xx", phrase, arena),
			    "<{1}{9}|{2} = {{desk.name}} %s|{5}>");
	assert_string_equal(
		phrase_english(phrase_named("{1} wrote", arena), arena),
		"{1} wrote");
	arena_free(arena);
	template_set_free(set);
}

/* An admin's file holds what it changes; the rest stays as shipped. */
static void
test_admins_file(void **state)
{
	struct template_set *set = shipped_set();
	struct arena *arena = arena_new();

	(void)state;
	add(set, "/etc/desk/phrases.de.txt",
	    "# Wir sagen du.\n#\n\nopen = in Arbeit\n");
	add(set, "phrases.txt", "closed = finished\n");
	assert_string_equal(
		template_set_words(set, "de", phrase_fixed(PHRASE_OPEN), arena),
		"in Arbeit");
	assert_string_equal(
		template_set_words(set, "de", phrase_fixed(PHRASE_NEW), arena),
		"neu");
	assert_string_equal(template_set_words(set, "en",
					       phrase_fixed(PHRASE_CLOSED),
					       arena),
			    "finished");
	assert_string_equal(phrase_english(phrase_fixed(PHRASE_CLOSED), arena),
			    "closed");
	arena_free(arena);
	template_set_free(set);
}

static const struct {
	const char *text, *error;
} refused[] = {
	{ "open = offen\nopne = offen\n", "t/phrases.de.txt:2: no mail says" },
	{ "\n# x\nopen offen\n", "t/phrases.de.txt:3: a line is" },
	{ "open = \n", "t/phrases.de.txt:1:" },
	{ "{1} wrote = schrieb\n", "t/phrases.de.txt:1: the translation lacks "
				   "{1}" },
	{ "{1} wrote = {1} schrieb {2}\n", "t/phrases.de.txt:1: the "
					   "translation has {2}" },
	{ "open = \xFF\n", "not valid UTF-8" },
};

static void
test_refused(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(refused); i++) {
		struct template_set *set = template_set_new();
		struct error err = { 0 };

		if (template_set_add(set, "t/phrases.de.txt",
				     slice_from(refused[i].text), &err))
			fail_msg("accepted: %s", refused[i].text);
		if (strstr(err.text, refused[i].error) == NULL)
			fail_msg("%s\nwanted: %s", err.text, refused[i].error);
		assert_int_equal(err.class, ERROR_CONFIG);
		template_set_free(set);
	}
}

/* A file that is cut anywhere parses or is refused. */
static void
test_prefixes(void **state)
{
	static const char text[] = "# x\n\nopen = offen\n{1}; {2} = {2}; {1}\n"
				   "{1} wrote = \xE2\x80\x9E{1}\xE2\x80\x9C\n";

	(void)state;
	for (size_t size = 0; size < sizeof(text); size++) {
		struct arena *arena = arena_new();
		const char **phrases = NULL;
		struct error err = { 0 };
		struct slice cut =
			slice_of(arena_memdup(arena, text, size), size);
		bool ok = phrase_file_parse("x", cut, arena, &phrases, &err);

		assert_int_equal(ok, phrases != NULL);
		assert_int_equal(ok, err.text[0] == '\0');
		arena_free(arena);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_all_translated),
		cmocka_unit_test(test_table),
		cmocka_unit_test(test_languages),
		cmocka_unit_test(test_ages),
		cmocka_unit_test(test_arguments),
		cmocka_unit_test(test_admins_file),
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_prefixes),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
