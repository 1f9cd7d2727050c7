/*
 * lifecycle.c - the transition table.
 *
 * What goes wrong elsewhere: a "thanks!" or an out-of-office reply reopens
 * what was done, and an answer to a resolved ticket puts it back to waiting
 * for ever. So each cause has a column of its own.
 */
#include "ticket/lifecycle.h"

#define N STATUS_NEW
#define O STATUS_OPEN
#define W STATUS_WAITING
#define R STATUS_RESOLVED
#define C STATUS_CLOSED

/* clang-format off */
static const enum ticket_status transitions[CAUSE_COUNT][STATUS_CLOSED + 1] = {
	/*                       new open waiting resolved closed */
	[CAUSE_REPLY]        = { N,  O,   O,      O,       O },
	[CAUSE_THANKS]       = { N,  O,   O,      R,       C },
	[CAUSE_ROBOT]        = { N,  O,   W,      R,       C },
	[CAUSE_VENDOR_REPLY] = { O,  O,   O,      O,       O },
	[CAUSE_ANSWER]       = { W,  W,   W,      R,       C },
	[CAUSE_NOTE]         = { N,  O,   W,      R,       C },
	[CAUSE_TAKE]         = { O,  O,   W,      R,       C },
	[CAUSE_WAIT]         = { W,  W,   W,      W,       W },
	[CAUSE_RESOLVE]      = { R,  R,   R,      R,       R },
	[CAUSE_CLOSE]        = { C,  C,   C,      C,       C },
	[CAUSE_REOPEN]       = { O,  O,   O,      O,       O },
	[CAUSE_WAIT_OVER]    = { N,  O,   O,      R,       C },
	[CAUSE_SETTLED]      = { N,  O,   W,      C,       C },
};
/* clang-format on */

enum ticket_status
lifecycle_next(enum ticket_status status, enum cause cause)
{
	return transitions[cause][status];
}
