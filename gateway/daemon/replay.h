/*
 * replay.h - what another rule set would have made of mail that is in the
 * store: as many sandboxed replayer processes as there are cores.
 *
 * A replayer (replayer.c) knows the rules in force and the new ones; it gets
 * one mail after the other and answers with what differs. Mail is read anew,
 * so rules are tried on what today's reader sees.
 */
#ifndef TG_DAEMON_REPLAY_H
#define TG_DAEMON_REPLAY_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "store/query.h"

struct replay;

/* What happened to one mail, borrowed: {"receipt", "ticket", "from",
 * "subject", "routed_before", "routed_now", "changes": [{"name", "old",
 * "old_rule", "new", "new_rule"}]}, or {"receipt", "ticket", "unreadable"}. */
typedef void
replay_handler(void *data, const json_t *answer);

/*
 * Starts WORKERS processes (0: one a core). SOURCES_FD holds configuration
 * and both rule sets; NEW_RULES is the path of the new one, the configuration
 * names the one to compare with. NULL and ERR when they do not start.
 */
struct replay *
replay_new(const char *config_path, const char *new_rules, int sources_fd,
	   size_t workers, replay_handler *handler, void *data,
	   struct error *err);

/* NULL is allowed. */
void
replay_free(struct replay *replay);

/* Hands a mail to a free worker, waiting for one; answers of others are
 * handled meanwhile. MAIL may be freed afterwards. */
bool
replay_mail(struct replay *replay, const struct raw_mail *mail,
	    struct error *err);

/* Waits for all answers. */
bool
replay_finish(struct replay *replay, struct error *err);

#endif
