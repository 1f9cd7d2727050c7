/*
 * draft_parts.c - the body of an outgoing mail.
 *
 * The tree is fixed: mixed (body, attachments), the body alternative (text,
 * HTML), the HTML related (HTML, inline pictures); each level only where it
 * has more than one child. A container says 8bit when some part in it has
 * such bytes (RFC 2045 section 6.4).
 */
#include "message/draft_parts.h"

#include "message/draft_body.h"
#include "message/draft_header.h"

enum container { MIXED, ALTERNATIVE, RELATED };

static const char *const container_types[] = { "multipart/mixed",
					       "multipart/alternative",
					       "multipart/related" };

struct parts {
	const struct draft *draft;
	struct buf *out;
	struct buf text, html; /* canonical */
	enum body_encoding text_encoding, html_encoding;
	char boundary[3][48]; /* by container */
	bool transport_8bit;  /* the next hop carries it */
	bool eight_bit;	      /* some part has it */
};

static bool
text_is_set(const char *text)
{
	return text && text[0];
}

/* A picture that the HTML shows; without HTML it is an attachment. */
static bool
is_related(const struct draft *draft, const struct draft_attachment *a)
{
	return text_is_set(draft->html) && a->is_inline &&
	       text_is_set(a->content_id);
}

static size_t
count_attachments(const struct draft *draft, bool related)
{
	size_t count = 0;

	for (size_t i = 0; i < draft->attachment_count; i++)
		count += is_related(draft, &draft->attachments[i]) == related;
	return count;
}

static struct slice
attachment_bytes(const struct draft_attachment *a)
{
	return slice_of((const char *)a->data, a->data ? a->size : 0);
}

static bool
is_message_type(const char *type)
{
	return type && (ascii_casecmp(type, "message/rfc822") == 0 ||
			ascii_casecmp(type, "message/global") == 0);
}

static bool
contains(struct slice bytes, const char *text)
{
	return bytes.size && memmem(bytes.data, bytes.size, text, strlen(text));
}

/* Only what is not encoded can hold a boundary by accident or by intent:
 * whoever knows the whole draft could compute it. */
static bool
boundary_occurs(const struct parts *c, const char *boundary)
{
	if (contains(buf_slice(&c->text), boundary) ||
	    contains(buf_slice(&c->html), boundary))
		return true;
	for (size_t i = 0; i < c->draft->attachment_count; i++)
		if (is_message_type(c->draft->attachments[i].type) &&
		    contains(attachment_bytes(&c->draft->attachments[i]),
			     boundary))
			return true;
	return false;
}

static void
boundaries_make(struct parts *c, const char *hash)
{
	for (int which = 0; which < 3; which++) {
		int attempt = 0;

		/* "=_" cannot stand in quoted-printable or base64 */
		do {
			snprintf(c->boundary[which], sizeof(c->boundary[which]),
				 "=_%.24s.%d.%d", hash, which, attempt++);
		} while (boundary_occurs(c, c->boundary[which]));
	}
}

static void
add_text(struct parts *c, const char *name, const char *value)
{
	struct field field;

	field_begin(&field, c->out, name);
	field_text(&field, value);
	field_end(&field);
}

static void
add_encoding(struct parts *c, enum body_encoding encoding)
{
	buf_printf(c->out, "Content-Transfer-Encoding: %s\r\n",
		   body_encoding_name(encoding));
}

static void
container_open(struct parts *c, enum container which)
{
	struct field field;

	field_begin(&field, c->out, "Content-Type");
	field_token(&field, slice_from(container_types[which]));
	if (which == RELATED) {
		/* RFC 2387: the type of the part that refers to the others */
		field_param(&field, "type", "text/html");
	}
	field_param(&field, "boundary", c->boundary[which]);
	field_end(&field);
	if (c->eight_bit)
		add_encoding(c, BODY_8BIT);
}

static void
container_next(struct parts *c, enum container which)
{
	buf_printf(c->out, "\r\n--%s\r\n", c->boundary[which]);
}

static void
container_close(struct parts *c, enum container which)
{
	buf_printf(c->out, "\r\n--%s--\r\n", c->boundary[which]);
}

static void
add_text_part(struct parts *c)
{
	struct field field;

	field_begin(&field, c->out, "Content-Type");
	field_token(&field, slice_from("text/plain; charset=utf-8;"));
	field_token(&field, slice_from("format=flowed"));
	field_end(&field);
	add_encoding(c, c->text_encoding);
	buf_add_str(c->out, "\r\n");
	body_add(c->out, buf_slice(&c->text), c->text_encoding);
}

static void
add_html_part(struct parts *c)
{
	add_text(c, "Content-Type", "text/html; charset=utf-8");
	add_encoding(c, c->html_encoding);
	buf_add_str(c->out, "\r\n");
	body_add(c->out, buf_slice(&c->html), c->html_encoding);
}

static bool
is_token(struct slice s)
{
	for (size_t i = 0; i < s.size; i++)
		if (s.data[i] <= ' ' || s.data[i] >= 0x7F ||
		    strchr("()<>@,;:\\\"/[]?=", s.data[i]))
			return false;
	return s.size > 0 && s.size <= 60;
}

/* TYPE without parameters if it is one that may stand here. Multiparts are
 * refused since their content would be parsed, and never encoded. */
static struct slice
type_writable(const char *type, struct slice *charset)
{
	struct slice s = slice_from(type), rest;
	size_t semicolon = slice_find(s, ";", 0), slash, equals;

	*charset = slice_of(NULL, 0);
	rest = slice_sub(s, semicolon, s.size);
	s = slice_trim(slice_sub(s, 0, semicolon));
	slash = slice_find(s, "/", 0);
	if (slash == (size_t)-1 || !is_token(slice_sub(s, 0, slash)) ||
	    !is_token(slice_sub(s, slash + 1, s.size)) ||
	    slice_starts_nocase(s, "multipart/") ||
	    slice_starts_nocase(s, "message/"))
		return slice_from("application/octet-stream");
	equals = slice_find_nocase(rest, "charset=", 0);
	if (slice_starts_nocase(s, "text/") && equals != (size_t)-1) {
		*charset = slice_sub(rest, equals + 8, rest.size);
		*charset = slice_trim(
			slice_sub(*charset, 0, slice_find(*charset, ";", 0)));
		if (!is_token(*charset))
			*charset = slice_of(NULL, 0);
	}
	return s;
}

static void
add_disposition(struct parts *c, const struct draft_attachment *a)
{
	struct field field;
	struct buf id;

	field_begin(&field, c->out, "Content-Disposition");
	field_token(&field, slice_from(a->is_inline ? "inline" : "attachment"));
	if (text_is_set(a->name))
		field_param(&field, "filename", a->name);
	field_end(&field);
	if (!text_is_set(a->content_id))
		return;
	buf_init(&id, NULL);
	buf_printf(&id, "<%s>", a->content_id);
	if (id_is_writable(id.data)) {
		field_begin(&field, c->out, "Content-ID");
		field_token(&field, buf_slice(&id));
		field_end(&field);
	}
	buf_clear(&id);
}

/* An attached mail stands as it is, or else is a file. */
static bool
add_message_part(struct parts *c, const struct draft_attachment *a)
{
	enum body_encoding encoding;

	if (!is_message_type(a->type) ||
	    !body_is_plain(attachment_bytes(a), c->transport_8bit, &encoding))
		return false;
	add_text(c, "Content-Type", a->type);
	add_encoding(c, encoding);
	add_disposition(c, a);
	buf_add_str(c->out, "\r\n");
	body_canonical_lines(attachment_bytes(a), c->out);
	return true;
}

static void
add_attachment(struct parts *c, const struct draft_attachment *a)
{
	struct slice charset, type;
	struct field field;

	if (add_message_part(c, a))
		return;
	type = type_writable(a->type, &charset);
	field_begin(&field, c->out, "Content-Type");
	field_token(&field, type);
	if (charset.size) {
		buf_add_str(c->out, "; charset=");
		buf_add_slice(c->out, charset);
	}
	field_end(&field);
	add_encoding(c, BODY_BASE64);
	add_disposition(c, a);
	buf_add_str(c->out, "\r\n");
	body_add(c->out, attachment_bytes(a), BODY_BASE64);
}

static void
add_attachments(struct parts *c, enum container which)
{
	for (size_t i = 0; i < c->draft->attachment_count; i++) {
		const struct draft_attachment *a = &c->draft->attachments[i];

		if (is_related(c->draft, a) != (which == RELATED))
			continue;
		container_next(c, which);
		add_attachment(c, a);
	}
}

static void
add_related(struct parts *c)
{
	if (count_attachments(c->draft, true) == 0) {
		add_html_part(c);
		return;
	}
	container_open(c, RELATED);
	container_next(c, RELATED);
	add_html_part(c);
	add_attachments(c, RELATED);
	container_close(c, RELATED);
}

static void
add_alternative(struct parts *c)
{
	if (!text_is_set(c->draft->html)) {
		add_text_part(c);
		return;
	}
	container_open(c, ALTERNATIVE);
	container_next(c, ALTERNATIVE);
	add_text_part(c);
	container_next(c, ALTERNATIVE);
	add_related(c);
	container_close(c, ALTERNATIVE);
}

static void
add_mixed(struct parts *c)
{
	if (count_attachments(c->draft, false) == 0) {
		add_alternative(c);
		return;
	}
	container_open(c, MIXED);
	container_next(c, MIXED);
	add_alternative(c);
	add_attachments(c, MIXED);
	container_close(c, MIXED);
}

static void
parts_prepare(struct parts *c)
{
	const struct draft *draft = c->draft;
	enum body_encoding encoding;

	body_flowed(slice_from(draft->text), &c->text);
	body_canonical(slice_from(draft->html), &c->html);
	c->text_encoding = body_choose(buf_slice(&c->text), c->transport_8bit);
	c->html_encoding = body_choose(buf_slice(&c->html), c->transport_8bit);
	c->eight_bit =
		c->text_encoding == BODY_8BIT || c->html_encoding == BODY_8BIT;
	for (size_t i = 0; i < draft->attachment_count; i++) {
		const struct draft_attachment *a = &draft->attachments[i];

		if (is_message_type(a->type) &&
		    body_is_plain(attachment_bytes(a), c->transport_8bit,
				  &encoding) &&
		    encoding == BODY_8BIT)
			c->eight_bit = true;
	}
}

void
draft_parts_add(const struct draft *draft, bool eight_bit, const char *hash,
		struct buf *out)
{
	struct parts c = { .draft = draft,
			   .out = out,
			   .transport_8bit = eight_bit };

	buf_init(&c.text, NULL);
	buf_init(&c.html, NULL);
	parts_prepare(&c);
	boundaries_make(&c, hash);
	add_mixed(&c);
	if (out->data[out->size - 1] != '\n')
		buf_add_str(out, "\r\n");
	buf_clear(&c.text);
	buf_clear(&c.html);
}
