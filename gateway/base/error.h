/*
 * error.h - what went wrong, classed by what the caller does next.
 *
 * Library rooms fill one of these and return false (or the third answer of
 * their own enum); they never log. The role that acts on it logs it, once.
 * TEXT is one full sentence without a final full stop or line end. It names
 * the file and line, mailbox or ticket it speaks of, and the remedy where
 * there is one.
 */
#ifndef TG_BASE_ERROR_H
#define TG_BASE_ERROR_H

#include <stdbool.h>

enum error_class {
	ERROR_NONE = 0,
	ERROR_RETRY,  /* may go away by itself: try again later */
	ERROR_REJECT, /* this one mail or request is bad; go on with the next */
	ERROR_CONFIG, /* a person must change something: do not restart */
	ERROR_BUG     /* cannot happen: report it */
};

#define ERROR_TEXT_MAX 1024 /* bytes with the NUL; longer texts are cut */

struct error {
	enum error_class class;
	char text[ERROR_TEXT_MAX];
};

/* Fills ERR (NULL is allowed: nothing is kept) and returns false, so that
 * "return error_set(err, ERROR_RETRY, ...)" reads as one step. The text is
 * cut at a character; control characters (utf8.h) become spaces, and bytes
 * that are no UTF-8 question marks. */
bool
error_set(struct error *err, enum error_class class, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* Puts "CONTEXT: " in front of the text that is there; returns false. */
bool
error_context(struct error *err, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* The exit status of sysexits(3) that fits the class KIND: EX_TEMPFAIL,
 * EX_DATAERR, EX_CONFIG, EX_SOFTWARE; 0 for none. */
int
error_exit_status(enum error_class kind);

#endif
