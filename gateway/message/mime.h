/*
 * mime.h - the structure of a mail: headers and parts (RFC 5322, 2045, 2046).
 *
 * A linear, non-recursive parser of our own, since neither libetpan's nor
 * GMime's may see hostile mail (doc/architecture.md). Parts stand in one
 * array in document order; the tree is in PARENT. Nothing is decoded before
 * it is asked for. Used inside message/ only.
 */
#ifndef TG_MESSAGE_MIME_H
#define TG_MESSAGE_MIME_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/slice.h"
#include "message/facts.h"

#define MIME_NO_PARENT ((size_t)-1)

enum mime_encoding {
	MIME_IDENTITY,
	MIME_BASE64,
	MIME_QUOTED_PRINTABLE,
	MIME_UUENCODE,
	MIME_UNKNOWN_ENCODING
};

struct mime_param {
	const char *name;  /* lower case */
	const char *value; /* decoded: RFC 2231, and RFC 2047 as found wild */
};

struct part {
	size_t parent; /* index, MIME_NO_PARENT for the mail itself */
	int depth;
	struct header *headers;
	size_t header_count;
	const char *type; /* "text/plain": lower case, defaulted (RFC 2045) */
	struct mime_param *params; /* of Content-Type */
	size_t param_count;
	const char *disposition; /* "attachment", "inline", "" */
	const char *filename;	 /* of either header, decoded; "" if none */
	const char *content_id;	 /* without < > */
	const char *charset;	 /* as declared; "" if not */
	enum mime_encoding encoding;
	struct slice raw;  /* headers and body as they stand in the mail */
	struct slice body; /* undecoded */
	bool is_multipart, is_message; /* has children */
};

struct mime {
	struct part *parts; /* at least one */
	size_t count;
	struct string_list notes; /* caps reached, damage found */
};

/* Adds a note unless it is there already; TEXT must outlive ARENA. */
void
mime_note(struct string_list *notes, struct arena *arena, const char *text);

/* Parses RAW, which must stay valid; everything else is in ARENA. */
struct mime *
mime_parse(struct slice raw, struct arena *arena);

/* The body with its transfer encoding undone, in ARENA or in the mail. */
struct slice
mime_body(const struct part *part, struct arena *arena);

/* Whether the declared transfer encoding is evidently not what the body is
 * in: mime_body() then gives it as it stands. */
bool
mime_is_mislabelled(const struct part *part);

/* The body as UTF-8 text with LF line ends: transfer encoding, charset and
 * format=flowed (RFC 3676) undone. Never NULL. */
const char *
mime_text(const struct part *part, struct arena *arena);

/* The same for BYTES that are what is left of the part's decoded body. */
const char *
mime_text_of(const struct part *part, struct slice bytes, struct arena *arena);

/* The first header NAME of a part, or NULL. */
const struct header *
mime_header(const struct part *part, const char *name);

/* A parameter of Content-Type, or NULL. */
const char *
mime_param(const struct part *part, const char *name);

/* The next child of PARENT at or after index FROM, or mime->count. */
size_t
mime_child(const struct mime *mime, size_t parent, size_t from);

#endif
