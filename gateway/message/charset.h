/*
 * charset.h - bytes in whatever a mail calls its charset, to UTF-8.
 *
 * Labels are understood as browsers do (WHATWG Encoding standard: ISO-8859-1
 * is windows-1252, GB2312 is GB18030, Shift_JIS is CP932, ...) and beyond
 * them as older mail needs (UTF-7, HZ, DOS and Macintosh pages, UTF-16).
 */
#ifndef TG_MESSAGE_CHARSET_H
#define TG_MESSAGE_CHARSET_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/error.h"
#include "base/slice.h"

struct charset; /* static data: never freed */

/* The charset of a label as written ("UTF8", " iso_8859-1 "), or NULL. */
const struct charset *
charset_find(struct slice label);

/* The standard's name of it, lower case. */
const char *
charset_name(const struct charset *charset);

/* Appends BYTES as UTF-8; a byte that has no meaning costs that byte: it
 * becomes U+FFFD. NUL becomes U+FFFD. Linear. */
void
charset_decode(const struct charset *charset, struct slice bytes,
	       struct buf *out);

/*
 * Appends BYTES as UTF-8 with what is known: valid UTF-8 is that; else the
 * declared charset (NULL: none is declared); else a guess from the bytes. A
 * declaration that the bytes contradict (UTF-8 that is none) is dropped.
 */
void
charset_to_utf8(const struct charset *declared, struct slice bytes,
		struct buf *out);

/* What BYTES, which are not UTF-8, most likely are; never NULL. */
const struct charset *
charset_guess(struct slice bytes);

/*
 * Opens every converter, so that charset_decode() opens no file any more
 * (glibc loads converters from files). False, with the names in ERR, when
 * some are not installed: their bytes become U+FFFD.
 */
bool
charset_preload(struct error *err);

#endif
