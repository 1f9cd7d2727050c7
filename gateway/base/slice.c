/*
 * slice.c - views of bytes: cutting, comparing, finding.
 *
 * Case is folded for ASCII letters only and by arithmetic, because the
 * locale's own folding changes headers and keywords (the Turkish i).
 */
#include "base/slice.h"

char
ascii_lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

int
ascii_casecmp(const char *a, const char *b)
{
	if (!a || !b)
		return (a != NULL) - (b != NULL);
	while (*a && ascii_lower(*a) == ascii_lower(*b)) {
		a++;
		b++;
	}
	return (unsigned char)ascii_lower(*a) - (unsigned char)ascii_lower(*b);
}

struct slice
slice_sub(struct slice s, size_t start, size_t end)
{
	if (end > s.size)
		end = s.size;
	if (start > end)
		start = end;
	return slice_of(s.data ? s.data + start : NULL, end - start);
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

struct slice
slice_trim(struct slice s)
{
	while (s.size && is_blank(s.data[0])) {
		s.data++;
		s.size--;
	}
	while (s.size && is_blank(s.data[s.size - 1]))
		s.size--;
	return s;
}

bool
slice_equal(struct slice a, struct slice b)
{
	return a.size == b.size &&
	       (a.size == 0 || memcmp(a.data, b.data, a.size) == 0);
}

bool
slice_starts_nocase(struct slice s, const char *prefix)
{
	size_t i;

	for (i = 0; prefix[i]; i++)
		if (i >= s.size ||
		    ascii_lower(s.data[i]) != ascii_lower(prefix[i]))
			return false;
	return true;
}

bool
slice_equal_nocase(struct slice a, const char *b)
{
	return a.size == strlen(b) && slice_starts_nocase(a, b);
}

size_t
slice_find(struct slice s, const char *needle, size_t from)
{
	const char *hit;

	if (from > s.size)
		return (size_t)-1;
	if (!*needle)
		return from;
	if (from == s.size)
		return (size_t)-1;
	hit = memmem(s.data + from, s.size - from, needle, strlen(needle));
	return hit ? (size_t)(hit - s.data) : (size_t)-1;
}

size_t
slice_find_nocase(struct slice s, const char *needle, size_t from)
{
	size_t size = strlen(needle);
	char first = ascii_lower(needle[0]);

	for (; from <= s.size && size <= s.size - from; from++) {
		/* nearly every place fails here, without a call */
		if (size && ascii_lower(s.data[from]) != first)
			continue;
		if (slice_starts_nocase(slice_sub(s, from, s.size), needle))
			return from;
	}
	return (size_t)-1;
}

bool
slice_next_line(struct slice *rest, struct slice *line)
{
	const char *end;
	size_t size;

	if (!rest->size)
		return false;
	end = memchr(rest->data, '\n', rest->size);
	size = end ? (size_t)(end - rest->data) : rest->size;
	*line = slice_of(rest->data, size);
	if (end && size && rest->data[size - 1] == '\r')
		line->size--;
	*rest = slice_sub(*rest, end ? size + 1 : size, rest->size);
	return true;
}
