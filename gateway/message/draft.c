/*
 * draft.c - the bytes of an outgoing mail.
 *
 * The tree is fixed: mixed (body, attachments), the body alternative (text,
 * HTML), the HTML related (HTML, inline pictures); each level only where it
 * has more than one child. Boundaries and a missing Message-ID are made of a
 * hash over the draft, so that a retry after a crash sends the same bytes.
 */
#include "message/draft.h"

#include "base/clock.h"
#include "base/hash.h"
#include "message/draft_body.h"
#include "message/draft_header.h"

/* Ids kept of References: the first, which names the thread, and the last.
 * Some servers refuse long headers; readers look at no more. */
#define REFERENCES_MAX	20
#define REFERENCES_SIZE 4000

enum container { MIXED, ALTERNATIVE, RELATED };

static const char *const container_types[] = { "multipart/mixed",
					       "multipart/alternative",
					       "multipart/related" };

struct composer {
	const struct draft *draft;
	struct draft_transport transport;
	struct buf *out;
	struct buf text, html; /* canonical */
	enum body_encoding text_encoding, html_encoding;
	char boundary[3][48]; /* by container */
	bool eight_bit;	      /* some part has it */
	bool utf8;	      /* an address needs RFC 6532 */
};

static bool
text_is_set(const char *text)
{
	return text && text[0];
}

/* ---- what the draft has ---- */

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

static bool
list_is_international(const struct address_list *list)
{
	for (size_t i = 0; i < list->count; i++)
		if (email_is_international(list->items[i].email))
			return true;
	return false;
}

bool
draft_is_international(const struct draft *draft)
{
	return email_is_international(draft->from.email) ||
	       list_is_international(&draft->to) ||
	       list_is_international(&draft->cc) ||
	       list_is_international(&draft->reply_to);
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

/* ---- hash, boundaries, Message-ID ---- */

static void
hash_text(struct hash *hash, const char *text)
{
	/* with its NUL, so that "a","b" and "ab","" differ */
	hash_add(hash, text ? text : "", text ? strlen(text) + 1 : 1);
}

static void
hash_addresses(struct hash *hash, const struct address_list *list)
{
	for (size_t i = 0; i < list->count; i++) {
		hash_text(hash, list->items[i].name);
		hash_text(hash, list->items[i].email);
	}
	hash_text(hash, "");
}

static void
draft_hash(const struct draft *draft, char out[static HASH_SHA256_HEX])
{
	const struct address_list from = { (struct address[]){ draft->from },
					   1 };
	struct hash *hash = hash_new();

	hash_addresses(hash, &from);
	hash_addresses(hash, &draft->to);
	hash_addresses(hash, &draft->cc);
	hash_text(hash, draft->subject);
	hash_text(hash, draft->message_id);
	hash_add(hash, &draft->date, sizeof(draft->date));
	hash_text(hash, draft->in_reply_to);
	hash_text(hash, draft->text);
	hash_text(hash, draft->html);
	for (size_t i = 0; i < draft->attachment_count; i++) {
		struct slice bytes = attachment_bytes(&draft->attachments[i]);

		hash_text(hash, draft->attachments[i].name);
		hash_add(hash, bytes.data ? bytes.data : "", bytes.size);
	}
	hash_finish(hash, out);
}

static bool
contains(struct slice bytes, const char *text)
{
	return bytes.size && memmem(bytes.data, bytes.size, text, strlen(text));
}

/* Only what is not encoded can hold a boundary by accident or by intent:
 * whoever knows the whole draft could compute it. */
static bool
boundary_occurs(const struct composer *c, const char *boundary)
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
boundaries_make(struct composer *c, const char *hash)
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

/* ---- the header ---- */

static bool
add_addresses(struct composer *c, const char *name,
	      const struct address_list *list, struct error *err)
{
	struct field field;

	if (list->count == 0)
		return true;
	field_begin(&field, c->out, name);
	if (!field_addresses(&field, name, list, c->utf8, err))
		return false;
	field_end(&field);
	return true;
}

static void
add_text(struct composer *c, const char *name, const char *value)
{
	struct field field;

	field_begin(&field, c->out, name);
	field_text(&field, value);
	field_end(&field);
}

static bool
add_people(struct composer *c, struct error *err)
{
	struct address from = c->draft->from;
	const struct address_list sender = { &from, 1 };

	if (!add_addresses(c, "From", &sender, err) ||
	    !add_addresses(c, "Reply-To", &c->draft->reply_to, err) ||
	    !add_addresses(c, "To", &c->draft->to, err) ||
	    !add_addresses(c, "Cc", &c->draft->cc, err))
		return false;
	if (c->draft->to.count == 0 && c->draft->cc.count == 0)
		buf_add_str(c->out, "To: undisclosed-recipients:;\r\n");
	return true;
}

static void
add_message_id(struct composer *c, const char *hash)
{
	const char *domain = strrchr(c->draft->from.email, '@');
	struct field field;

	field_begin(&field, c->out, "Message-ID");
	if (id_is_writable(c->draft->message_id)) {
		field_token(&field, slice_from(c->draft->message_id));
	} else {
		/* an international domain has no place in an id */
		if (!domain || email_is_international(domain))
			domain = "@localhost";
		buf_printf(c->out, " <%.32s%s>", hash, domain);
	}
	field_end(&field);
}

/* In-Reply-To, and References with the id that is answered at its end. */
static void
add_references(struct composer *c)
{
	const struct string_list *list = &c->draft->references;
	const char *parent = c->draft->in_reply_to;
	const char *ids[REFERENCES_MAX];
	bool answers = id_is_writable(parent);
	size_t count = 0, size = 0;
	struct field field;

	if (answers)
		ids[count++] = parent;
	for (size_t i = list->count; i > 0; i--) {
		const char *id = list->items[i - 1];

		if (!id_is_writable(id) || (answers && strcmp(id, parent) == 0))
			continue;
		if (i > 1 && (count >= REFERENCES_MAX - 1 ||
			      size + strlen(id) > REFERENCES_SIZE))
			continue;
		size += strlen(id);
		ids[count++] = id;
	}
	if (answers) {
		field_begin(&field, c->out, "In-Reply-To");
		field_token(&field, slice_from(parent));
		field_end(&field);
	}
	if (count == 0)
		return;
	field_begin(&field, c->out, "References");
	while (count > 0)
		field_token(&field, slice_from(ids[--count]));
	field_end(&field);
}

/* Fields that draft.h has a place for, or that would break the structure. */
static const char *const reserved_names[] = {
	"From",
	"To",
	"Cc",
	"Bcc",
	"Reply-To",
	"Subject",
	"Date",
	"Message-ID",
	"In-Reply-To",
	"References",
	"MIME-Version",
	"Content-Type",
	"Content-Transfer-Encoding",
	"Content-Disposition",
	"Content-ID",
	"Received",
	"Return-Path",
};

static bool
name_is_writable(const char *name)
{
	if (!text_is_set(name) || strlen(name) > 60)
		return false;
	for (const char *p = name; *p; p++)
		if (*p <= ' ' || *p > '~' || *p == ':')
			return false;
	for (size_t i = 0; i < sizeof(reserved_names) / sizeof(*reserved_names);
	     i++)
		if (ascii_casecmp(name, reserved_names[i]) == 0)
			return false;
	return true;
}

static bool
has_header(const struct draft *draft, const char *name)
{
	for (size_t i = 0; i < draft->header_count; i++)
		if (ascii_casecmp(draft->headers[i].name, name) == 0)
			return true;
	return false;
}

/* RFC 3834 section 5, and what Exchange and older programs look at; what
 * the draft sets itself stays. */
static void
add_automatic(struct composer *c)
{
	const struct draft *draft = c->draft;
	bool answer = id_is_writable(draft->in_reply_to);
	const struct {
		const char *name, *value;
	} rows[] = {
		{ "Auto-Submitted",
		  answer ? "auto-replied" : "auto-generated" },
		{ "X-Auto-Response-Suppress", "All" },
		{ "Precedence", "bulk" },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		if (!has_header(draft, rows[i].name))
			add_text(c, rows[i].name, rows[i].value);
}

static bool
add_headers(struct composer *c, struct error *err)
{
	for (size_t i = 0; i < c->draft->header_count; i++) {
		const struct header *h = &c->draft->headers[i];

		if (!name_is_writable(h->name))
			return error_set(err, ERROR_REJECT,
					 "the header \"%.60s\" cannot be set "
					 "by a draft",
					 h->name ? h->name : "");
		add_text(c, h->name, h->value ? h->value : "");
	}
	return true;
}

static bool
add_top(struct composer *c, const char *hash, struct error *err)
{
	int64_t date = c->draft->date;
	char text[64];

	add_text(c, "Date",
		 date_format(date ? date : clock_now(), text, sizeof(text)));
	if (!add_people(c, err))
		return false;
	add_text(c, "Subject", c->draft->subject);
	add_message_id(c, hash);
	add_references(c);
	if (c->draft->automatic)
		add_automatic(c);
	if (!add_headers(c, err))
		return false;
	buf_add_str(c->out, "MIME-Version: 1.0\r\n");
	return true;
}

/* ---- the parts ---- */

static void
add_encoding(struct composer *c, enum body_encoding encoding)
{
	buf_printf(c->out, "Content-Transfer-Encoding: %s\r\n",
		   body_encoding_name(encoding));
}

static void
container_open(struct composer *c, enum container which)
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
container_next(struct composer *c, enum container which)
{
	buf_printf(c->out, "\r\n--%s\r\n", c->boundary[which]);
}

static void
container_close(struct composer *c, enum container which)
{
	buf_printf(c->out, "\r\n--%s--\r\n", c->boundary[which]);
}

static void
add_text_part(struct composer *c)
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
add_html_part(struct composer *c)
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
add_disposition(struct composer *c, const struct draft_attachment *a)
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
add_message_part(struct composer *c, const struct draft_attachment *a)
{
	enum body_encoding encoding;

	if (!is_message_type(a->type) ||
	    !body_is_plain(attachment_bytes(a), c->transport.eight_bit,
			   &encoding))
		return false;
	add_text(c, "Content-Type", a->type);
	add_encoding(c, encoding);
	add_disposition(c, a);
	buf_add_str(c->out, "\r\n");
	body_canonical_lines(attachment_bytes(a), c->out);
	return true;
}

static void
add_attachment(struct composer *c, const struct draft_attachment *a)
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
add_attachments(struct composer *c, enum container which)
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
add_related(struct composer *c)
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
add_alternative(struct composer *c)
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
add_mixed(struct composer *c)
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

/* ---- all of it ---- */

static void
composer_prepare(struct composer *c)
{
	const struct draft *draft = c->draft;
	enum body_encoding encoding;

	body_flowed(slice_from(draft->text), &c->text);
	body_canonical(slice_from(draft->html), &c->html);
	c->text_encoding =
		body_choose(buf_slice(&c->text), c->transport.eight_bit);
	c->html_encoding =
		body_choose(buf_slice(&c->html), c->transport.eight_bit);
	c->eight_bit =
		c->text_encoding == BODY_8BIT || c->html_encoding == BODY_8BIT;
	for (size_t i = 0; i < draft->attachment_count; i++) {
		const struct draft_attachment *a = &draft->attachments[i];

		if (is_message_type(a->type) &&
		    body_is_plain(attachment_bytes(a), c->transport.eight_bit,
				  &encoding) &&
		    encoding == BODY_8BIT)
			c->eight_bit = true;
	}
}

bool
draft_compose(const struct draft *draft, struct draft_transport transport,
	      struct buf *out, struct error *err)
{
	struct composer c = { .draft = draft,
			      .transport = transport,
			      .out = out };
	size_t before = out->size;
	char hash[HASH_SHA256_HEX];
	bool ok;

	buf_init(&c.text, NULL);
	buf_init(&c.html, NULL);
	c.utf8 = transport.utf8;
	draft_hash(draft, hash);
	composer_prepare(&c);
	boundaries_make(&c, hash);
	ok = add_top(&c, hash, err);
	if (ok) {
		add_mixed(&c);
		if (!contains(
			    slice_sub(buf_slice(out), out->size - 2, out->size),
			    "\r\n"))
			buf_add_str(out, "\r\n");
	} else {
		buf_truncate(out, before);
	}
	buf_clear(&c.text);
	buf_clear(&c.html);
	return ok;
}
