/*
 * files.h - the admin's files as a reader process gets them.
 */
#ifndef TG_CLI_FILES_H
#define TG_CLI_FILES_H

#include "base/error.h"

/* Reads and checks configuration, rules and templates (examples are not run)
 * and returns a memfd that holds them, for reader_new(); the caller closes
 * it. -1 and the first error when anything is wrong. */
int
files_memfd(const char *config_path, struct error *err);

/* The same, with another rule set beside the one in force: the file or folder
 * at RULES, checked too, for replay_new(). */
int
files_memfd_with(const char *config_path, const char *rules, struct error *err);

/* The same, with rules before those in force: TEXT is that of a rule file.
 * *PATH becomes what replay_new() has to be told; a static string. */
int
files_memfd_before(const char *config_path, const char *text, const char **path,
		   struct error *err);

#endif
