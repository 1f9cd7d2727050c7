/*
 * templates.h - the templates in force: the shipped ones, which are part of
 * the program, under those of the admin's folder.
 */
#ifndef TG_DESK_TEMPLATES_H
#define TG_DESK_TEMPLATES_H

#include "config/complaints.h"
#include "config/config.h"
#include "config/sources.h"
#include "template/template.h"

/* NULL and the first error when a template does not parse. */
struct template_set *
desk_templates_load(const struct config *config, struct sources *sources,
		    struct error *err);

/* All errors of the templates, for `ticketgate check`; returns how many files
 * were read. */
size_t
desk_templates_check(const struct config *config, struct sources *sources,
		     struct complaints *complaints);

#endif
