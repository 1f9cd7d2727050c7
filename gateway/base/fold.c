/*
 * fold.c - one character's folded form, cached by pages of 256 characters.
 *
 * The Unicode tables are slow to ask (several look-ups and a normalisation a
 * character), so that each character is asked for once. Nearly all folds fit
 * into a small cell; the few longer ones (U+FDFA is 18 letters) are computed
 * each time.
 */
#include "base/fold.h"

#include <unicase.h>
#include <unictype.h>
#include <uninorm.h>

#include "base/utf8.h"

#define FOLD_CELL_BYTES 13
#define FOLD_PAGE_BITS	8
#define FOLD_PAGES	(0x110000u >> FOLD_PAGE_BITS)
#define FOLD_POINTS_MAX 64 /* code points that one character may become */

struct fold_cell {
	uint8_t class_and_marks; /* class + 1, 0x80 for marks; 0: not asked */
	uint8_t size;		 /* over FOLD_CELL_BYTES: does not fit */
	char bytes[FOLD_CELL_BYTES + 1];
};

struct folder {
	struct fold_cell *pages[FOLD_PAGES];
	struct fold result;
};

/* Scripts whose words are found without looking at what stands beside. */
static const char *const joined_scripts[] = {
	"Han",	 "Hiragana", "Katakana", "Thai",  "Lao",
	"Khmer", "Bopomofo", "Myanmar",	 "Hangul"
};

struct folder *
folder_new(void)
{
	struct folder *folder = calloc(1, sizeof(*folder));

	if (!folder)
		abort();
	return folder;
}

void
folder_free(struct folder *folder)
{
	size_t i;

	if (!folder)
		return;
	for (i = 0; i < FOLD_PAGES; i++)
		free(folder->pages[i]);
	free(folder);
}

static bool
fold_is_joined(unsigned c)
{
	const uc_script_t *script = uc_script(c);
	size_t i;

	if (c == 0x30FC || c == 0xFF70) /* the kana length mark is Common */
		return true;
	if (!script)
		return false;
	for (i = 0; i < sizeof(joined_scripts) / sizeof(*joined_scripts); i++)
		if (strcmp(script->name, joined_scripts[i]) == 0)
			return true;
	return false;
}

static enum fold_class
fold_classify(unsigned c)
{
	if (uc_is_property_white_space(c))
		return FOLD_SPACE;
	if (uc_is_property_default_ignorable_code_point(c))
		return FOLD_NOTHING;
	if (uc_is_general_category(c, UC_MARK))
		return FOLD_MARK;
	if (fold_is_joined(c) && uc_is_general_category(c, UC_LETTER))
		return FOLD_JOINED;
	if (uc_is_general_category(c, UC_LETTER) ||
	    uc_is_general_category(c, UC_NUMBER) || c == '_')
		return FOLD_WORD;
	return FOLD_OTHER;
}

/* Case folding and NFKD, twice: a decomposition may bring upper case back
 * (U+2121 is "TEL"). */
static size_t
fold_points(unsigned c, uint32_t out[static FOLD_POINTS_MAX])
{
	uint32_t once[FOLD_POINTS_MAX];
	uint32_t point = c;
	size_t size = FOLD_POINTS_MAX;

	if (!u32_casefold(&point, 1, NULL, UNINORM_NFKD, once, &size) ||
	    size > FOLD_POINTS_MAX) {
		out[0] = c;
		return 1;
	}
	point = (uint32_t)size;
	size = FOLD_POINTS_MAX;
	if (!u32_casefold(once, point, NULL, UNINORM_NFKD, out, &size)) {
		out[0] = c;
		return 1;
	}
	return size;
}

static void
fold_add(struct fold *fold, unsigned c)
{
	char bytes[4];
	size_t size = 0;

	if (c < 0x80) {
		bytes[size++] = (char)c;
	} else if (c < 0x800) {
		bytes[size++] = (char)(0xC0 | c >> 6);
		bytes[size++] = (char)(0x80 | (c & 0x3F));
	} else if (c < 0x10000) {
		bytes[size++] = (char)(0xE0 | c >> 12);
		bytes[size++] = (char)(0x80 | (c >> 6 & 0x3F));
		bytes[size++] = (char)(0x80 | (c & 0x3F));
	} else {
		bytes[size++] = (char)(0xF0 | c >> 18);
		bytes[size++] = (char)(0x80 | (c >> 12 & 0x3F));
		bytes[size++] = (char)(0x80 | (c >> 6 & 0x3F));
		bytes[size++] = (char)(0x80 | (c & 0x3F));
	}
	if (fold->size + size > FOLD_BYTES_MAX)
		return;
	memcpy(fold->bytes + fold->size, bytes, size);
	fold->size = (uint8_t)(fold->size + size);
}

static void
fold_compute(unsigned c, struct fold *fold)
{
	uint32_t points[FOLD_POINTS_MAX];
	size_t count, i;

	*fold = (struct fold){ .class = (uint8_t)fold_classify(c) };
	if (fold->class == FOLD_NOTHING)
		return;
	if (fold->class == FOLD_SPACE || c == 0x130 || c == 0x131) {
		fold_add(fold, fold->class == FOLD_SPACE ? ' ' : 'i');
		return;
	}
	if (c >= 0xAC00 && c <= 0xD7A3) { /* a Hangul syllable stays whole */
		fold_add(fold, c);
		return;
	}
	count = fold_points(c, points);
	for (i = 0; i < count; i++) {
		fold->marks |= uc_combining_class((ucs4_t)points[i]) != 0;
		fold_add(fold, (unsigned)points[i]);
	}
}

static void
fold_store(struct fold_cell *cell, const struct fold *fold)
{
	cell->class_and_marks =
		(uint8_t)((fold->class + 1) | (fold->marks ? 0x80 : 0));
	cell->size = fold->size;
	if (fold->size <= FOLD_CELL_BYTES)
		memcpy(cell->bytes, fold->bytes, fold->size);
}

const struct fold *
folder_fold(struct folder *folder, unsigned c)
{
	struct fold *result = &folder->result;
	struct fold_cell **page, *cell;

	if (c > 0x10FFFF)
		c = UTF8_REPLACEMENT;
	page = &folder->pages[c >> FOLD_PAGE_BITS];
	if (!*page) {
		*page = calloc(1u << FOLD_PAGE_BITS, sizeof(**page));
		if (!*page)
			abort();
	}
	cell = *page + (c & ((1u << FOLD_PAGE_BITS) - 1));
	if (!cell->class_and_marks || cell->size > FOLD_CELL_BYTES) {
		fold_compute(c, result);
		fold_store(cell, result);
		return result;
	}
	result->class = (uint8_t)((cell->class_and_marks & 0x7F) - 1);
	result->marks = cell->class_and_marks & 0x80;
	result->size = cell->size;
	memcpy(result->bytes, cell->bytes, FOLD_CELL_BYTES);
	return result;
}
