/*
 * file_name.h - names of attachments, as one can show and save them.
 */
#ifndef TG_MESSAGE_FILE_NAME_H
#define TG_MESSAGE_FILE_NAME_H

#include <stddef.h>

#include "base/arena.h"

#define FILE_NAME_MAX 200 /* bytes; file systems take 255 */

/* WRITTEN without folders, controls and blanks at its ends, cut at
 * FILE_NAME_MAX; or a name made of NUMBER and the usual ending of TYPE. */
const char *
file_name_make(const char *written, const char *type, size_t number,
	       struct arena *arena);

/* The type that the ending of NAME stands for, or
 * "application/octet-stream". */
const char *
file_type_guess(const char *name);

#endif
