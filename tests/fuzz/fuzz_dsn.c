/*
 * fuzz_dsn.c - bounces: the fields of reports, and the prose of servers that
 * send none. The input is the text of a notice; as a whole mail it is read
 * once under a daemon's name, so that the gate before the prose is open.
 */
#include "base/buf.h"
#include "base/utf8.h"
#include "message/bounce.h"
#include "fuzz.h"

static void
check_bounce(const struct bounce *bounce)
{
	PROMISE(bounce->count <= BOUNCE_RECIPIENTS);
	for (size_t i = 0; i < bounce->count; i++) {
		const struct bounce_recipient *r = &bounce->recipients[i];
		size_t length;

		PROMISE(r->address && r->diagnostic);
		PROMISE(bounce_status_parse(slice_from(r->status), &length));
		PROMISE(r->status[length] == '\0');
	}
}

/* As the reader would have it: valid UTF-8 with a NUL behind it. */
static void
read_notice(struct slice text, struct arena *arena)
{
	struct bounce_hints hints = { .subject = "failure notice" };
	struct bounce fields = { 0 }, prose = { 0 }, json = { 0 };
	const char *id = "";
	size_t pos = 0, start, end;

	while (bounce_next_address(text, &pos, &start, &end))
		PROMISE(start < end && end <= text.size);
	PROMISE(bounce_notice_end(text) <= text.size);
	bounce_fields_read(slice_sub(text, 0, BOUNCE_FIELDS_MAX), arena,
			   &fields);
	check_bounce(&fields);
	bounce_prose_read(slice_sub(text, 0, BOUNCE_NOTICE_MAX), &hints, arena,
			  &prose);
	check_bounce(&prose);
	bounce_json_read(text, arena, &json, &id);
	check_bounce(&json);
}

static void
read_mail(struct slice text, struct arena *arena)
{
	struct buf mail;
	const struct facts *facts;

	buf_init(&mail, arena);
	buf_add_str(&mail, "From: MAILER-DAEMON@mx.example.org\n"
			   "Subject: failure notice\n\n");
	buf_add_slice(&mail, text);
	facts = facts_read(buf_slice(&mail), arena);
	PROMISE(facts->kind == KIND_BOUNCE);
	check_bounce(&facts->bounce);
	for (size_t i = 0; i < facts->bounce.count; i++)
		PROMISE(utf8_valid(
			slice_from(facts->bounce.recipients[i].address)));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct slice bytes = slice_of((const char *)data, size);
	struct arena *arena = arena_new();

	read_notice(slice_from(utf8_clean(arena, bytes)), arena);
	read_mail(bytes, arena);
	arena_free(arena);
	return 0;
}
