/* Placeholder until the real one lands. */
#include "message/html.h"
const char *
html_to_text(struct slice html, const struct html_images *images,
	     struct arena *arena, struct string_list *notes)
{
	(void)images;
	(void)notes;
	return arena_memdup(arena, html.data, html.size);
}
