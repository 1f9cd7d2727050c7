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

int
files_memfd_with(const char *config_path, const char *rules, struct error *err)
{
	struct arena *arena = arena_new();
	struct sources *sources = sources_new();
	struct complaints complaints;
	struct desk_checked checked;
	int fd = -1;

	complaints_init(&complaints, arena);
	desk_check(sources, config_path, false, arena, &complaints, &checked);
	check_other_rules(sources, rules, &complaints);
	if (!complaints_first_error(&complaints, err))
		fd = save(sources, err);
	sources_free(sources);
	arena_free(arena);
	return fd;
}

int
files_memfd(const char *config_path, struct error *err)
{
	return files_memfd_with(config_path, NULL, err);
}
