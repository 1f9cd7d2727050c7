/*
 * flowed.c - joins the lines that RFC 3676 lets a writer break.
 *
 * A line that ends in a blank goes on in the next one if that has the same
 * quote depth. The signature separator "-- " ends in a blank and never does.
 */
#include "message/flowed.h"

struct flow {
	bool open;    /* the last line goes on */
	size_t depth; /* its quote depth */
};

size_t
flowed_depth(struct slice line)
{
	size_t depth = 0;

	while (depth < line.size && line.data[depth] == '>')
		depth++;
	return depth;
}

static void
add_quote_signs(size_t depth, bool text, struct buf *out)
{
	for (size_t i = 0; i < depth; i++)
		buf_add_char(out, '>');
	if (depth && text)
		buf_add_char(out, ' ');
}

static void
take_line(struct slice line, bool del_sp, struct flow *flow, struct buf *out)
{
	size_t depth = flowed_depth(line);
	bool signature, soft;

	line = slice_sub(line, depth, line.size);
	if (line.size && line.data[0] == ' ') /* space-stuffed */
		line = slice_sub(line, 1, line.size);
	signature = line.size == 3 && !memcmp(line.data, "-- ", 3);
	soft = line.size && line.data[line.size - 1] == ' ' && !signature;
	if (soft && del_sp)
		line.size--;
	if (flow->open && (flow->depth != depth || signature)) {
		buf_add_char(out, '\n');
		flow->open = false;
	}
	if (!flow->open)
		add_quote_signs(depth, line.size > 0, out);
	buf_add_slice(out, line);
	flow->open = soft;
	flow->depth = depth;
	if (!soft)
		buf_add_char(out, '\n');
}

void
flowed_join(struct slice text, bool del_sp, struct buf *out)
{
	struct flow flow = { .open = false };
	struct slice line;

	while (slice_next_line(&text, &line))
		take_line(line, del_sp, &flow, out);
	if (flow.open)
		buf_add_char(out, '\n');
}
