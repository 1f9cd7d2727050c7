/*
 * log.c - one line an event on standard error.
 *
 * A line that cannot be written is lost: logging never stops the work.
 */
#include "base/log.h"

#include <stdarg.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/utf8.h"

static const char *const level_names[] = {
	[LOG_LEVEL_ERROR] = "error",
	[LOG_LEVEL_WARN] = "warn",
	[LOG_LEVEL_INFO] = "info",
	[LOG_LEVEL_DEBUG] = "debug",
};

#define LEVELS (sizeof(level_names) / sizeof(level_names[0]))

static char who_name[64] = "ticketgate";
static enum log_level level_limit = LOG_LEVEL_INFO;

void
log_init(const char *who)
{
	const char *wish = getenv("TICKETGATE_LOG");
	size_t i;

	snprintf(who_name, sizeof(who_name), "%s", who);
	for (i = 0; wish && i < LEVELS; i++)
		if (strcmp(wish, level_names[i]) == 0)
			level_limit = (enum log_level)i;
}

/* Adds TEXT with whatever could steer a terminal, and whatever is no UTF-8,
 * byte by byte as \xNN. */
static void
add_escaped(struct buf *line, struct slice text)
{
	size_t pos = 0;

	while (pos < text.size) {
		size_t start = pos;
		unsigned c = utf8_next(text, &pos);
		bool broken = c == UTF8_REPLACEMENT && pos == start + 1;

		if (!broken && !utf8_is_control(c)) {
			buf_add(line, text.data + start, pos - start);
			continue;
		}
		for (; start < pos; start++)
			buf_printf(line, "\\x%02X",
				   (unsigned char)text.data[start]);
	}
}

void
log_line(enum log_level level, const char *format, ...)
{
	char now[CLOCK_ISO_MAX];
	struct arena *arena;
	struct buf line;
	va_list args;
	char *text;

	if (level > level_limit)
		return;
	arena = arena_new();
	buf_init(&line, arena);
	va_start(args, format);
	text = arena_vprintf(arena, format, args);
	va_end(args);
	buf_printf(&line, "%s %s ", clock_format_iso(clock_now(), now),
		   level_names[level]);
	add_escaped(&line, slice_from(who_name));
	buf_add_str(&line, ": ");
	add_escaped(&line, slice_from(text));
	buf_add_char(&line, '\n');
	if (write(STDERR_FILENO, line.data, line.size) < 0) {
		/* nobody is left to tell */
	}
	arena_free(arena);
}
