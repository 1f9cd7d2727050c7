/*
 * header.c - a block of header fields, unfolded.
 *
 * What goes wrong in mail: lines that are no field amid the block (mbox
 * "From " lines, folding without indent), blanks before the colon, no blank
 * line before the body, raw 8-bit text in any charset, bare CR and NUL. A line
 * that is no field counts to the field before it when fields go on after it;
 * else the body begins there. Nothing is lost that way: what is taken for
 * body is shown.
 */
#include "base/buf.h"
#include "message/header.h"

#define HEADER_NAME_MAX	  128 /* longer "names" are prose with a colon */
#define HEADER_LOOK_AHEAD 16  /* lines, to tell folding from the body */

/* A field as it stands in the mail. */
struct field {
	struct slice name, value; /* value: folded */
};

static struct slice
line_trim_cr(struct slice line)
{
	while (line.size && line.data[line.size - 1] == '\r')
		line.size--;
	return line;
}

static bool
is_blank_line(struct slice line)
{
	return slice_trim(line).size == 0;
}

static bool
is_continuation(struct slice line)
{
	return line.size && (line.data[0] == ' ' || line.data[0] == '\t');
}

size_t
header_name_size(struct slice line)
{
	size_t i = 0;

	if (line.size > 2 && line.data[0] == '-' && line.data[1] == '-')
		return 0; /* a boundary may contain a colon */
	while (i < line.size && i < HEADER_NAME_MAX && line.data[i] > 0x20 &&
	       line.data[i] < 0x7F && line.data[i] != ':')
		i++;
	if (!i)
		return 0;
	while (i < line.size && (line.data[i] == ' ' || line.data[i] == '\t'))
		i++;
	return i < line.size && line.data[i] == ':' ? i + 1 : 0;
}

/* Whether the block goes on at REST: a field comes, perhaps after more
 * indented lines. */
static bool
goes_on(struct slice rest)
{
	struct slice line;

	for (int i = 0; i < HEADER_LOOK_AHEAD; i++) {
		if (!slice_next_line(&rest, &line))
			return false;
		if (header_name_size(line))
			return true;
		if (!is_continuation(line))
			return false;
	}
	return false;
}

/* Adds the lines that LINE and its continuations in REST make up. */
static void
take_field(struct slice line, struct slice *rest, struct field *field)
{
	size_t colon = header_name_size(line);
	const char *end = line.data + line.size;
	struct slice after = *rest, next;

	while (slice_next_line(&after, &next) && is_continuation(next)) {
		if (is_blank_line(next) && !goes_on(after))
			break;
		end = next.data + next.size;
		*rest = after;
	}
	field->name = slice_trim(slice_of(line.data, colon - 1));
	field->value =
		slice_of(line.data + colon, (size_t)(end - line.data) - colon);
}

/* Unfolds VALUE: a line end and the blanks around it become one blank. */
static void
unfold(struct slice value, struct buf *out)
{
	struct slice line;
	bool first = true;

	buf_reset(out);
	while (slice_next_line(&value, &line)) {
		line = slice_trim(line);
		if (!first && line.size && out->size)
			buf_add_char(out, ' ');
		buf_add_slice(out, line);
		first = false;
	}
	for (size_t i = 0; i < out->size; i++)
		if (out->data[i] == '\r')
			out->data[i] = ' ';
}

/* Nothing to convert; an escape may switch to Japanese. */
static bool
is_plain_ascii(struct slice s)
{
	for (size_t i = 0; i < s.size; i++)
		if ((s.data[i] & 0x80) || !s.data[i] || s.data[i] == '\033')
			return false;
	return true;
}

/* The charset that a Content-Type declares: a hint for raw 8-bit fields. */
static const struct charset *
declared_charset(struct slice value)
{
	size_t at = slice_find_nocase(value, "charset=", 0);
	size_t end;

	if (at == (size_t)-1)
		return NULL;
	value = slice_sub(value, at + strlen("charset="), value.size);
	for (end = 0; end < value.size; end++)
		if (strchr("; \t\r\n", value.data[end]))
			break;
	return charset_find(slice_sub(value, 0, end));
}

static void
field_to_header(const struct field *field, const struct charset *charset,
		struct buf *scratch, struct arena *arena, struct header *out)
{
	struct slice value;

	out->name = arena_memdup(arena, field->name.data, field->name.size);
	unfold(field->value, scratch);
	value = buf_slice(scratch);
	if (is_plain_ascii(value)) {
		out->raw = arena_memdup(arena, value.data, value.size);
	} else {
		struct buf text;

		buf_init(&text, arena);
		charset_to_utf8(charset, value, &text);
		out->raw = arena_memdup(arena, text.data, text.size);
	}
	out->value = header_decode_words(out->raw, arena);
}

/*
 * A line amid the header that is no field: folded without its indent, it
 * belongs to the field before it. An mbox separator belongs to none.
 */
static void
take_stray(struct slice line, struct field *last)
{
	if (last && !slice_starts_nocase(line, "From ") &&
	    !slice_starts_nocase(line, ">From "))
		last->value.size =
			(size_t)(line.data + line.size - last->value.data);
}

/* Collects the fields of BYTES. FIELDS has room for HEADER_MAX_FIELDS. */
static size_t
collect_fields(struct slice bytes, struct field *fields,
	       struct header_block *out)
{
	struct slice rest = bytes, line, before;
	size_t count = 0;

	while (before = rest, slice_next_line(&rest, &line)) {
		struct field field;

		line = line_trim_cr(line);
		if (!line.size)
			break; /* the blank line belongs to the header */
		if (!header_name_size(line)) {
			if (goes_on(rest) && line.data[0] != '-') {
				out->junk = true;
				take_stray(line,
					   count ? &fields[count - 1] : NULL);
				continue;
			}
			if (!is_blank_line(line))
				rest = before;
			break;
		}
		take_field(line, &rest, &field);
		if (count == HEADER_MAX_FIELDS ||
		    field.value.size > HEADER_MAX_VALUE ||
		    (size_t)(rest.data - bytes.data) > HEADER_MAX_BLOCK)
			out->cut = true;
		if (count == HEADER_MAX_FIELDS ||
		    (size_t)(line.data - bytes.data) > HEADER_MAX_BLOCK)
			continue;
		field.value = slice_sub(field.value, 0, HEADER_MAX_VALUE);
		fields[count++] = field;
	}
	out->end = bytes.size - rest.size;
	return count;
}

void
header_block_parse(struct slice bytes, struct arena *arena,
		   struct header_block *out)
{
	struct field fields[HEADER_MAX_FIELDS];
	struct buf scratch;
	size_t count;

	*out = (struct header_block){ .end = 0 };
	count = collect_fields(bytes, fields, out);
	for (size_t i = 0; i < count; i++)
		if (slice_equal_nocase(fields[i].name, "Content-Type") &&
		    !out->charset)
			out->charset = declared_charset(fields[i].value);
	out->fields = arena_calloc(arena, count, sizeof(*out->fields));
	out->count = count;
	buf_init(&scratch, NULL);
	for (size_t i = 0; i < count; i++)
		field_to_header(&fields[i], out->charset, &scratch, arena,
				&out->fields[i]);
	buf_clear(&scratch);
}

const struct header *
header_find(const struct header *fields, size_t count, const char *name)
{
	for (size_t i = 0; i < count; i++)
		if (!ascii_casecmp(fields[i].name, name))
			return &fields[i];
	return NULL;
}
