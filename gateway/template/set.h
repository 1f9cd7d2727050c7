/*
 * set.h - the files of a template set, and finding one. Internal to
 * template/.
 */
#ifndef TG_TEMPLATE_SET_H
#define TG_TEMPLATE_SET_H

#include "template/file.h"
#include "template/template.h"

struct template_set {
	struct arena *arena;
	struct file *files; /* in the order of their coming, of any part */
	size_t count;
	const char *language; /* the desk's */
};

/* What NAME is: "answer.hours" is a prepared answer, others are mails. */
enum file_part
set_part_of(const char *name);

/* All of these return a file that the set owns, or NULL. */

/* The file of this very name, part and language. Of two English ones the one
 * that says so wins. */
const struct file *
set_find_exact(const struct template_set *set, const char *name,
	       enum file_part part, const char *language);

/* The one in LANGUAGE, in its first part ("zh" of "zh-TW"), in the desk's
 * language, in English. */
const struct file *
set_find_language(const struct template_set *set, const char *name,
		  enum file_part part, const char *language);

/* The same, or else the one in any language. */
const struct file *
set_find(const struct template_set *set, const char *name, enum file_part part,
	 const char *language);

#endif
