/*
 * mustache.h - Mustache: text with tags, parsed once into a flat list of
 * nodes, rendered without recursion.
 *
 * mustache(5) without lambdas and inheritance: variables, sections, inverted
 * sections, comments, partials, set delimiters, dotted names, the implicit
 * iterator. False are: false, null, 0, "", and empty lists. Call order:
 * mustache_parse(), then mustache_render() as often as wanted.
 */
#ifndef TG_TEMPLATE_MUSTACHE_H
#define TG_TEMPLATE_MUSTACHE_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/error.h"
#include "base/slice.h"

enum mustache_type {
	MUSTACHE_TEXT,	   /* text: the bytes themselves */
	MUSTACHE_INDENT,   /* where a partial's indentation goes */
	MUSTACHE_VARIABLE, /* {{name}}: escaped where escaping is on */
	MUSTACHE_RAW,	   /* {{{name}}}, {{&name}} */
	MUSTACHE_SECTION,  /* {{#name}}; partner: its end */
	MUSTACHE_INVERTED, /* {{^name}}; partner: its end */
	MUSTACHE_END,	   /* {{/name}}; partner: its beginning */
	MUSTACHE_PARTIAL   /* {{>name}} */
};

struct mustache_node {
	enum mustache_type type;
	struct slice text; /* of TEXT */
	const char *name;  /* as written, trimmed; of all tags */
	const char **path; /* the parts between its dots; none for "." */
	size_t path_count;
	struct slice indent; /* of a PARTIAL alone on its line */
	size_t partner;	     /* index of the node */
	int line;	     /* in the file */
};

/* A parsed text; it lives in the arena it was parsed into, and points into
 * the text. */
struct mustache {
	const char *file; /* for errors */
	struct mustache_node *nodes;
	size_t count;
};

/*
 * Parses TEXT, whose first line is LINE of FILE. ERROR_CONFIG names file,
 * line and remedy: tags that do not end, sections that do not match.
 */
bool
mustache_parse(struct slice text, const char *file, int line,
	       struct arena *arena, struct mustache *out, struct error *err);

/* How to render. */
struct mustache_run {
	const json_t *data; /* the outermost context */
	/* Gives the partial NAME, or NULL when there is none. May be NULL. */
	const struct mustache *(*partial)(void *context, const char *name);
	void *context;
	bool escape_html; /* {{x}} becomes HTML text */
	bool strict;	  /* a missing name or partial is an error */
	/* For checks: go through every section once, whether its value is
	 * true or not, through inverted ones as well. */
	bool visit_all;
	/* For checks: told of each name that is missing or stands for
	 * something else, in place of an error; what is in a section of such
	 * a name is left out. TEXT lives in ERR, until it returns. May be
	 * NULL. */
	void (*missing)(void *context, const char *text);
};

/* Adds the result to OUT. ERROR_CONFIG names file, line and name: something
 * missing, or a cap reached (see mustache_render.c). */
bool
mustache_render(const struct mustache *mustache, const struct mustache_run *run,
		struct buf *out, struct error *err);

/* Adds S with & < > " and ' as character references. */
void
mustache_add_html(struct buf *out, struct slice s);

#endif
