/*
 * attribution.h - the line that a client writes over a quote: "On DATE, NAME
 * wrote:" in the languages of the business world, wrapped or not. Used
 * inside message/ only.
 */
#ifndef TG_MESSAGE_ATTRIBUTION_H
#define TG_MESSAGE_ATTRIBUTION_H

#include "message/lines.h"

struct attribution {
	size_t end;	   /* the line behind it */
	size_t share_size; /* bytes of the first line that stand before it and
			      belong to the sender: "reply On ... wrote:" */
};

/* Whether one begins in line AT. IS_REPLY breaks ties. */
bool
attribution_match(const struct lines *lines, size_t at, bool is_reply,
		  struct attribution *out);

#endif
