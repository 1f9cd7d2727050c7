/*
 * config.h - the configuration file (libconfig) as typed, checked values.
 *
 * ticketgate.conf(5) is the manual of the keys; schema.c is their table.
 * Strings are "" when a key is optional and absent, paths are absolute
 * (resolved against the file), durations are seconds, sizes bytes. All of it
 * lives in one arena and is read-only.
 */
#ifndef TG_CONFIG_CONFIG_H
#define TG_CONFIG_CONFIG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "config/complaints.h"
#include "config/sources.h"
#include "net/tls.h"
#include "ticket/policy.h"
#include "ticket/staff.h"

/* What becomes of a mail in its mailbox once it is committed. */
enum after_action { AFTER_SEEN, AFTER_MOVE, AFTER_DELETE };

/* Where a password comes from: exactly one of the three, or none. */
struct secret_source {
	const char *value;
	const char *file;
	struct string_list command; /* argv, no shell */
};

struct server_config {
	const char *host;
	int port; /* 1..65535; default by protocol and tls */
	enum net_tls tls;
	const char *user; /* "" : no login (smtp only) */
	struct secret_source password;
	const char *ca_file; /* "" : the system's authorities */
	int64_t timeout;     /* seconds; 1..3600, default 60 */
};

struct mailbox_config {
	const char *name; /* unique; [A-Za-z0-9_.-]+ */
	struct server_config server;
	const char *folder;  /* default "INBOX" */
	const char *address; /* default desk.address; one of our own */
	enum after_action after;
	const char *move_to; /* with AFTER_MOVE */
	int64_t poll;	     /* seconds; longest time between two looks */
	int64_t max_message; /* bytes; larger mails become stubs; "50M" */
	int line;	     /* in the file, for messages */
};

struct smtp_config {
	bool present;
	struct server_config server;
	int64_t retry;	  /* first delay after a temporary failure: "30s" */
	int64_t give_up;  /* age at which a mail is given up: "5d" */
	const char *helo; /* name given in EHLO; "" : the host's own */
};

struct webhooks_config {
	const char *ca_file; /* "" : the system's authorities */
	int64_t timeout;     /* seconds for a whole call; 1..60, "10s" */
};

struct config {
	const char *path; /* of the file itself, absolute */
	const char *desk_name, *tag, *address;
	const char *admin; /* address told of broken rules; "" : nobody */
	const char *database;
	const char *rules;     /* file or folder; "" : no rules */
	const char *templates; /* folder; "" : the shipped ones alone; its
				  files answer.NAME.txt are the prepared
				  answers */
	struct policy policy;  /* what ticket/ wants to know; policy.h */
	struct mailbox_config *mailboxes;
	size_t mailbox_count;
	struct smtp_config smtp;
	struct webhooks_config webhooks;
	struct staff_directory staff; /* vendors are in policy */
};

/*
 * Reads and checks PATH through SOURCES. NULL when there are errors; all of
 * them are in COMPLAINTS, with file, line, key and remedy, unknown keys with
 * a suggestion. Nothing is opened but the file: no password file, no
 * database, no rules.
 */
struct config *
config_load(struct sources *sources, const char *path, struct arena *arena,
	    struct complaints *complaints);

/*
 * The same for a command that only looks into the store: errors that leave
 * desk.database and desk.tag known are in COMPLAINTS but do not stop it, and
 * whatever they speak of is at its default or empty.
 */
struct config *
config_load_for_looking(struct sources *sources, const char *path,
			struct arena *arena, struct complaints *complaints);

/* The mailbox called NAME, or NULL. */
const struct mailbox_config *
config_mailbox(const struct config *config, const char *name);

/*
 * The password itself, in ARENA: the value, the file's first line, or the
 * first line of the command's standard output (run without a shell, with a
 * deadline of 30 s). Never logged. ERROR_CONFIG names WHAT ("mailbox help")
 * and the remedy; a command that fails is ERROR_RETRY.
 */
bool
config_secret(const struct secret_source *secret, const char *what,
	      struct arena *arena, const char **password, struct error *err);

/* The path of the configuration to use: GIVEN, or the first of the usual
 * places that exists ($TICKETGATE_CONFIG, ./ticketgate.conf,
 * /etc/ticketgate/ticketgate.conf). NULL and an error that names them all. */
const char *
config_find(const char *given, struct arena *arena, struct error *err);

/* Is ADDRESS one of ours: the desk's, or a mailbox's? */
bool
config_is_own_address(const struct config *config, const char *address);

#endif
