/*
 * fuzz_smtp.c - what an SMTP server answers, one reply after the other.
 */
#include "base/utf8.h"
#include "net/smtp_reply.h"
#include "fuzz.h"

static void
check_whole(const struct smtp_reply *reply)
{
	struct slice text = slice_from(reply->text);
	size_t pos = 0;

	PROMISE(reply->code >= 200 && reply->code <= 599);
	PROMISE(reply->lines >= 1 && reply->lines <= SMTP_REPLY_LINES_MAX);
	PROMISE(reply->bytes <= SMTP_REPLY_BYTES_MAX);
	PROMISE(utf8_valid(text));
	while (pos < text.size)
		PROMISE(!utf8_is_control(utf8_next(text, &pos)));
}

/* The same bytes one by one give the same: nothing but the last one makes a
 * reply whole. */
static void
check_in_pieces(const struct smtp_reply *whole, enum smtp_reply_state state,
		struct slice bytes)
{
	struct smtp_reply reply;
	size_t i, used;

	smtp_reply_begin(&reply);
	for (i = 0; i < bytes.size; i++) {
		enum smtp_reply_state now = smtp_reply_add(
			&reply, slice_sub(bytes, i, i + 1), &used);

		PROMISE(used == 1);
		PROMISE(now == (i + 1 == bytes.size ? state : SMTP_REPLY_MORE));
	}
	PROMISE(reply.code == whole->code);
	PROMISE(strcmp(reply.text, whole->text) == 0);
}

static void
check_offers(struct slice bytes)
{
	struct smtp_offers offers = { 0 };
	struct slice line;

	while (slice_next_line(&bytes, &line))
		smtp_offers_add(&offers, line);
	PROMISE(offers.sizes || !offers.size);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct slice rest = slice_of((const char *)data, size);
	struct smtp_reply reply;
	enum smtp_reply_state state = SMTP_REPLY_WHOLE;

	check_offers(rest);
	while (state == SMTP_REPLY_WHOLE && rest.size) {
		size_t used;

		smtp_reply_begin(&reply);
		state = smtp_reply_add(&reply, rest, &used);
		PROMISE(used > 0 && used <= rest.size);
		if (state == SMTP_REPLY_WHOLE)
			check_whole(&reply);
		check_in_pieces(&reply, state, slice_sub(rest, 0, used));
		rest = slice_sub(rest, used, rest.size);
	}
	return 0;
}
