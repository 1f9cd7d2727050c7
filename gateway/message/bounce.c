/*
 * bounce.c - whether a mail says that another could not be delivered, and
 * to whom.
 *
 * A report of RFC 3464 within a multipart/report speaks for itself. Anything
 * else counts only when it comes from where such notices come from (a null
 * return path or the name of a mail daemon) and reads like one: a person
 * who forwards, quotes or asks about a bounce uses all of its words, but not
 * its sender. Reports inside an attached message are somebody's bounce, not
 * this mail's, unless a daemon wrapped it.
 *
 * Everything here looks at a bounded number of bytes (bounce.h).
 */
#include "message/kind.h"

#include "base/buf.h"
#include "base/utf8.h"
#include "message/bounce.h"
#include "message/html.h"
#include "message/sender.h"

/* What a mail offers to look at. */
struct material {
	const struct mime *mime;
	const struct facts *facts;
	struct arena *arena;
	struct slice text;   /* of the first text part, the head of it */
	struct slice notice; /* of TEXT, above the returned message */
	struct string_list original_to;
	const char *original_id; /* "" if not returned */
	bool refusal;		 /* a receipt that refuses; see is_refusal() */
};

static bool
type_is_report(const char *type)
{
	return strcmp(type, "message/delivery-status") == 0 ||
	       strcmp(type, "message/xdelivery-status") == 0 ||
	       strcmp(type, "message/global-delivery-status") == 0;
}

static bool
type_is_headers(const char *type)
{
	return strncmp(type, "text/rfc822-header", 18) == 0 ||
	       strcmp(type, "message/rfc822-headers") == 0 ||
	       strcmp(type, "message/global-headers") == 0;
}

/* Whether a part belongs to the mail itself, not to one attached to it. */
static bool
part_is_outer(const struct mime *mime, size_t i)
{
	for (i = mime->parts[i].parent; i != MIME_NO_PARENT;
	     i = mime->parts[i].parent)
		if (!mime->parts[i].is_multipart)
			return false;
	return true;
}

static bool
part_is_text(const struct part *part)
{
	return strncmp(part->type, "text/", 5) == 0 &&
	       !type_is_headers(part->type);
}

/* The words of the notice: its first plain text, else its first HTML. */
static struct slice
material_text(const struct material *m)
{
	const struct part *html = NULL;
	const char *text = NULL;

	for (size_t i = 0; i < m->mime->count && !text; i++) {
		const struct part *part = &m->mime->parts[i];

		if (part->is_multipart || !part_is_text(part) ||
		    !part_is_outer(m->mime, i))
			continue;
		if (strcmp(part->type, "text/html") == 0)
			html = html ? html : part;
		else
			text = mime_text(part, m->arena);
		if (text && !slice_trim(slice_from(text)).size)
			text = NULL;
	}
	if (!text && html) {
		struct string_list notes = { 0 };

		text = html_to_text(slice_from(mime_text(html, m->arena)), NULL,
				    m->arena, &notes);
	}
	if (!text)
		text = m->facts->text ? m->facts->text : "";
	return slice_sub(slice_from(text), 0, BOUNCE_TEXT_MAX);
}

/* An id as RFC 5322 has it out of VALUE, or "". */
static const char *
id_find(struct slice value, struct arena *arena)
{
	size_t open = slice_find(value, "<", 0);
	size_t close = slice_find(value, ">", 0);
	size_t next = slice_find(value, "<", open + 1);

	if (open == (size_t)-1 || close == (size_t)-1 || close < open + 2 ||
	    next < close)
		return "";
	return arena_memdup(arena, value.data + open, close + 1 - open);
}

static void
original_address_add(struct material *m, struct slice value)
{
	size_t pos = 0, start, end;

	while (m->original_to.count < BOUNCE_RECIPIENTS &&
	       bounce_next_address(value, &pos, &start, &end))
		ARENA_PUSH(m->arena, m->original_to.items, m->original_to.count,
			   arena_memdup(m->arena, value.data + start,
					end - start));
}

static void
original_field(struct material *m, struct slice name, struct slice value)
{
	if (slice_equal_nocase(name, "Message-ID") && !m->original_id[0])
		m->original_id = id_find(value, m->arena);
	else if (slice_equal_nocase(name, "To") ||
		 slice_equal_nocase(name, "Cc"))
		original_address_add(m, value);
}

/* The header of a returned message that stands in text, folded lines after
 * their first; ends at a blank line once something was found. */
static void
original_from_text(struct material *m, struct slice text)
{
	struct slice line, name = { 0 };
	bool header = false;

	while (slice_next_line(&text, &line)) {
		size_t colon;

		if (!line.size || line.data[0] == '\r') {
			if (header)
				break;
			continue;
		}
		if (!strchr(" \t", line.data[0])) {
			colon = slice_find(line, ":", 0);
			header = header || (colon < 40 &&
					    slice_find(line, " ", 0) > colon);
			if (colon == (size_t)-1)
				continue;
			name = slice_trim(slice_sub(line, 0, colon));
			line = slice_sub(line, colon + 1, line.size);
		}
		original_field(m, name, slice_trim(line));
	}
}

static void
original_from_part(struct material *m, const struct part *part)
{
	for (size_t i = 0; i < part->header_count; i++)
		original_field(m, slice_from(part->headers[i].name),
			       slice_from(part->headers[i].raw));
}

/* The message that came back: an attached one, its header as a part, or what
 * stands below the notice. */
static void
material_original(struct material *m)
{
	const struct mime *mime = m->mime;

	for (size_t i = 0; i < mime->count; i++) {
		const struct part *part = &mime->parts[i];

		if (!part_is_outer(mime, i) || part->parent == MIME_NO_PARENT)
			continue;
		if (part->is_message &&
		    mime_child(mime, i, i + 1) < mime->count)
			original_from_part(
				m, &mime->parts[mime_child(mime, i, i + 1)]);
		else if (type_is_headers(part->type))
			original_from_text(
				m,
				slice_sub(slice_from(mime_text(part, m->arena)),
					  0, BOUNCE_TEXT_MAX));
	}
	if (!m->original_id[0])
		original_from_text(
			m, slice_sub(m->text, m->notice.size, m->text.size));
	for (size_t i = 0; !m->original_id[0] && i < mime->count; i++)
		if (i && part_is_text(&mime->parts[i]) &&
		    part_is_outer(mime, i))
			original_from_text(
				m,
				slice_sub(slice_from(mime_text(&mime->parts[i],
							       m->arena)),
					  0, BOUNCE_TEXT_MAX));
}

/* The id as the notice or the bounce's own header names it. */
static void
material_original_id(struct material *m)
{
	struct slice rest = m->notice, line;

	while (!m->original_id[0] && slice_next_line(&rest, &line)) {
		size_t at = slice_find_nocase(line, "message-id", 0);

		if (at < 40)
			m->original_id = id_find(slice_sub(line, at, line.size),
						 m->arena);
	}
	if (!m->original_id[0] && m->facts->in_reply_to.count)
		m->original_id = m->facts->in_reply_to.items[0];
	if (!m->original_id[0] && m->facts->references.count)
		m->original_id = m->facts->references
					 .items[m->facts->references.count - 1];
}

/* Fields of the report parts: the mail's own, or with NESTED those of a
 * bounce that a daemon wrapped into its own. */
static void
read_reports(const struct material *m, bool nested, struct bounce *out)
{
	for (size_t i = 0; i < m->mime->count; i++) {
		const struct part *part = &m->mime->parts[i];

		if (!(type_is_report(part->type) ||
		      (m->refusal &&
		       strcmp(part->type, "message/disposition-notification") ==
			       0)) ||
		    part_is_outer(m->mime, i) == nested)
			continue;
		bounce_fields_read(
			slice_sub(slice_from(mime_text(part, m->arena)), 0,
				  BOUNCE_FIELDS_MAX),
			m->arena, out);
		if (nested && out->count)
			return; /* a bounce of a bounce has more of them */
	}
}

static bool
has_address(const struct bounce *bounce)
{
	for (size_t i = 0; i < bounce->count; i++)
		if (strchr(bounce->recipients[i].address, '@'))
			return true;
	return false;
}

/* A report whose only recipient is nameless takes the name that the prose
 * has; what the report said of it stays. */
static void
name_from_prose(struct bounce *report, const struct bounce *prose)
{
	if (report->count == 0)
		*report = *prose;
	else if (report->count == 1 && prose->count == 1)
		report->recipients[0].address = prose->recipients[0].address;
}

/* Report fields that stand as text: in the notice, or in a part of their own
 * whose type says nothing of them. */
static void
read_text_fields(const struct material *m, struct bounce *out)
{
	bounce_fields_read(m->notice, m->arena, out);
	for (size_t i = 1; i < m->mime->count && out->count == 0; i++) {
		struct slice text;

		if (!part_is_text(&m->mime->parts[i]) ||
		    !part_is_outer(m->mime, i))
			continue;
		text = slice_from(mime_text(&m->mime->parts[i], m->arena));
		text = slice_sub(text, 0, BOUNCE_NOTICE_MAX);
		bounce_fields_read(slice_sub(text, 0, bounce_notice_end(text)),
				   m->arena, out);
	}
}

static void
read_prose(const struct material *m, struct bounce *out)
{
	struct bounce_hints hints = {
		.failed_header = facts_header(m->facts, "X-Failed-Recipients"),
		.subject = m->facts->subject,
		.own = &m->facts->to,
		.original_to = &m->original_to,
	};

	read_text_fields(m, out);
	if (out->count == 0)
		bounce_prose_read(m->notice, &hints, m->arena, out);
}

/* A refusing receipt has no status field; its prose tells. */
static void
status_from_notice(const struct material *m, struct bounce *out)
{
	char status[BOUNCE_STATUS_MAX];

	for (size_t i = 0; i < out->count; i++)
		if (strcmp(out->recipients[i].status, "5.0.0") == 0 &&
		    bounce_status_find(m->notice, status))
			out->recipients[i].status =
				arena_strdup(m->arena, status);
}

/* Nobody is named: whom the returned message was for, if that is one. */
static void
read_original_to(const struct material *m, struct bounce *out)
{
	char status[BOUNCE_STATUS_MAX];
	struct bounce_recipient recipient = { .address = "" };
	bool delay = bounce_is_delay(m->notice, m->facts->subject);

	if (m->original_to.count)
		recipient.address = m->original_to.items[0];
	if (!bounce_status_find(m->notice, status) &&
	    !bounce_status_find(slice_from(m->facts->subject), status))
		memcpy(status, "5.0.0", sizeof("5.0.0"));
	if (delay)
		status[0] = '4';
	recipient.status = arena_strdup(m->arena, status);
	recipient.action = delay ? BOUNCE_DELAYED : BOUNCE_FAILED;
	recipient.diagnostic = "";
	bounce_add(out, m->arena, recipient);
}

/* Some deliver agents refuse by a receipt (RFC 8098) that says "deleted"
 * without anybody having seen the mail. */
static bool
is_refusal(const struct mime *mime, struct arena *arena)
{
	struct slice text;

	for (size_t i = 0; i < mime->count; i++) {
		if (strcmp(mime->parts[i].type,
			   "message/disposition-notification") != 0 ||
		    !part_is_outer(mime, i))
			continue;
		text = slice_sub(slice_from(mime_text(&mime->parts[i], arena)),
				 0, BOUNCE_NOTICE_MAX);
		return slice_find_nocase(text, "automatic-action/", 0) !=
			       (size_t)-1 &&
		       (slice_find_nocase(text, "deleted", 0) != (size_t)-1 ||
			slice_find_nocase(text, "failed", 0) != (size_t)-1);
	}
	return false;
}

static bool
is_report(const struct mime *mime)
{
	const char *type = mime_param(&mime->parts[0], "report-type");

	if (strcmp(mime->parts[0].type, "multipart/report") != 0)
		return false;
	return !type || ascii_casecmp(type, "delivery-status") == 0;
}

/* Whether a mail comes from where bounces come from: a look at the header
 * spares the work on the others. */
static bool
comes_from_daemon(const struct mime *mime, const struct facts *facts,
		  struct arena *arena)
{
	return facts_header(facts, "X-Failed-Recipients") ||
	       facts_header(facts, "X-MLServer") || sender_is_daemon(facts) ||
	       sender_is_null(facts) || sender_is_robot(facts) ||
	       is_report(mime) || is_refusal(mime, arena);
}

/* Whether a mail, or its header, is attached: what could not be delivered. */
static bool
has_returned(const struct material *m)
{
	/* a quote below a text is no proof: people answer so */
	for (size_t i = 1; i < m->mime->count; i++)
		if ((m->mime->parts[i].is_message ||
		     type_is_headers(m->mime->parts[i].type)) &&
		    part_is_outer(m->mime, i))
			return true;
	return false;
}

/*
 * Whether the prose of this mail may be read as a notice. A mailer daemon
 * needs little; a postmaster may be a person, who would greet first and
 * paste no transcript; behind
 * the other senders stand vacation programs, too, whose words are a
 * person's.
 */
static bool
reads_as_bounce(const struct material *m)
{
	bool subject = bounce_subject_known(m->facts->subject);
	bool notice = bounce_notice_known(m->notice);
	bool null = sender_is_null(m->facts);

	if (facts_header(m->facts, "X-Failed-Recipients"))
		return true;
	if (sender_is_mailer(m->facts))
		return subject || notice;
	/* fml tells by its subject that a list took no mail from us */
	if (facts_header(m->facts, "X-MLServer"))
		return subject;
	if (sender_is_daemon(m->facts))
		return (subject && (notice || null || has_returned(m) ||
				    m->notice.size < m->text.size)) ||
		       (notice &&
			(null || has_returned(m) ||
			 (bounce_notice_opens(m->notice) &&
			  slice_find_nocase(m->notice, "rcpt to:", 0) !=
				  (size_t)-1)));
	return notice && (subject || (has_returned(m) &&
				      (null || sender_is_robot(m->facts))));
}

bool
bounce_read(const struct mime *mime, const struct facts *facts,
	    struct arena *arena, struct bounce *out)
{
	struct material m = {
		.mime = mime, .facts = facts, .arena = arena, .original_id = ""
	};
	struct bounce found = { 0 }, prose = { 0 };
	bool likely;

	if (!comes_from_daemon(mime, facts, arena))
		return false;
	m.text = material_text(&m);
	m.notice = slice_sub(m.text, 0, bounce_notice_end(m.text));
	m.notice = slice_sub(m.notice, 0, BOUNCE_NOTICE_MAX);
	bounce_json_read(m.text, arena, &found, &m.original_id);
	if (found.count) {
		*out = found;
		out->original_message_id = m.original_id;
		return true;
	}
	m.refusal = is_refusal(mime, arena);
	likely = reads_as_bounce(&m) ||
		 (m.refusal && bounce_notice_known(m.notice));
	if (!likely && !is_report(mime))
		return false;
	material_original(&m);
	read_reports(&m, false, &found);
	if (found.count == 0 && !likely)
		return false;
	if (likely && !has_address(&found)) {
		read_prose(&m, &prose);
		if (prose.count == 0 && found.count == 0)
			read_reports(&m, true, &prose);
		if (prose.count)
			name_from_prose(&found, &prose);
	}
	if (found.count == 0)
		read_original_to(&m, &found);
	if (m.refusal)
		status_from_notice(&m, &found);
	material_original_id(&m);
	found.original_message_id = m.original_id;
	*out = found;
	return true;
}
