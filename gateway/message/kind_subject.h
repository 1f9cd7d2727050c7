/*
 * kind_subject.h - subjects of automatic replies. Used inside message/ only.
 */
#ifndef TG_MESSAGE_KIND_SUBJECT_H
#define TG_MESSAGE_KIND_SUBJECT_H

#include <stdbool.h>

#include "base/arena.h"

enum subject_form {
	SUBJECT_OTHER,
	SUBJECT_NOUN, /* "Out of office: x": a person may write this, too */
	SUBJECT_SURE  /* "Automatic reply: x": only programs do */
};

/*
 * The form that SUBJECT as a whole has. It must begin with a known phrase
 * and go on with a colon: "Automatic reply not working" and "Re: Automatic
 * reply: x" are a person's. The phrase alone is a SUBJECT_NOUN, and so is
 * the demand of a challenge-response filter.
 */
enum subject_form
subject_form_of(const char *subject, struct arena *arena);

/* Whether SUBJECT begins as a reply or a forward: Re:, AW:, Fwd:, ... */
bool
subject_is_reply(const char *subject, struct arena *arena);

#endif
