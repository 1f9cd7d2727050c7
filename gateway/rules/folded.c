/*
 * folded.c - folding whole texts, and what a whole word is.
 *
 * This runs over every mail, so ASCII goes a short way by a table. What can
 * go wrong: a word border taken for none loses requests, the other way round
 * "cat" is found in "category"; test_folded.c has both for many scripts.
 */
#include "rules/folded.h"

#include "base/utf8.h"

/* Room that one more character needs at most. */
#define FOLDED_SLACK (FOLD_BYTES_MAX + 2)

/* White space that was met and not written yet. */
struct blank {
	bool pending;
	bool line_end;
	uint32_t origin;
};

void
folded_init(struct folded *folded)
{
	*folded = (struct folded){ .data = NULL };
}

void
folded_clear(struct folded *folded)
{
	free(folded->data);
	free(folded->kinds);
	free(folded->origin);
	folded_init(folded);
}

static void *
folded_resize(void *old, size_t count, size_t size)
{
	void *new = reallocarray(old, count, size);

	if (!new)
		abort();
	return new;
}

static void
folded_reserve(struct folded *folded, size_t more)
{
	size_t capacity = folded->size + more + FOLDED_SLACK;

	if (capacity <= folded->capacity)
		return;
	capacity += capacity / 2;
	folded->data = folded_resize(folded->data, capacity, 1);
	folded->kinds = folded_resize(folded->kinds, capacity, 1);
	folded->origin =
		folded_resize(folded->origin, capacity, sizeof(uint32_t));
	folded->capacity = capacity;
}

static void
folded_put(struct folded *folded, char byte, unsigned kind, uint32_t origin)
{
	folded->data[folded->size] = byte;
	folded->kinds[folded->size] = (unsigned char)kind;
	folded->origin[folded->size++] = origin;
}

static unsigned
folded_last_class(const struct folded *folded)
{
	return folded->size ? folded->kinds[folded->size - 1] & FOLDED_CLASS
			    : FOLD_OTHER;
}

/* Writes the blank that is due before a character of class NEXT, unless it is
 * only the end of a line in a script without blanks. */
static void
folded_flush(struct folded *folded, struct blank *blank, unsigned next)
{
	if (!blank->pending)
		return;
	blank->pending = false;
	if (blank->line_end && next == FOLD_JOINED &&
	    folded_last_class(folded) == FOLD_JOINED)
		return;
	folded_put(folded, ' ', FOLD_SPACE | FOLDED_START, blank->origin);
}

static void
folded_note_blank(struct blank *blank, unsigned c, size_t at)
{
	if (!blank->pending)
		*blank = (struct blank){ true, false, (uint32_t)at };
	if (c == '\n' || c == '\r')
		blank->line_end = true;
}

/* One character beyond ASCII, or any that is no letter or digit. */
static void
folded_add_char(struct folded *folded, struct blank *blank,
		const struct fold *fold, size_t at)
{
	unsigned class = fold->class, kind;
	size_t i;

	if (class == FOLD_MARK)
		class = folded_last_class(folded);
	kind = class;
	if (fold->class != FOLD_MARK) {
		folded_flush(folded, blank, class);
		kind |= FOLDED_START;
	}
	for (i = 0; i < fold->size; i++, kind = class)
		folded_put(folded, fold->bytes[i], kind, (uint32_t)at);
}

/* Lower case of ASCII letters and digits; 0 for anything else. */
static const char plain[256] = {
	['0'] = '0', ['1'] = '1', ['2'] = '2', ['3'] = '3', ['4'] = '4',
	['5'] = '5', ['6'] = '6', ['7'] = '7', ['8'] = '8', ['9'] = '9',
	['a'] = 'a', ['b'] = 'b', ['c'] = 'c', ['d'] = 'd', ['e'] = 'e',
	['f'] = 'f', ['g'] = 'g', ['h'] = 'h', ['i'] = 'i', ['j'] = 'j',
	['k'] = 'k', ['l'] = 'l', ['m'] = 'm', ['n'] = 'n', ['o'] = 'o',
	['p'] = 'p', ['q'] = 'q', ['r'] = 'r', ['s'] = 's', ['t'] = 't',
	['u'] = 'u', ['v'] = 'v', ['w'] = 'w', ['x'] = 'x', ['y'] = 'y',
	['z'] = 'z', ['A'] = 'a', ['B'] = 'b', ['C'] = 'c', ['D'] = 'd',
	['E'] = 'e', ['F'] = 'f', ['G'] = 'g', ['H'] = 'h', ['I'] = 'i',
	['J'] = 'j', ['K'] = 'k', ['L'] = 'l', ['M'] = 'm', ['N'] = 'n',
	['O'] = 'o', ['P'] = 'p', ['Q'] = 'q', ['R'] = 'r', ['S'] = 's',
	['T'] = 't', ['U'] = 'u', ['V'] = 'v', ['W'] = 'w', ['X'] = 'x',
	['Y'] = 'y', ['Z'] = 'z',
};

static char
plain_at(struct slice text, size_t at)
{
	return at < text.size ? plain[(unsigned char)text.data[at]] : '\0';
}

/* The run of ASCII letters and digits at AT; returns where it ends. */
static size_t
folded_add_plain(struct folded *folded, struct blank *blank, struct slice text,
		 size_t at)
{
	char *data, c;
	unsigned char *kinds;
	uint32_t *origin;
	size_t start = at;

	folded_flush(folded, blank, FOLD_WORD);
	data = folded->data + folded->size;
	kinds = folded->kinds + folded->size;
	origin = folded->origin + folded->size;
	for (; (c = plain_at(text, at)); at++) {
		*data++ = c;
		*kinds++ = FOLD_WORD | FOLDED_START;
		*origin++ = (uint32_t)at;
	}
	folded->size += at - start;
	return at;
}

void
folded_set(struct folded *folded, struct folder *folder, struct slice text,
	   size_t break_at)
{
	struct blank blank = { false, false, 0 };
	size_t at = 0;

	folded->size = 0;
	folded_reserve(folded, text.size);
	while (at < text.size) {
		struct fold fold;
		size_t start = at;
		unsigned c = (unsigned char)text.data[at];

		if (plain[c]) {
			at = folded_add_plain(folded, &blank, text, at);
			continue;
		}
		if (c < 0x80)
			at++;
		else
			c = utf8_next(text, &at);
		if (start == break_at) {
			blank.pending = false;
			folded_put(folded, FOLDED_BREAK,
				   FOLD_OTHER | FOLDED_START, (uint32_t)start);
			continue;
		}
		if (c == ' ' || c == '\n') {
			folded_note_blank(&blank, c, start);
			continue;
		}
		fold = folder_fold(folder, c);
		if (fold.class == FOLD_SPACE) {
			folded_note_blank(&blank, c, start);
			continue;
		}
		folded_reserve(folded, text.size - at);
		folded_add_char(folded, &blank, &fold, start);
	}
	folded_flush(folded, &blank, FOLD_OTHER);
	folded->origin[folded->size] = (uint32_t)text.size;
}

bool
folded_is_whole(const struct folded *folded, size_t start, size_t end)
{
	const unsigned char *kinds = folded->kinds;

	if (!(kinds[start] & FOLDED_START))
		return false;
	if (end < folded->size && !(kinds[end] & FOLDED_START))
		return false;
	if (start > 0 && (kinds[start] & FOLDED_CLASS) == FOLD_WORD &&
	    (kinds[start - 1] & FOLDED_CLASS) == FOLD_WORD)
		return false;
	return end == folded->size ||
	       (kinds[end] & FOLDED_CLASS) != FOLD_WORD ||
	       (kinds[end - 1] & FOLDED_CLASS) != FOLD_WORD;
}

size_t
folded_find(const struct folded *folded, struct slice word, size_t from)
{
	while (word.size > 0 && from < folded->size) {
		const char *found =
			memmem(folded->data + from, folded->size - from,
			       word.data, word.size);
		size_t start;

		if (!found)
			break;
		start = (size_t)(found - folded->data);
		if (folded_is_whole(folded, start, start + word.size))
			return start;
		from = start + 1;
	}
	return (size_t)-1;
}
