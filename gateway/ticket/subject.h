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

#endif
