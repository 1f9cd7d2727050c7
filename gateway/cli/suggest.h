/*
 * suggest.h - `ticketgate rules suggest`.
 */
#ifndef TG_CLI_SUGGEST_H
#define TG_CLI_SUGGEST_H

#include <stdbool.h>

#include "cli/options.h"

/* Prints rules that would have put tickets where staff moved them, each with
 * what a replay over the stored mail says of it. Returns the exit status. */
int
suggest_rules(struct workbench *bench, bool json);

#endif
