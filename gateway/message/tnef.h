/*
 * tnef.h - Outlook's winmail.dat (MS-OXTNEF): the files and the text in it.
 */
#ifndef TG_MESSAGE_TNEF_H
#define TG_MESSAGE_TNEF_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/slice.h"

/* Files of one winmail.dat. */
#define TNEF_MAX_FILES 500

struct tnef_file {
	const char *name; /* as written; "" if none */
	const char *type; /* of its MIME tag; "" if none */
	const char *content_id;
	struct slice data; /* in what was read */
};

struct tnef {
	struct tnef_file *files;
	size_t count;
	const char *text; /* UTF-8, LF; "" if none */
	const char *html; /* UTF-8; "" if none */
	bool cut;	  /* damaged: the rest could not be read */
};

/* Reads BYTES, which must outlive OUT. False when they are no TNEF. */
bool
tnef_read(struct slice bytes, struct arena *arena, struct tnef *out);

#endif
