/*
 * file.h - one template file: its name, its header block, its body.
 */
#ifndef TG_TEMPLATE_FILE_H
#define TG_TEMPLATE_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/slice.h"
#include "template/mustache.h"

enum file_part {
	FILE_TEXT,	   /* NAME.txt: header block and body */
	FILE_HTML,	   /* NAME.html: a body */
	FILE_PARTIAL,	   /* _NAME.txt */
	FILE_PARTIAL_HTML, /* _NAME.html */
	FILE_ANSWER,	   /* answer.NAME.txt */
	FILE_PHRASES	   /* phrases.LANG.txt */
};

struct file_header {
	const char *name;
	struct mustache value;
};

struct file {
	const char *path; /* for errors */
	const char *base; /* "ack.zh.txt" */
	const char *name; /* "ack"; of a partial without "_", of an answer with
			     "answer." */
	const char *language; /* lower case; "en" when the name has none */
	bool names_language;  /* whether the name has one */
	enum file_part part;
	struct file_header *headers; /* Subject first */
	size_t header_count;
	bool html_from_text; /* Format: text+html */
	struct mustache body;
	const char **phrases; /* PHRASES: by phrase_id; NULL what it lacks */
};

/* Parses TEXT, which must live as long as ARENA. ERROR_CONFIG with file,
 * line and remedy. */
bool
file_parse(const char *path, struct slice text, struct arena *arena,
	   struct file *out, struct error *err);

#endif
