/*
 * view.c - the findings behind a decision, in words.
 */
#include "ticket/view.h"

#include "ticket/authority.h"
#include "ticket/decision.h"
#include "ticket/thread.h"

static const char *const standing_words[] = {
	[STANDING_OTHER] = "requester or anybody",
	[STANDING_PROVEN] = "staff",
	[STANDING_CLAIMED] = "claims to be staff",
};

static const char *const place_words[] = {
	[PLACE_NONE] = "names none",
	[PLACE_JOINS] = "joins",
	[PLACE_STRANGER] = "stranger",
};

struct decide_view
decide_view(const struct decide_input *in, struct arena *arena)
{
	struct decide_view view = { .authority_why = "", .place_why = "" };
	struct authority authority;
	struct decision d;
	struct place place;

	decision_begin(&d, in, arena);
	place = thread_find(&d);
	authority = authority_of(&d, &place);
	view.authority = standing_words[authority.standing];
	if (authority.why != NULL)
		view.authority_why = phrase_english(authority.why, arena);
	view.place = place_words[place.how];
	view.ticket = place.ticket ? place.ticket->id : 0;
	if (place.evidence != NULL)
		view.place_why = evidence_words(place.evidence, arena);
	for (size_t i = 0; i < in->evidence_count; i++)
		ARENA_PUSH(arena, view.evidence.items, view.evidence.count,
			   evidence_words(&in->evidence[i], arena));
	return view;
}
