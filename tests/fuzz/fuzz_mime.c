/*
 * fuzz_mime.c - a whole mail: read into facts, over the wire and back.
 */
#include "base/utf8.h"
#include "message/facts_json.h"
#include "fuzz.h"

static struct slice
attachment_bytes(const struct facts *facts, struct arena *arena)
{
	struct buf bytes;

	buf_init(&bytes, arena);
	for (size_t i = 0; i < facts->attachment_count; i++)
		buf_add(&bytes, facts->attachments[i].data,
			facts->attachments[i].size);
	return buf_slice(&bytes);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_new();
	struct facts *facts =
		facts_read(slice_of((const char *)data, size), arena);
	struct facts *back = NULL;
	json_t *wire = facts_to_wire(facts), *again;
	char *text = json_dumps(wire, JSON_COMPACT);
	struct error err = { .text = "" };

	PROMISE(text && utf8_valid(slice_from(text)));
	PROMISE(utf8_valid(slice_from(facts->text)));
	if (!facts_from_wire(wire, attachment_bytes(facts, arena), arena, &back,
			     &err)) {
		fprintf(stderr, "%s\n", err.text);
		PROMISE(!"the wire form is read back");
	}
	again = facts_to_wire(back);
	PROMISE(json_equal(wire, again));
	json_decref(again);
	json_decref(wire);
	free(text);
	arena_free(arena);
	return 0;
}
