/*
 * fuzz_quote.c - a text as a reply, as a forward, and its language. The first
 * byte says whether the mail is a reply.
 */
#include "base/utf8.h"
#include "message/language.h"
#include "message/quote.h"
#include "fuzz.h"

static void
check_split(const char *text, bool is_reply, struct arena *arena)
{
	struct quote_split split;

	quote_split(text, is_reply, arena, &split);
	PROMISE(utf8_valid(slice_from(split.reply_text)));
	PROMISE(utf8_valid(slice_from(split.signature)));
	PROMISE(strlen(split.reply_text) + strlen(split.signature) <=
		strlen(text));
	PROMISE(language_detect(split.reply_text));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_new();
	struct slice input = slice_of((const char *)data, size);
	struct forwarded forwarded = { .present = false };
	const char *text;

	text = utf8_clean(arena, slice_sub(input, 1, size));
	check_split(text, size && (data[0] & 1), arena);
	if (forwarded_find(text, "Fwd: x", arena, &forwarded)) {
		PROMISE(forwarded.present);
		PROMISE(utf8_valid(slice_from(forwarded.from.name)));
		PROMISE(utf8_valid(slice_from(forwarded.from.email)));
		PROMISE(utf8_valid(slice_from(forwarded.subject)));
		PROMISE(utf8_valid(slice_from(forwarded.text)));
	}
	arena_free(arena);
	return 0;
}
