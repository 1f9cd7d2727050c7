/*
 * mime_fields.h - the Content-* fields of one part; used by mime.c only.
 */
#ifndef TG_MESSAGE_MIME_FIELDS_H
#define TG_MESSAGE_MIME_FIELDS_H

#include "message/mime.h"

/* A named constant as text, for notes. */
#define MIME_TEXT_OF(x) #x
#define MIME_TEXT(x)	MIME_TEXT_OF(x)

/* Fills type, params, disposition, filename, content_id, charset and
 * encoding of PART from its headers, with the defaults of RFC 2045 and, in
 * a digest, RFC 2046. PARENT may be NULL. */
void
mime_fields_read(struct part *part, const struct part *parent,
		 struct arena *arena);

#endif
