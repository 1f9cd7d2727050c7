/*
 * bare.h - Mustache without a template file around it, as its specification
 * has it.
 */
#ifndef TG_TESTS_TEMPLATE_BARE_H
#define TG_TESTS_TEMPLATE_BARE_H

#include <jansson.h>
#include <stdbool.h>

#include "base/arena.h"
#include "base/error.h"

/* Renders TEXT with DATA and PARTIALS (an object of strings, NULL for none),
 * which are parsed as they are met; HTML says whether {{x}} escapes; STRICT
 * whether a missing name is an error. *OUT is in ARENA. */
bool
bare_render(const char *text, const json_t *data, const json_t *partials,
	    bool html, bool strict, struct arena *arena, const char **out,
	    struct error *err);

#endif
