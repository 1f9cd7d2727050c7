/*
 * bounce.h - the parts of bounce_read() (kind.h): report fields, prose,
 * and status out of text. Used inside message/ only.
 */
#ifndef TG_MESSAGE_BOUNCE_H
#define TG_MESSAGE_BOUNCE_H

#include "message/facts.h"
#include "message/mime.h"

/* Recipients beyond this are dropped: a report that names more is an attack
 * or a mailing, and the ticket's own mails go to few. */
#define BOUNCE_RECIPIENTS 500
/* Bytes of a notice that are looked at; real ones have 2 to 20 KB before the
 * returned message. */
#define BOUNCE_NOTICE_MAX (64 * 1024)
/* Bytes of a report's fields: 500 recipients of 500 bytes. */
#define BOUNCE_FIELDS_MAX (256 * 1024)
/* Bytes of diagnostic text that are kept for each recipient. */
#define BOUNCE_DIAGNOSTIC_MAX 500

/* "4.2.2", at most "5.999.999". */
#define BOUNCE_STATUS_MAX 10

/*
 * The next mail address in TEXT at or after *POS: sets START and END around
 * it, without angle brackets, and *POS behind it. False when there is none.
 * One walk over the text with repeated calls is linear.
 */
bool
bounce_next_address(struct slice text, size_t *pos, size_t *start, size_t *end);

/*
 * The status (RFC 3463) that TEXT tells: its first enhanced code, else its
 * first SMTP reply code, else by the phrases that servers use; the class is
 * that of the code, the rest may come from a phrase. Writes "" and returns
 * false when TEXT tells nothing.
 */
bool
bounce_status_find(struct slice text, char out[static BOUNCE_STATUS_MAX]);

/* Whether TEXT begins with a code of RFC 3463 section 2, and its length. */
bool
bounce_status_parse(struct slice text, size_t *length);

/* The recipient of that address, or NULL. */
struct bounce_recipient *
bounce_find(struct bounce *bounce, const char *address);

/* Adds a recipient, or joins it to one of the same address: failed wins over
 * delayed, a known status over none. */
void
bounce_add(struct bounce *bounce, struct arena *arena,
	   struct bounce_recipient recipient);

/*
 * The per-recipient fields of RFC 3464 section 2.3 in TEXT, which is a
 * message/delivery-status body or a notice that spells them out. Adds
 * nothing when there are none.
 */
void
bounce_fields_read(struct slice text, struct arena *arena,
		   struct bounce *bounce);

/* Whether part I belongs to the mail itself, not to a mail within it. */
bool
bounce_part_is_outer(const struct mime *mime, size_t i);
/* The same of a text part, and of one that holds what came back: a mail or
 * its header. */
bool
bounce_part_is_text(const struct mime *mime, size_t i);
bool
bounce_part_is_returned(const struct mime *mime, size_t i);
/* At most MAX bytes of a part's text. */
struct slice
bounce_part_text(const struct part *part, size_t max, struct arena *arena);

/* The one id, with < >, that VALUE begins with or holds; "" if there is none
 * or it is damaged. */
const char *
bounce_id_find(struct slice value, struct arena *arena);

/* The message that came back. */
struct bounce_original {
	struct string_list to; /* addresses of To and Cc */
	const char *id;	       /* "" if unknown */
};

/* Looks into attached mails and headers, then at TEXT from NOTICE_END on,
 * then into the other text parts. */
void
bounce_original_read(const struct mime *mime, struct slice text,
		     size_t notice_end, struct arena *arena,
		     struct bounce_original *out);

/* Recipients of a report in JSON that TEXT begins with; ID is set to the
 * original Message-ID when the report has it. */
void
bounce_json_read(struct slice text, struct arena *arena, struct bounce *bounce,
		 const char **id);

/* What the prose reader knows besides the notice. */
struct bounce_hints {
	const char *failed_header; /* X-Failed-Recipients, or NULL */
	const char *subject;
	const struct address_list *own;	       /* whom the bounce was sent to */
	const struct string_list *original_to; /* of the returned message */
};

/* Bytes of text in which the returned message is looked for. */
#define BOUNCE_TEXT_MAX (256 * 1024)

/* Recipients out of the prose of NOTICE, the returned message cut off. */
void
bounce_prose_read(struct slice notice, const struct bounce_hints *hints,
		  struct arena *arena, struct bounce *bounce);

/* Where in TEXT the returned message begins, or the size of TEXT. */
size_t
bounce_notice_end(struct slice text);

/* Whether the notice or its subject says that delivery is still tried. */
bool
bounce_is_delay(struct slice notice, const char *subject);

/* Whether the first lines of NOTICE are those of a delivery failure, in the
 * words of a known kind of MTA. */
bool
bounce_notice_known(struct slice notice);

/* The same of its very first line, where a person would greet. */
bool
bounce_notice_opens(struct slice notice);

/* Whether SUBJECT as a whole is one that MTAs give to bounces. */
bool
bounce_subject_known(const char *subject);

#endif
