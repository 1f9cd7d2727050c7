/*
 * addresses.c - address lists as the JSON text that columns hold:
 * [{"name":"Ana","email":"ana@example.org"}].
 *
 * Only this room writes these columns; what does not parse all the same (a
 * database edited by hand) reads as an empty list.
 */
#include <jansson.h>

#include "store/private.h"

const char *
addresses_write(struct arena *arena, struct address_list list)
{
	json_t *array = json_array();
	const char *copy;
	char *text;
	size_t i;

	for (i = 0; i < list.count; i++)
		json_array_append_new(array,
				      json_pack("{s:s, s:s}", "name",
						list.items[i].name, "email",
						list.items[i].email));
	text = json_dumps(array, JSON_COMPACT);
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
