/*
 * draft.c - the bytes of an outgoing mail.
 *
 * The header is written here, the body in draft_parts.c. Boundaries and a
 * missing Message-ID are made of a hash over the draft, so that a retry after
 * a crash sends the same bytes.
 */
#include "message/draft.h"

#include "base/clock.h"
#include "base/hash.h"
#include "message/draft_header.h"
#include "message/draft_parts.h"

/* Ids kept of References: the first, which names the thread, and the last.
 * Some servers refuse long headers; readers look at no more. */
#define REFERENCES_MAX	20
#define REFERENCES_SIZE 4000

struct composer {
	const struct draft *draft;
	struct buf *out;
	bool utf8; /* addresses may need RFC 6532 */
};

static bool
text_is_set(const char *text)
{
	return text && text[0];
}

/* ---- hash ---- */

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
		const struct draft_attachment *a = &draft->attachments[i];

		hash_text(hash, a->name);
		hash_add(hash, a->data ? (const char *)a->data : "",
			 a->data ? a->size : 0);
	}
	hash_finish(hash, out);
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

/* ---- all of it ---- */

bool
draft_compose(const struct draft *draft, struct draft_transport transport,
	      struct buf *out, struct error *err)
{
	struct composer c = { .draft = draft,
			      .out = out,
			      .utf8 = transport.utf8 };
	size_t before = out->size;
	char hash[HASH_SHA256_HEX];

	draft_hash(draft, hash);
	if (!add_top(&c, hash, err)) {
		buf_truncate(out, before);
		return false;
	}
	draft_parts_add(draft, transport.eight_bit, hash, out);
	return true;
}
