/*
 * content.h - the text and the attachments of a mail, out of its parts.
 */
#ifndef TG_MESSAGE_CONTENT_H
#define TG_MESSAGE_CONTENT_H

#include "base/arena.h"
#include "message/facts.h"
#include "message/mime.h"

/* Bytes of text that are shown; a long mail thread has some 200 KB. */
#define CONTENT_MAX_TEXT (4 * 1024 * 1024)
/* Attachments that are listed; people send some ten. */
#define CONTENT_MAX_ATTACHMENTS 1000

struct content {
	const char *text;
	struct attachment *attachments; /* sha256 is not yet filled in */
	size_t count;
	const char *calendar_method; /* "" if none */
};

/* Reads the mail whose first part is ROOT (see body_select()). */
void
content_read(const struct mime *mime, size_t root, struct arena *arena,
	     struct string_list *notes, struct content *out);

#endif
