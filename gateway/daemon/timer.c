/*
 * timer.c - the role that lets time pass: waiting that is over, resolved
 * tickets that close. It also moves the database's log into its file, as the
 * only process that does. No network.
 */
#include <sysexits.h>

#include "base/clock.h"
#include "base/log.h"
#include "daemon/role.h"
#include "desk/desk.h"

#define TICK_S		       15 /* due times are told in minutes */
#define CHECKPOINT_EVERY_TICKS 4

static bool
tick(struct desk *desk, struct error *err)
{
	size_t changed, mails;

	if (!desk_tick(desk, clock_now(), &changed, &mails, err))
		return false;
	log_line(changed > 0 ? LOG_LEVEL_INFO : LOG_LEVEL_DEBUG,
		 "%zu tickets moved on by time", changed);
	if (mails > 0)
		role_wake_sender();
	return true;
}

static bool
timer_loop(const struct role_start *start, struct desk *desk, struct error *err)
{
	int ticks = 0;

	do {
		if (!tick(desk, err))
			return false;
		if (ticks++ % CHECKPOINT_EVERY_TICKS == 0 &&
		    !store_checkpoint(desk->store, err))
			return false;
	} while (!start->once &&
		 role_wait(TICK_S * 1000, -1) != ROLE_WAIT_ENDING);
	return true;
}

int
timer_main(const struct role_start *start)
{
	struct role_files files;
	struct desk desk = { 0 };
	struct error err = { 0 };
	bool ok;

	role_signals_init();
	ok = role_files_open(&files, start->config_path, &err) &&
	     desk_open(&desk, files.config, files.sources, STORE_TIMER, &err) &&
	     timer_loop(start, &desk, &err);
	if (!ok)
		log_error("%s", err.text);
	desk_close(&desk);
	role_files_close(&files);
	return ok ? 0 : error_exit_status(err.class);
}
