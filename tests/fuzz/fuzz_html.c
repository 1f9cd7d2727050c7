/*
 * fuzz_html.c - HTML to text: valid, within its cap, the same each time.
 */
#include "base/utf8.h"
#include "message/html.h"
#include "message/html_writer.h"
#include "fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_new();
	struct slice html = slice_of((const char *)data, size);
	const char *cid = "a@b", *name = "a.png";
	struct html_images images = { { &cid, 1 }, { &name, 1 } };
	struct string_list notes = { NULL, 0 };
	const char *text = html_to_text(html, &images, arena, &notes);

	PROMISE(utf8_valid(slice_from(text)));
	PROMISE(strlen(text) < HTML_TEXT_MAX + 8192);
	PROMISE(notes.count <= 3);
	PROMISE(!strcmp(text, html_to_text(html, &images, arena, NULL)));
	arena_free(arena);
	return 0;
}
