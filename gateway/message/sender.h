/*
 * sender.h - what a mail's sender is by name: a mail daemon, a robot that
 * reads no answers, or nobody (the null return path). Used inside message/.
 */
#ifndef TG_MESSAGE_SENDER_H
#define TG_MESSAGE_SENDER_H

#include "message/facts.h"

/* MAILER-DAEMON, postmaster, sysadmin and their kin, by local part or by the
 * names that mail systems give themselves. A person may be postmaster, too:
 * more evidence is needed before anything is decided. */
bool
sender_is_daemon(const struct facts *facts);

/* Only the mailer daemon itself, at which never sits a person. */
bool
sender_is_mailer(const struct facts *facts);

/* The mailer daemon, postmaster, or root: more often programs than not. */
bool
sender_is_postmaster(const struct facts *facts);

/* noreply@ and the like in From: says itself that nobody reads answers. */
bool
sender_is_robot(const struct facts *facts);

/* The null return path (RFC 5321 section 4.5.5): must not be answered. */
bool
sender_is_null(const struct facts *facts);

#endif
