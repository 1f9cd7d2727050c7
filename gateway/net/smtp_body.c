/*
 * smtp_body.c - a message on its way into DATA.
 *
 * A bare LF or CR would be passed on as it is, and servers differ in whether
 * it ends a line: "LF . LF" inside a mail ends the mail for some, and what
 * follows is then a command of a stranger's (SMTP smuggling). So each of CR,
 * LF and CRLF becomes CRLF.
 */
#include "net/smtp_body.h"

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

/* Where the line at POS ends; what its bytes are is noted. */
static size_t
look_at_line(struct slice message, size_t pos, bool *nul, bool *high)
{
	unsigned char all = 0;
	bool zero = false;

	for (; pos < message.size && !is_line_end(message.data[pos]); pos++) {
		all |= (unsigned char)message.data[pos];
		zero |= message.data[pos] == '\0';
	}
	*high |= all >= 0x80;
	*nul |= zero;
	return pos;
}

void
smtp_body_look(struct slice message, struct smtp_body_facts *facts)
{
	bool in_header = true;
	size_t pos = 0;

	*facts = (struct smtp_body_facts){ 0 };
	while (pos < message.size) {
		size_t end = look_at_line(message, pos, &facts->has_nul,
					  in_header ? &facts->high_header
						    : &facts->high_body);

		facts->size += end - pos + 2;
		in_header = in_header && end > pos;
		pos = end < message.size ? after_line_end(message, end) : end;
	}
}

void
smtp_body_init(struct smtp_body *body, struct slice message)
{
	*body = (struct smtp_body){ .message = message, .owed = "" };
}

/* What becomes of a line end, of a dot in front of a line, and of the end. */
static void
owe_next(struct smtp_body *body)
{
	if (body->pos == body->message.size) {
		body->owed = body->in_line ? "\r\n.\r\n" : ".\r\n";
		body->ended = true;
	} else if (is_line_end(body->message.data[body->pos])) {
		body->owed = "\r\n";
		body->pos = after_line_end(body->message, body->pos);
		body->in_line = false;
	} else if (!body->in_line && body->message.data[body->pos] == '.') {
		body->owed = "..";
		body->pos++;
		body->in_line = true;
	}
}

/* The rest of a line, as far as there is room. */
static size_t
copy_line(struct smtp_body *body, char *out, size_t room)
{
	const char *from = body->message.data + body->pos;
	size_t left = body->message.size - body->pos;
	size_t size = 0;

	while (size < left && size < room && !is_line_end(from[size]))
		size++;
	memcpy(out, from, size);
	body->pos += size;
	body->in_line = true;
	return size;
}

size_t
smtp_body_read(struct smtp_body *body, char *out, size_t size)
{
	size_t put = 0;

	while (put < size) {
		if (!*body->owed && !body->ended)
			owe_next(body);
		if (*body->owed)
			out[put++] = *body->owed++;
		else if (!body->ended)
			put += copy_line(body, out + put, size - put);
		else
			break;
	}
	return put;
}
