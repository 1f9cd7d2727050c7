/*
 * subject.h - what a subject says without what mail programs and we put
 * around it.
 */
#ifndef TG_TICKET_SUBJECT_H
#define TG_TICKET_SUBJECT_H

#include "base/arena.h"

/*
 * SUBJECT without chains of "Re:", "AW:", "Fwd:" and the like, our tags and
 * action codes, blanks made single; "" if nothing is left.
 */
const char *
subject_core(const char *subject, const char *tag, struct arena *arena);

/*
 * The line that a subject stands for where commands are looked for: its core,
 * or if that begins with "#" only the words of the command. On a phone one
 * types the command in front of what stands there: "#wait 2d Re: [IT #16]
 * Door" is "#wait 2d". A tag that ends the subject is an argument: "#merge
 * [IT #12]".
 */
const char *
subject_command(const char *subject, const char *tag, struct arena *arena);

#endif
