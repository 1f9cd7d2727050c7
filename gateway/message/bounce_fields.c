/*
 * bounce_fields.c - the fields of a delivery status report (RFC 3464), and
 * what recipients are put together from them.
 *
 * Reports in the wild have fields in any order, no blank line between two
 * recipients, addresses without a type, in brackets or with a comment, a
 * status of "5.0.0" beside a telling diagnostic, or none at all. A group
 * without any recipient field is about the message and is passed over.
 */
#include "message/bounce.h"

#include "base/buf.h"
#include "base/utf8.h"

enum field {
	FIELD_FINAL,
	FIELD_ORIGINAL,
	FIELD_ACTUAL,
	FIELD_ACTION,
	FIELD_STATUS,
	FIELD_DIAGNOSTIC,
	FIELD_COUNT
};

static const struct {
	const char *name;
	enum field field;
} field_names[] = {
	{ "Final-Recipient", FIELD_FINAL },
	{ "Original-Recipient", FIELD_ORIGINAL },
	{ "X-Actual-Recipient", FIELD_ACTUAL },
	{ "Action", FIELD_ACTION },
	{ "Status", FIELD_STATUS },
	{ "Diagnostic-Code", FIELD_DIAGNOSTIC },
};

/* Words after "Action:", RFC 3464 section 2.3.3, and what some write. */
static const struct {
	const char *word;
	enum bounce_action action;
} actions[] = {
	{ "failed", BOUNCE_FAILED },	   { "failure", BOUNCE_FAILED },
	{ "fail", BOUNCE_FAILED },	   { "expired", BOUNCE_FAILED },
	{ "delayed", BOUNCE_DELAYED },	   { "deferred", BOUNCE_DELAYED },
	{ "delivered", BOUNCE_DELIVERED }, { "deliverable", BOUNCE_DELIVERED },
	{ "relayed", BOUNCE_RELAYED },	   { "expanded", BOUNCE_EXPANDED },
};

static bool
is_atom(unsigned char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       (c >= '0' && c <= '9') ||
	       (c && strchr("!#$%&'*+/=?^_`{|}~.-", c));
}

static bool
is_domain(unsigned char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_';
}

/* The start of the local part that ends before AT, not before FLOOR. Inside
 * < > it is whatever stands there, so that non-ASCII names survive. */
static size_t
local_start(struct slice text, size_t at, size_t floor)
{
	size_t i = at;

	if (at > floor && text.data[at - 1] == '"') {
		i = at - 1;
		while (i > floor && text.data[i - 1] != '"' &&
		       text.data[i - 1] != '\n')
			i--;
		return i > floor && text.data[i - 1] == '"' ? i - 1 : at;
	}
	while (i > floor && (is_atom((unsigned char)text.data[i - 1]) ||
			     (unsigned char)text.data[i - 1] >= 0x80))
		i--;
	if (i > floor && text.data[i - 1] == '<')
		return i;
	while (i < at && (unsigned char)text.data[i] >= 0x80)
		i++;
	while (i < at && strchr("'`=|{*/.", text.data[i]))
		i++;
	for (size_t k = at; k > i; k--)
		if ((unsigned char)text.data[k - 1] >= 0x80)
			return k;
	return i;
}

static size_t
domain_end(struct slice text, size_t at)
{
	size_t i = at + 1;
	bool bracket = false;

	for (size_t k = at; k > 0 && at - k < 256; k--)
		if (text.data[k - 1] == '<' || text.data[k - 1] == '\n') {
			bracket = text.data[k - 1] == '<';
			break;
		}
	if (i < text.size && text.data[i] == '[') {
		while (i < text.size && text.data[i] != ']' &&
		       text.data[i] != '\n')
			i++;
		return i < text.size && text.data[i] == ']' ? i + 1 : at + 1;
	}
	while (i < text.size &&
	       (is_domain((unsigned char)text.data[i]) ||
		(bracket && (unsigned char)text.data[i] >= 0x80)))
		i++;
	while (i > at + 1 && strchr(".-_", text.data[i - 1]))
		i--;
	return i;
}

bool
bounce_next_address(struct slice text, size_t *pos, size_t *start, size_t *end)
{
	size_t floor = *pos;

	while (*pos < text.size) {
		const char *hit =
			memchr(text.data + *pos, '@', text.size - *pos);
		size_t at;

		if (!hit)
			break;
		at = (size_t)(hit - text.data);
		*pos = at + 1;
		*start = local_start(text, at, floor);
		*end = domain_end(text, at);
		floor = at + 1;
		if (*start<at && * end> at + 1 && at - *start <= 256 &&
		    *end - at <= 256) {
			*pos = *end;
			return true;
		}
	}
	*pos = text.size;
	return false;
}

/* "rfc822; a@b", "<a@b>", "a@b (comment)", "LOCAL;user" -> the address. */
static const char *
recipient_address(struct slice value, struct arena *arena)
{
	size_t pos = 0, start, end, semicolon;

	if (!value.data)
		return "";
	if (bounce_next_address(value, &pos, &start, &end))
		return arena_memdup(arena, value.data + start, end - start);
	semicolon = slice_find(value, ";", 0);
	if (semicolon == (size_t)-1)
		return "";
	value = slice_trim(slice_sub(value, semicolon + 1, value.size));
	for (size_t i = 0; i < value.size; i++)
		if (strchr(" \t<>\"", value.data[i]))
			return "";
	return arena_memdup(arena, value.data, value.size);
}

struct bounce_recipient *
bounce_find(struct bounce *bounce, const char *address)
{
	for (size_t i = 0; i < bounce->count; i++)
		if (ascii_casecmp(bounce->recipients[i].address, address) == 0)
			return &bounce->recipients[i];
	return NULL;
}

void
bounce_add(struct bounce *bounce, struct arena *arena,
	   struct bounce_recipient recipient)
{
	struct bounce_recipient *known;

	known = bounce_find(bounce, recipient.address);
	if (!known) {
		if (bounce->count < BOUNCE_RECIPIENTS)
			ARENA_PUSH(arena, bounce->recipients, bounce->count,
				   recipient);
		return;
	}
	if (known->action != BOUNCE_FAILED &&
	    recipient.action == BOUNCE_FAILED) {
		*known = recipient;
		return;
	}
	if (!known->status[0])
		known->status = recipient.status;
	if (!known->diagnostic[0])
		known->diagnostic = recipient.diagnostic;
}

/* The Status field, made more exact by the diagnostic where it says only
 * "5.0.0"; out of the diagnostic, then out of the action, where it is not
 * there. */
static const char *
recipient_status(struct slice status, struct slice diagnostic,
		 enum bounce_action action, struct arena *arena)
{
	char found[BOUNCE_STATUS_MAX];
	size_t length = 0;
	bool told = bounce_status_parse(status, &length);
	bool vague =
		told && length == 5 && memcmp(status.data + 1, ".0.0", 4) == 0;

	if (told && !vague)
		return arena_memdup(arena, status.data, length);
	if (diagnostic.data && bounce_status_find(diagnostic, found) &&
	    (!told || found[0] == status.data[0]))
		return arena_strdup(arena, found);
	if (told)
		return arena_memdup(arena, status.data, length);
	if (action == BOUNCE_FAILED)
		return "5.0.0";
	return action == BOUNCE_DELAYED ? "4.0.0" : "2.0.0";
}

static enum bounce_action
recipient_action(struct slice action, struct slice status)
{
	for (size_t i = 0; i < sizeof(actions) / sizeof(*actions); i++)
		if (slice_starts_nocase(action, actions[i].word))
			return actions[i].action;
	if (!action.data && status.size && status.data[0] == '2')
		return BOUNCE_DELIVERED;
	return BOUNCE_FAILED;
}

static const char *
diagnostic_text(struct slice value, struct arena *arena)
{
	size_t semicolon = slice_find(value, ";", 0);

	/* "smtp; 550 no such user": the type says nothing to a person */
	if (semicolon < 12 && slice_find(value, " ", 0) > semicolon)
		value = slice_trim(slice_sub(value, semicolon + 1, value.size));
	value = utf8_cut(value, BOUNCE_DIAGNOSTIC_MAX);
	return value.size ? arena_memdup(arena, value.data, value.size) : "";
}

/* Turns the fields of one group into a recipient and forgets them. */
static void
group_finish(struct slice fields[static FIELD_COUNT], struct arena *arena,
	     struct bounce *bounce)
{
	/* the original is the one that our mail was addressed to */
	static const enum field order[] = { FIELD_ORIGINAL, FIELD_FINAL,
					    FIELD_ACTUAL };
	struct bounce_recipient recipient = { .address = "" };
	bool about_recipient = false;

	for (size_t i = 0; i < sizeof(order) / sizeof(*order); i++) {
		struct slice value = fields[order[i]];
		const char *address = recipient_address(value, arena);

		about_recipient = about_recipient || value.data;
		if (!recipient.address[0] ||
		    (!strchr(recipient.address, '@') && strchr(address, '@')))
			recipient.address = address;
	}
	if (about_recipient ||
	    (fields[FIELD_ACTION].data && fields[FIELD_STATUS].data)) {
		recipient.action = recipient_action(fields[FIELD_ACTION],
						    fields[FIELD_STATUS]);
		recipient.status = recipient_status(fields[FIELD_STATUS],
						    fields[FIELD_DIAGNOSTIC],
						    recipient.action, arena);
		recipient.diagnostic =
			diagnostic_text(fields[FIELD_DIAGNOSTIC], arena);
		bounce_add(bounce, arena, recipient);
	}
	memset(fields, 0, FIELD_COUNT * sizeof(*fields));
}

static bool
field_split(struct slice line, enum field *field, struct slice *value)
{
	size_t colon = slice_find(line, ":", 0);
	struct slice name;

	if (colon == (size_t)-1)
		return false;
	name = slice_trim(slice_sub(line, 0, colon));
	for (size_t i = 0; i < sizeof(field_names) / sizeof(*field_names); i++)
		if (slice_equal_nocase(name, field_names[i].name)) {
			*field = field_names[i].field;
			*value = slice_trim(
				slice_sub(line, colon + 1, line.size));
			return true;
		}
	return false;
}

/* Folded lines joined by a blank; the value then lives in JOINED. */
static void
field_continue(struct slice *value, struct slice line, struct buf *joined)
{
	if (joined->size == 0)
		buf_add_slice(joined, *value);
	if (joined->size > BOUNCE_NOTICE_MAX)
		return;
	buf_add_char(joined, ' ');
	buf_add_slice(joined, slice_trim(line));
	*value = buf_slice(joined);
}

void
bounce_fields_read(struct slice text, struct arena *arena,
		   struct bounce *bounce)
{
	struct slice fields[FIELD_COUNT] = { 0 };
	struct slice *last = NULL, line, value;
	struct buf joined;
	enum field field;

	buf_init(&joined, arena);
	while (slice_next_line(&text, &line)) {
		struct slice trimmed = slice_trim(line);

		if (!trimmed.size) {
			group_finish(fields, arena, bounce);
			last = NULL;
		} else if (last && strchr(" \t", line.data[0]) &&
			   !field_split(line, &field, &value)) {
			field_continue(last, line, &joined);
		} else if (field_split(line, &field, &value)) {
			/* a second recipient without a blank line */
			if (fields[field].data)
				group_finish(fields, arena, bounce);
			fields[field] = value;
			last = &fields[field];
			buf_init(&joined, arena);
		} else {
			last = NULL;
		}
	}
	group_finish(fields, arena, bounce);
}
