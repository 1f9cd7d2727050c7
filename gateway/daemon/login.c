/*
 * login.c - a server of the configuration, as net/ wants it.
 *
 * Passwords are read when they are needed and not before, so that a new one
 * needs no reload.
 */
#include "daemon/login.h"

bool
login_read(const struct server_config *config, const char *what,
	   struct arena *arena, struct net_server *out, struct error *err)
{
	const char *password = NULL;

	if (config->user[0] != '\0' &&
	    !config_secret(&config->password, what, arena, &password, err))
		return false;
	*out = (struct net_server){ .host = config->host,
				    .port = config->port,
				    .tls = config->tls,
				    .user = config->user,
				    .password = password,
				    .ca_file = config->ca_file,
				    .timeout_s = config->timeout };
	return true;
}
