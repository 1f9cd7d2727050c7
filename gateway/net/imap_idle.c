/*
 * imap_idle.c - waiting for news by IDLE (RFC 2177).
 *
 * Spoken by hand: the library's own IDLE loses what comes before the server's
 * "+" and does not look into its buffer before it waits, so that mail which
 * came at the wrong moment would lie there until the next one. Between two
 * commands the library holds no more than whole lines in its read buffer, and
 * those are read from there.
 */
#include "net/imap_internal.h"

#include "base/clock.h"

/* Servers may hang up after 29 minutes without a command. */
#define IDLE_LONGEST_MS (24 * 60 * 1000)

/* Changes by other programs come as a line each; nobody makes this many. */
#define IDLE_LINES_MAX 100000

/* "5 EXISTS" and "3 EXPUNGE" */
static void
take_untagged(struct imap *imap, const char *news)
{
	char *word;
	unsigned long number = strtoul(news, &word, 10);

	if (word == news || number > UINT32_MAX)
		return;
	while (*word == ' ')
		word++;
	if (ascii_casecmp(word, "EXISTS") == 0) {
		imap->folder.exists = (uint32_t)number;
	} else if (ascii_casecmp(word, "EXPUNGE") == 0) {
		imap->folder.exists -= imap->folder.exists > 0;
		imap->looked -= imap->looked > 0;
	}
}

/* Reads one line and takes the news that it may hold. */
static enum imap_line
take_line(struct imap *imap)
{
	enum imap_line kind;
	struct buf line;

	buf_init(&line, NULL);
	kind = imap_read_line(imap, "idle", &line);
	if (kind == LINE_UNTAGGED)
		take_untagged(imap, line.data + 2);
	buf_clear(&line);
	return kind;
}

/* Reads up to a line of the kind WANTED. */
static bool
read_until(struct imap *imap, enum imap_line wanted)
{
	enum imap_line kind;

	do
		kind = take_line(imap);
	while (kind == LINE_OTHER || kind == LINE_UNTAGGED);
	if (kind == wanted)
		return true;
	connection_fail(&imap->connection, ERROR_RETRY,
			"does not go along with IDLE");
	return false;
}

/* libetpan keeps its own count, which later commands start from. */
static void
tell_library(struct imap *imap)
{
	if (imap->session->imap_selection_info)
		imap->session->imap_selection_info->sel_exists =
			imap->folder.exists;
}

/* What to do next inside IDLE: a line that is here already counts for the
 * clock as much as one that is waited for, or a flood would never end. */
static enum connection_news
next_inside(struct imap *imap, int64_t end, int wake_fd)
{
	int64_t left = end - clock_monotonic_ms();

	if (imap->stream->read_buffer_len)
		return left > 0 ? NEWS_BYTES : NEWS_TIMEOUT;
	return connection_wait(&imap->connection, left > 0 ? left : 0, wake_fd);
}

/* Waits inside IDLE until END, news, or the wake-up. */
static enum connection_news
wait_inside(struct imap *imap, int64_t end, int wake_fd)
{
	for (int lines = 0; !imap_has_news(imap); lines++) {
		enum connection_news news = next_inside(imap, end, wake_fd);

		if (news != NEWS_BYTES)
			return news;
		imap_allow(imap, 0);
		if (lines < IDLE_LINES_MAX && take_line(imap) == LINE_UNTAGGED)
			continue;
		connection_fail(&imap->connection, ERROR_RETRY,
				lines < IDLE_LINES_MAX ? "ended IDLE by itself"
						       : "sent no end of news");
		return NEWS_FAILED;
	}
	return NEWS_BYTES;
}

/* One IDLE command from beginning to end. */
static enum connection_news
idle_once(struct imap *imap, int64_t end, int wake_fd)
{
	enum connection_news news;

	if (!imap_say(imap, "idle IDLE") || !read_until(imap, LINE_CONTINUE))
		return NEWS_FAILED;
	news = wait_inside(imap, end, wake_fd);
	if (news == NEWS_FAILED || !imap_say(imap, "DONE") ||
	    !read_until(imap, LINE_OK))
		return NEWS_FAILED;
	tell_library(imap);
	return news;
}

/* Without IDLE: just the time or the wake-up, then a NOOP. */
static enum connection_news
wait_outside(struct imap *imap, int64_t timeout_ms, int wake_fd,
	     struct error *err)
{
	enum connection_news news =
		connection_wait(&imap->connection, timeout_ms, wake_fd);

	if (news == NEWS_FAILED || !imap_noop(imap, NULL, err))
		return NEWS_FAILED;
	return imap_has_news(imap) || news != NEWS_BYTES ? news : NEWS_TIMEOUT;
}

static enum imap_idle_result
result_of(struct imap *imap, enum connection_news news, struct error *err)
{
	if (news == NEWS_FAILED) {
		imap_done(imap, MAILIMAP_ERROR_STREAM, "wait for mail", err);
		return IMAP_IDLE_FAILED;
	}
	if (imap_has_news(imap))
		return IMAP_IDLE_CHANGED;
	return news == NEWS_WOKEN ? IMAP_IDLE_WOKEN : IMAP_IDLE_TIMEOUT;
}

enum imap_idle_result
imap_idle(struct imap *imap, int timeout_ms, int wake_fd, struct error *err)
{
	int64_t end = clock_monotonic_ms() + timeout_ms;
	enum connection_news news = NEWS_TIMEOUT;

	if (imap_has_news(imap))
		return IMAP_IDLE_CHANGED;
	if (!imap->folder.can_idle)
		return result_of(imap,
				 wait_outside(imap, timeout_ms, wake_fd, err),
				 err);
	do {
		int64_t now = clock_monotonic_ms();
		int64_t part = end - now > IDLE_LONGEST_MS
				       ? now + IDLE_LONGEST_MS
				       : end;

		news = idle_once(imap, part, wake_fd);
	} while (news == NEWS_TIMEOUT && clock_monotonic_ms() < end);
	return result_of(imap, news, err);
}
