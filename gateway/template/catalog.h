/*
 * catalog.h - what the check of templates needs beside the full samples.
 */
#ifndef TG_TEMPLATE_CATALOG_H
#define TG_TEMPLATE_CATALOG_H

#include <jansson.h>

#include "template/template.h"

/* The mail NAME, or the one whose variant it is; NULL when there is none. */
const struct template_catalog_entry *
template_entry(const char *name);

/*
 * The least that mail NAME has: what may be absent is, lists and texts are
 * empty. A template must render with this as well: {{ticket.ref}} outside
 * {{#ticket}} is wrong in a mail that may be about no ticket. NULL as
 * template_sample().
 */
json_t *
template_sample_bare(const char *name);

#endif
