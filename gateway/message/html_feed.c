/*
 * html_feed.c - a linear look at HTML before the parser gets it.
 *
 * It knows where tags, comments, scripts and styles end and nothing more; all
 * meaning is the parser's. What goes wrong without it: libxml2 takes time
 * that grows with the square of the attributes of a tag and of the depth, an
 * address in angle brackets that somebody forgot to escape is lost as a tag,
 * and an unclosed comment or style swallows the mail.
 */
#include "message/html_feed.h"

#include "base/slice.h"

/* The parser gets at most this much before the depth is looked at again. */
#define PIECE_SIZE 1024

#define NOT_FOUND ((size_t)-1)

/* Elements whose content is no text for a reader. */
enum raw_element { RAW_SCRIPT, RAW_STYLE, RAW_TITLE, RAW_XML, RAW_COUNT };

static const char *const raw_names[RAW_COUNT] = { "script", "style", "title",
						  "xml" };
static const char *const raw_ends[RAW_COUNT] = { "</script", "</style",
						 "</title", "</xml" };

struct feed {
	struct slice html;
	const struct html_sink *sink;
	struct html_caps *caps;
	size_t done;	     /* given to the sink, or left out */
	bool quotes_broken;  /* tags end at the first '>' */
	bool no_comment_end; /* none follows any more */
	bool no_raw_end[RAW_COUNT];
	bool no_tag_end;
	bool flat; /* too deep: tags are left out */
};

static void
put(struct feed *f, struct slice s)
{
	if (s.size)
		f->sink->put(f->sink->context, s);
}

/* Gives away all before AT. */
static void
flush(struct feed *f, size_t at)
{
	put(f, slice_sub(f->html, f->done, at));
	f->done = at;
}

/* Leaves out [FROM, TO). */
static void
leave_out(struct feed *f, size_t from, size_t to)
{
	flush(f, from);
	f->done = to;
}

static bool
is_letter(char c)
{
	c = ascii_lower(c);
	return c >= 'a' && c <= 'z';
}

static bool
is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static size_t
find_char(const struct feed *f, size_t from, char c)
{
	const char *at = from < f->html.size ? memchr(f->html.data + from, c,
						      f->html.size - from)
					     : NULL;

	return at ? (size_t)(at - f->html.data) : NOT_FOUND;
}

/* Behind a comment that begins at AT ("<!--"). */
static size_t
comment_end(struct feed *f, size_t at)
{
	size_t end = f->no_comment_end ? NOT_FOUND
				       : slice_find(f->html, "-->", at + 2);

	if (end != NOT_FOUND)
		return end + 3;
	f->no_comment_end = true;
	end = find_char(f, at, '>');
	return end == NOT_FOUND ? f->html.size : end + 1;
}

/* What a scan of one tag found. */
struct tag {
	size_t end;	 /* behind its '>' */
	size_t keep_end; /* behind the last attribute to keep */
	bool cut;	 /* there are more */
	bool too_many;
};

/*
 * Scans from AT to LIMIT for the end of a tag. Attributes are counted at the
 * blanks between them, outside of quotes; a quote opens only behind '='.
 * False when the tag does not end: KEEP_END is then before the attribute
 * that did not.
 */
static bool
scan_quoted(const char *s, size_t at, size_t limit, struct tag *tag)
{
	size_t attributes = 0;
	char quote = '\0', last = '\0';

	tag->keep_end = at;
	for (size_t i = at + 1; i < limit; i++) {
		if (quote) {
			if (s[i] == quote)
				quote = '\0';
			continue;
		}
		if (s[i] == '>') {
			tag->end = i + 1;
			if (!tag->too_many)
				tag->keep_end = i;
			return true;
		}
		if ((s[i] == '"' || s[i] == '\'') && last == '=')
			quote = s[i];
		if (is_space(s[i]) && !is_space(s[i - 1]) && !tag->too_many) {
			tag->keep_end = i;
			tag->too_many = ++attributes > HTML_ATTRIBUTES_MAX;
		}
		if (!is_space(s[i]))
			last = s[i];
	}
	return false;
}

/* False when no tag ends behind AT. */
static bool
scan_tag(struct feed *f, size_t at, struct tag *tag)
{
	size_t limit = f->html.size, end;

	*tag = (struct tag){ 0 };
	if (limit - at > HTML_TAG_MAX)
		limit = at + HTML_TAG_MAX;
	if (!f->quotes_broken && scan_quoted(f->html.data, at, limit, tag)) {
		tag->cut = tag->too_many;
		return true;
	}
	/* a quote that never closes, or a huge value: from here on tags end
	 * at their first '>', else each would be searched in vain */
	f->quotes_broken = true;
	end = f->no_tag_end ? NOT_FOUND : find_char(f, at, '>');
	f->no_tag_end = end == NOT_FOUND;
	if (f->no_tag_end)
		return false;
	limit = end + 1 - at > HTML_TAG_MAX ? at + HTML_TAG_MAX : end + 1;
	*tag = (struct tag){ 0 };
	tag->cut = !scan_quoted(f->html.data, at, limit, tag) || tag->too_many;
	tag->end = end + 1;
	return true;
}

/* "<bob@example.org>", "<https://...>": text that was not escaped. */
static bool
is_bare_address(const struct feed *f, size_t at)
{
	const char *s = f->html.data;

	for (size_t i = at + 1; i < f->html.size && i < at + 100; i++) {
		if (is_space(s[i]) || strchr("<>/\"'=", s[i]))
			return i > at + 5 && s[i] == '/' && s[i - 1] == ':';
		if (s[i] == '@')
			return true;
	}
	return false;
}

static size_t
raw_element_end(struct feed *f, size_t at, size_t tag_end)
{
	struct slice rest = slice_sub(f->html, at + 1, at + 16);

	for (int i = 0; i < RAW_COUNT; i++) {
		size_t n = strlen(raw_names[i]), end;

		if (!slice_starts_nocase(rest, raw_names[i]) ||
		    (rest.size > n && is_letter(rest.data[n])) ||
		    f->no_raw_end[i] || f->html.data[tag_end - 2] == '/')
			continue;
		end = slice_find_nocase(f->html, raw_ends[i], tag_end);
		if (end == NOT_FOUND) {
			f->no_raw_end[i] = true;
			return tag_end;
		}
		end = find_char(f, end, '>');
		return end == NOT_FOUND ? f->html.size : end + 1;
	}
	return 0;
}

/* "</body>" and "</html>" end the page for the parser; mail goes on behind
 * them, with footers that servers add. */
static bool
ends_page(const struct feed *f, size_t at)
{
	struct slice tag = slice_sub(f->html, at, at + 7);

	return slice_equal_nocase(tag, "</body>") ||
	       slice_equal_nocase(tag, "</html>");
}

/* The tag at AT, cut down when it is beyond a cap; returns where to go on. */
static size_t
feed_tag(struct feed *f, size_t at)
{
	struct tag tag;
	size_t raw_end;

	if (!scan_tag(f, at, &tag)) {
		leave_out(f, at, at + 1);
		put(f, slice_from("&lt;"));
		return at + 1;
	}
	raw_end = raw_element_end(f, at, tag.end);
	if (raw_end || f->flat || ends_page(f, at)) {
		leave_out(f, at, raw_end ? raw_end : tag.end);
		put(f, slice_from(f->flat ? " " : ""));
		return f->done;
	}
	f->caps->attributes |= tag.too_many;
	if (tag.cut) {
		flush(f, tag.keep_end);
		if (tag.keep_end > at)
			put(f, slice_from(">"));
		f->done = tag.end;
	}
	return tag.end;
}

/* Whatever begins with the '<' at AT. */
static size_t
feed_markup(struct feed *f, size_t at)
{
	struct slice rest = slice_sub(f->html, at, at + 4);
	char next = rest.size > 1 ? rest.data[1] : '\0';
	size_t end;

	if (slice_starts_nocase(rest, "<!--")) {
		end = comment_end(f, at);
		leave_out(f, at, end);
		return end;
	}
	if (next == '!' || next == '?') {
		end = find_char(f, at, '>');
		end = end == NOT_FOUND ? f->html.size : end + 1;
		leave_out(f, at, end);
		return end;
	}
	if ((is_letter(next) && !is_bare_address(f, at)) ||
	    (next == '/' && rest.size > 2 && is_letter(rest.data[2])))
		return feed_tag(f, at);
	leave_out(f, at, at + 1);
	put(f, slice_from("&lt;"));
	return at + 1;
}

static void
look_at_depth(struct feed *f, size_t at)
{
	if (at - f->done < PIECE_SIZE)
		return;
	flush(f, at);
	if (f->sink->depth(f->sink->context) > HTML_DEPTH_MAX) {
		f->flat = true;
		f->caps->depth = true;
	}
}

void
html_feed(struct slice html, const struct html_sink *sink,
	  struct html_caps *caps)
{
	struct feed f = { .html = html, .sink = sink, .caps = caps };
	size_t at = 0;

	while (at < html.size) {
		size_t next = find_char(&f, at, '<');

		if (next == NOT_FOUND)
			break;
		at = feed_markup(&f, next);
		look_at_depth(&f, at);
	}
	flush(&f, html.size);
}
