/*
 * header.h - header fields: their lines, folding and encoded words
 * (RFC 5322 section 2.2, RFC 2047) as found in the wild.
 */
#ifndef TG_MESSAGE_HEADER_H
#define TG_MESSAGE_HEADER_H

#include "base/arena.h"
#include "base/slice.h"
#include "message/charset.h"
#include "message/facts.h"

/* Fields of one block. Real mail has some 20 to 60; 500 leaves room for
 * long relay chains. More are left in the raw mail. */
#define HEADER_MAX_FIELDS 500
/* Bytes of one field's value: a To with 1,000 names has some 60 KB. */
#define HEADER_MAX_VALUE (128 * 1024)
/* Bytes of one block. */
#define HEADER_MAX_BLOCK (1024 * 1024)

struct header_block {
	struct header *fields;
	size_t count;
	size_t end; /* where the body begins in what was parsed */
	const struct charset *charset; /* declared in Content-Type, or NULL */
	bool cut;		       /* a cap was reached */
	bool junk; /* lines were skipped that are no header */
};

/* The length of a field's name and colon if LINE starts one, else 0. */
size_t
header_name_size(struct slice line);

/* Parses the block at the start of BYTES, up to a blank line, the first line
 * that cannot be header, or the end. Linear. */
void
header_block_parse(struct slice bytes, struct arena *arena,
		   struct header_block *out);

/* The first field NAME of COUNT FIELDS, or NULL. */
const struct header *
header_find(const struct header *fields, size_t count, const char *name);

/* Encoded words in VALUE (UTF-8) decoded; in ARENA, or VALUE itself. Words
 * that are none stay as they are. Linear. */
const char *
header_decode_words(const char *value, struct arena *arena);

/* Where the encoded word that begins at POS ends, or 0 if none does. NO_END
 * starts false and is kept between calls over the same value: it makes the
 * search for ends linear. */
size_t
header_word_end(struct slice value, size_t pos, bool *no_end);

#endif
