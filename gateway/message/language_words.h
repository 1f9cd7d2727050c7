/*
 * language_words.h - the frequent small words of the languages that are told
 * apart by them: tables only. Used by language.c only.
 */
#ifndef TG_MESSAGE_LANGUAGE_WORDS_H
#define TG_MESSAGE_LANGUAGE_WORDS_H

#include <stddef.h>
#include <stdint.h>

/* One bit a language, in the order of language_codes[]. */
enum language_bit {
	EN = 1 << 0,
	DE = 1 << 1,
	FR = 1 << 2,
	ES = 1 << 3,
	IT = 1 << 4,
	PT = 1 << 5,
	NL = 1 << 6,
	PL = 1 << 7,
	SV = 1 << 8,
	DA = 1 << 9,
	NO = 1 << 10,
	FI = 1 << 11,
	CS = 1 << 12,
	SK = 1 << 13,
	TR = 1 << 14,
	HU = 1 << 15,
	RO = 1 << 16,
	HR = 1 << 17,
	CA = 1 << 18,
	ID = 1 << 19,
	VI = 1 << 20,
	RU = 1 << 21,
	UK = 1 << 22,
	BG = 1 << 23
};

#define LANGUAGE_BITS 24

extern const char *const language_codes[LANGUAGE_BITS];

struct language_word {
	const char *word; /* in the form of text_folded() */
	uint32_t languages;
};

/* Sorted by bytes. */
extern const struct language_word language_words[];
extern const size_t language_word_count;

/* Letters that few languages have. */
struct language_letter {
	unsigned letter;
	uint32_t languages;
};

extern const struct language_letter language_letters[]; /* ends with 0 */

/* Ends of longer words; ends with NULL. */
extern const struct language_word language_endings[];

#endif
