/*
 * reader_protocol.h - the frames between a reader and its client (io.h).
 *
 *   client: READ raw mail          reader: FACTS JSON, CONTENTS bytes
 *   client: CLASSIFY JSON context  reader: VERDICT JSON
 *   client: EXPLAIN JSON context   reader: EXPLANATION JSON
 *
 * A replayer (replay.h) is asked otherwise:
 *   client: REPLAY JSON, a line end, raw mail   replayer: REPLAYED JSON
 *
 * The first thing a reader sends is READY, or BROKEN with a sentence. The
 * client trusts nothing that comes back: sizes, types and texts are checked.
 */
#ifndef TG_DAEMON_READER_PROTOCOL_H
#define TG_DAEMON_READER_PROTOCOL_H

#include <jansson.h>

#include "base/arena.h"
#include "rules/ruleset.h"

enum reader_frame {
	FRAME_READY = 1,
	FRAME_BROKEN,
	FRAME_READ,
	FRAME_FACTS,
	FRAME_CONTENTS,
	FRAME_CLASSIFY,
	FRAME_VERDICT,
	FRAME_EXPLAIN,
	FRAME_EXPLANATION,
	FRAME_REPLAY,
	FRAME_REPLAYED
};

/* Larger than the largest mail and everything that can be decoded from it. */
#define READER_FRAME_MAX ((size_t)512 << 20)

/* The context of a classification as JSON and back; new reference. */
json_t *
rule_context_to_json(const struct rule_context *context);
bool
rule_context_from_json(const json_t *json, struct rule_context *context,
		       struct arena *arena);

#endif
