/* test_buf.c - growing strings, on the heap and in an arena. */
#include "../test.h"

#include "base/buf.h"

static void
build_and_check(struct buf *buf)
{
	size_t i;

	assert_string_equal(buf->data, "");
	buf_add_str(buf, NULL);
	buf_truncate(buf, 0);
	buf_commit(buf, 0);
	assert_string_equal(buf->data, "");
	buf_add(buf, "ab\0c", 4);
	buf_add_char(buf, 'd');
	buf_add_slice(buf, slice_of("efXX", 2));
	buf_printf(buf, "%03d", 7);
	assert_int_equal(buf->size, 10);
	assert_memory_equal(buf->data, "ab\0cdef007", 11);
	buf_truncate(buf, 2);
	assert_string_equal(buf->data, "ab");
	for (i = 0; i < 5000; i++)
		buf_printf(buf, "%04zu,", i);
	assert_int_equal(buf->size, 2 + 5000 * 5);
	assert_memory_equal(buf->data + 2 + 4999 * 5, "4999,", 6);
	memcpy(buf_reserve(buf, 100), "tail", 4);
	buf_commit(buf, 4);
	assert_string_equal(buf->data + buf->size - 4, "tail");
	buf_reset(buf);
	assert_int_equal(buf_slice(buf).size, 0);
	assert_string_equal(buf->data, "");
}

static void
test_heap(void **state)
{
	struct buf buf;

	(void)state;
	buf_init(&buf, NULL);
	build_and_check(&buf);
	buf_clear(&buf);
	build_and_check(&buf);
	buf_clear(&buf);
	buf_clear(&buf);
}

static void
test_arena(void **state)
{
	struct arena *arena = arena_new();
	struct buf buf;
	char *copy;

	(void)state;
	buf_init(&buf, arena);
	build_and_check(&buf);
	assert_string_equal(buf_dup(&buf, arena), "");
	buf_add_str(&buf, "kept");
	copy = buf_dup(&buf, arena);
	buf_add_str(&buf, " and more");
	assert_string_equal(copy, "kept");
	buf_clear(&buf);
	arena_free(arena);
}

static void
test_utf8(void **state)
{
	static const struct {
		unsigned codepoint;
		const char *bytes;
	} rows[] = {
		{ 'A', "A" },
		{ 0x7FF, "\xDF\xBF" },
		{ 0x800, "\xE0\xA0\x80" },
		{ 0x4E2D, "\xE4\xB8\xAD" },
		{ 0xD800, "\xEF\xBF\xBD" },
		{ 0xDFFF, "\xEF\xBF\xBD" },
		{ 0x1F600, "\xF0\x9F\x98\x80" },
		{ 0x10FFFF, "\xF4\x8F\xBF\xBF" },
		{ 0x110000, "\xEF\xBF\xBD" },
	};
	struct buf buf;
	size_t i;

	(void)state;
	buf_init(&buf, NULL);
	for (i = 0; i < COUNT_OF(rows); i++) {
		buf_reset(&buf);
		buf_add_utf8(&buf, rows[i].codepoint);
		assert_string_equal(buf.data, rows[i].bytes);
	}
	buf_clear(&buf);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_heap),
		cmocka_unit_test(test_arena),
		cmocka_unit_test(test_utf8),
	};

	return cmocka_run_group_tests_name("buf", tests, NULL, NULL);
}
