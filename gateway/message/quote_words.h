/*
 * quote_words.h - the words by which mail clients mark what is not new text:
 * tables only. All phrases stand in the form of text_folded() (a test checks
 * it): lower case, ss for sharp s, plain colons. Used inside message/ only.
 */
#ifndef TG_MESSAGE_QUOTE_WORDS_H
#define TG_MESSAGE_QUOTE_WORDS_H

/* Fields of the header blocks that clients put over a quoted mail. */
enum block_field {
	BLOCK_NONE,
	BLOCK_FROM,
	BLOCK_SENT, /* "Sent", "Gesendet": a word that only clients write */
	BLOCK_DATE, /* "Date", "Datum": people write it as well */
	BLOCK_TO,
	BLOCK_CC,
	BLOCK_SUBJECT,
	BLOCK_OTHER, /* reply-to, importance, attachments */
	BLOCK_FIELDS
};

struct block_word {
	const char *word;
	enum block_field field;
};

/* All tables end with a NULL. */
extern const struct block_word block_words[];

/* "wrote" as it stands in "On DATE, NAME wrote:". */
extern const char *const attribution_verbs[];
/* First words of such lines: "on", "am", "le". */
extern const char *const attribution_starts[];
/* Beginnings of the names of months and days of the week. */
extern const char *const date_stems[];

/* "Original Message" between dashes. */
extern const char *const original_marks[];
/* Beginnings of such lines. */
extern const char *const original_starts[];
/* "Forwarded message", with or without dashes. */
extern const char *const forward_marks[];
/* Such lines that go on: "Forwarded by NAME on DATE". */
extern const char *const forward_starts[];
/* "Please type your reply above this line". */
extern const char *const reply_above_marks[];

/* Beginnings and ends of the lines that phones and apps add. */
extern const char *const mobile_starts[];
extern const char *const mobile_ends[];
/* Words of legal disclaimers; two different ones make one. */
extern const char *const disclaimer_marks[];
/* Words of the footers of lists and ticket systems. */
extern const char *const footer_marks[];
/* What gateways write over mail from outside: words of such a paragraph, of
 * which three make one, and beginnings that suffice. */
extern const char *const banner_marks[];
extern const char *const banner_starts[];
/* "See my answers below", "in red": written over a quote that holds them. */
extern const char *const inline_hints[];
/* Prefixes of the subject of a forward. */
extern const char *const forward_subjects[];

#endif
