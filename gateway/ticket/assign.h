/*
 * assign.h - whom a name stands for: a person, or whoever has a skill.
 */
#ifndef TG_TICKET_ASSIGN_H
#define TG_TICKET_ASSIGN_H

#include "ticket/decision.h"

/*
 * The person for WANTED: a name or its unambiguous beginning ("sec",
 * "second-line"), else a skill, or "least busy of SKILL": who has it, is
 * available and has the fewest tickets to work on. NULL with *PROBLEM.
 */
const struct staff *
assign_find(const struct decision *d, const char *wanted,
	    const char **problem);

/* Whether the person has the skill, without case. */
bool
staff_has_skill(const struct staff *person, const char *skill);

#endif
