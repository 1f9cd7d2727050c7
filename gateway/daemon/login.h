/*
 * login.h - a server of the configuration, as net/ wants it.
 */
#ifndef TG_DAEMON_LOGIN_H
#define TG_DAEMON_LOGIN_H

#include "base/arena.h"
#include "base/error.h"
#include "config/config.h"
#include "net/server.h"

/*
 * Fills OUT from CONFIG, whose strings it borrows, and fetches the password
 * into ARENA if there is a user: that may run password_command. Errors are
 * those of config_secret() and name WHAT ("smtp"); OUT is untouched then.
 */
bool
login_read(const struct server_config *config, const char *what,
	   struct arena *arena, struct net_server *out, struct error *err);

#endif
