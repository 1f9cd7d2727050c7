/*
 * role.h - the processes of the daemon: one binary, run again per role.
 *
 * A role is started by role_spawn() with argv[0] "ticketgate: intake help"
 * (what ps shows) and nothing else on its command line; what it needs comes
 * in the environment and in descriptors of fixed numbers. Exit status 0: it
 * was asked to end; EX_CONFIG: starting it again is pointless until a person
 * changed something; anything else: start it again, later and later.
 */
#ifndef TG_DAEMON_ROLE_H
#define TG_DAEMON_ROLE_H

#include <stdbool.h>
#include <sys/types.h>

#include "base/arena.h"
#include "base/error.h"
#include "config/config.h"
#include "config/sources.h"

enum role_fd {
	ROLE_FD_SOURCES = 3,  /* memfd: the files in force (sources.h) */
	ROLE_FD_LIFELINE = 4, /* end of file: the supervisor is gone */
	ROLE_FD_WAKE = 5,     /* pipe: a byte when the outbox has news */
	ROLE_FD_PEER = 6,     /* reader, replayer: the client's socket;
				 checker: memfd to fill */
	ROLE_FD_COUNT = 4
};

/* Descriptors to hand on, by role_fd - ROLE_FD_SOURCES; -1: none. */
struct role_fds {
	int fd[ROLE_FD_COUNT];
};

struct role_start {
	const char *role;	 /* "intake", "reader", "sender", ... */
	const char *name;	 /* the mailbox; "" where there is none */
	const char *config_path; /* absolute */
	const char *argument;	 /* replayer: the new rules; else NULL */
	bool once;		 /* `run --once`: do what is due and end */
};

/* Starts a role; it dies with its parent. Returns its process id, or -1. */
pid_t
role_spawn(const struct role_start *start, const struct role_fds *fds,
	   struct error *err);

/* Whether this process was started by role_spawn(); then role_run() is its
 * main function and returns its exit status. */
bool
role_is_one(const char *argv0);
int
role_run(void);

/* What most roles need: the files in force and the configuration in them. */
struct role_files {
	struct arena *arena;
	struct sources *sources;
	struct config *config;
};
bool
role_files_open(struct role_files *files, const char *config_path,
		struct error *err);
void
role_files_close(struct role_files *files);

/*
 * Being asked to end: SIGTERM, SIGINT, or the end of the supervisor. The
 * descriptor becomes readable then, and stays so; role_wait() sleeps at most
 * TIMEOUT_MS (-1: for ever) until that, or until EXTRA_FD (-1: none) is
 * readable.
 */
void
role_signals_init(void);
bool
role_ending(void);
int
role_ending_fd(void);
enum role_wait { ROLE_WAIT_ENDING, ROLE_WAIT_TIMEOUT, ROLE_WAIT_READABLE };
enum role_wait
role_wait(int timeout_ms, int extra_fd);

/* Tells the sender that the outbox has news; never blocks. */
void
role_wake_sender(void);

/* The roles' main functions: table in role.c. */
int
intake_main(const struct role_start *start);
int
reader_main(const struct role_start *start);
int
sender_main(const struct role_start *start);
int
timer_main(const struct role_start *start);
int
checker_main(const struct role_start *start);
int
replayer_main(const struct role_start *start);

#endif
