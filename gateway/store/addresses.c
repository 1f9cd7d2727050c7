/*
 * addresses.c - address lists as the JSON text that columns hold:
 * [{"name":"Ana","email":"ana@example.org"}].
 *
 * Only this room writes these columns; what does not parse all the same (a
 * database edited by hand) reads as an empty list.
 */
#include <jansson.h>

#include "message/facts_json.h"
#include "store/private.h"

const char *
addresses_write(struct arena *arena, struct address_list list)
{
	json_t *array = address_list_to_json(list);
	char *text = json_dumps(array, JSON_COMPACT);
	const char *copy;

	if (!text)
		abort();
	copy = arena_strdup(arena, text);
	free(text);
	json_decref(array);
	return copy;
}

struct address_list
addresses_read(struct arena *arena, const char *text)
{
	json_t *array = json_loads(text, 0, NULL);
	size_t i, size = json_array_size(array);
	struct address_list list = { 0 };

	list.items = arena_calloc(arena, size, sizeof(*list.items));
	for (i = 0; i < size; i++) {
		const char *name, *email;

		if (json_unpack(json_array_get(array, i), "{s:s, s:s}", "name",
				&name, "email", &email) != 0)
			continue;
		list.items[list.count].name = arena_strdup(arena, name);
		list.items[list.count++].email = arena_strdup(arena, email);
	}
	json_decref(array);
	return list;
}
