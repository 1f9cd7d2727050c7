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

#define FOLD_CELL_BYTES 12
#define FOLD_PAGE_BITS	8
#define FOLD_PAGES	(0x110000u >> FOLD_PAGE_BITS)
#define FOLD_POINTS_MAX 64 /* code points that one character may become */

struct fold_cell {
	bool known;
	uint8_t class;
	uint8_t size; /* over FOLD_CELL_BYTES: does not fit */
	bool marks;
	char bytes[FOLD_CELL_BYTES];
};

struct folder {
	struct fold_cell *pages[FOLD_PAGES];
	char long_bytes[FOLD_BYTES_MAX];
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

/* A fold under construction. */
struct fold_maker {
	struct fold_cell cell; /* all but the bytes */
	char bytes[FOLD_BYTES_MAX];
};

static void
maker_add(struct fold_maker *maker, unsigned c)
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
	if (maker->cell.size + size > FOLD_BYTES_MAX)
		return;
	memcpy(maker->bytes + maker->cell.size, bytes, size);
	maker->cell.size = (uint8_t)(maker->cell.size + size);
}

static void
maker_compute(struct fold_maker *maker, unsigned c)
{
	uint32_t points[FOLD_POINTS_MAX];
	enum fold_class class = fold_classify(c);
	size_t count, i;

	maker->cell =
		(struct fold_cell){ .known = true, .class = (uint8_t) class };
	if (class == FOLD_NOTHING)
		return;
	if (class == FOLD_SPACE || c == 0x130 || c == 0x131) {
		maker_add(maker, class == FOLD_SPACE ? ' ' : 'i');
		return;
	}
	if (c >= 0xAC00 && c <= 0xD7A3) { /* a Hangul syllable stays whole */
		maker_add(maker, c);
		return;
	}
	count = fold_points(c, points);
	for (i = 0; i < count; i++) {
		maker->cell.marks |= uc_combining_class((ucs4_t)points[i]) != 0;
		maker_add(maker, (unsigned)points[i]);
	}
}

static struct fold
folder_make(struct folder *folder, struct fold_cell *cell, unsigned c)
{
	struct fold_maker maker;

	maker_compute(&maker, c);
	*cell = maker.cell;
	memcpy(folder->long_bytes, maker.bytes, maker.cell.size);
	if (cell->size <= FOLD_CELL_BYTES)
		memcpy(cell->bytes, maker.bytes, cell->size);
	return (struct fold){ folder->long_bytes, cell->class, cell->size,
			      cell->marks };
}

static struct fold_cell *
folder_page(struct folder *folder, unsigned c)
{
	struct fold_cell **page = &folder->pages[c >> FOLD_PAGE_BITS];

	if (!*page) {
		*page = calloc(1u << FOLD_PAGE_BITS, sizeof(**page));
		if (!*page)
			abort();
	}
	return *page;
}

struct fold
folder_fold(struct folder *folder, unsigned c)
{
	struct fold_cell *cell;

	if (c > 0x10FFFF)
		c = UTF8_REPLACEMENT;
	cell = folder_page(folder, c) + (c & ((1u << FOLD_PAGE_BITS) - 1));
	if (!cell->known || cell->size > FOLD_CELL_BYTES)
		return folder_make(folder, cell, c);
	return (struct fold){ cell->bytes, cell->class, cell->size,
			      cell->marks };
}
