/* test_arena.c - memory that is freed whole. */
#include "../test.h"

#include "base/arena.h"

static void
test_zeroed_aligned_and_kept(void **state)
{
	static const size_t sizes[] = { 0,     1,     7,     16, 17,	  16000,
					16384, 40000, 70000, 1,	 2000000, 3 };
	struct arena *arena = arena_new();
	unsigned char *all[COUNT_OF(sizes)];
	size_t round, i, k;

	(void)state;
	for (round = 0; round < 3; round++) {
		for (i = 0; i < COUNT_OF(sizes); i++) {
			all[i] = arena_alloc(arena, sizes[i]);
			assert_non_null(all[i]);
			assert_int_equal((uintptr_t)all[i] % 16, 0);
			for (k = 0; k < sizes[i]; k++)
				assert_int_equal(all[i][k], 0);
			memset(all[i], (int)i + 1, sizes[i]);
		}
		for (i = 0; i < COUNT_OF(sizes); i++)
			for (k = 0; k < sizes[i]; k++)
				assert_int_equal(all[i][k], i + 1);
		arena_reset(arena);
	}
	arena_free(arena);
	arena_free(NULL);
}

static void
test_copies(void **state)
{
	struct arena *arena = arena_new();
	char *copy = arena_memdup(arena, "a\0b", 3);

	(void)state;
	assert_memory_equal(copy, "a\0b", 4);
	assert_string_equal(arena_strdup(arena, "text"), "text");
	assert_null(arena_strdup(arena, NULL));
	assert_string_equal(arena_memdup(arena, NULL, 0), "");
	assert_string_equal(arena_printf(arena, "%d-%s", 7, "x"), "7-x");
	arena_free(arena);
}

static void
test_growing_array(void **state)
{
	struct arena *arena = arena_new();
	size_t count = 0, i;
	int *numbers = NULL;

	(void)state;
	for (i = 0; i < 10000; i++)
		ARENA_PUSH(arena, numbers, count, (int)i);
	assert_int_equal(count, 10000);
	for (i = 0; i < count; i++)
		assert_int_equal(numbers[i], i);
	arena_free(arena);
}

static char order[8];

static void
note(void *data)
{
	size_t size = strlen(order);

	order[size] = *(char *)data;
	order[size + 1] = '\0';
}

static void
test_cleanups_run_last_first(void **state)
{
	struct arena *arena = arena_new();
	char a = 'a', b = 'b', c = 'c';

	(void)state;
	arena_on_free(arena, note, &a);
	arena_on_free(arena, note, &b);
	arena_reset(arena);
	assert_string_equal(order, "ba");
	arena_on_free(arena, note, &c);
	arena_free(arena);
	assert_string_equal(order, "bac");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_zeroed_aligned_and_kept),
		cmocka_unit_test(test_copies),
		cmocka_unit_test(test_growing_array),
		cmocka_unit_test(test_cleanups_run_last_first),
	};

	return cmocka_run_group_tests_name("arena", tests, NULL, NULL);
}
