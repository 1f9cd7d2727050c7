/*
 * smtp_body.c - a message on its way into DATA.
 *
 * A bare LF or CR would be passed on as it is, and servers differ in whether
 * it ends a line: "LF . LF" inside a mail ends the mail for some, and what
 * follows is then a command of a stranger's (SMTP smuggling). So each of CR,
 * LF and CRLF becomes CRLF.
 */
#include "net/smtp_body.h"

void
smtp_body_init(struct smtp_body *body, struct slice message)
{
	*body = (struct smtp_body){ .message = message };
}

/* Takes the line end at POS, of whichever kind. */
static size_t
after_line_end(struct slice message, size_t pos)
{
	bool both = message.data[pos] == '\r' && pos + 1 < message.size &&
		    message.data[pos + 1] == '\n';

	return pos + (both ? 2 : 1);
}

static bool
is_line_end(char c)
{
	return c == '\r' || c == '\n';
}

size_t
smtp_body_read(struct smtp_body *body, char *out, size_t size)
{
	struct slice message = body->message;
	size_t put = 0;

	while (put < size) {
		if (body->owes_lf) {
			out[put++] = '\n';
			body->owes_lf = false;
		} else if (body->pos == message.size) {
			break;
		} else if (is_line_end(message.data[body->pos])) {
			body->pos = after_line_end(message, body->pos);
			out[put++] = '\r';
			body->owes_lf = true;
		} else {
			out[put++] = message.data[body->pos++];
		}
	}
	if (body->pos == message.size && !body->owes_lf)
		body->ended = true;
	return put;
}

size_t
smtp_body_size(struct slice message)
{
	size_t pos = 0, size = 0;

	while (pos < message.size) {
		if (is_line_end(message.data[pos])) {
			pos = after_line_end(message, pos);
			size += 2;
		} else {
			pos++;
			size++;
		}
	}
	return size;
}
