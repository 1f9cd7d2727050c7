/*
 * html_link.c - which address of a link a reader should see.
 *
 * Trackers make addresses of thousands of bytes, and most links of people
 * repeat their text; both would drown the words.
 */
#include "message/html_link.h"

#include "base/buf.h"

/* Addresses longer than this are left out: trackers, mostly. */
#define HREF_MAX 2048

/* The part of an address that people write. */
static struct slice
address_bare(struct slice s)
{
	static const char *const prefixes[] = { "mailto:", "https://",
						"http://", "tel:", "www." };

	s = slice_trim(s);
	for (size_t i = 0; i < sizeof(prefixes) / sizeof(*prefixes); i++)
		if (slice_starts_nocase(s, prefixes[i]))
			s = slice_sub(s, strlen(prefixes[i]), s.size);
	while (s.size && strchr("/>", s.data[s.size - 1]))
		s.size--;
	while (s.size && s.data[0] == '<')
		s = slice_sub(s, 1, s.size);
	return s;
}

bool
html_link_says_more(struct slice text, const char *href)
{
	struct slice a = address_bare(text), b = address_bare(slice_from(href));
	const char *query = memchr(b.data, '?', b.size);

	if (query && slice_starts_nocase(slice_from(href), "mailto:"))
		b.size = (size_t)(query - b.data);
	if (a.size != b.size)
		return true;
	for (size_t i = 0; i < a.size; i++)
		if (ascii_lower(a.data[i]) != ascii_lower(b.data[i]))
			return true;
	return false;
}

static bool
is_link(const char *href)
{
	static const char *const schemes[] = { "http://", "https://", "ftp://",
					       "mailto:", "tel:",     "sip:",
					       "file:",	  "callto:",  "sms:" };
	struct slice s = slice_from(href);

	for (size_t i = 0; i < sizeof(schemes) / sizeof(*schemes); i++)
		if (slice_starts_nocase(s, schemes[i]))
			return s.size > strlen(schemes[i]);
	return false;
}

const char *
html_link_clean(const char *href, struct arena *arena)
{
	struct buf out;

	buf_init(&out, arena);
	for (; *href && out.size <= HREF_MAX; href++)
		if ((unsigned char)*href > ' ' && *href != 0x7F &&
		    !strchr("<>", *href))
			buf_add_char(&out, *href);
	return out.size <= HREF_MAX && is_link(out.data) ? out.data : NULL;
}
