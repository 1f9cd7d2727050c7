/*
 * fault.h - named places at which a test kills the process.
 *
 * Every durable step has one, before and after it. TICKETGATE_FAULT=NAME[:N]
 * makes the Nth passing (default the first) raise SIGKILL. With
 * TICKETGATE_FAULT_LOG=FILE each passing appends its name as a line to FILE,
 * so that the sweep can tell which names exist and were reached. With
 * neither set, a passing costs a comparison.
 */
#ifndef TG_BASE_FAULT_H
#define TG_BASE_FAULT_H

#include "base/slice.h"

/* NAME is a literal of the form "room.step", e.g. "intake.receipts-stored". */
void
fault_point(const char *name);

/*
 * A mail that kills: TICKETGATE_FAULT_BYTES="NAME=crash:TEXT" (or "=hang:")
 * makes every passing of NAME with bytes that contain TEXT abort, or sleep
 * for ever. Stands in for the parser bug that nobody has found yet.
 */
void
fault_on_bytes(const char *name, struct slice bytes);

#endif
