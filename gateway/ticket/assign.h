/*
 * assign.h - whom a name stands for: a person, or whoever has a skill.
 */
#ifndef TG_TICKET_ASSIGN_H
#define TG_TICKET_ASSIGN_H

#include "ticket/decision.h"

/*
 * The person for WANTED: a name or its unambiguous beginning ("sec",
 * "second-line"), "skill:NETWORK" for whoever has it and is available,
 * "least-busy:NETWORK" or "least busy of NETWORK" for who of them has the
 * fewest tickets to work on; a skill alone is the same. NULL with *PROBLEM.
 */
const struct staff *
assign_find(const struct decision *d, const char *wanted,
	    const struct phrase **problem);

/* What assign_find() would have against WANTED; NULL: nothing. */
const char *
assign_problem(const struct staff_directory *staff, const char *wanted,
	       struct arena *arena);

/* "network" of "skill:network"; anything else as it is. */
const char *
assign_skill(const char *wanted);

/* Whether the person has the skill, without case. */
bool
staff_has_skill(const struct staff *person, const char *skill);

#endif
