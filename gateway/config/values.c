/*
 * values.c - one small parser a type, in a table by type.
 *
 * Each says what it wants with an example, since that is the remedy. The
 * address check is for typing errors, not for RFC 5321: what gets through
 * here is still checked when a mail is composed.
 */
#include "config/values.h"

#include <errno.h>

#include "base/clock.h"
#include "base/io.h"
#include "base/slice.h"
#include "config/calendar.h"
#include "config/config.h"

#define WORD_CHARS                                                             \
	"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-"

#define place_complain(place, ...)                                             \
	(complaints_add((place)->complaints, false, (place)->file,             \
			(place)->line, (place)->key, __VA_ARGS__),             \
	 false)

/* The member of RECORD that KEY stands for. */
static void *
member(const struct schema_key *key, void *record)
{
	return (char *)record + key->offset;
}

static bool
keep_text(const struct schema_key *key, const char *text, void *record)
{
	memcpy(member(key, record), &text, sizeof(text));
	return true;
}

static bool
keep_number(const struct schema_key *key, int64_t number, void *record)
{
	memcpy(member(key, record), &number, sizeof(number));
	return true;
}

static bool
keep_int(const struct schema_key *key, int number, void *record)
{
	memcpy(member(key, record), &number, sizeof(number));
	return true;
}

/* Texts */

static bool
set_text(const struct schema_key *key, const char *text, void *record,
	 const struct value_place *place)
{
	if (!text[0])
		return place_complain(place, "is empty; write a text, or "
					     "delete the line");
	return keep_text(key, text, record);
}

static bool
is_word(const char *text)
{
	return text[0] && !text[strspn(text, WORD_CHARS)];
}

static bool
set_word(const struct schema_key *key, const char *text, void *record,
	 const struct value_place *place)
{
	if (!is_word(text))
		return place_complain(place,
				      "\"%s\" may hold only letters A to Z, "
				      "digits, and _ . -",
				      text);
	return keep_text(key, text, record);
}

static bool
set_host(const struct schema_key *key, const char *text, void *record,
	 const struct value_place *place)
{
	if (!text[0] || text[strspn(text, WORD_CHARS ":")])
		return place_complain(place,
				      "\"%s\" is no host name; write one such "
				      "as \"mail.example.org\", or an address "
				      "such as \"192.0.2.1\"",
				      text);
	return keep_text(key, text, record);
}

bool
value_is_address(const char *text)
{
	const char *at = strchr(text, '@');

	if (!at || at == text || !at[1] || strchr(at + 1, '@'))
		return false;
	if (at[1] == '.' || at[1] == '-' || text[strlen(text) - 1] == '.')
		return false;
	for (const char *c = text; *c; c++)
		if ((unsigned char)*c <= ' ' || *c == 0x7F ||
		    strchr("<>,;:\"()[]\\", *c))
			return false;
	return true;
}

static bool
complain_address(const char *text, const struct value_place *place)
{
	return place_complain(place,
			      "\"%s\" is no mail address; write one such as "
			      "\"help@example.org\", without a name beside it",
			      text);
}

static bool
set_address(const struct schema_key *key, const char *text, void *record,
	    const struct value_place *place)
{
	if (!value_is_address(text))
		return complain_address(text, place);
	return keep_text(key, text, record);
}

static bool
set_path(const struct schema_key *key, const char *text, void *record,
	 const struct value_place *place)
{
	if (!text[0])
		return place_complain(place, "is empty; write a path, or "
					     "delete the line");
	return keep_text(key, io_path_beside(place->arena, place->file, text),
			 record);
}

static bool
set_choice(const struct schema_key *key, const char *text, void *record,
	   const struct value_place *place)
{
	const char *meant;
	struct buf all;

	for (int i = 0; key->choices[i]; i++)
		if (strcmp(key->choices[i], text) == 0)
			return keep_int(key, i, record);
	buf_init(&all, place->arena);
	for (int i = 0; key->choices[i]; i++)
		buf_printf(&all, "%s\"%s\"", i ? ", " : "", key->choices[i]);
	meant = complaints_suggest(text, key->choices);
	if (meant)
		return place_complain(place,
				      "\"%s\" is not one of %s; did you mean "
				      "\"%s\"?",
				      text, all.data, meant);
	return place_complain(place,
			      "\"%s\" is not one of %s; write one of "
			      "these",
			      text, all.data);
}

/* Numbers */

static bool
parse_count(const char *text, int64_t *number)
{
	char *end;

	if (!text[0] || text[strspn(text, "-0123456789")])
		return false;
	errno = 0;
	*number = strtoll(text, &end, 10);
	return errno == 0 && !*end;
}

bool
value_parse_size(const char *text, int64_t *bytes)
{
	static const char units[] = "kmg";
	size_t digits = strspn(text, "0123456789");
	int64_t number = 0;
	const char *unit;

	if (digits == 0 || digits > 12 || (text[digits] && text[digits + 1]))
		return false;
	for (size_t i = 0; i < digits; i++)
		number = number * 10 + (text[i] - '0');
	if (!text[digits]) {
		*bytes = number;
		return true;
	}
	unit = strchr(units, ascii_lower(text[digits]));
	if (!unit || number >> (62 - 10 * (unit - units + 1)))
		return false;
	*bytes = number << (10 * (unit - units + 1));
	return true;
}

/* A bound of KEY in the words of its type. */
static const char *
bound_text(const struct schema_key *key, int64_t bound, struct arena *arena)
{
	char age[64];

	if (key->type == VALUE_DURATION)
		return arena_strdup(arena,
				    clock_format_age(bound, age, sizeof(age)));
	if (key->type == VALUE_SIZE && bound >= 1 << 20)
		return arena_printf(arena, "%lldM", (long long)bound >> 20);
	if (key->type == VALUE_SIZE)
		return arena_printf(arena, "%lldK", (long long)bound >> 10);
	return arena_printf(arena, "%lld", (long long)bound);
}

static bool
set_number(const struct schema_key *key, const char *text, void *record,
	   const struct value_place *place)
{
	int64_t number;
	bool ok;

	if (key->type == VALUE_DURATION)
		ok = clock_parse_duration(text, &number);
	else if (key->type == VALUE_SIZE)
		ok = value_parse_size(text, &number);
	else
		ok = parse_count(text, &number);
	if (!ok && key->type == VALUE_DURATION)
		return place_complain(place,
				      "\"%s\" is no duration; write seconds, "
				      "or \"30s\", \"5m\", \"2h\", \"5d\"",
				      text);
	if (!ok && key->type == VALUE_SIZE)
		return place_complain(place,
				      "\"%s\" is no size; write bytes, or "
				      "\"500K\", \"25M\", \"1G\"",
				      text);
	if (!ok)
		return place_complain(place,
				      "\"%s\" is no whole number; write one "
				      "such as %s",
				      text,
				      key->fallback ? key->fallback : "993");
	if (number < key->min || number > key->max)
		return place_complain(place, "\"%s\" must be between %s and %s",
				      text,
				      bound_text(key, key->min, place->arena),
				      bound_text(key, key->max, place->arena));
	if (key->type == VALUE_PORT)
		return keep_int(key, (int)number, record);
	return keep_number(key, number, record);
}

/* "seen", "delete" or "move:FOLDER" */
static bool
set_after(const struct schema_key *key, const char *text, void *record,
	  const struct value_place *place)
{
	struct mailbox_config *mailbox = record;

	(void)key;
	if (strcmp(text, "seen") == 0) {
		mailbox->after = AFTER_SEEN;
	} else if (strcmp(text, "delete") == 0) {
		mailbox->after = AFTER_DELETE;
	} else if (strncmp(text, "move:", 5) == 0 && text[5]) {
		mailbox->after = AFTER_MOVE;
		mailbox->move_to = text + 5;
	} else if (strncmp(text, "move", 4) == 0) {
		return place_complain(place,
				      "\"%s\" names no folder; write "
				      "\"move:FOLDER\", such as \"move:Done\"",
				      text);
	} else {
		return place_complain(place,
				      "\"%s\" is not one of \"seen\", "
				      "\"move:FOLDER\", \"delete\"; write one "
				      "of these",
				      text);
	}
	return true;
}

/* Lists */

static bool
keep_list(const struct schema_key *key, const struct string_list *list,
	  void *record)
{
	memcpy(member(key, record), list, sizeof(*list));
	return true;
}

static bool
check_item(enum value_type type, const char *text,
	   const struct value_place *place)
{
	if (!text[0])
		return place_complain(place, "holds an empty text; delete it");
	if (type == VALUE_WORDS && !is_word(text))
		return place_complain(place,
				      "\"%s\" may hold only letters A to Z, "
				      "digits, and _ . -",
				      text);
	if (type == VALUE_ADDRESSES && !value_is_address(text))
		return complain_address(text, place);
	if (type == VALUE_DOMAINS && text[0] == '@' &&
	    value_is_address(arena_printf(place->arena, "x%s", text)))
		return true;
	if (type == VALUE_DOMAINS && !value_is_address(text))
		return complain_address(text, place);
	return true;
}

static bool
set_hours(const struct string_list *list, void *record,
	  const struct value_place *place)
{
	struct staff *staff = record;
	struct staff_hours *hours = NULL;
	size_t count = 0;
	bool ok = true;

	for (size_t i = 0; i < list->count; i++) {
		struct staff_hours one;

		if (calendar_parse_hours(list->items[i], &one))
			ARENA_PUSH(place->arena, hours, count, one);
		else
			ok = place_complain(place,
					    "\"%s\" are no working hours; "
					    "write them as \"Mon-Fri "
					    "08:00-17:00\" or \"Mon,Wed "
					    "13:00-18:00\"",
					    list->items[i]);
	}
	if (!ok)
		return false;
	staff->hours = hours;
	staff->hours_count = count;
	return true;
}

static bool
set_days(const struct string_list *list, void *record,
	 const struct value_place *place)
{
	struct staff *staff = record;
	struct staff_absence *days = NULL;
	size_t count = 0;
	bool ok = true;

	for (size_t i = 0; i < list->count; i++) {
		struct staff_absence one;

		if (calendar_parse_days(list->items[i], &one))
			ARENA_PUSH(place->arena, days, count, one);
		else
			ok = place_complain(place,
					    "\"%s\" are no days; write them "
					    "as \"2026-12-24\" or "
					    "\"2026-12-24..2027-01-02\"",
					    list->items[i]);
	}
	if (!ok)
		return false;
	staff->absences = days;
	staff->absence_count = count;
	return true;
}

bool
value_is_list(enum value_type type)
{
	return type >= VALUE_TEXTS;
}

bool
value_set_list(const struct schema_key *key, const struct string_list *list,
	       void *record, const struct value_place *place)
{
	bool ok = true;

	if (list->count == 0 && key->required)
		return place_complain(place, "is empty; it is %s", key->doc);
	if (key->type == VALUE_HOURS)
		return set_hours(list, record, place);
	if (key->type == VALUE_DAYS)
		return set_days(list, record, place);
	for (size_t i = 0; i < list->count; i++)
		if (!check_item(key->type, list->items[i], place))
			ok = false;
	return ok && keep_list(key, list, record);
}

bool
value_set(const struct schema_key *key, const char *text, void *record,
	  const struct value_place *place)
{
	static bool (*const setters[])(const struct schema_key *, const char *,
				       void *, const struct value_place *) = {
		[VALUE_TEXT] = set_text,    [VALUE_WORD] = set_word,
		[VALUE_HOST] = set_host,    [VALUE_ADDRESS] = set_address,
		[VALUE_PATH] = set_path,    [VALUE_PORT] = set_number,
		[VALUE_COUNT] = set_number, [VALUE_DURATION] = set_number,
		[VALUE_SIZE] = set_number,  [VALUE_CHOICE] = set_choice,
		[VALUE_AFTER] = set_after,
	};

	return setters[key->type](key, text, record, place);
}
