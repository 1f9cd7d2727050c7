/*
 * files.c - for commands that have mail read: deliver, held, explain.
 */
#include "cli/files.h"

#include <errno.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/arena.h"
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

int
files_memfd(const char *config_path, struct error *err)
{
	struct arena *arena = arena_new();
	struct sources *sources = sources_new();
	struct complaints complaints;
	struct desk_checked checked;
	int fd = -1;

	complaints_init(&complaints, arena);
	desk_check(sources, config_path, false, arena, &complaints, &checked);
	for (size_t i = 0; i < complaints.count && fd == -1; i++) {
		if (complaints.items[i].is_warning)
			continue;
		error_set(err, ERROR_CONFIG, "%s",
			  complaint_format(&complaints.items[i], arena));
		fd = -2;
	}
	if (fd == -1)
		fd = save(sources, err);
	sources_free(sources);
	arena_free(arena);
	return fd < 0 ? -1 : fd;
}
