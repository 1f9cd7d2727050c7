/*
 * tnef.c - a row of attributes: of the message first, then of each file.
 *
 * What goes wrong in mail: streams cut off, sizes that point beyond the end,
 * files whose name is only in MAPI properties, text only as compressed RTF,
 * whole messages as attachments of their own. What was read before the
 * damage is kept.
 */
#include <stdint.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "message/charset.h"
#include "message/rtf.h"
#include "message/tnef.h"

#define TNEF_SIGNATURE	0x223E9F78u
#define TNEF_MAX_NESTED 20    /* messages within, at any depth */
#define TNEF_MAX_PROPS	10000 /* MAPI properties of one attribute */

/* Attributes (MS-OXTNEF section 2.1.3.4). */
enum {
	ATTR_BODY = 0x0002800C,
	ATTR_MAPI_PROPS = 0x00069003,
	ATTR_OEM_CODEPAGE = 0x00069007,
	ATTR_FILE_TITLE = 0x00018010,
	ATTR_FILE_DATA = 0x0006800F,
	ATTR_FILE_START = 0x00069002,
	ATTR_FILE_PROPS = 0x00069005
};

/* MAPI properties (MS-OXPROPS). */
enum {
	PROP_SUBJECT = 0x0037,
	PROP_BODY = 0x1000,
	PROP_RTF = 0x1009,
	PROP_HTML = 0x1013,
	PROP_DISPLAY_NAME = 0x3001,
	PROP_FILE_DATA = 0x3701,
	PROP_FILE_NAME = 0x3704,
	PROP_FILE_LONG_NAME = 0x3707,
	PROP_MIME_TAG = 0x370E,
	PROP_CONTENT_ID = 0x3712
};

/* Property types (MS-OXCDATA section 2.11.1). */
enum {

	TYPE_OBJECT = 0x000D,
	TYPE_STRING8 = 0x001E,
	TYPE_UNICODE = 0x001F,
	TYPE_CLSID = 0x0048,
	TYPE_BINARY = 0x0102,
	TYPE_MANY = 0x1000
};

/* An embedded message's data starts with this interface id, IMessage. */
static const unsigned char message_iid[16] = { 0x07, 0x03, 0x02, 0,   0, 0,
					       0,    0,	   0xC0, 0,   0, 0,
					       0,    0,	   0,	 0x46 };

/* A position in bytes; BAD once something pointed beyond their end. */
struct cursor {
	struct slice s;
	size_t pos;
	bool bad;
};

struct tnef_reader {
	struct arena *arena;
	struct tnef *out;
	const struct charset *charset; /* of strings that are not Unicode */
	struct slice nested[TNEF_MAX_NESTED];
	size_t nested_count;
	const char *subject, *text, *html; /* of the message at hand */
	const char *rtf_text, *rtf_html;
	struct tnef_file file; /* at hand */
	const char *short_name, *display_name;
	bool in_file;
	struct slice object; /* an embedded message as the file's data */
};

static struct slice
take(struct cursor *c, size_t size)
{
	struct slice s;

	if (c->bad || size > c->s.size - c->pos) {
		c->bad = true;
		return slice_of("", 0);
	}
	s = slice_sub(c->s, c->pos, c->pos + size);
	c->pos += size;
	return s;
}

static uint32_t
take_number(struct cursor *c, size_t size)
{
	struct slice s = take(c, size);
	uint32_t value = 0;

	for (size_t i = s.size; i > 0; i--)
		value = value << 8 | (unsigned char)s.data[i - 1];
	return value;
}

/* Values are padded to four bytes; the padding of the last may be missing. */
static void
skip_padding(struct cursor *c, size_t size)
{
	size_t padding = (4 - size % 4) % 4;

	if (padding <= c->s.size - c->pos)
		c->pos += padding;
	else
		c->pos = c->s.size;
}

static void
drop_cr(struct buf *text)
{
	size_t to = 0;

	for (size_t i = 0; i < text->size; i++)
		if (text->data[i] != '\r')
			text->data[to++] = text->data[i];
	if (to < text->size)
		buf_truncate(text, to);
}

static const char *
make_text(struct tnef_reader *reader, struct slice bytes, unsigned type)
{
	struct buf out;

	buf_init(&out, reader->arena);
	if (type == TYPE_UNICODE) {
		while (bytes.size >= 2 && !bytes.data[bytes.size - 1] &&
		       !bytes.data[bytes.size - 2])
			bytes.size -= 2;
		charset_decode(charset_find(slice_from("utf-16le")), bytes,
			       &out);
	} else {
		while (bytes.size && !bytes.data[bytes.size - 1])
			bytes.size--;
		charset_to_utf8(reader->charset, bytes, &out);
	}
	drop_cr(&out);
	return out.size ? out.data : "";
}

static void
take_rtf(struct tnef_reader *reader, struct slice bytes)
{
	struct buf rtf, text;
	bool is_html;

	buf_init(&rtf, reader->arena);
	buf_init(&text, reader->arena);
	rtf_decompress(bytes, &rtf);
	rtf_to_text(buf_slice(&rtf), &text, &is_html);
	if (!text.size)
		return;
	if (is_html)
		reader->rtf_html = text.data;
	else
		reader->rtf_text = text.data;
}

static void
take_file_data(struct tnef_reader *reader, struct slice value, unsigned type)
{
	if (type != TYPE_OBJECT || value.size < 16) {
		reader->file.data = value;
	} else if (!memcmp(value.data, message_iid, 16)) {
		reader->object = slice_sub(value, 16, value.size);
	} else {
		reader->file.data = slice_sub(value, 16, value.size);
	}
}

static void
take_property(struct tnef_reader *reader, unsigned id, unsigned type,
	      struct slice value)
{
	switch (id) {
	case PROP_SUBJECT:
		reader->subject = make_text(reader, value, type);
		break;
	case PROP_BODY:
		reader->text = make_text(reader, value, type);
		break;
	case PROP_HTML:
		reader->html = make_text(reader, value, type);
		break;
	case PROP_RTF:
		take_rtf(reader, value);
		break;
	case PROP_DISPLAY_NAME:
		reader->display_name = make_text(reader, value, type);
		break;
	case PROP_FILE_NAME:
		reader->short_name = make_text(reader, value, type);
		break;
	case PROP_FILE_LONG_NAME:
		reader->file.name = make_text(reader, value, type);
		break;
	case PROP_MIME_TAG:
		reader->file.type = make_text(reader, value, type);
		break;
	case PROP_CONTENT_ID:
		reader->file.content_id = make_text(reader, value, type);
		break;
	case PROP_FILE_DATA:
		take_file_data(reader, value, type);
		break;
	default:
		break;
	}
}

static size_t
fixed_size(unsigned type)
{
	switch (type) {
	case 0x0002: /* short, padded */
	case 0x0003: /* long */
	case 0x0004: /* float */
	case 0x000A: /* error */
	case 0x000B: /* boolean, padded */
		return 4;
	case TYPE_CLSID:
		return 16;
	default: /* double, currency, times, 64 bits */
		return 8;
	}
}

/* A property named by a GUID and a number or a text; none is of use. */
static void
skip_property_name(struct cursor *c)
{
	uint32_t size;

	take(c, 16);
	if (take_number(c, 4) == 0) {
		take(c, 4);
		return;
	}
	size = take_number(c, 4);
	take(c, size);
	skip_padding(c, size);
}

/* One property; of several values the first counts. */
static void
read_property(struct tnef_reader *reader, struct cursor *c)
{
	unsigned type = take_number(c, 2), id = take_number(c, 2);
	unsigned plain = type & ~(unsigned)TYPE_MANY;
	bool sized = plain == TYPE_OBJECT || plain == TYPE_STRING8 ||
		     plain == TYPE_UNICODE || plain == TYPE_BINARY;
	uint32_t count;

	if (id >= 0x8000)
		skip_property_name(c);
	count = sized || (type & TYPE_MANY) ? take_number(c, 4) : 1;
	for (uint32_t i = 0; i < count && !c->bad; i++) {
		size_t size = sized ? take_number(c, 4) : fixed_size(plain);
		struct slice value = take(c, size);

		if (sized)
			skip_padding(c, size);
		if (!c->bad && i == 0 && sized)
			take_property(reader, id, plain, value);
	}
}

static void
read_properties(struct tnef_reader *reader, struct slice data)
{
	struct cursor c = { .s = data };
	uint32_t count = take_number(&c, 4);

	for (uint32_t i = 0; i < count && i < TNEF_MAX_PROPS && !c.bad; i++)
		read_property(reader, &c);
	reader->out->cut |= c.bad;
}

static void
push_nested(struct tnef_reader *reader)
{
	if (reader->nested_count < TNEF_MAX_NESTED)
		reader->nested[reader->nested_count++] = reader->object;
	else
		reader->out->cut = true;
}

static const char *
first_set(const char *a, const char *b, const char *c)
{
	return *a ? a : *b ? b : c;
}

static void
end_file(struct tnef_reader *reader)
{
	struct tnef *out = reader->out;

	if (reader->in_file && reader->object.size) {
		push_nested(reader);
	} else if (reader->in_file && reader->file.data.data) {
		reader->file.name =
			first_set(reader->file.name, reader->short_name,
				  reader->display_name);
		if (out->count < TNEF_MAX_FILES)
			ARENA_PUSH(reader->arena, out->files, out->count,
				   reader->file);
		else
			out->cut = true;
	}
	reader->file =
		(struct tnef_file){ .name = "", .type = "", .content_id = "" };
	reader->short_name = reader->display_name = "";
	reader->object = slice_of("", 0);
	reader->in_file = false;
}

static void
take_attribute(struct tnef_reader *reader, uint32_t id, struct slice data)
{
	struct cursor c = { .s = data };
	char label[24];

	switch (id) {
	case ATTR_OEM_CODEPAGE:
		snprintf(label, sizeof(label), "cp%u",
			 (unsigned)take_number(&c, 4));
		reader->charset = charset_find(slice_from(label));
		break;
	case ATTR_BODY:
		reader->text = make_text(reader, data, TYPE_STRING8);
		break;
	case ATTR_MAPI_PROPS:
	case ATTR_FILE_PROPS:
		read_properties(reader, data);
		break;
	case ATTR_FILE_START:
		end_file(reader);
		reader->in_file = true;
		break;
	case ATTR_FILE_TITLE:
		reader->short_name = make_text(reader, data, TYPE_STRING8);
		reader->in_file = true;
		break;
	case ATTR_FILE_DATA:
		reader->file.data = data;
		reader->in_file = true;
		break;
	default:
		break;
	}
}

static bool
read_stream(struct tnef_reader *reader, struct slice bytes)
{
	struct cursor c = { .s = bytes };

	if (take_number(&c, 4) != TNEF_SIGNATURE)
		return false;
	take(&c, 2); /* the key */
	reader->subject = reader->text = reader->html = "";
	reader->rtf_text = reader->rtf_html = "";
	end_file(reader);
	while (c.pos < bytes.size && !c.bad) {
		uint32_t level = take_number(&c, 1), id, size;
		struct slice data;

		if (level != 1 && level != 2) /* padding behind the end */
			break;
		id = take_number(&c, 4);
		size = take_number(&c, 4);
		/* of data cut off, keep what is there */
		if (!c.bad && size > bytes.size - c.pos) {
			reader->out->cut = true;
			size = (uint32_t)(bytes.size - c.pos);
		}
		data = take(&c, size);
		if (!c.bad)
			take_attribute(reader, id, data);
		if (c.pos < bytes.size)
			take(&c, 2); /* the checksum: often wrong */
	}
	end_file(reader);
	return true;
}

/* The text of a message inside becomes a file of its own. */
static void
add_nested_text(struct tnef_reader *reader)
{
	const char *text =
		first_set(reader->text, reader->rtf_text,
			  first_set(reader->html, reader->rtf_html, ""));
	bool is_html = !*reader->text && !*reader->rtf_text;
	struct tnef_file file = { .content_id = "" };

	if (!*text || reader->out->count >= TNEF_MAX_FILES)
		return;
	file.name = arena_printf(reader->arena, "%s.%s",
				 *reader->subject ? reader->subject : "message",
				 is_html ? "html" : "txt");
	file.type = is_html ? "text/html" : "text/plain";
	file.data = slice_from(text);
	ARENA_PUSH(reader->arena, reader->out->files, reader->out->count, file);
}

bool
tnef_read(struct slice bytes, struct arena *arena, struct tnef *out)
{
	struct tnef_reader reader = { .arena = arena, .out = out };

	*out = (struct tnef){ .text = "", .html = "" };
	if (!read_stream(&reader, bytes))
		return false;
	out->text = first_set(reader.text, reader.rtf_text, "");
	out->html = first_set(reader.html, reader.rtf_html, "");
	for (size_t i = 0; i < reader.nested_count; i++)
		if (read_stream(&reader, reader.nested[i]))
			add_nested_text(&reader);
	return true;
}
