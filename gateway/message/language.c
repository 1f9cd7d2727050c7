/*
 * language.c - the language of a short mail.
 *
 * The script decides where it can: kana, hangul, Han, Greek, Hebrew, Arabic,
 * Thai and others. Latin and Cyrillic texts are told apart by their frequent
 * small words and rare letters (language_words.c).
 *
 * Why not a library: libexttextcat, the one that Debian keeps, compares
 * n-grams with 180 languages and needs some sentences. Of 120 short help desk
 * texts in 19 languages (tests/message/test_language.c) it named 88 right,
 * the others often as an exotic neighbour (Scots, Afrikaans, Asturian); the
 * tables here, made while looking at them, name all. Of 30 sentences written
 * after the tables were done it named 26 right and 4 wrong, this names 23
 * right, none wrong, and leaves 7 unknown. Unknown costs no more than the
 * default template; wrong looks foolish. The library would also read 180
 * files, which a sandboxed reader must have open before. What goes wrong
 * here: texts without small words, such as lists of parts.
 */
#include "message/language.h"

#include "base/utf8.h"
#include "message/language_words.h"
#include "message/lines.h"

/* Words looked at; more do not change the answer. */
#define WORDS_MAX 400

/* A word of one language only counts this much, of two half, and so on. */
#define WORD_WEIGHT 12

/* Letters count less than words, and not without end. */
#define LETTER_WEIGHT 4
#define LETTERS_MAX   12

/* The winner needs more than one word of its own, ... */
#define SCORE_MIN 14
/* ... this share of its words known, in percent, ... */
#define SHARE_MIN 12
/* ... and this much more than the second, in percent. */
#define LEAD_MIN 112

/* Letters that make a sentence. */
#define CYRILLIC_MIN 16

/* Places in language_codes[]. */
enum { RUSSIAN = 21, UKRAINIAN, BULGARIAN };

enum script {
	SCRIPT_LATIN,
	SCRIPT_CYRILLIC,
	SCRIPT_HAN,
	SCRIPT_KANA,
	SCRIPT_HANGUL,
	SCRIPT_GREEK,
	SCRIPT_HEBREW,
	SCRIPT_ARABIC,
	SCRIPT_THAI,
	SCRIPT_DEVANAGARI,
	SCRIPT_GEORGIAN,
	SCRIPT_ARMENIAN,
	SCRIPT_COUNT
};

struct range {
	unsigned first, last;
	enum script script;
};

static const struct range ranges[] = {
	{ 'a', 'z', SCRIPT_LATIN },	     { 0xDF, 0x24F, SCRIPT_LATIN },
	{ 0x370, 0x3FF, SCRIPT_GREEK },	     { 0x400, 0x52F, SCRIPT_CYRILLIC },
	{ 0x530, 0x58F, SCRIPT_ARMENIAN },   { 0x590, 0x5FF, SCRIPT_HEBREW },
	{ 0x600, 0x6FF, SCRIPT_ARABIC },     { 0x750, 0x77F, SCRIPT_ARABIC },
	{ 0x900, 0x97F, SCRIPT_DEVANAGARI }, { 0xE00, 0xE7F, SCRIPT_THAI },
	{ 0x10A0, 0x10FF, SCRIPT_GEORGIAN }, { 0x1E00, 0x1EFF, SCRIPT_LATIN },
	{ 0x1F00, 0x1FFF, SCRIPT_GREEK },    { 0x3041, 0x30FF, SCRIPT_KANA },
	{ 0x31F0, 0x31FF, SCRIPT_KANA },     { 0x3400, 0x4DBF, SCRIPT_HAN },
	{ 0x4E00, 0x9FFF, SCRIPT_HAN },	     { 0xAC00, 0xD7A3, SCRIPT_HANGUL },
};

/* Scripts that say the language; "" for those that do not. */
static const char *const script_languages[SCRIPT_COUNT] = {
	[SCRIPT_LATIN] = "",	  [SCRIPT_CYRILLIC] = "",
	[SCRIPT_HAN] = "zh",	  [SCRIPT_KANA] = "ja",
	[SCRIPT_HANGUL] = "ko",	  [SCRIPT_GREEK] = "el",
	[SCRIPT_HEBREW] = "he",	  [SCRIPT_ARABIC] = "ar",
	[SCRIPT_THAI] = "th",	  [SCRIPT_DEVANAGARI] = "hi",
	[SCRIPT_GEORGIAN] = "ka", [SCRIPT_ARMENIAN] = "hy",
};

struct tally {
	unsigned letters[SCRIPT_COUNT];
	unsigned scores[LANGUAGE_BITS];
	unsigned hits[LANGUAGE_BITS]; /* words known */
	unsigned words;		      /* of Latin and Cyrillic letters */
	unsigned rare_letters;
};

static int
script_of(unsigned c)
{
	for (size_t i = 0; i < sizeof(ranges) / sizeof(ranges[0]); i++)
		if (c >= ranges[i].first && c <= ranges[i].last)
			return (int)ranges[i].script;
	return -1;
}

static void
add_score(struct tally *t, uint32_t languages, unsigned weight, bool word)
{
	unsigned share = weight / (unsigned)__builtin_popcount(languages);

	for (int i = 0; i < LANGUAGE_BITS; i++)
		if (languages >> i & 1) {
			t->scores[i] += share ? share : 1;
			t->hits[i] += word;
		}
}

static int
word_compare(const void *key, const void *row)
{
	const struct slice *s = key;
	const char *word = ((const struct language_word *)row)->word;
	size_t n = strlen(word);
	int order = memcmp(s->data, word, s->size < n ? s->size : n);

	return order ? order : (s->size > n) - (s->size < n);
}

static const struct language_word *
word_find(struct slice word)
{
	return bsearch(&word, language_words, language_word_count,
		       sizeof(*language_words), word_compare);
}

bool
language_is_small_word(struct slice folded)
{
	return word_find(folded) != NULL;
}

static bool
count_known(struct tally *t, struct slice word)
{
	const struct language_word *row = word_find(word);

	if (row)
		add_score(t, row->languages, WORD_WEIGHT, true);
	return row != NULL;
}

/* The end of a longer word that is not known itself. */
static void
count_ending(struct tally *t, struct slice word)
{
	for (size_t i = 0; language_endings[i].word; i++) {
		size_t n = strlen(language_endings[i].word);

		if (word.size > n + 2 && !memcmp(word.data + word.size - n,
						 language_endings[i].word, n)) {
			add_score(t, language_endings[i].languages,
				  LETTER_WEIGHT, false);
			return;
		}
	}
}

/* "l'imprimante", "VPN'e": what stands before or behind may be known. */
static void
count_word(struct tally *t, struct slice word)
{
	const char *apostrophe = memchr(word.data, '\'', word.size);
	size_t at;

	if (t->words >= WORDS_MAX)
		return;
	t->words++;
	if (count_known(t, word))
		return;
	at = apostrophe ? (size_t)(apostrophe - word.data) : 0;
	if (!apostrophe || !count_known(t, slice_sub(word, at + 1, word.size)))
		count_ending(t, word);
}

static void
count_letter(struct tally *t, unsigned c)
{
	if (c < 0x80 || t->rare_letters >= LETTERS_MAX)
		return;
	for (size_t i = 0; language_letters[i].letter; i++)
		if (language_letters[i].letter == c) {
			t->rare_letters++;
			add_score(t, language_letters[i].languages,
				  LETTER_WEIGHT, false);
			return;
		}
}

/* Addresses of mail and web are no words of a language. */
static bool
is_address(struct slice token)
{
	return memchr(token.data, '@', token.size) ||
	       memmem(token.data, token.size, "://", 3) ||
	       memmem(token.data, token.size, "www.", 4);
}

/* Counts the letters and words of a run without blanks. */
static void
count_token(struct tally *t, struct slice token)
{
	size_t pos = 0, begin = 0;
	bool in_word = false;

	if (is_address(token))
		return;
	while (pos < token.size) {
		size_t at = pos;
		unsigned c = utf8_next(token, &pos);
		int script = script_of(c);
		bool letter =
			script == SCRIPT_LATIN || script == SCRIPT_CYRILLIC ||
			(c >= 0x300 && c <= 0x36F) || (in_word && c == '\'');

		if (script >= 0)
			t->letters[script]++;
		count_letter(t, c);
		if (letter && !in_word)
			begin = at;
		if (!letter && in_word)
			count_word(t, slice_sub(token, begin, at));
		in_word = letter;
	}
	if (in_word)
		count_word(t, slice_sub(token, begin, pos));
}

static void
count_text(struct tally *t, struct slice folded)
{
	while (folded.size) {
		const char *blank = memchr(folded.data, ' ', folded.size);
		size_t size =
			blank ? (size_t)(blank - folded.data) : folded.size;

		count_token(t, slice_sub(folded, 0, size));
		folded = slice_sub(folded, size + 1, folded.size);
	}
}

/* The language that the small words speak for, or -1. */
static int
best_by_words(const struct tally *t)
{
	int best = 0;
	unsigned second = 0;

	for (int i = 1; i < LANGUAGE_BITS; i++)
		if (t->scores[i] > t->scores[best])
			best = i;
	for (int i = 0; i < LANGUAGE_BITS; i++)
		if (i != best && t->scores[i] > second)
			second = t->scores[i];
	if (t->scores[best] < SCORE_MIN || t->hits[best] == 0 ||
	    t->hits[best] * 100 < SHARE_MIN * t->words ||
	    t->scores[best] * 100 < LEAD_MIN * second)
		return -1;
	return best;
}

/* The script that tells its language, if it weighs more than the words in
 * Latin letters: names of products are Latin everywhere. */
static int
telling_script(const struct tally *t, int best)
{
	unsigned hits = best >= 0 ? t->hits[best] : 0;
	int found = -1;

	for (int i = 0; i < SCRIPT_COUNT; i++)
		if (*script_languages[i] && t->letters[i] >= 2 &&
		    (found < 0 || t->letters[i] > t->letters[found]))
			found = i;
	if (found < 0 || t->letters[found] < 3 * hits)
		return -1;
	/* Han among kana is Japanese, among hangul Korean */
	if (found == SCRIPT_HAN &&
	    t->letters[SCRIPT_KANA] * 10 > t->letters[SCRIPT_HAN])
		return SCRIPT_KANA;
	if (found == SCRIPT_HAN &&
	    t->letters[SCRIPT_HANGUL] * 4 > t->letters[SCRIPT_HAN])
		return SCRIPT_HANGUL;
	return found;
}

const char *
language_detect(const char *text)
{
	struct arena *arena = arena_new();
	struct slice head = utf8_cut(slice_from(text), LANGUAGE_LOOK);
	struct tally t = { .words = 0 };
	int best, script;

	count_text(&t, text_folded(arena, head));
	arena_free(arena);
	best = best_by_words(&t);
	script = telling_script(&t, best);
	if (script >= 0)
		return script_languages[script];
	/* Cyrillic that nothing else claims is Russian ten to one */
	if (best < 0 && t.letters[SCRIPT_CYRILLIC] >= CYRILLIC_MIN &&
	    t.letters[SCRIPT_CYRILLIC] > t.letters[SCRIPT_LATIN] &&
	    t.scores[UKRAINIAN] <= t.scores[RUSSIAN] &&
	    t.scores[BULGARIAN] <= t.scores[RUSSIAN])
		return "ru";
	return best >= 0 ? language_codes[best] : "";
}

/* Nothing is read from files: the tables are compiled in. */
bool
language_preload(struct error *err)
{
	(void)err;
	return true;
}
