/*
 * files.c - for commands that have mail read: deliver, held, explain, replay.
 */
#include "cli/files.h"

#include <errno.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/arena.h"
#include "config/rulefile.h"
#include "desk/check.h"

static int
save(const struct sources *sources, struct error *err)
{
	int fd = memfd_create("ticketgate-sources", MFD_CLOEXEC);

	if (fd < 0) {
		error_set(err, ERROR_RETRY, "cannot pass the files on: %s",
			  strerror(errno));
		return -1;
	}
	if (sources_save(sources, fd, err))
		return fd;
	close(fd);
	return -1;
}

/* A rule set that is not in force, remembered by SOURCES. */
static void
check_other_rules(struct sources *sources, const char *rules,
		  struct complaints *complaints)
{
	if (rules != NULL)
		ruleset_free(rulefile_load(sources, rules, complaints));
}

/* PATH is a rule set beside the one in force, or NULL; TEXT rules to be put
 * before it (PATH is then what they are called together), or NULL. */
static int
files_save(const char *config_path, const char *path, const char *text,
	   struct error *err)
{
	struct arena *arena = arena_new();
	struct sources *sources = sources_new();
	struct complaints complaints;
	struct desk_checked checked;
	bool ok = true;
	int fd = -1;

	complaints_init(&complaints, arena);
	desk_check(sources, config_path, 0, arena, &complaints, &checked);
	if (text != NULL && checked.config != NULL)
		ok = sources_add_before(sources, path, text,
					checked.config->rules, ".conf", err);
	if (ok)
		check_other_rules(sources, path, &complaints);
	if (ok && !complaints_first_error(&complaints, err))
		fd = save(sources, err);
	sources_free(sources);
	arena_free(arena);
	return fd;
}

int
files_memfd_with(const char *config_path, const char *rules, struct error *err)
{
	return files_save(config_path, rules, NULL, err);
}

int
files_memfd_before(const char *config_path, const char *text, const char **path,
		   struct error *err)
{
	*path = "(suggested)";
	return files_save(config_path, *path, text, err);
}

int
files_memfd(const char *config_path, struct error *err)
{
	return files_memfd_with(config_path, NULL, err);
}
