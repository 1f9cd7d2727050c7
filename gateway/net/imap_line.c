/*
 * imap_line.c - lines that we send and read ourselves, past libetpan.
 *
 * Its stream is shared: between two commands it holds no more than whole
 * lines that it has not looked at, and those are read from it.
 */
#include "net/imap_internal.h"

bool
imap_say(struct imap *imap, const char *line)
{
	struct connection *connection = &imap->connection;

	imap_allow(imap, 0);
	return connection_write(connection, line, strlen(line)) > 0 &&
	       connection_write(connection, "\r\n", 2) > 0;
}

static enum imap_line
kind_of(struct slice line, const char *tag)
{
	size_t size = strlen(tag);

	if (slice_starts_nocase(line, "* "))
		return LINE_UNTAGGED;
	if (slice_starts_nocase(line, "+"))
		return LINE_CONTINUE;
	if (!slice_starts_nocase(line, tag) ||
	    !slice_starts_nocase(slice_sub(line, size, line.size), " "))
		return LINE_OTHER;
	line = slice_sub(line, size + 1, line.size);
	return slice_starts_nocase(line, "OK") ? LINE_OK : LINE_REFUSED;
}

enum imap_line
imap_read_line(struct imap *imap, const char *tag, struct buf *line)
{
	MMAPString *text = mmap_string_new("");
	enum imap_line kind = LINE_FAILED;

	if (!text)
		abort();
	buf_reset(line);
	if (mailstream_read_line_remove_eol(imap->stream, text)) {
		buf_add(line, text->str, text->len);
		kind = kind_of(buf_slice(line), tag);
	}
	mmap_string_free(text);
	return kind;
}
