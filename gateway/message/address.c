/*
 * address.c - an address list, one mailbox after the other.
 *
 * The field is cut at commas that stand outside of quotes, comments and
 * angle brackets; each piece then has a phrase, perhaps a comment, and
 * perhaps an address in angle brackets.
 *
 * What goes wrong in mail: quotes, parentheses and brackets that are never
 * closed, several brackets around one address, commas in names that nobody
 * quoted, semicolons for commas, groups, routes, blanks within an address,
 * and names that show another address than the real one. Openings without
 * an end are remembered, so that a field full of them stays linear.
 */
#include "base/buf.h"
#include "message/address.h"
#include "message/header.h"

#define NOWHERE	    ((size_t)-1)
#define NAME_COMMAS 1 /* "Doe, Jane, Dr." has two; with more it is a list */

struct parse {
	struct slice s;
	size_t pos;
	struct arena *arena;
	struct address_list *list;
	struct buf phrase, comment, spec;    /* of the mailbox at hand */
	bool has_spec;			     /* an angle bracket was there */
	size_t comment_at;		     /* the phrase before it */
	bool quoted_only;		     /* all of the phrase was quoted */
	bool quoted_at;			     /* quoted words hold an "@" */
	bool no_quote, no_paren, no_bracket; /* no end is left for these */
	bool no_word_end;
	bool full;
};

/* The closing quote of the string opened at POS, or NOWHERE. */
static size_t
find_quote_end(struct parse *p, size_t pos)
{
	if (p->no_quote)
		return NOWHERE;
	for (size_t i = pos + 1; i < p->s.size; i++) {
		if (p->s.data[i] == '\\')
			i++;
		else if (p->s.data[i] == '"')
			return i;
	}
	p->no_quote = true;
	return NOWHERE;
}

/* The parenthesis that closes the one at POS; comments nest. */
static size_t
find_comment_end(struct parse *p, size_t pos)
{
	size_t depth = 0;

	if (p->no_paren)
		return NOWHERE;
	for (size_t i = pos; i < p->s.size; i++) {
		char c = p->s.data[i];

		if (c == '\\')
			i++;
		else if (c == '(')
			depth++;
		else if (c == ')' && --depth == 0)
			return i;
	}
	p->no_paren = true;
	return NOWHERE;
}

static size_t
find_bracket_end(struct parse *p, size_t pos)
{
	size_t end;

	if (p->no_bracket)
		return NOWHERE;
	end = slice_find(p->s, "]", pos);
	p->no_bracket = end == NOWHERE;
	return end;
}

/* Adds TEXT without the back slashes of quoted pairs. */
static void
add_unquoted(struct slice text, struct buf *out)
{
	for (size_t i = 0; i < text.size; i++) {
		if (text.data[i] == '\\' && i + 1 < text.size)
			i++;
		buf_add_char(out, text.data[i]);
	}
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static void
add_blank(struct buf *out)
{
	if (out->size && !is_blank(out->data[out->size - 1]))
		buf_add_char(out, ' ');
}

/* "(comment)" at p->pos. An unclosed one is dropped as a lone sign. */
static void
take_comment(struct parse *p, bool keep)
{
	size_t end = find_comment_end(p, p->pos);

	if (end == NOWHERE) {
		p->pos++;
		return;
	}
	if (keep && !p->comment.size) {
		p->comment_at = p->phrase.size;
		add_unquoted(slice_sub(p->s, p->pos + 1, end), &p->comment);
	}
	p->pos = end + 1;
}

/* A quoted string as part of the phrase. Followed by "@" it is the local
 * part of an address and keeps its quotes. */
static void
take_quoted(struct parse *p)
{
	size_t end = find_quote_end(p, p->pos), next;
	struct slice inside;

	if (end == NOWHERE) {
		p->pos++;
		return;
	}
	inside = slice_sub(p->s, p->pos + 1, end);
	for (next = end + 1; next < p->s.size && is_blank(p->s.data[next]);)
		next++;
	if (next < p->s.size && p->s.data[next] == '@') {
		buf_add_slice(&p->phrase, slice_sub(p->s, p->pos, end + 1));
	} else {
		p->quoted_only = !p->phrase.size;
		p->quoted_at =
			p->quoted_at ||
			(inside.size && memchr(inside.data, '@', inside.size));
		add_unquoted(inside, &p->phrase);
	}
	p->pos = end + 1;
}

/* Whether SPEC holds an address already; a route ("@a,@b:") is none. */
static bool
spec_complete(const struct buf *spec)
{
	return spec->size && spec->data[0] != '@' &&
	       memchr(spec->data, '@', spec->size) != NULL;
}

/* One sign or quoted thing inside angle brackets; false at their end. */
static bool
take_spec_item(struct parse *p)
{
	char c = p->s.data[p->pos];
	size_t end;

	switch (c) {
	case '>':
		return false;
	case ',':
	case ';':
		if (spec_complete(&p->spec))
			return false; /* "<a@x, b@y>": the bracket is missing */
		break;
	case '(':
		if (find_comment_end(p, p->pos) != NOWHERE) {
			take_comment(p, false);
			return true;
		}
		break;
	case '"':
	case '[':
		end = c == '"' ? find_quote_end(p, p->pos)
			       : find_bracket_end(p, p->pos);
		if (end == NOWHERE)
			break;
		for (; p->pos <= end; p->pos++)
			if (c == '"' || !is_blank(p->s.data[p->pos]))
				buf_add_char(&p->spec, p->s.data[p->pos]);
		return true;
	default:
		break;
	}
	if (c != '<' && !is_blank(c))
		buf_add_char(&p->spec, c);
	p->pos++;
	return true;
}

/* "<address>" at p->pos. Only the first address of a mailbox counts; one
 * without "@" gives way to a later one. */
static void
take_spec(struct parse *p)
{
	if (spec_complete(&p->spec)) {
		p->pos++;
		return;
	}
	buf_reset(&p->spec);
	p->has_spec = true;
	p->pos++;
	while (p->pos < p->s.size && take_spec_item(p))
		;
	while (p->pos < p->s.size && p->s.data[p->pos] == '>')
		p->pos++;
}

/* The address without route, "mailto:" and dots at its end. */
static const char *
clean_spec(struct parse *p, struct slice spec)
{
	size_t colon;

	if (slice_starts_nocase(spec, "mailto:"))
		spec = slice_sub(spec, strlen("mailto:"), spec.size);
	if (spec.size && spec.data[0] == '@') {
		colon = slice_find(spec, ":", 0);
		if (colon != NOWHERE)
			spec = slice_sub(spec, colon + 1, spec.size);
	}
	while (spec.size && spec.data[spec.size - 1] == '.')
		spec.size--;
	if (spec.size > 2 && spec.data[0] == '[' &&
	    spec.data[spec.size - 1] == ']')
		spec = slice_sub(spec, 1, spec.size - 1);
	return arena_memdup(p->arena, spec.data, spec.size);
}

/* Without blanks around "@", and around dots when DOTS; quoted local parts
 * stay whole. */
static struct slice
squeeze(struct parse *p, struct slice text, bool dots)
{
	struct buf out;
	bool quoted = false;

	buf_init(&out, p->arena);
	for (size_t i = 0; i < text.size; i++) {
		char c = text.data[i];
		bool joins = !quoted && (c == '@' || (dots && c == '.'));

		if (c == '"')
			quoted = !quoted;
		if (joins)
			while (out.size && is_blank(out.data[out.size - 1]))
				buf_truncate(&out, out.size - 1);
		buf_add_char(&out, c);
		while (joins && i + 1 < text.size && is_blank(text.data[i + 1]))
			i++;
	}
	return slice_trim(buf_slice(&out));
}

static bool
has_blank(struct slice s)
{
	bool quoted = false;

	for (size_t i = 0; i < s.size; i++) {
		if (s.data[i] == '"')
			quoted = !quoted;
		if (is_blank(s.data[i]) && !quoted)
			return true;
	}
	return false;
}

static const char *
decode_name(struct parse *p, struct slice name)
{
	name = slice_trim(name);
	return header_decode_words(arena_memdup(p->arena, name.data, name.size),
				   p->arena);
}

static void
push(struct parse *p, const char *name, const char *email)
{
	struct address address = { name, email };

	if (!*name && !*email)
		return;
	if (p->list->count >= ADDRESS_MAX) {
		p->full = true;
		return;
	}
	ARENA_PUSH(p->arena, p->list->items, p->list->count, address);
}

/* The word with "@" in a phrase of several: the address; the others are the
 * name. What was quoted is no address: people are fooled by it. */
static void
push_words(struct parse *p, struct slice phrase)
{
	const char *sign = p->quoted_at ? memrchr(phrase.data, '@', phrase.size)
					: memchr(phrase.data, '@', phrase.size);
	size_t start = (size_t)(sign - phrase.data), end = start;
	struct buf name;

	while (start && !is_blank(phrase.data[start - 1]))
		start--;
	while (end < phrase.size && !is_blank(phrase.data[end]))
		end++;
	buf_init(&name, p->arena);
	buf_add_slice(&name, slice_trim(slice_sub(phrase, 0, start)));
	add_blank(&name);
	buf_add_slice(&name, slice_trim(slice_sub(phrase, end, phrase.size)));
	push(p, decode_name(p, buf_slice(&name)),
	     clean_spec(p, slice_sub(phrase, start, end)));
}

/* A mailbox without angle brackets. A single word is an address, with or
 * without a domain ("root"); several without "@" are a name alone. */
static void
push_bare(struct parse *p)
{
	struct slice phrase = slice_trim(buf_slice(&p->phrase)), tight;
	const char *comment = decode_name(p, buf_slice(&p->comment));

	if (!phrase.size || !memchr(phrase.data, '@', phrase.size)) {
		if (!phrase.size || has_blank(phrase) || p->quoted_only ||
		    slice_find(phrase, "=?", 0) != NOWHERE ||
		    slice_starts_nocase(phrase, "undisclosed"))
			push(p, decode_name(p, phrase), "");
		else
			push(p, comment, clean_spec(p, phrase));
		return;
	}
	tight = squeeze(p, phrase, true);
	if (has_blank(tight))
		push_words(p, squeeze(p, phrase, false));
	else
		push(p, comment, clean_spec(p, tight));
}

static void
start_mailbox(struct parse *p)
{
	buf_reset(&p->phrase);
	buf_reset(&p->comment);
	buf_reset(&p->spec);
	p->has_spec = p->quoted_only = p->quoted_at = false;
}

static void
end_mailbox(struct parse *p)
{
	if (!p->has_spec) {
		push_bare(p);
	} else {
		struct slice phrase = slice_trim(buf_slice(&p->phrase));

		push(p,
		     decode_name(p,
				 phrase.size ? phrase : buf_slice(&p->comment)),
		     clean_spec(p, buf_slice(&p->spec)));
	}
	start_mailbox(p);
}

/* Whether the comma at p->pos is part of a name that nobody quoted
 * ("Doe, Jane <jane@x>"): no address before it, and after it words without
 * "@" up to an angle bracket. */
static bool
comma_in_name(const struct parse *p)
{
	int commas = 0;

	if (p->has_spec || !p->phrase.size ||
	    memchr(p->phrase.data, '@', p->phrase.size))
		return false;
	for (size_t i = p->pos + 1; i < p->s.size; i++) {
		if (p->s.data[i] == '<')
			return true;
		if (p->s.data[i] == ',' && ++commas > NAME_COMMAS)
			return false;
		if (strchr(";:@\"(", p->s.data[i]))
			return false;
	}
	return false;
}

/* A colon ends the name of a group, unless it stands within an address
 * ("mailto:a@x") or time of day in a name. */
static void
take_colon(struct parse *p)
{
	struct slice phrase = slice_trim(buf_slice(&p->phrase));

	if (!p->has_spec && slice_equal_nocase(phrase, "mailto"))
		buf_reset(&p->phrase);
	else if (!p->has_spec &&
		 !memchr(phrase.data ? phrase.data : "", '@', phrase.size))
		start_mailbox(p);
	else
		buf_add_char(&p->phrase, ':');
	p->pos++;
}

static void
take_word(struct parse *p)
{
	struct slice s = p->s;
	size_t end = 0;

	if (s.data[p->pos] == '=')
		end = header_word_end(s, p->pos, &p->no_word_end);
	if (!end)
		end = p->pos + 1;
	p->quoted_only = false;
	if (p->comment_at) /* a name stands around the address only */
		buf_reset(&p->comment);
	buf_add_slice(&p->phrase, slice_sub(s, p->pos, end));
	p->pos = end;
}

static void
take_item(struct parse *p)
{
	switch (p->s.data[p->pos]) {
	case ' ':
	case '\t':
		add_blank(&p->phrase);
		p->pos++;
		break;
	case '"':
		take_quoted(p);
		break;
	case '(':
		take_comment(p, true);
		add_blank(&p->phrase);
		break;
	case '<':
		take_spec(p);
		break;
	case '>': /* its opening is missing */
		p->pos++;
		break;
	case ',':
		if (comma_in_name(p)) {
			take_word(p);
			break;
		}
		end_mailbox(p);
		p->pos++;
		break;
	case ';':
		end_mailbox(p);
		p->pos++;
		break;
	case ':':
		take_colon(p);
		break;
	default:
		take_word(p);
		break;
	}
}

bool
address_list_parse(const char *field, struct arena *arena,
		   struct address_list *list)
{
	struct parse p = { .s = slice_from(field), .arena = arena };

	p.list = list;
	buf_init(&p.phrase, NULL);
	buf_init(&p.comment, NULL);
	buf_init(&p.spec, NULL);
	while (p.pos < p.s.size && !p.full)
		take_item(&p);
	end_mailbox(&p);
	buf_clear(&p.phrase);
	buf_clear(&p.comment);
	buf_clear(&p.spec);
	return !p.full;
}
