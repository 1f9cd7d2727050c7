/*
 * authres.h - Authentication-Results fields, RFC 8601, parsed whole.
 *
 * Parsed, not searched: comments, quoted strings and values are written by
 * the mail server but filled with words of the sender, who would like to see
 * "dkim=pass" found in them.
 */
#ifndef TG_TICKET_AUTHRES_H
#define TG_TICKET_AUTHRES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/slice.h"

/* "header.d=example.org": ptype "header", property "d". */
struct authres_property {
	const char *ptype, *property, *value;
};

/* "dkim=pass reason="..." header.d=...". */
struct authres_result {
	const char *method, *result;
	struct authres_property *properties;
	size_t property_count;
};

struct authres {
	const char *authserv_id;
	struct authres_result *results; /* none: "none" */
	size_t result_count;
};

/* More results or properties than this are nobody's honest field. */
#define AUTHRES_RESULTS_MAX    64
#define AUTHRES_PROPERTIES_MAX 32

/* Parses a field's unfolded value. False if any of it does not fit the
 * grammar of section 2.2: half a field proves nothing. Linear, strings in
 * ARENA. */
bool
authres_parse(struct slice value, struct arena *arena, struct authres *out);

/* The value of a property, or NULL. */
const char *
authres_property(const struct authres_result *result, const char *ptype,
		 const char *property);

#endif
