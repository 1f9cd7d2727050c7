/*
 * param.c - parameters of a field, with RFC 2231 pieces joined.
 *
 * What goes wrong in mail: values with blanks but no quotes, quotes inside
 * quotes, a missing semicolon, encoded words where RFC 2231 belongs (within
 * quotes or not), RFC 2231 pieces without charset, and both forms at once,
 * of which the RFC 2231 one is the better.
 */
#include "base/buf.h"
#include "message/charset.h"
#include "message/header.h"
#include "message/param.h"
#include "message/transfer.h"

#define PARAM_NAME_MAX 64
#define COMMENT_MAX    256 /* longer ones are no comments */

/* One "name*0*=value" as written. */
struct piece {
	const char *name; /* lower case, without the stars; "": none */
	unsigned index;
	bool extended; /* percent-encoded */
	bool starred;  /* any RFC 2231 form */
	struct slice value;
	bool used;
};

static bool
is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static size_t
skip_spaces(struct slice s, size_t pos)
{
	while (pos < s.size && is_space(s.data[pos]))
		pos++;
	return pos;
}

/* Behind the blanks and comments at POS, and semicolons where told. */
static size_t
skip_filling(struct slice s, size_t pos, bool semicolons)
{
	while (pos < s.size) {
		size_t end;

		if (is_space(s.data[pos]) ||
		    (semicolons && s.data[pos] == ';')) {
			pos++;
			continue;
		}
		if (s.data[pos] != '(')
			break;
		end = slice_find(slice_sub(s, 0, pos + COMMENT_MAX), ")", pos);
		pos = end == (size_t)-1 ? pos + 1 : end + 1;
	}
	return pos;
}

/* Whether a name and "=" follow at POS: then a semicolon was forgotten. */
static bool
starts_param(struct slice s, size_t pos)
{
	size_t i = pos;

	while (i < s.size && i - pos < PARAM_NAME_MAX &&
	       (s.data[i] == '-' || s.data[i] == '*' ||
		(s.data[i] >= '0' && s.data[i] <= '9') ||
		(ascii_lower(s.data[i]) >= 'a' &&
		 ascii_lower(s.data[i]) <= 'z')))
		i++;
	return i > pos && i < s.size && s.data[i] == '=';
}

/* Whether the quote at POS ends its value: what follows must look like the
 * next parameter. Quotes inside a value are not always escaped. */
static bool
quote_ends(struct slice s, size_t pos)
{
	size_t next = skip_spaces(s, pos + 1);

	return next == s.size || s.data[next] == ';' || s.data[next] == '(' ||
	       s.data[next] == ',' || (next > pos + 1 && starts_param(s, next));
}

/* A quoted value whose opening quote is at *POS. A back slash counts only
 * before a quote or another: elsewhere it is a Windows path. */
static struct slice
take_quoted(struct slice s, size_t *pos, struct buf *scratch,
	    struct arena *arena)
{
	size_t i = *pos + 1;

	buf_reset(scratch);
	while (i < s.size && !(s.data[i] == '"' && quote_ends(s, i))) {
		if (s.data[i] == '\\' && i + 1 < s.size &&
		    (s.data[i + 1] == '"' || s.data[i + 1] == '\\'))
			i++;
		buf_add_char(scratch, s.data[i]);
		i++;
	}
	*pos = i < s.size ? i + 1 : i;
	return slice_of(arena_memdup(arena, scratch->data, scratch->size),
			scratch->size);
}

static struct slice
take_token(struct slice s, size_t *pos)
{
	size_t i = *pos;

	while (i < s.size && s.data[i] != ';' &&
	       !(is_space(s.data[i]) && starts_param(s, i + 1)))
		i++;
	s = slice_trim(slice_sub(s, *pos, i));
	*pos = i;
	return s;
}

static char *
lower_dup(struct slice s, struct arena *arena)
{
	char *text = arena_memdup(arena, s.data, s.size);

	for (size_t i = 0; i < s.size; i++)
		text[i] = ascii_lower(text[i]);
	return text;
}

/* "filename*1*" -> name, index, extended. */
static void
split_name(struct slice name, struct arena *arena, struct piece *piece)
{
	size_t star = slice_find(name, "*", 0), i;

	piece->name = lower_dup(slice_sub(name, 0, star), arena);
	if (star == (size_t)-1)
		return;
	piece->starred = true;
	for (i = star + 1; i < name.size && name.data[i] >= '0' &&
			   name.data[i] <= '9' && piece->index < 10000;
	     i++)
		piece->index =
			piece->index * 10 + (unsigned)(name.data[i] - '0');
	piece->extended = name.data[name.size - 1] == '*';
}

static bool
take_piece(struct slice s, size_t *pos, struct buf *scratch,
	   struct arena *arena, struct piece *piece)
{
	size_t i = skip_filling(s, *pos, true), start = i;

	*piece = (struct piece){ .index = 0 };
	while (i < s.size && s.data[i] != '=' && s.data[i] != ';')
		i++;
	*pos = i;
	if (i == s.size || s.data[i] == ';')
		return false;
	split_name(slice_trim(slice_sub(s, start, i)), arena, piece);
	i = skip_spaces(s, i + 1);
	if (i < s.size && s.data[i] == '"')
		piece->value = take_quoted(s, &i, scratch, arena);
	else
		piece->value = take_token(s, &i);
	*pos = i;
	return *piece->name != '\0';
}

static void
add_percent_decoded(struct slice s, struct buf *out)
{
	for (size_t i = 0; i < s.size; i++) {
		int high =
			i + 2 < s.size ? transfer_hex_value(s.data[i + 1]) : -1;
		int low =
			i + 2 < s.size ? transfer_hex_value(s.data[i + 2]) : -1;

		if (s.data[i] == '%' && high >= 0 && low >= 0) {
			buf_add_char(out, (char)(high << 4 | low));
			i += 2;
		} else {
			buf_add_char(out, s.data[i]);
		}
	}
}

/* Cuts "charset'language'" off VALUE; NULL when it is not there. */
static const struct charset *
cut_charset(struct slice *value)
{
	size_t first = slice_find(*value, "'", 0), second;
	const struct charset *charset;

	if (first == (size_t)-1)
		return NULL;
	second = slice_find(*value, "'", first + 1);
	if (second == (size_t)-1)
		return NULL;
	charset = charset_find(slice_sub(*value, 0, first));
	*value = slice_sub(*value, second + 1, value->size);
	return charset;
}

/* Joins the starred pieces named like PIECES[FIRST], in order of index. */
static const char *
join_pieces(struct piece *pieces, size_t count, size_t first,
	    struct arena *arena)
{
	const struct charset *charset = NULL;
	struct buf bytes, text;
	bool extended = false;

	buf_init(&bytes, arena);
	buf_init(&text, arena);
	for (unsigned index = 0;; index++) {
		struct piece *piece = NULL;

		for (size_t i = first; i < count && !piece; i++)
			if (pieces[i].starred && !pieces[i].used &&
			    pieces[i].index == index &&
			    !strcmp(pieces[i].name, pieces[first].name))
				piece = &pieces[i];
		if (!piece && (index || bytes.size))
			break;
		if (!piece) /* numbering that begins at 1 */
			continue;
		piece->used = true;
		if (piece->extended && !extended)
			charset = cut_charset(&piece->value);
		extended |= piece->extended;
		if (piece->extended)
			add_percent_decoded(piece->value, &bytes);
		else
			buf_add_slice(&bytes, piece->value);
	}
	charset_to_utf8(charset, buf_slice(&bytes), &text);
	return extended ? buf_dup(&text, arena)
			: header_decode_words(buf_dup(&text, arena), arena);
}

static struct mime_param *
find_param(struct param_list *list, const char *name)
{
	for (size_t i = 0; i < list->count; i++)
		if (!strcmp(list->params[i].name, name))
			return &list->params[i];
	return NULL;
}

/* Starred forms replace plain ones; of two alike the first counts. */
static void
add_params(struct piece *pieces, size_t count, struct arena *arena,
	   struct param_list *out)
{
	for (size_t i = 0; i < count; i++) {
		const char *name = pieces[i].name;
		struct mime_param *known = find_param(out, name), param;

		if (pieces[i].used || (known && !pieces[i].starred))
			continue;
		param.name = name;
		param.value =
			pieces[i].starred
				? join_pieces(pieces, count, i, arena)
				: header_decode_words(
					  arena_memdup(arena,
						       pieces[i].value.data,
						       pieces[i].value.size),
					  arena);
		if (known)
			*known = param;
		else
			ARENA_PUSH(arena, out->params, out->count, param);
	}
}

/* What stands before the first parameter, without comments and blanks at its
 * ends; ends at a semicolon or, where that was forgotten, at a blank. */
static size_t
take_head(struct slice s, struct arena *arena, struct param_list *out)
{
	struct slice head;
	size_t start = skip_filling(s, 0, false), i = start, end;

	while (i < s.size && s.data[i] != ';' && s.data[i] != '(' &&
	       !(is_space(s.data[i]) && starts_param(s, i + 1)))
		i++;
	head = slice_trim(slice_sub(s, start, i));
	end = slice_find(s, ";", i);
	if (i < s.size && s.data[i] == '(')
		i = end == (size_t)-1 ? s.size : end;
	out->value = lower_dup(head, arena);
	return i;
}

void
param_list_parse(const char *field, struct arena *arena, struct param_list *out)
{
	struct slice s = slice_from(field);
	struct piece pieces[PARAM_MAX];
	struct buf scratch;
	size_t count = 0, pos;

	*out = (struct param_list){ .count = 0 };
	pos = take_head(s, arena, out);
	buf_init(&scratch, NULL);
	while (pos < s.size && count < PARAM_MAX)
		if (take_piece(s, &pos, &scratch, arena, &pieces[count]))
			count++;
	buf_clear(&scratch);
	add_params(pieces, count, arena, out);
}

const char *
param_find(const struct param_list *list, const char *name)
{
	for (size_t i = 0; i < list->count; i++)
		if (!strcmp(list->params[i].name, name))
			return list->params[i].value;
	return NULL;
}
