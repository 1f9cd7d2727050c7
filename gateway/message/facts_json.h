/*
 * facts_json.h - facts as JSON (RFC 8259): for `ticketgate read`, for the
 * pipe between reader and intake, and for the store.
 */
#ifndef TG_MESSAGE_FACTS_JSON_H
#define TG_MESSAGE_FACTS_JSON_H

#include <jansson.h>

#include "message/facts.h"

/*
 * The public form that `ticketgate read` prints: from, to, cc, reply_to,
 * subject, date, message_id, in_reply_to, references, kind, kind_why,
 * may_acknowledge, may_reopen, is_ticket ({"yes","why"}), bounce, text,
 * reply_text, signature, attachments (without bytes), language, forwarded,
 * calendar_method, protection, content_key, notes. New reference.
 */
json_t *
facts_to_json(const struct facts *facts);

/*
 * The whole of it for the pipe: facts_to_json() plus headers; the bytes of
 * attachments travel beside it, concatenated in order, their sizes in the
 * JSON. facts_from_json() checks every type and size (the other side may be
 * subverted): ERROR_REJECT when anything is off. BYTES must outlive FACTS.
 */
json_t *
facts_to_wire(const struct facts *facts);
bool
facts_from_wire(const json_t *wire, struct slice bytes, struct arena *arena,
		struct facts **facts, struct error *err);

/* An address list as [{"name","email"}] and back; new reference. */
json_t *
address_list_to_json(struct address_list list);

#endif
