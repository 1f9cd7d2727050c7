/*
 * settings.h - a libconfig text, read through sources, with the library's
 * traps explained; for the configuration and for rule files.
 */
#ifndef TG_CONFIG_SETTINGS_H
#define TG_CONFIG_SETTINGS_H

#include <libconfig.h>
#include <stdbool.h>

#include "base/arena.h"
#include "config/complaints.h"
#include "config/sources.h"

/*
 * Reads and parses the file at PATH. NULL when it cannot be read or parsed;
 * COMPLAINTS then says why. There may be complaints beside a result as well:
 * go on checking, then look at complaints->errors. The tree lives as long as
 * ARENA. Line numbers are the file's; names of files are not kept by the
 * library (config_setting_source_file() gives NULL).
 */
const config_setting_t *
settings_read(struct sources *sources, const char *path, struct arena *arena,
	      struct complaints *complaints);

/* Where SETTING stands, for complaints: "mailboxes[0].port"; "" for the
 * root. Counted from 0, as libconfig does. */
const char *
settings_key(const config_setting_t *setting, struct arena *arena);

/* Its line in the file, from 1. */
int
settings_line(const config_setting_t *setting);

/* "a string", "a list (...)", "a group {...}": what SETTING is, in words. */
const char *
settings_type(const config_setting_t *setting);

/*
 * The strings of SETTING: a list or array of them, or a single one. False
 * and a complaint for anything else, and for control characters in one.
 */
bool
settings_strings(const config_setting_t *setting, const char *file,
		 struct arena *arena, struct complaints *complaints,
		 struct string_list *out);

#endif
