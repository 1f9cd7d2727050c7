/*
 * queue.h - which queue a command names.
 */
#ifndef TG_TICKET_QUEUE_H
#define TG_TICKET_QUEUE_H

#include "ticket/decision.h"

/* The queue that NAME stands for among those of rules, skills and tickets:
 * without case, whole or by a beginning that fits one only, as it is written
 * there. One that is none of them is a new one (*IS_NEW) and called NAME.
 * NULL and *PROBLEM when it may be several. */
const char *
queue_find(const struct decision *d, const char *name, bool *is_new,
	   const struct phrase **problem);

#endif
