/*
 * embedded.h - files inside plain text: uuencode and yEnc.
 */
#ifndef TG_MESSAGE_EMBEDDED_H
#define TG_MESSAGE_EMBEDDED_H

#include "base/arena.h"
#include "base/slice.h"

/* Files of one text; each has at least two lines. */
#define EMBEDDED_MAX 200

struct embedded_file {
	const char *name;  /* as written; may be "" */
	const char *type;  /* "": as its name says */
	struct slice data; /* decoded; yEnc is left as it is */
};

struct embedded {
	struct slice rest; /* the text without the files */
	struct embedded_file *files;
	size_t count;
};

/* Cuts the files out of TEXT (undecoded bytes of a text part). Linear. */
void
embedded_cut(struct slice text, struct arena *arena, struct embedded *out);

#endif
