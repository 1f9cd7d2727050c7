/*
 * log.h - one line an event on standard error.
 *
 * "2026-11-22T07:50:03Z info intake help: ticket 12 opened by ana@example.org"
 * Lines are written with one write(2), so that lines of several processes do
 * not mix. Control characters are shown as \xNN: what a stranger wrote never
 * reaches a terminal unescaped. Only roles and the command line log.
 */
#ifndef TG_BASE_LOG_H
#define TG_BASE_LOG_H

enum log_level {
	LOG_LEVEL_ERROR,
	LOG_LEVEL_WARN,
	LOG_LEVEL_INFO,
	LOG_LEVEL_DEBUG
};

/* WHO names the role and its mailbox ("intake help"); copied, cut at 63
 * bytes. The level is LOG_LEVEL_INFO, or what TICKETGATE_LOG says (error,
 * warn, info, debug). */
void
log_init(const char *who);

/* One event, as printf; levels over the limit are not formatted. */
void
log_line(enum log_level level, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

#define log_error(...) log_line(LOG_LEVEL_ERROR, __VA_ARGS__)
#define log_warn(...)  log_line(LOG_LEVEL_WARN, __VA_ARGS__)
#define log_info(...)  log_line(LOG_LEVEL_INFO, __VA_ARGS__)
#define log_debug(...) log_line(LOG_LEVEL_DEBUG, __VA_ARGS__)

#endif
