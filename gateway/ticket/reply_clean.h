/*
 * reply_clean.h - what a staff member wrote, as the mail that goes out.
 */
#ifndef TG_TICKET_REPLY_CLEAN_H
#define TG_TICKET_REPLY_CLEAN_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/slice.h"
#include "message/facts.h"

/*
 * The line that every mail to staff begins with, above what may not go out:
 * an answer ends where it is quoted, whatever the mail program does about
 * quoting. The same in all languages. Templates show it as a line of its
 * own, with words of their language around it if they like.
 */
#define REPLY_MARKER "-=-=-=-=-=-=-=-"

/* TEXT up to the line that holds REPLY_MARKER, and without the line above it
 * if that introduces a quote; trimmed. In ARENA. */
const char *
reply_new_text(const char *text, struct arena *arena);

/* The part of TEXT (from reply_new_text()) that its sender wrote: the reader
 * counts what is forwarded as new, but a "#close" in it is somebody else's.
 * TEXT's size if nothing is forwarded. */
size_t
reply_own_size(const char *text, const struct facts *facts);

/* TEXT with the sender's signature under it, if there is one. Its mark "--"
 * is left out, as is what mail programs add: more text may follow. */
const char *
reply_signed(const char *text, const struct facts *facts, struct arena *arena);

/*
 * Whether TEXT is no more than what people put under a mail: a farewell, or a
 * line with words of NAMES only ("Ida Ito ida@example.org") and whatever
 * follows it, or both. Not every signature is marked as one, and under a mail
 * of commands it must not go out as text.
 */
bool
text_is_signature(const char *text, const char *names, struct arena *arena);

/* Without empty lines at both ends and blanks at the end, in ARENA. */
const char *
text_trimmed(struct slice text, struct arena *arena);

#endif
