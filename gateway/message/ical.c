/*
 * ical.c - reads what a person wants to know of an invitation: what, when,
 * where, by whom.
 *
 * What goes wrong in mail: properties folded inside a character, in lower
 * case, with parameters in quotes that hold colons; events within alarms and
 * time zones that have dates of their own. Only properties that stand
 * directly in an event, task or free-busy answer are told.
 */
#include "base/buf.h"
#include "base/utf8.h"
#include "message/ical.h"

#define TEXT_MAX 4000 /* bytes told of one description */

struct property {
	struct slice name, params, value;
};

struct event {
	struct slice summary, location, description, status;
	struct slice start, start_params, end, end_params;
	struct slice organizer, organizer_params, repeat;
};

struct ical_reader {
	struct arena *arena;
	struct buf out;
	struct event event;
	bool in_event;
	int inner; /* components open inside the event */
	int events;
};

/* One line without its folds (RFC 5545 section 3.1). */
static bool
next_property_line(struct slice *rest, struct buf *line)
{
	struct slice piece;

	if (!slice_next_line(rest, &piece))
		return false;
	buf_reset(line);
	buf_add_slice(line, piece);
	while (rest->size && (rest->data[0] == ' ' || rest->data[0] == '\t') &&
	       slice_next_line(rest, &piece))
		buf_add_slice(line, slice_sub(piece, 1, piece.size));
	return true;
}

static bool
split_property(struct slice line, struct property *out)
{
	size_t name_end, colon;
	bool quoted = false;

	for (name_end = 0; name_end < line.size; name_end++)
		if (line.data[name_end] == ';' || line.data[name_end] == ':')
			break;
	for (colon = name_end; colon < line.size; colon++) {
		if (line.data[colon] == '"')
			quoted = !quoted;
		else if (line.data[colon] == ':' && !quoted)
			break;
	}
	if (!name_end || colon >= line.size)
		return false;
	out->name = slice_sub(line, 0, name_end);
	out->params = slice_sub(line, name_end, colon);
	out->value = slice_trim(slice_sub(line, colon + 1, line.size));
	return true;
}

/* The value of parameter NAME ("CN="), without quotes. */
static struct slice
param_of(struct slice params, const char *name)
{
	size_t at = slice_find_nocase(params, name, 0), end;
	bool quoted;

	if (at == (size_t)-1)
		return slice_of("", 0);
	params = slice_sub(params, at + strlen(name), params.size);
	quoted = params.size && params.data[0] == '"';
	if (quoted)
		params = slice_sub(params, 1, params.size);
	for (end = 0; end < params.size; end++)
		if (params.data[end] == (quoted ? '"' : ';'))
			break;
	return slice_sub(params, 0, end);
}

/* Text with its escapes undone: \n, \, \; \\ (section 3.3.11). */
static void
add_unescaped(struct slice text, bool one_line, struct buf *out)
{
	text = utf8_cut(text, TEXT_MAX);
	for (size_t i = 0; i < text.size; i++) {
		char c = text.data[i];

		if (c == '\\' && i + 1 < text.size) {
			c = text.data[++i];
			if (c == 'n' || c == 'N')
				c = one_line ? ' ' : '\n';
		}
		buf_add_char(out, c);
	}
}

static void
add_row(struct buf *out, const char *label, struct slice value)
{
	if (!value.size)
		return;
	buf_add_str(out, label);
	add_unescaped(value, true, out);
	buf_add_char(out, '\n');
}

static bool
all_digits(struct slice s, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++)
		if (i >= s.size || s.data[i] < '0' || s.data[i] > '9')
			return false;
	return true;
}

/* "20260301T100000Z" as "2026-03-01 10:00 UTC"; others as they stand. */
static void
add_moment(struct buf *out, struct slice value, struct slice params)
{
	const char *d = value.data;
	struct slice zone = param_of(params, "TZID=");

	if (value.size < 8 || !all_digits(value, 0, 8)) {
		add_unescaped(value, true, out);
		return;
	}
	buf_printf(out, "%.4s-%.2s-%.2s", d, d + 4, d + 6);
	if (value.size < 13 || !all_digits(value, 9, 13))
		return;
	buf_printf(out, " %.2s:%.2s", d + 9, d + 11);
	if (value.data[value.size - 1] == 'Z')
		buf_add_str(out, " UTC");
	else if (zone.size)
		buf_printf(out, " (%.*s)", (int)slice_sub(zone, 0, 64).size,
			   zone.data);
}

static struct slice
without_mailto(struct slice value)
{
	return slice_starts_nocase(value, "mailto:")
		       ? slice_sub(value, strlen("mailto:"), value.size)
		       : value;
}

static void
add_organizer(struct buf *out, const struct event *event)
{
	struct slice name = param_of(event->organizer_params, "CN=");
	struct slice mail = without_mailto(event->organizer);

	if (!name.size && !mail.size)
		return;
	buf_add_str(out, "Organiser: ");
	add_unescaped(name, true, out);
	if (mail.size) {
		buf_add_str(out, name.size ? " <" : "<");
		add_unescaped(mail, true, out);
		buf_add_char(out, '>');
	}
	buf_add_char(out, '\n');
}

static void
tell_event(struct ical_reader *reader)
{
	const struct event *event = &reader->event;
	struct buf *out = &reader->out;

	if (reader->events++ >= ICAL_MAX_EVENTS)
		return;
	if (out->size)
		buf_add_char(out, '\n');
	add_unescaped(event->summary.size ? event->summary
					  : slice_from("(event)"),
		      true, out);
	buf_add_char(out, '\n');
	if (event->start.size) {
		buf_add_str(out, "When: ");
		add_moment(out, event->start, event->start_params);
		if (event->end.size) {
			buf_add_str(out, " - ");
			add_moment(out, event->end, event->end_params);
		}
		buf_add_char(out, '\n');
	}
	add_row(out, "Repeats: ", event->repeat);
	add_row(out, "Where: ", event->location);
	add_organizer(out, event);
	add_row(out, "Status: ", event->status);
	if (event->description.size) {
		buf_add_char(out, '\n');
		add_unescaped(event->description, false, out);
		buf_add_char(out, '\n');
	}
}

/* Values point into a line that is reused: they are copied. */
static struct slice
keep(struct ical_reader *reader, struct slice s)
{
	return slice_of(arena_memdup(reader->arena, s.data, s.size), s.size);
}

static void
take_event_property(struct ical_reader *reader, const struct property *p)
{
	struct event *event = &reader->event;
	const struct {
		const char *name;
		struct slice *value, *params;
	} wanted[] = {
		{ "SUMMARY", &event->summary, NULL },
		{ "LOCATION", &event->location, NULL },
		{ "DESCRIPTION", &event->description, NULL },
		{ "STATUS", &event->status, NULL },
		{ "RRULE", &event->repeat, NULL },
		{ "DTSTART", &event->start, &event->start_params },
		{ "DTEND", &event->end, &event->end_params },
		{ "DUE", &event->end, &event->end_params },
		{ "ORGANIZER", &event->organizer, &event->organizer_params },
	};

	for (size_t i = 0; i < sizeof(wanted) / sizeof(wanted[0]); i++) {
		if (!slice_equal_nocase(p->name, wanted[i].name) ||
		    wanted[i].value->size)
			continue;
		*wanted[i].value = keep(reader, p->value);
		if (wanted[i].params)
			*wanted[i].params = keep(reader, p->params);
		return;
	}
}

static bool
is_event(struct slice name)
{
	return slice_equal_nocase(name, "VEVENT") ||
	       slice_equal_nocase(name, "VTODO") ||
	       slice_equal_nocase(name, "VFREEBUSY");
}

static void
take_property(struct ical_reader *reader, const struct property *p,
	      struct ical *out)
{
	bool begin = slice_equal_nocase(p->name, "BEGIN");
	bool end = slice_equal_nocase(p->name, "END");

	if (!reader->in_event) {
		if (begin && is_event(p->value)) {
			reader->in_event = true;
			reader->inner = 0;
			memset(&reader->event, 0, sizeof(reader->event));
		} else if (slice_equal_nocase(p->name, "METHOD") &&
			   !*out->method) {
			out->method = ical_upper(arena_memdup(reader->arena,
							      p->value.data,
							      p->value.size),
						 reader->arena);
		}
	} else if (begin) {
		reader->inner++;
	} else if (end && reader->inner) {
		reader->inner--;
	} else if (end) {
		tell_event(reader);
		reader->in_event = false;
	} else if (!reader->inner) {
		take_event_property(reader, p);
	}
}

const char *
ical_upper(const char *text, struct arena *arena)
{
	struct buf out;

	buf_init(&out, arena);
	for (; *text && out.size < 40; text++) {
		char c = ascii_lower(*text);

		if (c >= 'a' && c <= 'z')
			buf_add_char(&out, (char)(c - 'a' + 'A'));
		else if (c == '-')
			buf_add_char(&out, c);
	}
	return out.size ? out.data : "";
}

bool
ical_read(const char *text, struct arena *arena, struct ical *out)
{
	struct ical_reader reader = { .arena = arena };
	struct slice rest = slice_from(text);
	struct property property;
	struct buf line;
	bool calendar = false;

	*out = (struct ical){ .method = "", .summary = "" };
	buf_init(&line, NULL);
	buf_init(&reader.out, arena);
	while (next_property_line(&rest, &line)) {
		if (!split_property(buf_slice(&line), &property))
			continue;
		if (slice_equal_nocase(property.name, "BEGIN") &&
		    slice_equal_nocase(property.value, "VCALENDAR"))
			calendar = true;
		else if (calendar)
			take_property(&reader, &property, out);
	}
	if (reader.in_event) /* cut off */
		tell_event(&reader);
	buf_clear(&line);
	if (reader.out.size)
		out->summary = utf8_clean(arena, buf_slice(&reader.out));
	return calendar;
}
