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
	struct bounce_original original;
	bool refusal; /* a receipt that refuses; see is_refusal() */
};

static const char refusal_type[] = "message/disposition-notification";

/* Whether a part holds the fields of a report. */
static bool
is_report_part(const struct material *m, const struct part *part)
{
	const char *type = part->type;

	return strcmp(type, "message/delivery-status") == 0 ||
	       strcmp(type, "message/xdelivery-status") == 0 ||
	       strcmp(type, "message/global-delivery-status") == 0 ||
	       (m->refusal && strcmp(type, refusal_type) == 0);
}

/* The words of the notice: its first plain text, else its first HTML. */
static struct slice
material_text(const struct material *m)
{
	const struct part *html = NULL;
	const char *text = NULL;

	for (size_t i = 0; i < m->mime->count && !text; i++) {
		const struct part *part = &m->mime->parts[i];

		if (!bounce_part_is_text(m->mime, i))
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
	return utf8_cut(slice_from(text), BOUNCE_TEXT_MAX);
}

/* The id of what came back; else as the notice or the bounce's own header
 * names it. */
static const char *
material_original_id(const struct material *m)
{
	const struct string_list *references = &m->facts->references;
	const char *id = m->original.id;
	struct slice rest = m->notice, line;

	while (!id[0] && slice_next_line(&rest, &line)) {
		size_t at = slice_find_nocase(line, "message-id", 0);

		if (at < 40)
			id = bounce_id_find(slice_sub(line, at, line.size),
					    m->arena);
	}
	if (!id[0] && m->facts->in_reply_to.count)
		id = m->facts->in_reply_to.items[0];
	if (!id[0] && references->count)
		id = references->items[references->count - 1];
	return id;
}

/* Fields of the report parts: the mail's own, or with NESTED those of a
 * bounce that a daemon wrapped into its own. */
static void
read_reports(const struct material *m, bool nested, struct bounce *out)
{
	for (size_t i = 0; i < m->mime->count; i++) {
		const struct part *part = &m->mime->parts[i];

		if (!is_report_part(m, part) ||
		    bounce_part_is_outer(m->mime, i) == nested)
			continue;
		bounce_fields_read(
			bounce_part_text(part, BOUNCE_FIELDS_MAX, m->arena),
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

		if (!bounce_part_is_text(m->mime, i))
			continue;
		text = bounce_part_text(&m->mime->parts[i], BOUNCE_NOTICE_MAX,
					m->arena);
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
		.original_to = &m->original.to,
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

	if (m->original.to.count)
		recipient.address = m->original.to.items[0];
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
		if (strcmp(mime->parts[i].type, refusal_type) != 0 ||
		    !bounce_part_is_outer(mime, i))
			continue;
		text = bounce_part_text(&mime->parts[i], BOUNCE_NOTICE_MAX,
					arena);
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
		if (bounce_part_is_returned(m->mime, i))
			return true;
	return false;
}

/* A postmaster may be a person, who would greet first and paste no
 * transcript. */
static bool
postmaster_reads_as_bounce(const struct material *m, bool subject, bool notice)
{
	bool more = sender_is_null(m->facts) || has_returned(m);
	bool copy = m->notice.size < m->text.size;
	bool transcript =
		slice_find_nocase(m->notice, "rcpt to:", 0) != (size_t)-1;

	if (subject)
		return notice || more || copy;
	return notice &&
	       (more || (transcript && bounce_notice_opens(m->notice)));
}

/*
 * Whether the prose of this mail may be read as a notice. A mailer daemon
 * needs little. Behind a null return path stand vacation programs, too, whose
 * words are a person's; behind a robot's name shops that could not deliver a
 * parcel.
 */
static bool
reads_as_bounce(const struct material *m)
{
	bool subject = bounce_subject_known(m->facts->subject);
	bool notice = bounce_notice_known(m->notice);
	bool null = sender_is_null(m->facts);

	if (facts_header(m->facts, "X-Failed-Recipients"))
		return true;
	if (m->refusal)
		return notice;
	if (sender_is_mailer(m->facts))
		return subject || notice;
	/* fml tells by its subject that a list took no mail from us */
	if (facts_header(m->facts, "X-MLServer"))
		return subject;
	if (sender_is_daemon(m->facts))
		return postmaster_reads_as_bounce(m, subject, notice);
	if (is_report(m->mime))
		return notice;
	if (null)
		return notice && (subject || has_returned(m));
	return notice && has_returned(m);
}

static void
material_read(struct material *m)
{
	m->text = material_text(m);
	m->notice = slice_sub(m->text, 0, bounce_notice_end(m->text));
	m->notice = utf8_cut(m->notice, BOUNCE_NOTICE_MAX);
	m->refusal = is_refusal(m->mime, m->arena);
	bounce_original_read(m->mime, m->text, m->notice.size, m->arena,
			     &m->original);
}

/* What the report left out: names, or all of it. */
static void
complete_by_prose(const struct material *m, struct bounce *found)
{
	struct bounce prose = { 0 };

	read_prose(m, &prose);
	if (prose.count == 0 && found->count == 0)
		read_reports(m, true, &prose);
	if (prose.count)
		name_from_prose(found, &prose);
	if (found->count == 0)
		read_original_to(m, found);
}

bool
bounce_read(const struct mime *mime, const struct facts *facts,
	    struct arena *arena, struct bounce *out)
{
	struct material m = { .mime = mime, .facts = facts, .arena = arena };
	struct bounce found = { 0 };
	bool likely;

	if (!comes_from_daemon(mime, facts, arena))
		return false;
	material_read(&m);
	bounce_json_read(m.text, arena, &found, &m.original.id);
	likely = found.count || reads_as_bounce(&m);
	if (!likely && !is_report(mime))
		return false;
	if (found.count == 0)
		read_reports(&m, false, &found);
	if (found.count == 0 && !likely)
		return false;
	if (likely && !has_address(&found))
		complete_by_prose(&m, &found);
	if (m.refusal)
		status_from_notice(&m, &found);
	found.original_message_id = material_original_id(&m);
	*out = found;
	return true;
}
