/*
 * search_words.c - text as the full-text index wants it.
 *
 * Text and query go through the same folding (case, compatibility forms such
 * as full-width letters and half-width kana); accents are the tokenizer's.
 * What goes wrong: people type quotes, stars and parentheses; every word is
 * quoted, so that none of them is an operator.
 */
#include "store/search_words.h"

#include <ctype.h>

#include "base/utf8.h"

struct range {
	unsigned first, last;
};

/* Scripts written without blanks, or, as Korean, with endings that would
 * hide the word. */
static const struct range runs[] = {
	{ 0x1100, 0x11FF },   /* Hangul Jamo */
	{ 0x3005, 0x3007 },   /* ideographic iteration, closing, zero */
	{ 0x3040, 0x30FA },   /* Hiragana, Katakana */
	{ 0x30FC, 0x30FF },   /* prolonged sound, iteration */
	{ 0x3105, 0x318F },   /* Bopomofo, Hangul compatibility Jamo */
	{ 0x31A0, 0x31BF },   /* Bopomofo extended */
	{ 0x31F0, 0x31FF },   /* Katakana phonetic extensions */
	{ 0x3400, 0x4DBF },   /* Unified ideographs A */
	{ 0x4E00, 0x9FFF },   /* Unified ideographs */
	{ 0xA960, 0xA97F },   /* Hangul Jamo extended A */
	{ 0xAC00, 0xD7FF },   /* Hangul syllables */
	{ 0xF900, 0xFAFF },   /* compatibility ideographs */
	{ 0x20000, 0x3FFFF }, /* supplementary ideographs */
};

/* What the tokenizer finds no word in, over ASCII; not exact. */
static const struct range marks[] = {
	{ 0x80, 0xA9 },	    { 0xAB, 0xB4 },	{ 0xB6, 0xB9 },
	{ 0xBB, 0xBF },	    { 0xD7, 0xD7 },	{ 0xF7, 0xF7 },
	{ 0x2000, 0x206F }, { 0x20A0, 0x20CF }, { 0x2190, 0x2BFF },
	{ 0x3000, 0x3004 }, { 0x3008, 0x3020 }, { 0x30FB, 0x30FB },
	{ 0xFFFD, 0xFFFD },
};

static bool
in_table(unsigned c, const struct range *table, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (c >= table[i].first && c <= table[i].last)
			return true;
	return false;
}

static bool
in_run(unsigned c)
{
	return c >= runs[0].first &&
	       in_table(c, runs, sizeof(runs) / sizeof(runs[0]));
}

static bool
is_word_char(unsigned c)
{
	if (c < 0x80)
		return isalnum((int)c);
	return !in_table(c, marks, sizeof(marks) / sizeof(marks[0]));
}

/* Writes S with runs as pairs, and the last character of each run alone. */
static void
pairs_add(struct buf *out, struct slice s)
{
	unsigned before = 0; /* the character of the run before this one */
	size_t pos = 0;

	while (pos < s.size) {
		unsigned c = utf8_next(s, &pos);
		bool run = in_run(c);

		if (before) {
			buf_add_utf8(out, before);
			if (run)
				buf_add_utf8(out, c);
		}
		if (before || run)
			buf_add_char(out, ' ');
		if (!run)
			buf_add_utf8(out, c);
		before = run ? c : 0;
	}
	if (before)
		buf_add_utf8(out, before);
}

static bool
is_ascii(struct slice s)
{
	size_t i = 0;

	while (i < s.size && (unsigned char)s.data[i] < 0x80)
		i++;
	return i == s.size;
}

/* ASCII stays as it is: its case is folded by the tokenizer, faster. */
void
search_words_add(struct buf *out, const char *text, struct arena *arena)
{
	struct slice head = utf8_cut(slice_from(text), SEARCH_TEXT_MAX);

	if (is_ascii(head))
		buf_add_slice(out, head);
	else
		pairs_add(out, slice_from(utf8_fold(
				       arena, arena_memdup(arena, head.data,
							   head.size))));
	buf_add_char(out, '\n');
}

/* One part of a query: characters of one kind, between blanks. */
struct word {
	struct slice text;
	size_t characters;
	bool run;    /* of a script that is indexed in pairs */
	bool usable; /* the tokenizer finds a word in it */
};

static bool
is_blank(unsigned c)
{
	return c <= ' ' || c == 0x3000;
}

/* The word that begins at *POS, which moves behind it. */
static struct word
word_next(struct slice s, size_t *pos)
{
	struct word word = { .text = slice_sub(s, *pos, *pos) };

	while (*pos < s.size) {
		size_t next = *pos;
		unsigned c = utf8_next(s, &next);

		if (is_blank(c) || (word.characters && in_run(c) != word.run))
			break;
		word.run = in_run(c);
		word.usable |= is_word_char(c);
		word.characters++;
		word.text.size += next - *pos;
		*pos = next;
	}
	return word;
}

/* As it is in the index; the pairs of a run side by side, without the single
 * character behind the last one. */
static void
word_add(struct buf *out, const struct word *word)
{
	size_t start = out->size, i;

	pairs_add(out, word->text);
	if (word->run && word->characters > 1)
		while (out->data[out->size - 1] != ' ')
			buf_truncate(out, out->size - 1);
	for (i = start; i < out->size; i++)
		if (out->data[i] == '"')
			out->data[i] = ' ';
}

/* A quoted phrase, the last token of which may go on: but not from a single
 * letter, which would read a good part of the index. */
static const char *
word_expression(const struct word *word, struct arena *arena)
{
	bool whole = word->characters == 1 && !word->run;
	struct buf out;

	buf_init(&out, arena);
	buf_add_char(&out, '"');
	word_add(&out, word);
	buf_add_str(&out, whole ? "\"" : "\"*");
	return out.data;
}

json_t *
search_words_query(const char *words, struct arena *arena, size_t *count)
{
	struct slice folded = slice_from(utf8_fold(arena, words));
	json_t *array = json_array();
	size_t pos = 0;

	while (pos < folded.size && json_array_size(array) < SEARCH_WORDS_MAX) {
		struct word word = word_next(folded, &pos);

		if (word.usable)
			json_array_append_new(
				array,
				json_string(word_expression(&word, arena)));
		else if (!word.characters)
			utf8_next(folded, &pos); /* the blank it stopped at */
	}
	*count = json_array_size(array);
	return array;
}

int64_t
search_words_ticket(const char *words)
{
	const char *number = strchr(words, '#');
	char *end;
	long long id;

	number = number ? number + 1 : words + strspn(words, " ");
	if (!isdigit((unsigned char)*number))
		return 0;
	id = strtoll(number, &end, 10);
	end += strspn(end, " ]");
	return *end || id == INT64_MAX ? 0 : id;
}
