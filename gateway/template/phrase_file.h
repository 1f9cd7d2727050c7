/*
 * phrase_file.h - a file of phrases: the sentences of ticket/phrases.h in
 * another language, one a line:
 *
 *	# what a receipt says
 *	{1} is closed = {1} ist abgeschlossen
 */
#ifndef TG_TEMPLATE_PHRASE_FILE_H
#define TG_TEMPLATE_PHRASE_FILE_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/slice.h"

/*
 * Fills *PHRASES, in ARENA, by phrase_id; what the file lacks is NULL. A
 * sentence that the program does not say, or a translation without or with
 * other placeholders, is ERROR_CONFIG with file, line and remedy. TEXT must be
 * valid UTF-8.
 */
bool
phrase_file_parse(const char *path, struct slice text, struct arena *arena,
		  const char ***phrases, struct error *err);

#endif
