/*
 * mime_fields.c - what the Content-* fields of a part say.
 *
 * What goes wrong in mail: types without a slash, encodings by fancy names,
 * the file name in either of two fields, content ids without brackets.
 */
#include "base/buf.h"
#include "message/mime_fields.h"
#include "message/param.h"

static const char *
field_raw(const struct part *part, const char *name)
{
	const struct header *header = mime_header(part, name);

	return header ? header->raw : NULL;
}

/* Names without punctuation: "Quoted Printable" and "x-uue" are seen too. */
static enum mime_encoding
read_encoding(const char *field)
{
	static const struct {
		const char *name;
		enum mime_encoding encoding;
	} names[] = { { "", MIME_IDENTITY },
		      { "7bit", MIME_IDENTITY },
		      { "8bit", MIME_IDENTITY },
		      { "binary", MIME_IDENTITY },
		      { "7bits", MIME_IDENTITY },
		      { "8bits", MIME_IDENTITY },
		      { "none", MIME_IDENTITY },
		      { "text", MIME_IDENTITY },
		      { "base64", MIME_BASE64 },
		      { "b", MIME_BASE64 },
		      { "q", MIME_QUOTED_PRINTABLE },
		      { "quotedprintable", MIME_QUOTED_PRINTABLE },
		      { "quotedprinted", MIME_QUOTED_PRINTABLE },
		      { "uuencode", MIME_UUENCODE },
		      { "xuuencode", MIME_UUENCODE },
		      { "uue", MIME_UUENCODE },
		      { "xuue", MIME_UUENCODE },
		      { "uuencoded", MIME_UUENCODE } };
	char folded[24];
	size_t n = 0;

	for (; field && *field && !strchr(";(,", *field); field++) {
		char c = ascii_lower(*field);

		if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
			folded[n++] = c;
		if (n == sizeof(folded))
			return MIME_UNKNOWN_ENCODING;
	}
	folded[n] = '\0';
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (!strcmp(folded, names[i].name))
			return names[i].encoding;
	return MIME_UNKNOWN_ENCODING;
}

/* The type as declared if it has the form of one, else RFC 2045's default
 * (section 5.2), or bytes where a file name says that it is a file. */
static const char *
read_type(const char *declared, const struct part *parent, bool has_name)
{
	const char *slash = declared ? strchr(declared, '/') : NULL;

	if (slash && slash != declared && slash[1] && !strchr(declared, ' '))
		return declared;
	if (declared && *declared && has_name)
		return "application/octet-stream";
	if (!declared && parent && !strcmp(parent->type, "multipart/digest"))
		return "message/rfc822";
	return "text/plain";
}

static const char *
first_set(const char *a, const char *b)
{
	return a && *a ? a : b && *b ? b : "";
}

static const char *
read_content_id(const char *field, struct arena *arena)
{
	struct slice id = slice_trim(slice_from(field));

	if (id.size && id.data[0] == '<')
		id = slice_sub(id, 1, id.size);
	if (id.size && id.data[id.size - 1] == '>')
		id.size--;
	return id.size ? arena_memdup(arena, id.data, id.size) : "";
}

void
mime_fields_read(struct part *part, const struct part *parent,
		 struct arena *arena)
{
	const char *type = field_raw(part, "Content-Type");
	const char *disposition = field_raw(part, "Content-Disposition");
	struct param_list of_type = { .count = 0 };
	struct param_list of_disposition = { .count = 0 };

	if (type)
		param_list_parse(type, arena, &of_type);
	if (disposition)
		param_list_parse(disposition, arena, &of_disposition);
	part->params = of_type.params;
	part->param_count = of_type.count;
	part->filename = first_set(param_find(&of_disposition, "filename"),
				   param_find(&of_type, "name"));
	if (!*part->filename)
		part->filename = first_set(param_find(&of_disposition, "name"),
					   param_find(&of_type, "filename"));
	part->type = read_type(of_type.value, parent, *part->filename != '\0');
	part->disposition = first_set(of_disposition.value, "");
	part->content_id =
		read_content_id(field_raw(part, "Content-ID"), arena);
	part->charset = first_set(param_find(&of_type, "charset"), "");
	part->encoding =
		read_encoding(field_raw(part, "Content-Transfer-Encoding"));
}
