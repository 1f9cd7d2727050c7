/*
 * body.h - which parts of a mail are its text, and which are attachments.
 *
 * As RFC 8621 section 4.1.4 has it: text parts that stand first or have no
 * name are body, of alternatives one is shown, all else is attached. Of
 * alternatives the plain text is preferred, unless it is empty or only says
 * that there is HTML.
 */
#ifndef TG_MESSAGE_BODY_H
#define TG_MESSAGE_BODY_H

#include "base/arena.h"
#include "message/mime.h"

enum body_role {
	BODY_NOT,     /* a container, an alternative not shown, or outside */
	BODY_TEXT,    /* shown as text */
	BODY_PICTURE, /* attached, and named where it stands in the text */
	BODY_ATTACHED
};

struct body {
	size_t root, end;      /* the parts in question: root <= i < end */
	enum body_role *roles; /* of part root + i */
};

/* Sorts out the mail whose first part is ROOT: 0, or the child of a message
 * part. The content of attached messages is outside. */
void
body_select(const struct mime *mime, size_t root, struct arena *arena,
	    struct body *out);

/* Whether a part holds HTML. */
bool
body_is_html(const struct part *part);

#endif
