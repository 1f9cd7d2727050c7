/*
 * trust.c - the mail server's verdict about who sent a mail.
 *
 * Only the topmost field counts: those below it may have come with the mail.
 * (RFC 8601 section 5 wants the server to remove forged ones; we do not rely
 * on it.)
 */
#include "ticket/trust.h"

#include "ticket/addresses.h"
#include "ticket/authres.h"

static bool
has_dot(struct slice domain)
{
	return slice_find(domain, ".", 0) != (size_t)-1;
}

/* Whether CHILD is a domain below PARENT. */
static bool
is_below(struct slice child, struct slice parent)
{
	size_t start;

	if (!has_dot(parent) || child.size < parent.size + 2)
		return false;
	start = child.size - parent.size;
	return child.data[start - 1] == '.' &&
	       slice_starts_nocase(slice_sub(child, start, child.size),
				   parent.data);
}

static bool
is_aligned(struct slice signer, struct slice from)
{
	if (signer.size == 0 || from.size == 0)
		return false;
	if (signer.size == from.size)
		return slice_starts_nocase(signer, from.data);
	return is_below(signer, from) || is_below(from, signer);
}

/* The domain a value names: "x@example.org", "@example.org", "example.org";
 * in ARENA, so that it is a string. */
static struct slice
value_domain(const char *value, struct arena *arena)
{
	struct slice domain;

	if (!value)
		return slice_of("", 0);
	domain = address_domain(value);
	if (domain.size == 0)
		domain = slice_from(value);
	return slice_from(arena_memdup(arena, domain.data, domain.size));
}

struct method {
	const char *name;
	const char *ptype, *property, *fallback;
	unsigned policies; /* in which it counts, bits of trust_policy */
};

#define IN(policy) (1u << (policy))

static const struct method methods[] = {
	{ "dkim", "header", "d", "i", IN(TRUST_DKIM) | IN(TRUST_DKIM_OR_SPF) },
	{ "spf", "smtp", "mailfrom", NULL,
	  IN(TRUST_SPF) | IN(TRUST_DKIM_OR_SPF) },
	{ "dmarc", "header", "from", NULL, IN(TRUST_DKIM_OR_SPF) },
};

static bool
result_proves(const struct authres_result *result, enum trust_policy policy,
	      struct slice from, struct arena *arena)
{
	if (strcmp(result->result, "pass") != 0)
		return false;
	for (size_t i = 0; i < sizeof(methods) / sizeof(methods[0]); i++) {
		const struct method *m = &methods[i];
		const char *value;

		if (strcmp(result->method, m->name) != 0 ||
		    !(m->policies & IN(policy)))
			continue;
		value = authres_property(result, m->ptype, m->property);
		if (!value && m->fallback)
			value = authres_property(result, m->ptype, m->fallback);
		return is_aligned(value_domain(value, arena), from);
	}
	return false;
}

static const struct header *
topmost(const struct facts *facts)
{
	for (size_t i = 0; i < facts->header_count; i++)
		if (ascii_casecmp(facts->headers[i].name,
				  "Authentication-Results") == 0)
			return &facts->headers[i];
	return NULL;
}

static bool
fail(const struct phrase **missing, enum phrase_id what)
{
	*missing = phrase_fixed(what);
	return false;
}

bool
trust_passes(const struct policy *policy, const struct facts *facts,
	     struct arena *arena, const struct phrase **missing)
{
	const struct header *field = topmost(facts);
	struct authres results;
	struct slice from;

	if (policy->trust == TRUST_REPLY_ID || policy->authserv_id[0] == '\0')
		return true;
	if (!field)
		return fail(missing, PHRASE_NO_VERDICT);
	if (!authres_parse(slice_from(field->raw), arena, &results))
		return fail(missing, PHRASE_BROKEN_VERDICT);
	if (strcmp(results.authserv_id, policy->authserv_id) != 0)
		return fail(missing, PHRASE_FOREIGN_VERDICT);
	if (facts->from.count != 1)
		return fail(missing, PHRASE_MANY_FROM);
	from = value_domain(facts->from.items[0].email, arena);
	for (size_t i = 0; i < results.result_count; i++)
		if (result_proves(&results.results[i], policy->trust, from,
				  arena))
			return true;
	return fail(missing, PHRASE_UNCONFIRMED);
}
