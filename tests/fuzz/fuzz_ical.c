/*
 * fuzz_ical.c - a calendar part's text.
 */
#include "base/utf8.h"
#include "message/ical.h"
#include "fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_new();
	const char *text =
		utf8_clean(arena, slice_of((const char *)data, size));
	struct ical ical;

	if (ical_read(text, arena, &ical))
		PROMISE(utf8_valid(slice_from(ical.summary)));
	arena_free(arena);
	return 0;
}
