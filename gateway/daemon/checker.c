/*
 * checker.c - the role that reads the admins' files before anyone else does:
 * at start and at each reload.
 *
 * Ends with 0 and the files in ROLE_FD_PEER when they are good. Otherwise it
 * logs every complaint and, at a reload, tells the admin address by mail with
 * the configuration still in force.
 */
#include <sysexits.h>

#include "base/clock.h"
#include "base/log.h"
#include "daemon/role.h"
#include "desk/check.h"
#include "desk/desk.h"
#include "desk/tell.h"

/* A mail to the admin, by the desk that is still in force. */
static void
tell_admin(const char *config_path, const struct complaints *complaints,
	   struct arena *arena)
{
	struct role_files files;
	struct desk desk = { 0 };
	struct error err = { 0 };

	if (!role_files_open(&files, config_path, &err))
		return; /* the first start: there is none */
	if (files.config->admin[0] != '\0') {
		if (desk_open(&desk, files.config, files.sources, STORE_WRITE,
			      &err) &&
		    desk_tell_admin(&desk, complaints, clock_now(), arena,
				    &err))
			role_wake_sender();
		else
			log_error("%s", err.text);
	}
	desk_close(&desk);
	role_files_close(&files);
}

int
checker_main(const struct role_start *start)
{
	struct arena *arena = arena_new();
	struct sources *sources = sources_new();
	struct complaints complaints;
	struct desk_checked checked;
	struct error err = { 0 };
	int status = EX_CONFIG;

	complaints_init(&complaints, arena);
	desk_check(sources, start->config_path,
		   DESK_CHECK_EXAMPLES | DESK_CHECK_CACHE, arena, &complaints,
		   &checked);
	for (size_t i = 0; i < complaints.count; i++)
		log_line(complaints.items[i].is_warning ? LOG_LEVEL_WARN
							: LOG_LEVEL_ERROR,
			 "%s", complaint_format(&complaints.items[i], arena));
	if (complaints.errors > 0)
		tell_admin(start->config_path, &complaints, arena);
	else if (sources_save(sources, ROLE_FD_PEER, &err))
		status = 0;
	else
		log_error("%s", err.text);
	sources_free(sources);
	arena_free(arena);
	return status;
}
