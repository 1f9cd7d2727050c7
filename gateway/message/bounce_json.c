/*
 * bounce_json.c - bounces that a sending service reports as JSON by mail
 * (Amazon SES through SNS): an object with notificationType or eventType
 * "Bounce", bare or as a string in "Message".
 */
#include <jansson.h>

#include "message/bounce.h"

static const char *
text_of(const json_t *object, const char *key)
{
	const char *text = json_string_value(json_object_get(object, key));

	return text ? text : "";
}

static void
recipient_read(const json_t *item, char class, struct arena *arena,
	       struct bounce *bounce)
{
	struct bounce_recipient recipient = { .action = BOUNCE_FAILED };
	const char *status = text_of(item, "status");
	char found[BOUNCE_STATUS_MAX] = { class, '.', '0', '.', '0', 0 };
	size_t length;

	recipient.address = arena_strdup(arena, text_of(item, "emailAddress"));
	recipient.diagnostic =
		arena_strdup(arena, text_of(item, "diagnosticCode"));
	if (bounce_status_parse(slice_from(status), &length))
		recipient.status = arena_memdup(arena, status, length);
	else
		recipient.status = arena_strdup(arena, found);
	if (recipient.address[0])
		bounce_add(bounce, arena, recipient);
}

static void
object_read(const json_t *object, struct arena *arena, struct bounce *bounce,
	    const char **id)
{
	const json_t *report = json_object_get(object, "bounce");
	const json_t *list = json_object_get(report, "bouncedRecipients");
	const json_t *headers = json_object_get(json_object_get(object, "mail"),
						"commonHeaders");
	char class = strcmp(text_of(report, "bounceType"), "Transient") == 0
			     ? '4'
			     : '5';
	const json_t *item;
	size_t i;

	if (strcmp(text_of(object, "notificationType"), "Bounce") != 0 &&
	    strcmp(text_of(object, "eventType"), "Bounce") != 0)
		return;
	json_array_foreach(list, i, item)
		recipient_read(item, class, arena, bounce);
	*id = arena_strdup(arena, text_of(headers, "messageId"));
}

void
bounce_json_read(struct slice text, struct arena *arena, struct bounce *bounce,
		 const char **id)
{
	json_t *outer, *inner;

	text = slice_trim(text);
	if (!text.size || text.data[0] != '{')
		return;
	/* a footer about the subscription follows the object */
	outer = json_loadb(text.data, text.size, JSON_DISABLE_EOF_CHECK, NULL);
	inner = json_loads(text_of(outer, "Message"), 0, NULL);
	object_read(inner ? inner : outer, arena, bounce, id);
	json_decref(inner);
	json_decref(outer);
}
