/*
 * sources.h - the admins' files as they were when they were found good.
 *
 * Everything that configuration, rules and templates consist of is read
 * through one of these. Read from disk it remembers each file; written to a
 * descriptor and opened again from there it gives the same bytes without the
 * disk: so a role that is started anew never sees a half-edited file, and a
 * bad file never replaces a good one.
 */
#ifndef TG_CONFIG_SOURCES_H
#define TG_CONFIG_SOURCES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/slice.h"
#include "message/facts.h"

struct sources;

/* Reads from disk and remembers. */
struct sources *
sources_new(void);

/* Reads only what sources_save() wrote to FD (a memfd; its offset is left
 * alone). NULL and ERR when it is damaged. */
struct sources *
sources_restore(int fd, struct error *err);
bool
sources_save(const struct sources *sources, int fd, struct error *err);

/* NULL is allowed. */
void
sources_free(struct sources *sources);

/* The bytes of a file (at most 16 MiB), followed by a NUL; they live as long
 * as SOURCES. ERROR_CONFIG with path and remedy when it cannot be read. */
bool
sources_read(struct sources *sources, const char *path, struct slice *out,
	     struct error *err);

/* The files of PATH in name order: those of a folder that end in SUFFIX (not
 * hidden ones), or PATH itself when it is a file. Full paths. */
bool
sources_list(struct sources *sources, const char *path, const char *suffix,
	     struct string_list *out, struct error *err);

/* Adds a file that is not on the disk, and a folder that lists it before the
 * files of OTHER (a folder, a file, or "" for none): rules to be tried
 * together with those that are there. FOLDER must be a path that nothing
 * has. */
bool
sources_add_before(struct sources *sources, const char *folder,
		   const char *text, const char *other, const char *suffix,
		   struct error *err);

/* Whether PATH is there (a file or a folder). */
bool
sources_exists(struct sources *sources, const char *path);

/* Its st_mode (kind and permissions), 0 when there is nothing. As all the
 * answers here it is asked once and then remembered. */
unsigned
sources_mode(struct sources *sources, const char *path);

#endif
