/*
 * data.c - tickets, people and mails as the JSON that templates read.
 *
 * Words that need translation (a status, an age) are given as true and false
 * as well, so that each language's partial chooses its own: is.open,
 * age.hours. jansson refuses what is not UTF-8; all strings here come from
 * facts or the store, which are, but an empty one is better than a lost
 * mail.
 */
#include "template/data.h"

#include <time.h>

#include "base/slice.h"
#include "base/utf8.h"

/* A line is broken at 72 columns, but only when it has over 76: what people's
 * mail programs broke stays as it is, and fits 78 with its mark. */
#define QUOTED_COLUMNS 72
#define QUOTED_WHOLE   76

static json_t *
text_or_empty(const char *text)
{
	json_t *value = json_string(text ? text : "");

	return value ? value : json_string("");
}

/* One line in which nothing steers a terminal or turns the words around it:
 * names and subjects are strangers', and stand within sentences of ours. */
static json_t *
line_or_empty(const char *text)
{
	json_t *value;
	struct buf out;

	buf_init(&out, NULL);
	utf8_add_display(&out, slice_from(text ? text : ""), 0);
	value = json_stringn(out.size > 0 ? out.data : "", out.size);
	buf_clear(&out);
	return value ? value : json_string("");
}

static void
set_line(json_t *object, const char *key, const char *text)
{
	json_object_set_new(object, key, line_or_empty(text));
}

static void
set_text(json_t *object, const char *key, const char *text)
{
	json_object_set_new(object, key, text_or_empty(text));
}

/*
 * Where a line of S that is too wide may be broken: the size of the part that
 * stays on it. After a blank, or beside a wide character; a word that is
 * too long stays whole.
 */
static size_t
line_break(struct slice s)
{
	size_t pos = 0, columns = 0, best = 0;

	if (utf8_width(s) <= QUOTED_WHOLE)
		return s.size;
	while (pos < s.size) {
		size_t start = pos, width;
		bool blank;

		utf8_next(s, &pos);
		blank = s.data[start] == ' ';
		width = utf8_width(slice_sub(s, start, pos));
		columns += width;
		if (columns > QUOTED_COLUMNS && best > 0)
			return best;
		if (blank || width > 1)
			best = pos;
	}
	return s.size;
}

/* The words with a mark before each line: in a mail to staff it is told from
 * the program's own words, and when their reply quotes it without marks of
 * its own, no line of it can be read as a command. */
static void
set_quoted(json_t *object, struct slice rest)
{
	struct slice line;
	struct buf out;

	buf_init(&out, NULL);
	while (slice_next_line(&rest, &line)) {
		do {
			size_t size = line_break(line);
			struct slice part =
				slice_trim(slice_sub(line, 0, size));

			buf_add_str(&out, out.size > 0 ? "\n|" : "|");
			buf_add_str(&out, part.size > 0 ? " " : "");
			buf_add_slice(&out, part);
			line = slice_sub(line, size, line.size);
		} while (line.size > 0);
	}
	set_text(object, "quoted", out.data);
	buf_clear(&out);
}

/* TEXT and the same with marks, both without what is blank at the end. */
static void
set_words(json_t *object, const char *text)
{
	struct slice words = slice_from(text);
	json_t *value;

	while (words.size > 0 && strchr(" \t\r\n", words.data[words.size - 1]))
		words.size--;
	value = json_stringn(words.size > 0 ? words.data : "", words.size);
	json_object_set_new(object, "text", value ? value : json_string(""));
	set_quoted(object, words);
}

static json_t *
strings(const struct string_list *list)
{
	json_t *array = json_array();

	for (size_t i = 0; i < list->count; i++)
		json_array_append_new(array, line_or_empty(list->items[i]));
	return array;
}

static json_t *
person(struct address address)
{
	json_t *object = json_object();

	set_line(object, "name", address.name);
	set_line(object, "email", address.email);
	return object;
}

/* "2026-11-22 08:15", local time; "" for 0. */
static void
set_time(json_t *object, const char *key, int64_t t)
{
	time_t seconds = (time_t)t;
	char text[32] = "";
	struct tm tm;

	if (t != 0 && localtime_r(&seconds, &tm))
		strftime(text, sizeof(text), "%Y-%m-%d %H:%M", &tm);
	set_text(object, key, text);
}

/* The whole mail */

json_t *
template_data(const struct policy *policy, struct address recipient)
{
	static const char *const groups[] = { "ticket", "other", "message",
					      "query" };
	static const char *const lists[] = { "lines",	"links",    "cc_shown",
					     "tickets", "messages", "events" };
	json_t *data = json_object(), *desk = json_object();

	set_line(desk, "name", policy->desk_name);
	set_text(desk, "address", policy->address);
	set_text(desk, "tag", policy->tag);
	json_object_set_new(data, "desk", desk);
	json_object_set_new(data, "recipient", person(recipient));
	set_words(data, "");
	json_object_set_new(data, "undo", json_false());
	json_object_set_new(data, "internal", json_false());
	for (size_t i = 0; i < sizeof(groups) / sizeof(groups[0]); i++)
		json_object_set_new(data, groups[i], json_null());
	for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++)
		json_object_set_new(data, lists[i], json_array());
	return data;
}

void
template_data_set(json_t *data, const char *key, json_t *value)
{
	json_object_set_new(data, key, value);
}

void
template_data_set_flag(json_t *data, const char *key, bool value)
{
	json_object_set_new(data, key, json_boolean(value));
}

void
template_data_set_text(json_t *data, const char *text)
{
	set_words(data, text);
}

void
template_data_add(json_t *data, const char *key, json_t *value)
{
	json_array_append_new(json_object_get(data, key), value);
}

void
template_data_add_strings(json_t *data, const char *key,
			  const struct string_list *list)
{
	for (size_t i = 0; i < list->count; i++)
		template_data_add(data, key, line_or_empty(list->items[i]));
}

void
template_data_set_query(json_t *data, bool similar, const char *text,
			size_t more)
{
	json_t *query = json_object();

	json_object_set_new(query, "similar", json_boolean(similar));
	json_object_set_new(query, "list", json_boolean(!similar));
	set_line(query, "text", text);
	json_object_set_new(query, "more", json_integer((json_int_t)more));
	json_object_set_new(data, "query", query);
}

/* Tickets */

/* One line of at most TEMPLATE_SUBJECT_MAX bytes. */
static json_t *
short_subject(const char *subject)
{
	struct slice whole = slice_from(subject);
	struct slice cut = utf8_cut(whole, TEMPLATE_SUBJECT_MAX);
	struct buf out;
	json_t *value;

	buf_init(&out, NULL);
	utf8_add_display(&out, cut, 0);
	if (cut.size < whole.size)
		buf_add_str(&out, "\xE2\x80\xA6");
	value = text_or_empty(out.data);
	buf_clear(&out);
	return value;
}

static json_t *
status_flags(enum ticket_status status)
{
	json_t *is = json_object();

	for (enum ticket_status s = STATUS_NEW; s <= STATUS_CLOSED; s++)
		json_object_set_new(is, ticket_status_name(s),
				    json_boolean(s == status));
	return is;
}

/* {"count": 3, "one": false, "minutes": false, "hours": true, ...} */
static json_t *
age(int64_t seconds)
{
	static const struct {
		const char *unit;
		int64_t size;
	} units[] = { { "days", 86400 }, { "hours", 3600 }, { "minutes", 60 } };
	json_t *object = json_object();
	int64_t count = 0;

	for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++) {
		bool fits = count == 0 && seconds >= units[i].size;

		if (fits)
			count = seconds / units[i].size;
		json_object_set_new(object, units[i].unit, json_boolean(fits));
	}
	json_object_set_new(object, "count", json_integer(count));
	json_object_set_new(object, "one", json_boolean(count == 1));
	return object;
}

static json_t *
waiting(const struct ticket *ticket)
{
	json_t *object = json_object();

	json_object_set_new(
		object, "requester",
		json_boolean(ticket->waiting_for == WAITING_REQUESTER));
	set_line(object, "vendor",
		 ticket->waiting_for == WAITING_VENDOR ? ticket->waiting_name
						       : "");
	set_time(object, "until", ticket->waiting_until);
	return object;
}

static json_t *
fields(const struct ticket *ticket)
{
	json_t *array = json_array();

	for (size_t i = 0; i < ticket->field_count; i++) {
		json_t *field = json_object();

		set_line(field, "name", ticket->fields[i].name);
		set_line(field, "value", ticket->fields[i].value);
		json_array_append_new(array, field);
	}
	return array;
}

/* All but the requester. */
static json_t *
participants(const struct ticket *ticket)
{
	json_t *array = json_array();

	for (size_t i = 0; i < ticket->participant_count; i++)
		if (ticket->participants[i].role != ROLE_REQUESTER)
			json_array_append_new(
				array, person(ticket->participants[i].address));
	return array;
}

json_t *
template_ticket(const struct ticket *ticket, const char *tag, int64_t now)
{
	struct arena *arena = arena_new();
	json_t *object = json_object();

	json_object_set_new(object, "id", json_integer(ticket->id));
	set_text(object, "ref", ticket_ref(tag, ticket->id, arena));
	json_object_set_new(object, "subject", short_subject(ticket->subject));
	set_text(object, "status", ticket_status_name(ticket->status));
	json_object_set_new(object, "is", status_flags(ticket->status));
	json_object_set_new(object, "waiting", waiting(ticket));
	set_line(object, "queue", ticket->queue);
	set_line(object, "kind", ticket->kind);
	set_line(object, "priority", ticket->priority);
	json_object_set_new(object, "requester", person(ticket->requester));
	set_line(object, "owner", ticket->owner);
	json_object_set_new(object, "tags", strings(&ticket->tags));
	json_object_set_new(object, "fields", fields(ticket));
	json_object_set_new(object, "participants", participants(ticket));
	set_time(object, "created", ticket->created);
	set_time(object, "updated", ticket->updated);
	json_object_set_new(object, "age", age(now - ticket->created));
	set_text(object, "resolution", ticket->resolution);
	json_object_set_new(object, "message_count",
			    json_integer((json_int_t)ticket->message_count));
	arena_free(arena);
	return object;
}

void
template_ticket_forget_words(json_t *ticket)
{
	set_line(ticket, "subject", "");
	set_line(json_object_get(ticket, "requester"), "name", "");
	json_object_set_new(ticket, "fields", json_array());
	json_object_set_new(ticket, "participants", json_array());
}

/* Mails, links, history */

static json_t *
attachment(const struct attachment *from)
{
	json_t *object = json_object();

	set_line(object, "name", from->name);
	set_line(object, "type", from->type);
	json_object_set_new(
		object, "kib",
		json_integer((json_int_t)(from->size + 1023) / 1024));
	return object;
}

json_t *
template_message(const struct facts *facts)
{
	json_t *object = json_object(), *attachments = json_array();

	json_object_set_new(object, "from", person(facts_sender(facts)));
	json_object_set_new(object, "subject", short_subject(facts->subject));
	set_time(object, "date", facts->has_date ? facts->date : 0);
	set_words(object, facts->reply_text);
	for (size_t i = 0; i < facts->attachment_count; i++)
		json_array_append_new(attachments,
				      attachment(&facts->attachments[i]));
	json_object_set_new(object, "attachments", attachments);
	return object;
}

json_t *
template_link(const char *action, const char *mailto)
{
	static const struct {
		const char *action, *key;
	} actions[] = { { "take", "take" },
			{ "wait", "wait" },
			{ "resolve", "resolve" },
			{ "not-mine", "not_mine" } };
	json_t *object = json_object(), *is = json_object();

	for (size_t i = 0; i < sizeof(actions) / sizeof(actions[0]); i++)
		json_object_set_new(
			is, actions[i].key,
			json_boolean(strcmp(action, actions[i].action) == 0));
	json_object_set_new(object, "is", is);
	set_text(object, "mailto", mailto);
	return object;
}

json_t *
template_history(enum direction direction, struct address from, int64_t date,
		 const char *text, const struct string_list *attachments)
{
	json_t *object = json_object(), *is = json_object();

	for (enum direction d = DIRECTION_IN; d <= DIRECTION_NOTE; d++)
		json_object_set_new(is, direction_name(d),
				    json_boolean(d == direction));
	json_object_set_new(object, "is", is);
	json_object_set_new(object, "from", person(from));
	set_time(object, "date", date);
	set_words(object, text);
	json_object_set_new(object, "attachments", strings(attachments));
	return object;
}

json_t *
template_event(int64_t at, const char *who, const char *what, const char *why)
{
	json_t *object = json_object();

	set_time(object, "at", at);
	set_line(object, "who", who);
	set_line(object, "what", what);
	set_line(object, "why", why);
	return object;
}
