/*
 * facts.c - reads a mail: calls the parsers in turn and puts together what
 * they say. Whatever bytes come in, facts come out.
 */
#include "base/utf8.h"
#include "message/address.h"
#include "message/charset.h"
#include "message/content.h"
#include "message/content_key.h"
#include "message/date_field.h"
#include "message/facts.h"
#include "message/kind.h"
#include "message/language.h"
#include "message/mime.h"
#include "message/msgid.h"
#include "message/protection.h"
#include "message/quote.h"

struct reading {
	struct arena *arena;
	struct mime *mime;
	struct facts *facts;
};

/* All fields NAME of a part: To is sometimes there twice. */
static struct address_list
read_addresses(struct reading *reading, const struct part *part,
	       const char *name)
{
	struct address_list list = { .count = 0 };

	for (size_t i = 0; i < part->header_count; i++) {
		if (ascii_casecmp(part->headers[i].name, name) != 0)
			continue;
		if (!address_list_parse(part->headers[i].raw, reading->arena,
					&list))
			mime_note(&reading->facts->notes, reading->arena,
				  "more addresses than are read: the others "
				  "are only in the raw mail");
	}
	return list;
}

static const char *
field_value(const struct part *part, const char *name)
{
	const struct header *header = mime_header(part, name);

	return header ? header->value : "";
}

static const char *
field_raw(const struct part *part, const char *name)
{
	const struct header *header = mime_header(part, name);

	return header ? header->raw : "";
}

static struct string_list
read_ids(struct reading *reading, const struct part *part, const char *name)
{
	struct string_list list = { .count = 0 };

	/* some programs write a field for each id */
	for (size_t i = 0; i < part->header_count; i++)
		if (!ascii_casecmp(part->headers[i].name, name))
			msgid_list_parse(part->headers[i].raw, reading->arena,
					 &list);
	return list;
}

static void
read_headers(struct reading *reading)
{
	const struct part *root = &reading->mime->parts[0];
	struct facts *facts = reading->facts;

	facts->headers = root->headers;
	facts->header_count = root->header_count;
	facts->from = read_addresses(reading, root, "From");
	facts->to = read_addresses(reading, root, "To");
	facts->cc = read_addresses(reading, root, "Cc");
	facts->reply_to = read_addresses(reading, root, "Reply-To");
	facts->sender = read_addresses(reading, root, "Sender");
	facts->subject = field_value(root, "Subject");
	facts->has_date = date_field_read(slice_from(field_value(root, "Date")),
					  &facts->date, &facts->date_offset);
	facts->message_id =
		msgid_parse(field_raw(root, "Message-ID"), reading->arena);
	facts->in_reply_to = read_ids(reading, root, "In-Reply-To");
	facts->references = read_ids(reading, root, "References");
}

static void
read_content(struct reading *reading)
{
	struct facts *facts = reading->facts;
	struct content content;

	content_read(reading->mime, 0, reading->arena, &facts->notes, &content);
	facts->text = content.text;
	facts->calendar_method = content.calendar_method;
	facts->attachments = content.attachments;
	facts->attachment_count = content.count;
	for (size_t i = 0; i < content.count; i++)
		hash_sha256(content.attachments[i].data,
			    content.attachments[i].size,
			    content.attachments[i].sha256);
	facts->protection = protection_name(reading->mime, facts->text);
}

static bool
is_reply(const struct facts *facts)
{
	return facts->in_reply_to.count || facts->references.count ||
	       slice_starts_nocase(slice_from(facts->subject), "re:");
}

static void
read_new_text(struct reading *reading)
{
	struct facts *facts = reading->facts;
	struct quote_split split = { .reply_text = "", .signature = "" };

	quote_split(facts->text, is_reply(facts), reading->arena, &split);
	facts->reply_text = split.reply_text;
	facts->signature = split.signature;
	facts->language = language_detect(*facts->reply_text ? facts->reply_text
							     : facts->text);
}

/* A mail in transfer encoding inside a mail is parsed on its own. */
static bool
open_encoded(struct reading *reading, const struct part *part,
	     struct mime **inner)
{
	if (strcmp(part->type, "message/rfc822") != 0 || part->is_message)
		return false;
	*inner = mime_parse(mime_body(part, reading->arena), reading->arena);
	return true;
}

/* The first attached mail that is no piece of a report or of a digest. */
static bool
find_attached(struct reading *reading, struct mime **mime, size_t *root)
{
	struct mime *outer = reading->mime;

	for (size_t i = 0; i < outer->count; i++) {
		const struct part *part = &outer->parts[i];
		const char *parent = part->parent == MIME_NO_PARENT
					     ? ""
					     : outer->parts[part->parent].type;

		if (!strcmp(parent, "multipart/report") ||
		    !strcmp(parent, "multipart/digest"))
			continue;
		if (part->is_message && i + 1 < outer->count) {
			*mime = outer;
			*root = i + 1;
			return true;
		}
		if (open_encoded(reading, part, mime)) {
			*root = 0;
			return true;
		}
	}
	return false;
}

static bool
read_attached(struct reading *reading, struct forwarded *out)
{
	struct string_list unused = { .count = 0 };
	struct address_list from;
	struct content content;
	const struct part *part;
	struct mime *mime;
	size_t root;

	if (!find_attached(reading, &mime, &root))
		return false;
	part = &mime->parts[root];
	from = read_addresses(reading, part, "From");
	out->from = from.count ? from.items[0]
			       : (struct address){ .name = "", .email = "" };
	out->subject = field_value(part, "Subject");
	out->message_id =
		msgid_parse(field_raw(part, "Message-ID"), reading->arena);
	out->has_date = date_field_read(slice_from(field_value(part, "Date")),
					&out->date, &(int){ 0 });
	content_read(mime, root, reading->arena, &unused, &content);
	out->text = content.text;
	out->present = *out->from.email || *out->subject;
	return out->present;
}

static const struct forwarded no_forward = {
	.from = { "", "" }, .subject = "", .message_id = "", .text = ""
};

static void
read_forwarded(struct reading *reading)
{
	struct facts *facts = reading->facts;
	struct forwarded *out = &facts->forwarded;

	*out = no_forward;
	if (read_attached(reading, out))
		return;
	*out = no_forward;
	if (!forwarded_find(facts->text, facts->subject, reading->arena, out))
		*out = no_forward;
}

/* A program that returns or reports a mail does not forward it. */
static bool
is_returned(const struct facts *facts)
{
	return facts->kind == KIND_BOUNCE || facts->kind == KIND_FEEDBACK;
}

struct facts *
facts_read(struct slice raw, struct arena *arena)
{
	struct reading reading = { .arena = arena };
	struct facts *facts = arena_alloc(arena, sizeof(*facts));

	reading.facts = facts;
	reading.mime = mime_parse(raw, arena);
	facts->notes = reading.mime->notes;
	read_headers(&reading);
	read_content(&reading);
	read_new_text(&reading);
	read_forwarded(&reading);
	kind_decide(reading.mime, facts, arena);
	if (is_returned(facts))
		facts->forwarded = no_forward;
	content_key(&reading.mime->parts[0], arena, facts->content_key);
	return facts;
}

bool
facts_preload(struct error *err)
{
	bool charsets = charset_preload(err);
	bool language = language_preload(charsets ? err : NULL);

	return charsets && language;
}

static const char *const kind_names[] = {
	[KIND_HUMAN] = "human",
	[KIND_AUTO_REPLY] = "auto-reply",
	[KIND_BOUNCE] = "bounce",
	[KIND_LIST] = "list",
	[KIND_AUTO_GENERATED] = "auto-generated",
	[KIND_FEEDBACK] = "feedback",
};

const char *
facts_kind_name(enum mail_kind kind)
{
	return kind_names[kind];
}

bool
facts_kind_from_name(const char *name, enum mail_kind *kind)
{
	for (size_t i = 0; i < sizeof(kind_names) / sizeof(kind_names[0]);
	     i++) {
		if (strcmp(name, kind_names[i]) != 0)
			continue;
		*kind = (enum mail_kind)i;
		return true;
	}
	return false;
}

const char *
bounce_action_name(enum bounce_action action)
{
	static const char *const names[] = {
		[BOUNCE_FAILED] = "failed",	  [BOUNCE_DELAYED] = "delayed",
		[BOUNCE_DELIVERED] = "delivered", [BOUNCE_RELAYED] = "relayed",
		[BOUNCE_EXPANDED] = "expanded",
	};

	return names[action];
}

const char *
facts_header(const struct facts *facts, const char *name)
{
	for (size_t i = 0; i < facts->header_count; i++)
		if (!ascii_casecmp(facts->headers[i].name, name))
			return facts->headers[i].value;
	return NULL;
}

bool
address_equal(const char *a, const char *b)
{
	return a && b && *a && !ascii_casecmp(a, b);
}

struct address
facts_sender(const struct facts *facts)
{
	const struct address_list *lists[] = { &facts->from, &facts->sender,
					       &facts->reply_to };

	for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++)
		for (size_t k = 0; k < lists[i]->count; k++)
			if (*lists[i]->items[k].email)
				return lists[i]->items[k];
	return (struct address){ .name = facts->from.count
						 ? facts->from.items[0].name
						 : "",
				 .email = "" };
}
