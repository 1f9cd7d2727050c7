/*
 * param.h - "value; name=value; ..." of Content-Type and Content-Disposition
 * (RFC 2045 section 5.1, RFC 2231) as found in the wild.
 */
#ifndef TG_MESSAGE_PARAM_H
#define TG_MESSAGE_PARAM_H

#include "base/arena.h"
#include "message/mime.h"

/* Parameters of one field; real ones have under ten, RFC 2231 pieces of a
 * long file name under thirty. */
#define PARAM_MAX 100

struct param_list {
	const char *value; /* what stands first: lower case, no comments */
	struct mime_param *params;
	size_t count;
};

/* Parses FIELD (unfolded, UTF-8, encoded words still in it). Linear. */
void
param_list_parse(const char *field, struct arena *arena,
		 struct param_list *out);

/* The value of parameter NAME (lower case), or NULL. */
const char *
param_find(const struct param_list *list, const char *name);

#endif
