/*
 * smtp_reply.c - reading what an SMTP server answers.
 *
 * A stranger's bytes: lines without end, replies without end, NUL and control
 * characters, codes that contradict each other. Whatever is not plainly a
 * reply is none, so that nothing is taken for a yes or a no that is not.
 */
#include "net/smtp_reply.h"

#include "base/buf.h"
#include "base/utf8.h"

void
smtp_reply_begin(struct smtp_reply *reply)
{
	reply->code = 0;
	reply->text[0] = '\0';
	reply->lines = 0;
	reply->bytes = 0;
	reply->line_size = 0;
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* The code that LINE begins with; 0 when it is no line of a reply. */
static int
code_of(struct slice line)
{
	const char *d = line.data;

	if (line.size < 3 || d[0] < '2' || d[0] > '5' || !is_digit(d[1]) ||
	    !is_digit(d[2]))
		return 0;
	if (line.size > 3 && d[3] != ' ' && d[3] != '-')
		return 0;
	return (d[0] - '0') * 100 + (d[1] - '0') * 10 + (d[2] - '0');
}

/* Adds the words of a line, as what may be shown and stored. */
static void
add_text(struct smtp_reply *reply, struct slice words)
{
	size_t used = strlen(reply->text);
	struct slice cut;
	struct buf shown;

	buf_init(&shown, NULL);
	if (used)
		buf_add_char(&shown, ' ');
	utf8_add_display(&shown, words, 0);
	cut = utf8_cut(buf_slice(&shown), SMTP_TEXT_MAX - 1 - used);
	memcpy(reply->text + used, cut.data, cut.size);
	reply->text[used + cut.size] = '\0';
	buf_clear(&shown);
}

enum smtp_reply_state
smtp_reply_add_line(struct smtp_reply *reply, struct slice line)
{
	int code = code_of(line);

	if (!code || (reply->lines && reply->code / 100 != code / 100) ||
	    reply->lines == SMTP_REPLY_LINES_MAX)
		return SMTP_REPLY_BROKEN;
	reply->code = code;
	reply->lines++;
	add_text(reply, slice_trim(slice_sub(line, 4, line.size)));
	return line.size > 3 && line.data[3] == '-' ? SMTP_REPLY_MORE
						    : SMTP_REPLY_WHOLE;
}

/* The line that was collected, without the CR of its end. */
static enum smtp_reply_state
end_line(struct smtp_reply *reply)
{
	struct slice line = slice_of(reply->line, reply->line_size);

	if (line.size && line.data[line.size - 1] == '\r')
		line.size--;
	reply->line_size = 0;
	return smtp_reply_add_line(reply, line);
}

enum smtp_reply_state
smtp_reply_add(struct smtp_reply *reply, struct slice bytes, size_t *used)
{
	enum smtp_reply_state state = SMTP_REPLY_MORE;
	size_t i = 0;

	while (state == SMTP_REPLY_MORE && i < bytes.size) {
		char c = bytes.data[i++];

		if (++reply->bytes > SMTP_REPLY_BYTES_MAX)
			state = SMTP_REPLY_BROKEN;
		else if (c == '\n')
			state = end_line(reply);
		else if (reply->line_size < SMTP_REPLY_LINE_MAX)
			reply->line[reply->line_size++] = c;
	}
	*used = i;
	return state;
}

/* A number in decimal; huge ones stay huge. */
static uint64_t
number_of(struct slice digits)
{
	uint64_t number = 0;
	size_t i;

	for (i = 0; i < digits.size && is_digit(digits.data[i]); i++) {
		if (number > UINT64_MAX / 16)
			return UINT64_MAX;
		number = number * 10 + (uint64_t)(digits.data[i] - '0');
	}
	return number;
}

void
smtp_offers_add(struct smtp_offers *offers, struct slice line)
{
	size_t size = 0;
	struct slice word;

	while (size < line.size && !strchr(" =", line.data[size]))
		size++;
	word = slice_sub(line, 0, size);
	if (slice_equal_nocase(word, "8BITMIME")) {
		offers->eightbit = true;
	} else if (slice_equal_nocase(word, "SMTPUTF8")) {
		offers->utf8 = true;
	} else if (slice_equal_nocase(word, "STARTTLS")) {
		offers->starttls = true;
	} else if (slice_equal_nocase(word, "AUTH")) {
		offers->auth = true;
	} else if (slice_equal_nocase(word, "SIZE")) {
		offers->sizes = true;
		offers->size = number_of(slice_sub(line, size + 1, line.size));
	}
}
