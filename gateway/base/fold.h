/*
 * fold.h - characters in the form in which words are compared.
 *
 * Caseless (Unicode full case folding), compatibility forms resolved (NFKD:
 * full-width letters are ASCII, a no-break space is a space), accents kept
 * but apart from their letter, German sharp s is "ss", and all four Turkish
 * i are one letter, because people type any of them. Characters that nobody
 * sees (soft hyphen, zero width space) fold to nothing.
 *
 * Folding is done character by character: the fold of a text is the folds of
 * its characters in a row. Callers rely on that.
 */
#ifndef TG_BASE_FOLD_H
#define TG_BASE_FOLD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What a character is to somebody who looks for whole words. */
enum fold_class {
	FOLD_NOTHING, /* not seen: folds to no bytes */
	FOLD_SPACE,   /* white space: folds to one blank */
	FOLD_OTHER,   /* punctuation, symbols: always ends a word */
	FOLD_WORD,    /* letters, digits, underscore */
	FOLD_JOINED,  /* letters of scripts without blanks between words (Han,
			 kana, Thai, ...) or with endings glued to them
			 (Hangul): any place between two is a border */
	FOLD_MARK     /* combining mark: belongs to the character before */
};

/* One character's fold; BYTES is UTF-8 without a NUL, SIZE of them. */
#define FOLD_BYTES_MAX 80
struct fold {
	const char *bytes;
	uint8_t class; /* enum fold_class */
	uint8_t size;
	bool marks; /* some of BYTES is a combining mark */
};

/* A cache of folds, filled as characters are met; used by one thread. */
struct folder;

/* The caller owns it: folder_free(). */
struct folder *
folder_new(void);
/* NULL is allowed. */
void
folder_free(struct folder *folder);

/* The fold of C; its bytes are valid until the next call. */
struct fold
folder_fold(struct folder *folder, unsigned c);

#endif
