/*
 * rtf.h - the compressed rich text in which Outlook wraps a body
 * (MS-OXRTFCP, MS-OXRTFEX).
 */
#ifndef TG_MESSAGE_RTF_H
#define TG_MESSAGE_RTF_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/slice.h"
#include "message/charset.h"

/* Appends what PR_RTF_COMPRESSED holds; false when it is damaged: then OUT
 * has what could be read. Grows by a factor of 9 at most. */
bool
rtf_decompress(struct slice in, struct buf *out);

/* Appends the text of RTF as UTF-8. If Outlook wrapped HTML into it, that HTML
 * is appended instead and IS_HTML set. Linear, groups do not recurse. */
void
rtf_to_text(struct slice rtf, struct buf *out, bool *is_html);

#endif
