/*
 * html_style.c - reading style="..." for what is hidden.
 *
 * What goes wrong: taking too much for hidden. Templates set "font-size:0" on
 * a table's cell to close gaps and set a size again inside, so a size only
 * counts for text that has no other; and "mso-hide:all" hides from Outlook
 * only (the button that everybody else sees carries it), so it does not count
 * at all: previews that hide carry "display:none" as well.
 */
#include "message/html_style.h"

#include <stddef.h>

#include "base/slice.h"

/* Declarations looked at in one attribute. */
#define DECLARATIONS_MAX 64

static bool
is_zero(struct slice value)
{
	size_t i = 0;
	bool digit = false;

	for (; i < value.size; i++) {
		if (value.data[i] == '0')
			digit = true;
		else if (value.data[i] != '.')
			break;
	}
	return digit &&
	       (i == value.size || value.data[i] < '1' || value.data[i] > '9');
}

/* 0, 1px, 2px, 1pt, ...: nobody reads it. */
static bool
is_tiny(struct slice value)
{
	if (is_zero(value))
		return true;
	if (value.size == 0 || (value.data[0] != '1' && value.data[0] != '2'))
		return false;
	value = slice_sub(value, 1, value.size);
	if (value.size && value.data[0] == '.')
		while (value.size &&
		       (value.data[0] == '.' ||
			(value.data[0] >= '0' && value.data[0] <= '9')))
			value = slice_sub(value, 1, value.size);
	return value.size == 0 || slice_starts_nocase(value, "px") ||
	       slice_starts_nocase(value, "pt");
}

bool
html_is_tiny(const char *value)
{
	return value && is_tiny(slice_trim(slice_from(value)));
}

static void
declaration(struct html_style *style, struct slice name, struct slice value,
	    bool *clips, bool *no_area)
{
	if (slice_equal_nocase(name, "display"))
		style->hidden |= slice_starts_nocase(value, "none");
	else if (slice_equal_nocase(name, "visibility"))
		style->hidden |= slice_starts_nocase(value, "hidden");
	else if (slice_equal_nocase(name, "opacity"))
		style->hidden |= is_zero(value);
	else if (slice_equal_nocase(name, "max-height") ||
		 slice_equal_nocase(name, "max-width"))
		style->hidden |= is_zero(value);
	else if (slice_equal_nocase(name, "overflow"))
		*clips = slice_starts_nocase(value, "hidden");
	else if (slice_equal_nocase(name, "white-space"))
		style->pre = slice_starts_nocase(value, "pre") &&
			     !slice_starts_nocase(value, "pre-line");
	else if (slice_equal_nocase(name, "border"))
		style->border_none = slice_starts_nocase(value, "none");
	else if (slice_equal_nocase(name, "font-size")) {
		style->font_set = true;
		style->font_tiny = is_tiny(value);
	} else if (slice_equal_nocase(name, "width") ||
		   slice_equal_nocase(name, "height")) {
		style->no_size |= is_tiny(value);
		*no_area |= is_zero(value);
	}
}

struct html_style
html_style_parse(const char *text)
{
	struct html_style style = { 0 };
	struct slice rest = slice_from(text);
	bool clips = false, no_area = false;

	for (int i = 0; rest.size && i < DECLARATIONS_MAX; i++) {
		const char *end = memchr(rest.data, ';', rest.size);
		size_t size = end ? (size_t)(end - rest.data) : rest.size;
		struct slice one = slice_sub(rest, 0, size);
		const char *colon = memchr(one.data, ':', one.size);

		rest = slice_sub(rest, size + 1, rest.size);
		if (!colon)
			continue;
		size = (size_t)(colon - one.data);
		declaration(&style, slice_trim(slice_sub(one, 0, size)),
			    slice_trim(slice_sub(one, size + 1, one.size)),
			    &clips, &no_area);
	}
	style.hidden |= clips && no_area;
	return style;
}
