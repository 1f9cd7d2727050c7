/*
 * error.c - what went wrong, as one sentence that is safe to log and store.
 *
 * Texts quote what strangers sent (server replies, file contents), so control
 * characters never survive, and a text that is cut stays valid UTF-8.
 */
#include "base/error.h"

#include <stdarg.h>
#include <sysexits.h>

#include "base/slice.h"
#include "base/utf8.h"

#define ROOM (ERROR_TEXT_MAX + 4) /* shows whether a cut splits a character */

/* Cuts TEXT to what fits and blanks control characters: C0, DEL, and C1 in
 * UTF-8 (C2 80 to C2 9F). */
static void
make_clean(char *text)
{
	size_t i;

	text[utf8_cut(slice_from(text), ERROR_TEXT_MAX - 1).size] = '\0';
	for (i = 0; text[i]; i++) {
		unsigned char c = (unsigned char)text[i];
		unsigned char next = (unsigned char)text[i + 1];

		if (c < 0x20 || c == 0x7F)
			text[i] = ' ';
		else if (c == 0xC2 && next >= 0x80 && next < 0xA0)
			text[i] = text[i + 1] = ' ';
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
