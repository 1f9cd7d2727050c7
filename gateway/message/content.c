/*
 * content.c - puts a mail's text together and lists what is attached.
 *
 * What goes wrong in mail: files inside the text, Outlook's winmail.dat
 * around the real attachments, invitations that say nothing in words, and
 * file names with folders, controls or nothing in them.
 */
#include "base/buf.h"
#include "base/utf8.h"
#include "message/body.h"
#include "message/content.h"
#include "message/embedded.h"
#include "message/enriched.h"
#include "message/file_name.h"
#include "message/html.h"
#include "message/ical.h"
#include "message/tnef.h"

struct reader {
	const struct mime *mime;
	struct arena *arena;
	struct string_list *notes;
	struct html_images images;
	struct content *out;
	struct buf text;
	const char *late_text; /* of winmail.dat, if the mail has none */
	struct buf events;     /* of invitations */
};

static void
add_attachment(struct reader *reader, struct attachment attachment)
{
	struct content *out = reader->out;

	if (out->count == CONTENT_MAX_ATTACHMENTS) {
		mime_note(reader->notes, reader->arena,
			  "more attachments than are listed: the others are "
			  "only in the raw mail");
		return;
	}
	if (!*attachment.type)
		attachment.type = file_type_guess(attachment.name);
	attachment.name = file_name_make(attachment.name, attachment.type,
					 out->count + 1, reader->arena);
	if (!attachment.data)
		attachment.data = (const unsigned char *)"";
	ARENA_PUSH(reader->arena, out->attachments, out->count, attachment);
}

static const unsigned char *
bytes_of(struct slice s)
{
	return (const unsigned char *)s.data;
}

static void
add_embedded(struct reader *reader, const struct embedded *embedded)
{
	for (size_t i = 0; i < embedded->count; i++) {
		const struct embedded_file *file = &embedded->files[i];

		add_attachment(reader, (struct attachment){
					       .name = file->name,
					       .type = file->type,
					       .content_id = "",
					       .data = bytes_of(file->data),
					       .size = file->data.size });
	}
}

/* Pieces of text stand on lines of their own. */
static void
add_text(struct buf *out, const char *text)
{
	if (!*text)
		return;
	if (out->size && out->data[out->size - 1] != '\n')
		buf_add_char(out, '\n');
	buf_add_str(out, text);
}

static const char *
plain_text(struct reader *reader, const struct part *part)
{
	struct embedded embedded;

	embedded_cut(mime_body(part, reader->arena), reader->arena, &embedded);
	add_embedded(reader, &embedded);
	return mime_text_of(part, embedded.rest, reader->arena);
}

static void
take_text(struct reader *reader, const struct part *part)
{
	const char *text;

	if (body_is_html(part))
		text = html_to_text(slice_from(mime_text(part, reader->arena)),
				    &reader->images, reader->arena,
				    reader->notes);
	else if (!strcmp(part->type, "text/enriched") ||
		 !strcmp(part->type, "text/richtext"))
		text = enriched_to_text(mime_text(part, reader->arena),
					reader->arena);
	else
		text = plain_text(reader, part);
	add_text(&reader->text, text);
}

/* Whether the picture stands in the text: HTML names it by its content id,
 * or its own header says so. */
static bool
is_inline(const struct reader *reader, const struct part *part)
{
	const struct mime *mime = reader->mime;

	if (!strcmp(part->disposition, "inline"))
		return true;
	return *part->content_id && part->parent != MIME_NO_PARENT &&
	       !strcmp(mime->parts[part->parent].type, "multipart/related");
}

static bool
is_tnef(const struct part *part)
{
	return !strcmp(part->type, "application/ms-tnef") ||
	       !strcmp(part->type, "application/vnd.ms-tnef") ||
	       !ascii_casecmp(part->filename, "winmail.dat");
}

/* The files in winmail.dat take its place. False if it cannot be read. */
static bool
take_tnef(struct reader *reader, struct slice bytes)
{
	struct tnef tnef;

	if (!tnef_read(bytes, reader->arena, &tnef))
		return false;
	for (size_t i = 0; i < tnef.count; i++)
		add_attachment(reader,
			       (struct attachment){
				       .name = tnef.files[i].name,
				       .type = tnef.files[i].type,
				       .content_id = tnef.files[i].content_id,
				       .is_inline = *tnef.files[i].content_id,
				       .data = bytes_of(tnef.files[i].data),
				       .size = tnef.files[i].data.size });
	if (tnef.cut)
		mime_note(reader->notes, reader->arena,
			  "winmail.dat is damaged: what could be read of it "
			  "is there");
	if (*tnef.text)
		reader->late_text = tnef.text;
	else if (*tnef.html)
		reader->late_text =
			html_to_text(slice_from(tnef.html), &reader->images,
				     reader->arena, reader->notes);
	return true;
}

static void
take_calendar(struct reader *reader, const struct part *part)
{
	struct ical ical;

	if (!ical_read(mime_text(part, reader->arena), reader->arena, &ical))
		return;
	if (!*reader->out->calendar_method) {
		const char *method = mime_param(part, "method");

		reader->out->calendar_method =
			*ical.method || !method
				? ical.method
				: ical_upper(method, reader->arena);
	}
	if (*reader->out->calendar_method && !reader->events.size)
		buf_add_str(&reader->events, ical.summary);
}

static const char *
message_subject(const struct mime *mime, size_t index)
{
	const struct header *subject;

	if (!mime->parts[index].is_message || index + 1 >= mime->count)
		return "";
	subject = mime_header(&mime->parts[index + 1], "Subject");
	return subject ? subject->value : "";
}

static void
take_attachment(struct reader *reader, size_t index)
{
	const struct part *part = &reader->mime->parts[index];
	struct slice data = mime_body(part, reader->arena);
	const char *name = part->filename;

	if (!strcmp(part->type, "text/calendar"))
		take_calendar(reader, part);
	if (is_tnef(part) && take_tnef(reader, data))
		return;
	if (!*name && *message_subject(reader->mime, index))
		name = arena_printf(reader->arena, "%s.eml",
				    message_subject(reader->mime, index));
	add_attachment(reader, (struct attachment){
				       .name = name,
				       .type = part->type,
				       .content_id = part->content_id,
				       .is_inline = is_inline(reader, part),
				       .data = bytes_of(data),
				       .size = data.size });
}

static void
collect_images(struct reader *reader, const struct body *body)
{
	for (size_t i = body->root; i < body->end; i++) {
		const struct part *part = &reader->mime->parts[i];
		struct string_list *cids = &reader->images.cids;
		struct string_list *names = &reader->images.names;
		const char *name;

		if (!*part->content_id ||
		    cids->count >= CONTENT_MAX_ATTACHMENTS)
			continue;
		name = file_name_make(part->filename, part->type, cids->count,
				      reader->arena);
		ARENA_PUSH(reader->arena, cids->items, cids->count,
			   part->content_id);
		ARENA_PUSH(reader->arena, names->items, names->count, name);
	}
}

static void
take_part(struct reader *reader, enum body_role role, size_t index)
{
	const struct part *part = &reader->mime->parts[index];

	switch (role) {
	case BODY_NOT:
		break;
	case BODY_TEXT:
		take_text(reader, part);
		break;
	case BODY_PICTURE:
		add_text(&reader->text,
			 arena_printf(reader->arena, "[image: %s]\n",
				      file_name_make(part->filename, part->type,
						     reader->out->count + 1,
						     reader->arena)));
		take_attachment(reader, index);
		break;
	case BODY_ATTACHED:
		take_attachment(reader, index);
		break;
	}
}

/* An invitation is told in words unless the text names it already. */
static void
add_events(struct reader *reader)
{
	struct slice text = buf_slice(&reader->text), first;
	struct slice events = buf_slice(&reader->events);

	if (!events.size || !slice_next_line(&events, &first))
		return;
	if (slice_trim(text).size &&
	    memmem(text.data, text.size, first.data, first.size))
		return;
	if (slice_trim(text).size)
		add_text(&reader->text, "\n");
	add_text(&reader->text, reader->events.data);
}

static const char *
finish_text(struct reader *reader)
{
	struct slice text;

	if (*reader->late_text && !slice_trim(buf_slice(&reader->text)).size)
		add_text(&reader->text, reader->late_text);
	add_events(reader);
	text = utf8_cut(buf_slice(&reader->text), CONTENT_MAX_TEXT);
	if (text.size < reader->text.size)
		mime_note(reader->notes, reader->arena,
			  "the text is longer than is read: its rest is only "
			  "in the raw mail");
	buf_truncate(&reader->text, text.size);
	return text.size ? reader->text.data : "";
}

void
content_read(const struct mime *mime, size_t root, struct arena *arena,
	     struct string_list *notes, struct content *out)
{
	struct reader reader = { .mime = mime, .arena = arena, .notes = notes };
	struct body body;

	*out = (struct content){ .text = "", .calendar_method = "" };
	reader.out = out;
	reader.late_text = "";
	buf_init(&reader.text, arena);
	buf_init(&reader.events, arena);
	body_select(mime, root, arena, &body);
	collect_images(&reader, &body);
	for (size_t i = body.root; i < body.end; i++)
		take_part(&reader, body.roles[i - body.root], i);
	out->text = finish_text(&reader);
}
