/*
 * error.c - what went wrong, as one sentence that is safe to log and store.
 *
 * Texts quote what strangers sent (server replies, file contents), so control
 * characters never survive, nor what is no UTF-8.
 */
#include "base/error.h"

#include <stdarg.h>
#include <sysexits.h>

#include "base/slice.h"
#include "base/utf8.h"

#define ROOM (ERROR_TEXT_MAX + 4) /* shows whether a cut splits a character */

/* Cuts TEXT to what fits, blanks control characters, and puts "?" for what is
 * no UTF-8: JSON and terminals take neither. */
static void
make_clean(char *text)
{
	struct slice s = utf8_cut(slice_from(text), ERROR_TEXT_MAX - 1);
	size_t pos = 0;

	text[s.size] = '\0';
	while (pos < s.size) {
		size_t from = pos;
		unsigned codepoint = utf8_next(s, &pos);

		if (codepoint == UTF8_REPLACEMENT && pos - from == 1)
			text[from] = '?';
		else if (utf8_is_control(codepoint))
			memset(text + from, ' ', pos - from);
	}
}

bool
error_set(struct error *err, enum error_class class, const char *format, ...)
{
	char text[ROOM];
	va_list args;

	if (!err)
		return false;
	va_start(args, format);
	if (vsnprintf(text, sizeof(text), format, args) < 0)
		snprintf(text, sizeof(text), "unprintable error");
	va_end(args);
	make_clean(text);
	err->class = class;
	memcpy(err->text, text, sizeof(err->text));
	return false;
}

bool
error_context(struct error *err, const char *format, ...)
{
	char context[ERROR_TEXT_MAX];
	va_list args;
	int size;

	if (!err)
		return false;
	va_start(args, format);
	size = vsnprintf(context, sizeof(context), format, args);
	va_end(args);
	if (size < 0)
		return false;
	return error_set(err, err->class, "%s: %s", context, err->text);
}

int
error_exit_status(enum error_class kind)
{
	switch (kind) {
	case ERROR_NONE:
		return 0;
	case ERROR_RETRY:
		return EX_TEMPFAIL;
	case ERROR_REJECT:
		return EX_DATAERR;
	case ERROR_CONFIG:
		return EX_CONFIG;
	case ERROR_BUG:
		break;
	}
	return EX_SOFTWARE;
}
