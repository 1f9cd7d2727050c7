/*
 * bounce_sample.c - reads samples of notices and compares.
 */
#include "bounce_sample.h"

#include "base/buf.h"
#include "message/facts.h"

static const char *
joined(const struct bounce *bounce, struct arena *arena)
{
	struct buf out;

	buf_init(&out, arena);
	for (size_t i = 0; i < bounce->count; i++)
		buf_printf(&out, "%s%s %s %s", i ? ", " : "",
			   bounce->recipients[i].address,
			   bounce->recipients[i].status,
			   bounce_action_name(bounce->recipients[i].action));
	return buf_dup(&out, arena);
}

int
bounce_samples_failed(const struct bounce_sample *samples, size_t count)
{
	int failed = 0;

	for (size_t i = 0; i < count; i++) {
		struct arena *arena = arena_new();
		const struct facts *facts =
			facts_read(slice_from(samples[i].mail), arena);
		const char *got = joined(&facts->bounce, arena);
		const char *id = facts->bounce.original_message_id;

		if (facts->kind != KIND_BOUNCE ||
		    strcmp(got, samples[i].want) != 0 ||
		    strcmp(id, samples[i].id) != 0) {
			print_error("%s: kind %s (%s), recipients \"%s\", "
				    "id \"%s\"\n",
				    samples[i].name,
				    facts_kind_name(facts->kind),
				    facts->kind_why, got, id);
			failed++;
		}
		assert_false(facts->may_acknowledge.yes);
		assert_false(facts->may_reopen.yes);
		arena_free(arena);
	}
	return failed;
}

/* Copies without the NUL behind them, so that reading on is found. */
void
bounce_samples_cut(const struct bounce_sample *samples, size_t count)
{
	struct arena *arena = arena_new();

	for (size_t i = 0; i < count; i++) {
		size_t size = strlen(samples[i].mail);

		for (size_t n = 0; n < size; n++) {
			char *copy = malloc(n ? n : 1);

			assert_non_null(copy);
			memcpy(copy, samples[i].mail, n);
			assert_non_null(facts_read(slice_of(copy, n), arena));
			arena_reset(arena);
			free(copy);
		}
	}
	arena_free(arena);
}
