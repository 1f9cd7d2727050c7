/*
 * fuzz_header.c - a header block, and each of its values by every parser of
 * structured fields.
 */
#include "base/utf8.h"
#include "message/address.h"
#include "message/date_field.h"
#include "message/header.h"
#include "message/msgid.h"
#include "message/param.h"
#include "fuzz.h"

static void
parse_value(const struct header *header, struct arena *arena)
{
	struct address_list addresses = { .count = 0 };
	struct string_list ids = { .count = 0 };
	struct param_list params;
	int64_t seconds;
	int offset;

	PROMISE(utf8_valid(slice_from(header->raw)));
	PROMISE(utf8_valid(slice_from(header->value)));
	address_list_parse(header->raw, arena, &addresses);
	PROMISE(addresses.count <= ADDRESS_MAX);
	for (size_t i = 0; i < addresses.count; i++)
		PROMISE(*addresses.items[i].name || *addresses.items[i].email);
	msgid_list_parse(header->raw, arena, &ids);
	PROMISE(ids.count <= MSGID_MAX);
	for (size_t i = 0; i < ids.count; i++)
		PROMISE(ids.items[i][0] == '<');
	param_list_parse(header->raw, arena, &params);
	PROMISE(params.count <= PARAM_MAX);
	if (date_field_read(slice_from(header->raw), &seconds, &offset))
		PROMISE(offset > -1440 && offset < 1440);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_new();
	struct header_block block;

	header_block_parse(slice_of((const char *)data, size), arena, &block);
	PROMISE(block.end <= size && block.count <= HEADER_MAX_FIELDS);
	for (size_t i = 0; i < block.count; i++)
		parse_value(&block.fields[i], arena);
	arena_free(arena);
	return 0;
}
