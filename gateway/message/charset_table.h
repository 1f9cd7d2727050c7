/*
 * charset_table.h - what is known of each charset; for charset.c only.
 */
#ifndef TG_MESSAGE_CHARSET_TABLE_H
#define TG_MESSAGE_CHARSET_TABLE_H

#include "message/charset.h"

enum charset_kind {
	CHARSET_UTF8,
	CHARSET_BYTE,  /* one byte a character: by table */
	CHARSET_MULTI, /* by iconv */
	CHARSET_JIS,   /* ISO-2022-JP */
	CHARSET_HZ,    /* RFC 1843 */
	CHARSET_UTF16  /* byte-order mark, else as the name says */
};

struct charset {
	const char *name;
	const char *iconv_name;
	enum charset_kind kind;
	const char *labels; /* normalised, between blanks; see label_fold() */
};

extern const struct charset charset_table[];

/* Its rows: a constant, so that arrays can stand beside the table. */
#define CHARSETS	 63
#define CHARSET_ROW_UTF8 0

#endif
