/*
 * render.h - one rendering of one template file. Internal to template/.
 */
#ifndef TG_TEMPLATE_RENDER_H
#define TG_TEMPLATE_RENDER_H

#include "template/set.h"

struct job {
	const struct template_set *set; /* what partials are looked up in */
	const struct file *file;
	const json_t *data;
	struct arena *arena; /* owns what comes out */
	bool visit_all;	     /* sections that the data leave out, too */
	struct error *err;

	/* Told of each name that the data lack, with the job as CONTEXT; NULL:
	 * the first one fails. */
	void (*missing)(void *context, const char *text);
	struct check *check; /* for MISSING */
};

/* The headers, the text and the HTML beside it. False with JOB->err; OUT is
 * then untouched. */
bool
job_run(struct job *job, struct rendered *out);

#endif
