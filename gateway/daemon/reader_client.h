/*
 * reader_client.h - the other side of a reader process: what intake, deliver,
 * held and explain use to have a mail read and classified.
 *
 * One reader serves one client, one mail at a time: reader_read(), then
 * reader_classify() as often as wanted for that mail. When it dies or misses
 * its deadline it is gone; the next call starts a new one.
 */
#ifndef TG_DAEMON_READER_CLIENT_H
#define TG_DAEMON_READER_CLIENT_H

#include <jansson.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/slice.h"
#include "message/facts.h"
#include "rules/ruleset.h"

/* A mail that takes longer than this to read or classify is given up; tests
 * set TICKETGATE_READER_DEADLINE (seconds) lower. */
#define READER_DEADLINE_MS 20000

struct reader;

enum reader_result {
	READER_OK,
	READER_DIED,  /* crashed, or was killed at its deadline: the mail's
			 fault */
	READER_FAILED /* could not be started or said nonsense: ours */
};

/* NAME is the mailbox, for ps. SOURCES_FD holds the files in force; it stays
 * the caller's and must stay open. Nothing is started yet. */
struct reader *
reader_new(const char *name, const char *config_path, int sources_fd);

/* Starts the process now instead of with the first mail, which then need not
 * wait for rules to be compiled. READER_OK or READER_FAILED. */
enum reader_result
reader_prepare(struct reader *reader, struct error *err);

/* Ends the process. NULL is allowed. */
void
reader_free(struct reader *reader);

/* FACTS live in ARENA; RAW may be freed afterwards. */
enum reader_result
reader_read(struct reader *reader, struct slice raw, struct arena *arena,
	    struct facts **facts, struct error *err);

/* Classifies the mail that was read last. */
enum reader_result
reader_classify(struct reader *reader, const struct rule_context *context,
		struct arena *arena, struct verdict **verdict,
		struct error *err);

/* How each rule came to its answer about that mail, as explanation_to_json()
 * of rules/explain.h gives it; empty without rules. New reference. */
enum reader_result
reader_explain(struct reader *reader, const struct rule_context *context,
	       json_t **explanation, struct error *err);

#endif
