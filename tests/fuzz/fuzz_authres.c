/*
 * fuzz_authres.c - Authentication-Results: half a field proves nothing.
 */
#include "fuzz.h"
#include "ticket/authres.h"
#include "ticket/trust.h"

static void
check_results(const struct authres *a)
{
	PROMISE(*a->authserv_id);
	PROMISE(a->result_count <= AUTHRES_RESULTS_MAX);
	for (size_t i = 0; i < a->result_count; i++) {
		const struct authres_result *r = &a->results[i];

		PROMISE(*r->method && *r->result);
		PROMISE(r->property_count <= AUTHRES_PROPERTIES_MAX);
		for (size_t k = 0; k < r->property_count; k++)
			PROMISE(*r->properties[k].ptype &&
				*r->properties[k].property &&
				r->properties[k].value);
	}
}

/* With a parenthesis that nobody closes, nothing of a field counts. */
static void
check_open_comment(const char *text, struct arena *arena)
{
	const char *open = arena_printf(arena, "%s (", text);
	struct authres a;

	PROMISE(!authres_parse(slice_from(open), arena, &a));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_new();
	char *text = arena_memdup(arena, data, size);
	struct policy policy = { .authserv_id = "mx.example.org",
				 .trust = TRUST_DKIM_OR_SPF };
	struct header header = { "Authentication-Results", text, text };
	struct address from = { "", "it1@example.org" };
	struct facts facts = { .headers = &header,
			       .header_count = 1,
			       .from = { &from, 1 } };
	struct authres a;
	const struct phrase *missing;

	if (authres_parse(slice_from(text), arena, &a)) {
		check_results(&a);
		check_open_comment(text, arena);
	} else {
		PROMISE(!trust_passes(&policy, &facts, arena, &missing));
	}
	arena_free(arena);
	return 0;
}
