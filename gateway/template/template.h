/*
 * template.h - mail templates: a Mustache subset (variables, sections,
 * inverted sections, comments, partials, set delimiters) and languages.
 *
 * A template is a file NAME.txt or NAME.LANG.txt ("ack.zh.txt"): a header
 * block ("Subject: ..."), an empty line, the body; optionally NAME.html or
 * NAME.LANG.html beside it. Data is JSON. {{x}} in the text part is plain; in
 * the HTML part it is escaped; in a header, CR and LF cannot appear by
 * construction. A name that the data lacks is an error, not an empty string.
 */
#ifndef TG_TEMPLATE_TEMPLATE_H
#define TG_TEMPLATE_TEMPLATE_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/slice.h"
#include "message/facts.h"

/* All templates of a folder, parsed. */
struct template_set;

struct template_set *
template_set_new(void);

/* NULL is allowed. */
void
template_set_free(struct template_set *set);

/* Adds one file's text. FILE is the name for errors, whose last part gives
 * name, language and part ("ack.zh.txt"). False with file, line and remedy
 * when it does not parse (ERROR_CONFIG). A second file of the same name
 * replaces the first: an admin's folder is added after the shipped one. */
bool
template_set_add(struct template_set *set, const char *file, struct slice text,
		 struct error *err);

/*
 * Checks the set: every mail that the desk sends (template_catalog) has a
 * template, and every variable and section it uses exists in that mail's
 * sample data. One call gives the next error: *ITER starts at 0; returns
 * false when there are no more.
 */
bool
template_set_check(struct template_set *set, size_t *iter, struct error *err);

/* What came out of a template. */
struct rendered {
	const char *subject;	/* of the header block */
	struct header *headers; /* the other fields of the header block */
	size_t header_count;
	const char *text;
	const char *html; /* "" if there is none */
	const char *language; /* of the file that was used; "" the default */
};

/*
 * Renders template NAME in LANGUAGE, falling back to "en", then to the file
 * without a language. DATA is an object; its lists, objects, strings,
 * numbers and booleans are Mustache's. ERROR_CONFIG names file, line and
 * variable.
 */
bool
template_render(struct template_set *set, const char *name,
		const char *language, const json_t *data, struct arena *arena,
		struct rendered *out, struct error *err);

/* Bare Mustache: renders TEXT with DATA and PARTIALS (an object of strings,
 * NULL for none); HTML says whether {{x}} escapes; STRICT whether a missing
 * name is an error. For tests against the specification. */
bool
template_render_text(const char *text, const json_t *data,
		     const json_t *partials, bool html, bool strict,
		     struct arena *arena, const char **out, struct error *err);

/* The mails that the desk sends, and sample data for each: what
 * template_set_check() and `template preview` use when there is no ticket. */
struct template_catalog_entry {
	const char *name;
	const char *audience; /* "requester", "staff" */
	const char *purpose;  /* one line for `template list` and the manual */
};
extern const struct template_catalog_entry template_catalog[];
extern const size_t template_catalog_count;

/* New reference. */
json_t *
template_sample(const char *name);

#endif
