/*
 * confined.h - the life of a role in the sandbox (reader, replayer): it loads
 * what it needs, gives up everything else, and answers its client on
 * ROLE_FD_PEER, frame by frame (reader_protocol.h), until that hangs up.
 */
#ifndef TG_DAEMON_CONFINED_H
#define TG_DAEMON_CONFINED_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "base/slice.h"
#include "daemon/role.h"

struct confined {
	/* Everything that needs files or executable memory. When it fails the
	 * client is told why. */
	bool (*prepare)(void *role, const struct role_start *start,
			struct error *err);
	/* Answers a frame, which is gone afterwards. False ends the role. */
	bool (*answer)(void *role, uint8_t type, struct slice frame,
		       struct error *err);
};

/* The role's main function but for what ROLE owns; its exit status. */
int
confined_run(const struct confined *kind, void *role,
	     const struct role_start *start);

/* Sends JSON to the client and drops it; NULL is ERROR_BUG. */
bool
confined_send(uint8_t type, json_t *json, struct error *err);

#endif
