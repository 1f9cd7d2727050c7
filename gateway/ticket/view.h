/*
 * view.h - what decide() finds out before it decides, in words: for
 * `ticketgate explain`.
 */
#ifndef TG_TICKET_VIEW_H
#define TG_TICKET_VIEW_H

#include "ticket/decide.h"

struct decide_view {
	const char *authority; /* "staff", "claims to be staff", "requester or
				  anybody" */
	const char *authority_why; /* "" if nothing was claimed */
	const char *place;	   /* "joins", "stranger", "names none" */
	int64_t ticket;		   /* that it joins or names; 0 for none */
	const char *place_why;
	struct string_list evidence; /* each piece in words, strongest first */
};

/* Pure; the texts are in ARENA. */
struct decide_view
decide_view(const struct decide_input *in, struct arena *arena);

#endif
