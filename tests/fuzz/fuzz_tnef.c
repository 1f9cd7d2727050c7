/*
 * fuzz_tnef.c - winmail.dat, and the rich text in it.
 */
#include "base/utf8.h"
#include "message/rtf.h"
#include "message/tnef.h"
#include "fuzz.h"

static void
read_rtf(struct slice bytes)
{
	struct buf rtf, text;
	bool is_html;

	buf_init(&rtf, NULL);
	buf_init(&text, NULL);
	rtf_decompress(bytes, &rtf);
	PROMISE(rtf.size <= bytes.size * 9);
	rtf_to_text(buf_slice(&rtf), &text, &is_html);
	buf_reset(&text);
	rtf_to_text(bytes, &text, &is_html);
	PROMISE(utf8_valid(buf_slice(&text)));
	buf_clear(&text);
	buf_clear(&rtf);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct slice bytes = slice_of((const char *)data, size);
	struct arena *arena = arena_new();
	struct tnef tnef;

	if (tnef_read(bytes, arena, &tnef)) {
		PROMISE(tnef.count <= TNEF_MAX_FILES);
		PROMISE(utf8_valid(slice_from(tnef.text)));
		for (size_t i = 0; i < tnef.count; i++)
			PROMISE(utf8_valid(slice_from(tnef.files[i].name)));
	}
	read_rtf(bytes);
	arena_free(arena);
	return 0;
}
