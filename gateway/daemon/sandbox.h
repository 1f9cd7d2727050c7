/*
 * sandbox.h - what a reader may still do once it has opened all it needs:
 * compute, and talk over the descriptors it has.
 */
#ifndef TG_DAEMON_SANDBOX_H
#define TG_DAEMON_SANDBOX_H

#include <stdbool.h>

#include "base/error.h"

/* Address space of a reader, in bytes: room for the largest mail, decoded,
 * with its facts; a mail that wants more costs itself an attempt. */
#define SANDBOX_MEMORY_MAX (2048ull << 20)

/*
 * Gives up for good: new files, sockets, processes, executable memory, and
 * every system call that is not in the list of sandbox.c (seccomp; a call
 * outside kills the process). Limits memory and file size. Cannot be undone.
 * With sanitizers compiled in, the limits are off and their calls allowed.
 */
bool
sandbox_enter(struct error *err);

#endif
