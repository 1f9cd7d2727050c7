/*
 * mutf7.c - folder names on the wire.
 *
 * Runs of non-ASCII characters become base64 of their UTF-16, between "&" and
 * "-", with "," for "/" and no padding; "&" itself becomes "&-".
 */
#include "net/mutf7.h"

#include <stdint.h>

#include "base/buf.h"
#include "base/utf8.h"

struct run {
	struct buf *out;
	bool open;
	uint32_t pending;
	unsigned bits;
};

static const char digits[] =
	"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+,";

static void
add_unit(struct run *run, unsigned unit)
{
	if (!run->open)
		buf_add_char(run->out, '&');
	run->open = true;
	run->pending = run->pending << 16 | unit;
	for (run->bits += 16; run->bits >= 6; run->bits -= 6)
		buf_add_char(run->out,
			     digits[run->pending >> (run->bits - 6) & 63]);
}

static void
add_character(struct run *run, unsigned c)
{
	if (c < 0x10000) {
		add_unit(run, c);
		return;
	}
	add_unit(run, 0xD800 + ((c - 0x10000) >> 10));
	add_unit(run, 0xDC00 + ((c - 0x10000) & 0x3FF));
}

static void
end_run(struct run *run)
{
	if (!run->open)
		return;
	if (run->bits)
		buf_add_char(run->out,
			     digits[run->pending << (6 - run->bits) & 63]);
	buf_add_char(run->out, '-');
	*run = (struct run){ .out = run->out };
}

char *
mutf7_encode(struct arena *arena, const char *name)
{
	struct slice s = slice_from(name);
	struct buf out;
	struct run run = { .out = &out };
	size_t pos = 0;

	if (!s.size || !utf8_valid(s))
		return NULL;
	buf_init(&out, arena);
	while (pos < s.size) {
		unsigned c = utf8_next(s, &pos);

		if (c < 0x20 || (c >= 0x7F && c < 0xA0))
			return NULL;
		if (c >= 0x80) {
			add_character(&run, c);
			continue;
		}
		end_run(&run);
		buf_add_char(&out, (char)c);
		if (c == '&')
			buf_add_char(&out, '-');
	}
	end_run(&run);
	return out.data;
}
