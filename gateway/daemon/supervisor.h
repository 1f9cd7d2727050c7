/*
 * supervisor.h - `ticketgate run`: starts the roles, starts them again when
 * they die, ends with them. Owns nothing: no database, no network, no mail.
 */
#ifndef TG_DAEMON_SUPERVISOR_H
#define TG_DAEMON_SUPERVISOR_H

#include <stdbool.h>

/* Restart delays after a crash, in seconds: 2, 4, 8, ... 60; from the start
 * again when a role lived for a minute. */
#define RESTART_DELAY_MIN   2
#define RESTART_DELAY_MAX   60
#define RESTART_FORGIVEN_MS 60000

/*
 * Runs in the foreground until SIGTERM or SIGINT; SIGHUP reloads. CONFIG_PATH
 * is absolute. With ONCE, polls every mailbox once, sends what is due and
 * ends. Returns the exit status: 0, EX_CONFIG when the configuration, the
 * rules or the templates are wrong, EX_TEMPFAIL when ONCE met an error.
 */
int
supervisor_run(const char *config_path, bool once);

#endif
