/*
 * template.h - mail templates: a Mustache subset (variables, sections,
 * inverted sections, comments, partials, set delimiters) and languages.
 *
 * A template is a file NAME.txt or NAME.LANG.txt ("ack.zh.txt"): a header
 * block ("Subject: ..."), an empty line, the body; optionally NAME.html or
 * NAME.LANG.html beside it, or a line "Format: text+html" in the header
 * block, which makes the HTML part from the text. A file without a language
 * is English. NAME-VARIANT.txt is a template of its own that gets the data of
 * NAME.
 *
 * Two kinds of files have no header block: partials, which are named with an
 * underscore (_status.de.txt is {{> status}}), and prepared answers
 * (answer.NAME.txt, answer.NAME.LANG.txt). phrases.LANG.txt translates the
 * phrases of ticket/phrase.h.
 *
 * Data is JSON. {{x}} in the text part is plain; in the HTML part it is
 * escaped; in a header, CR and LF cannot appear by construction. A name that
 * the data lacks is an error, not an empty string.
 *
 * Call order: template_set_new(), template_set_add() for each file,
 * template_set_language(), then template_render() as often as wanted.
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
#include "ticket/phrase.h"

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
 * replaces the first: an admin's folder is added after the shipped one. Of
 * phrases only those that the second file has. */
bool
template_set_add(struct template_set *set, const char *file, struct slice text,
		 struct error *err);

/* The language to use where there is no template in the one that is asked
 * for: desk.language. "en" if this was never called. Copied. */
void
template_set_language(struct template_set *set, const char *language);

/* The names of the prepared answers, each once, sorted: "reset" for
 * answer.reset.txt. They live as long as the set. Rendered as "answer.NAME"
 * with the data of an update; only rendered.text is filled. */
struct string_list
template_set_answers(struct template_set *set);

/* Whether there is a template of this name in any language. */
bool
template_set_has(const struct template_set *set, const char *name);

/* Whether requesters can be answered in LANGUAGE ("de", "zh-TW" by "zh")
 * without falling back to another one. */
bool
template_set_speaks(const struct template_set *set, const char *language);

/*
 * Checks the set: every mail that the desk sends (template_catalog) has a
 * template, and every variable and section it uses exists in that mail's
 * sample data. All that is wrong, a full sentence each, in ARENA.
 */
struct string_list
template_set_check(struct template_set *set, struct arena *arena);

/* What came out of a template. */
struct rendered {
	const char *subject;	/* of the header block */
	struct header *headers; /* the other fields of the header block */
	size_t header_count;
	const char *text;     /* lines end with LF; no two empty ones in a row,
			     since sections that vanish leave such */
	const char *html;     /* "" if there is none */
	const char *language; /* of the file that was used: "en", "de", ... */
};

/*
 * Renders template NAME in LANGUAGE ("de", "zh-TW", "" for none), falling
 * back to its first part ("zh"), to the set's language, to English. DATA is an
 * object; its lists, objects, strings, numbers and booleans are Mustache's.
 * ERROR_CONFIG names file, line and variable.
 */
bool
template_render(struct template_set *set, const char *name,
		const char *language, const json_t *data, struct arena *arena,
		struct rendered *out, struct error *err);

/* PHRASE in LANGUAGE, which is looked for as by template_render(); what has no
 * translation there is in English. In ARENA. */
const char *
template_set_words(const struct template_set *set, const char *language,
		   const struct phrase *phrase, struct arena *arena);

/* A simple HTML document that says what TEXT says: paragraphs, line ends,
 * quotes and links; everything is escaped. In ARENA. */
const char *
template_html_from_text(const char *text, struct arena *arena);

/* The mails that the desk sends, and sample data for each: what
 * template_set_check() and `template preview` use when there is no ticket. */
struct template_catalog_entry {
	const char *name;
	const char *audience; /* "requester", "staff" */
	const char *purpose;  /* one line for `template list` and the manual */
};
extern const struct template_catalog_entry template_catalog[];
extern const size_t template_catalog_count;

/* New reference; NULL when NAME is no mail of the catalog, nor a variant of
 * one or an answer. data.h builds the real data in the same shape. */
json_t *
template_sample(const char *name);

#endif
